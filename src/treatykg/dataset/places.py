"""Where in a file each triple stands: line and column, for messages that point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from treatykg.dataset.files import contents, is_lines
from treatykg.dataset.lexer import tokens
from treatykg.terms import RDF
from treatykg.tokens import LINE_END

_TYPE = RDF.type.value
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NAME_ESCAPE = re.compile(r"\\(.)")
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_LONGEST = 200


class Place(NamedTuple):
    """Where a triple stands: its graph and terms as texts, and the position of its object (of its subject,
    when it is the first).
    """

    graph: str
    subject: str
    predicate: str
    object: str
    line: int
    column: int
    subject_line: int
    subject_column: int


def places(path: Path) -> list[Place]:
    """List where the triples of a Turtle, TriG, N-Triples or N-Quads file stand.

    The file is one that a parser has read already: what this cannot follow, it passes over.
    """
    return list(_Scanner(_text(path), nquads=is_lines(path)).run())


def lines_of(path: Path) -> list[str]:
    """The lines of a file, as a parser counts them, each cut to 200 characters."""
    return [line[:_LONGEST] for line in LINE_END.split(_text(path))]


def _text(path: Path) -> str:
    return contents(path).decode("utf-8-sig", "replace")


class _Scanner:
    def __init__(self, text: str, *, nquads: bool) -> None:
        self.text = text
        self.nquads = nquads
        self.prefixes: dict[str, str] = {}
        self.base = ""
        self.graph = ""
        self.subject = self.predicate = ""
        self.at = (0, 0)
        self.stack: list[tuple[str, str, tuple[int, int]]] = []
        self.blank = 0
        self.line, self.line_start, self.seen = 1, 0, 0

    def run(self) -> Iterator[Place]:
        pending: Place | None = None
        found = list(tokens(self.text))
        number = 0
        while number < len(found):
            match = found[number]
            kind, word = match.lastgroup or "mark", match.group()
            number += 1
            if kind in ("tag", "word") and word.lower().lstrip("@") in ("prefix", "base"):
                number = self._declare(found, number, word.lower().lstrip("@"))
            elif kind == "word" and word.upper() == "GRAPH":
                continue
            elif kind == "mark":
                if pending and word in ".;,}])":
                    yield pending
                    pending = None
                self._mark(word)
            elif kind in ("tag", "datatype"):
                if kind == "datatype":
                    number += 1
            else:
                value = self._term(kind, word)
                if pending and self.nquads:
                    yield pending._replace(graph=value)
                    pending = None
                else:
                    pending = self._place(value, match.start())

    def _declare(self, found: list[re.Match[str]], number: int, what: str) -> int:
        if what == "prefix":
            self.prefixes[found[number].group().rstrip(":")] = self._iri(found[number + 1].group())
            number += 1
        else:
            self.base = self._iri(found[number].group())
        number += 1
        return number + 1 if number < len(found) and found[number].group() == "." else number

    def _mark(self, word: str) -> None:
        if word == "{":
            self.graph, self.subject, self.predicate = self.subject, "", ""
        elif word == "}":
            self.graph = self.subject = self.predicate = ""
        elif word == "." and not self.stack:
            self.subject = self.predicate = ""
        elif word == ";":
            self.predicate = ""
        elif word in "[(":
            self.stack.append((self.subject, self.predicate, self.at))
            self.blank += 1
            self.subject, self.predicate = f"_:{word}{self.blank}", "" if word == "[" else "("
        elif word in "])" and self.stack:
            inner = self.subject
            self.subject, self.predicate, self.at = self.stack.pop()
            if not self.subject:
                self.subject = inner

    def _place(self, value: str, start: int) -> Place | None:
        """Take a term as subject, predicate or object; an object completes a triple."""
        if not self.subject:
            self.subject, self.at = value, self._position(start)
        elif not self.predicate:
            self.predicate = value
        elif self.predicate != "(":
            return Place(self.graph, self.subject, self.predicate, value, *self._position(start), *self.at)
        return None

    def _position(self, start: int) -> tuple[int, int]:
        for end in LINE_END.finditer(self.text, self.seen, start):
            self.line, self.line_start = self.line + 1, end.end()
        self.seen = start
        return self.line, start - self.line_start + 1

    def _term(self, kind: str, word: str) -> str:
        if kind == "iri":
            return self._iri(word)
        if kind == "text":
            return _unescape(word[3:-3] if word[:3] in ('"""', "'''") else word[1:-1])
        if kind == "name":
            prefix, _, local = word.partition(":")
            return self.prefixes.get(prefix, prefix + ":") + (
                _NAME_ESCAPE.sub(r"\1", local) if "\\" in local else local
            )
        return _TYPE if (kind, word) == ("word", "a") else word

    def _iri(self, word: str) -> str:
        iri = _unescape(word[1:-1])
        return urljoin(self.base, iri) if self.base else iri


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match.group(1) or match.group(2)
        return chr(int(code, 16)) if code else _LETTERS.get(match.group(3), match.group(3))

    return _ESCAPED.sub(one, text) if "\\" in text else text
