"""Tokens that Turtle and SPARQL have in common, as patterns without groups (SPARQL 1.1, section 19.8).

Each is matched in time linear in its length; a string that does not end is a string up to the end of its
line, or of the text.
"""

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
