"""What an engine answers: rows, yes or no, or a graph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from treatykg.gc_pause import no_collection

_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    r"\U000e0000-\U000e007f]"
)
_SHOWN = 200
Term = NamedNode | Literal | BlankNode | Triple
Row = tuple["Term | None", ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one SPARQL query.

    Exactly one of `rows` (SELECT, with `variables`), `truth` (ASK) and `triples` (CONSTRUCT,
    DESCRIBE) carries it; see SPARQL 1.1 Query, section 16.

    >>> Answer(variables=("n",), rows=[(Literal(8),)]).values()
    [('8',)]
    """

    variables: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list)
    truth: bool | None = None
    triples: list[Triple] | None = None

    def _repr_html_(self) -> str:
        """Show the rows as a table in a notebook."""
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.variables)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(visible(cell))}</td>" for cell in row) + "</tr>"
            for row in self.values()
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"

    def values(self) -> list[tuple[str, ...]]:
        """Return the rows as plain text, an unbound cell as the empty string."""
        return [tuple(text(cell) for cell in row) for row in self.rows]


def answer_of(found: QueryBoolean | QueryTriples | QuerySolutions) -> Answer:
    """Read what the engine, or its parser of results, found; to be called in the thread that asked."""
    if isinstance(found, QueryBoolean):
        return Answer(truth=bool(found))
    if isinstance(found, QueryTriples):
        return Answer(triples=list(found))
    variables = tuple(variable.value for variable in found.variables)
    with no_collection():
        return Answer(variables, [tuple(row) for row in found])


def text(cell: Term | None) -> str:
    """Return the text of one cell: an IRI, a literal's lexical form, or nothing.

    >>> text(None)
    ''
    """
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, (Triple, BlankNode)) else cell.value


def visible(value: str) -> str:
    """Make control and direction characters visible, and a line break a space.

    >>> visible("a" + chr(0x202E) + "b")
    'a⟨U+202E⟩b'
    """
    return _UNSEEN.sub(
        lambda match: " " if match.group() in "\n\t" else f"⟨U+{ord(match.group()):04X}⟩", value
    )


def excerpt(value: str) -> str:
    """A text that is not ours, as a message may hold it: on one line, visible, and not long.

    >>> excerpt("out" + chr(27) + "[31m" + chr(10) + " of order")
    'out⟨U+001B⟩[31m of order'
    """
    shown = visible(" ".join(value[: 4 * _SHOWN].split()))
    return shown if len(shown) <= _SHOWN else f"{shown[: _SHOWN - 1]}…"
