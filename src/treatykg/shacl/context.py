"""What a rule can use: a target that answers queries, and the SPARQL patterns of a shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from treatykg.shacl.shapes import Shape, Shapes
from treatykg.store.results import Answer, Term

Pair = tuple[Term, Term | None]


class QueryTarget(Protocol):
    """A store that answers queries about terms as they were written, and about values."""

    def terms(self, query: str) -> Answer:
        """The rows of a SELECT, where terms are told apart by how they are written."""

    def values(self, query: str) -> Answer:
        """The rows of a SELECT, where numbers and days are compared as such."""

    def written(self, term: Term) -> str:
        """A constant, as it stands in the store of terms."""

    @property
    def exact(self) -> bool:
        """Whether terms and values are one store."""

    @property
    def ambiguous(self) -> bool:
        """Whether one value was written in several ways, so that a row of values does not tell which."""

    def datatypes(self, datatype: str) -> str:
        """The datatypes, as SPARQL terms, under which the store of terms keeps literals of one datatype."""


class RuleContext(Protocol):
    """What a rule can use."""

    shapes: Shapes
    target: QueryTarget

    def path(self, shape: Shape) -> str:
        """The path of a property shape, in SPARQL."""

    def pattern(self, shape: Shape, candidates: str) -> str:
        """Candidates as ?this with their value nodes as ?value."""

    def values_of(self, shape: Shape, candidates: str) -> str:
        """The value nodes of a shape, as candidates."""

    def subclasses(self, kind: Term, variable: str) -> str:
        """A class and all below it, as values of a variable."""

    def pairs(
        self, shape: Shape, candidates: str, condition: str = "", *, values: bool = False
    ) -> Iterator[Pair]:
        """Candidates with those of their value nodes for which a condition holds."""

    def failing(self, shape: Shape, candidates: str) -> frozenset[Term]:
        """The candidates that do not conform to a shape."""
