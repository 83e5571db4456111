"""The tokens of Turtle, TriG, N-Triples and N-Quads, and what must not reach a parser.

A parser of RDF 1.2 dies of triple terms within triple terms, so they are found before it runs. What a
token is follows the grammar (RDF 1.1 Turtle, section 6.5): a bracket, a quote or a hash in a text, an
IRI, a comment or behind a backslash in a name is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from treatykg.errors import InputError
from treatykg.tokens import COMMENT, QUOTED, position

BOM = b"\xef\xbb\xbf"
_DEEPEST_NESTING = 100
# Compiled when the first file is read (`re` keeps them): that takes longer than to answer many a question.
_FLAGS = re.VERBOSE | re.DOTALL
_NAME = r"[A-Za-z0-9_\-\x80-\U0010FFFF]"
_WORD = rf"(?!_){_NAME}++(?:\.++{_NAME}++)*+"
_LOCAL = r"(?:[A-Za-z0-9_:%\-\x80-\U0010FFFF]|\\.)"
_TOKEN = rf"""(?P<skip>[ \t\r\n]++|(?P<comment>{COMMENT}))
    |(?P<text>{QUOTED})
    |(?P<triple><<)
    |(?P<iri><[^>]*+>?)
    |(?P<blank>_:{_NAME}++(?:\.++{_NAME}++)*+)
    |(?P<tag>@[A-Za-z][A-Za-z0-9\-]*+)
    |(?P<datatype>\^\^)
    |(?P<number>(?=[+-]?\.?[0-9])[+-]?[0-9]*+(?:\.[0-9]++)?(?:\.?[eE][+-]?[0-9]++)?)
    |(?P<name>(?:{_WORD})?:(?:{_LOCAL}++(?:\.++{_LOCAL}++)*+)?)
    |(?P<word>{_WORD})
    |(?P<mark>.)"""
# All that neither opens nor closes anything; then the token that does.
_QUIET = rf"""(?:[^"'<\[\]()\{{\#\\@~]++|{QUOTED}|{COMMENT}|<(?!<)[^>]*+>?|\{{(?!\|)|\\.
    |@(?![A-Za-z0-9\-]*?--))*+"""
_RDF_12 = {b"<<": "a triple term", b"{|": "an annotation", b"~": "a reifier", b"@": "a base direction"}
_SUSPECT = re.compile(rb"<<|\{\||~|@[A-Za-z0-9\-]*?--")


def lexed(text: str) -> Iterator[re.Match[str]]:
    """Find all tokens of a text, blanks and comments too; `lastgroup` tells the kind of each."""
    return re.finditer(_TOKEN, text, _FLAGS)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Find the tokens of a text, blanks and comments left out; `lastgroup` tells the kind of each.

    >>> [(one.lastgroup, one.group()) for one in tokens("ex:a\\\\#b 'x#y' # no")]
    [('name', 'ex:a\\\\#b'), ('text', "'x#y'")]
    """
    return (match for match in lexed(text) if match.lastgroup != "skip")


def comments(text: str) -> Iterator[re.Match[str]]:
    """Find the comments of a text."""
    return (match for match in lexed(text) if match["comment"])


def look(data: bytes, path: Path) -> None:
    """Look at a file before a parser does.

    Errors: InputError with the place of what RDF 1.1 does not have, and of nesting deeper than 100.
    """
    if not _SUSPECT.search(data) and data.count(b"[") + data.count(b"(") <= _DEEPEST_NESTING:
        return
    depth = at = 0
    quiet = re.compile(_QUIET.encode(), _FLAGS)
    while (at := quiet.match(data, at).end()) < len(data):  # type: ignore[union-attr]
        what = data[at : at + 2] if data[at : at + 1] in b"<{" else data[at : at + 1]
        if what in _RDF_12:
            raise InputError(
                f"{_RDF_12[what]}, which is RDF 1.2",
                where=_where(data, at, path),
                hint="we read RDF 1.1: state it in a claim of its own"
                if what != b"@"
                else "we read RDF 1.1: write the language alone",
            )
        depth = depth + 1 if what in b"[(" else max(depth - 1, 0)
        if depth > _DEEPEST_NESTING:
            raise InputError(
                f"nested deeper than {_DEEPEST_NESTING}", where=_where(data, at, path), hint="flatten it"
            )
        at += len(what)


def _where(data: bytes, at: int, path: Path) -> str:
    text = data[:at].decode("utf-8", "replace")
    line, column = position(text, len(text))
    return f"{path}:{line}:{column}"
