"""What an engine answers: rows, yes or no, or a graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

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

    def values(self) -> list[tuple[str, ...]]:
        """Return the rows as plain text, an unbound cell as the empty string."""
        return [tuple(text(cell) for cell in row) for row in self.rows]


def text(cell: Term | None) -> str:
    """Return the text of one cell: an IRI, a literal's lexical form, or nothing.

    >>> text(None)
    ''
    """
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, (Triple, BlankNode)) else cell.value


def by_all_columns(rows: Iterable[Row]) -> list[Row]:
    """Sort rows by every column, so that output never depends on an engine's order."""
    return sorted(rows, key=lambda row: tuple(str(cell) if cell is not None else "" for cell in row))
