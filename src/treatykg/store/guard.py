"""Look at a query before it reaches the engine: size, nesting depth, SERVICE.

A parser of SPARQL can die of deep nesting or of long chains, and SERVICE sends data to another host. The
look reads tokens (SPARQL 1.1, section 19.8), so that a string or a comment that mentions SERVICE is no
matter, and says what is wrong and where. Safety does not rest on it: see `store.seal` and `cli.isolation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from treatykg.errors import InputError
from treatykg.tokens import COMMENT, IRI, LOCAL, QUOTED, position

LARGEST_QUERY = 256 * 1024
DEEPEST_NESTING = 64
LONGEST_CHAIN = 512
MOST_PARTS = 2_000
NO_SERVICE = "ask the other endpoint itself, and load what it answers"
_TOKEN = re.compile(
    rf"(?P<comment>{COMMENT})|(?P<string>{QUOTED})|(?P<iri>{IRI})|(?P<variable>[?$]\w*+)"
    rf"|(?P<word>\w[\w.-]*+)(?P<local>:{LOCAL})?|(?P<name>:{LOCAL})"
    r"|(?P<mark>\|\||&&|<<|>>|[{}()\[\]!^+*/|;,-])",
    re.DOTALL,
)
_OPENING, _CLOSING = frozenset(["{", "(", "[", "<<"]), frozenset(["}", ")", "]", ">>"])
_CHAINED = frozenset("UNION OPTIONAL BIND MINUS FILTER EXISTS || && / | + - * ! ^".split())
_PARTS = frozenset("AS GRAPH VALUES SELECT ; , {".split())
_UNARY = frozenset("!^-+")
_UPDATES = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY".split())


@lru_cache(maxsize=256)
def check(query: str, name: str = "query") -> None:
    """Refuse a query that could kill the engine or reach out.

    Parameters: `query` text; `name` of the file it came from.
    Errors: InputError with line and column.

    >>> check("SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    treatykg.errors.InputError: query:1:13: SERVICE would send the query to another host
      hint: ask the other endpoint itself, and load what it answers
    """
    if len(query) > LARGEST_QUERY:
        raise InputError(
            f"a query longer than {LARGEST_QUERY // 1024} KB",
            where=f"{name}:1:1",
            hint="ask for less at once",
        )
    for at, cause, hint in _faults(query):
        line, column = position(query, at)
        raise InputError(cause, where=f"{name}:{line}:{column}", hint=hint)


def _faults(query: str) -> Iterator[tuple[int, str, str]]:
    """What is refused, from the first on: its offset, the cause, and what to do instead."""
    depth = run = chain = parts = 0
    for match in _TOKEN.finditer(query):
        token, at, kind = match.group().upper(), match.start(), match.lastgroup
        if kind == "word" and token.endswith("SERVICE"):
            start = match.end() - len("SERVICE")
            yield start, "SERVICE would send the query to another host", NO_SERVICE
        if kind == "word" and token in _UPDATES and depth == 0:
            yield at, f"{token} is an update, and the graph is only read", "change the data files"
        depth += _nesting(kind, token)
        run = run + 1 if token in _UNARY else 0
        chain += (token in _CHAINED) + (token.count("-") if kind == "word" else 0)
        parts += token in _PARTS
        if max(depth, run) > DEEPEST_NESTING:
            yield at, f"nested deeper than {DEEPEST_NESTING}", "flatten the query"
        if chain > LONGEST_CHAIN:
            yield at, f"more than {LONGEST_CHAIN} operators", "use VALUES, or ask in parts"
        if parts > MOST_PARTS:
            yield at, f"more than {MOST_PARTS} parts", "use VALUES, or ask in parts"


def _nesting(kind: str | None, token: str) -> int:
    """How much deeper a token leads; what looks like an IRI can be `<` and an expression."""
    if kind == "iri":
        return token.count("(") - token.count(")")
    return (token in _OPENING) - (token in _CLOSING) if kind == "mark" else 0


def literal_spans(query: str) -> list[tuple[int, int]]:
    """Where the strings and comments of a query begin and end."""
    return [match.span() for match in _TOKEN.finditer(query) if match.lastgroup in ("string", "comment")]
