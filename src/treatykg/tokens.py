"""Tokens that Turtle and SPARQL have in common, as patterns without groups (SPARQL 1.1, section 19.8).

Each is matched in time linear in its length; a string that does not end is a string up to the end of its
line, or of the text.
"""

from __future__ import annotations

import re

QUOTED = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:""")?'
    r"|'''(?:[^'\\]++|\\.|'(?!''))*+(?:''')?"
    r'|"(?:[^"\\\r\n]++|\\[^\r\n])*+"?'
    r"|'(?:[^'\\\r\n]++|\\[^\r\n])*+'?"
)
"""A string in any of the four kinds of quotes; to be compiled with `re.DOTALL`."""
COMMENT = r"\#[^\r\n]*+"
IRI = r'<[^<>"{}|^`\\\x00-\x20]*+>'
LOCAL = r"(?:[\w.%:-]|\\.)*+"
"""The local part of a prefixed name, with its escapes."""
LINE_END = re.compile(r"\r\n?|\n")


def position(text: str, at: int) -> tuple[int, int]:
    """Line and column of a place in a text, both counted from 1; a line ends with LF, CR or both.

    >>> position("a\\r\\nb\\rcd", 6)
    (3, 2)
    """
    ends = [match.end() for match in LINE_END.finditer(text, 0, at)]
    return len(ends) + 1, at - (ends[-1] if ends else 0) + 1
