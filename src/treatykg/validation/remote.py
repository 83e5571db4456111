"""Validate data on a SPARQL endpoint: send the shapes as queries, fetch only the violations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad

from treatykg.namespaces import CHECKED_GRAPH, EVIDENCE, PREFIXES, curie
from treatykg.shacl import setwise
from treatykg.shacl.report import Result, Where
from treatykg.store.base import Progress
from treatykg.store.remote.store import RemoteStore
from treatykg.store.results import Answer, Term, text

_NO_CLAIM = frozenset([DefaultGraph(), NamedNode(EVIDENCE)])
_MOST = 200  # results whose claims are looked up


class RemoteTarget:
    """A named graph on a server, whose literals are taken as the server gives them back.

    Parameters: `store`, where it stands; `graph`, the IRI of the graph that is checked.
    """

    exact = True
    ambiguous = False

    def __init__(self, store: RemoteStore, graph: str = CHECKED_GRAPH) -> None:
        self._store, self._graph = store, graph

    def terms(self, query: str) -> Answer:
        """The rows of a SELECT."""
        return self._store.ask(query, self._graph)

    values = terms

    def written(self, term: Term) -> str:
        """A constant of a shape."""
        return str(term)

    def datatypes(self, datatype: str) -> str:
        """The datatype itself."""
        return f"<{datatype}>"


def results(store: RemoteStore, shapes: Iterable[Quad], progress: Progress | None = None) -> Iterator[Result]:
    """Check what a store holds against shapes; a shape without a set-wise form is checked here, by pySHACL.

    Errors: NetworkError, also when the store was loaded anew meanwhile; TimeLimitError.
    """
    shapes = list(shapes)

    def other_engine(shape: str) -> Iterator[Result]:
        from treatykg.shacl.reference import results as reference

        found = store.quads(graph=NamedNode(CHECKED_GRAPH))
        return reference([Quad(quad.subject, quad.predicate, quad.object) for quad in found], shapes, [shape])

    with store.consistent_read():
        found = list(setwise.against(RemoteTarget(store), shapes, other_engine, progress))
        for number, result in enumerate(found):
            yield result.at(tuple(_claims(store, result))) if number < _MOST else result


def _claims(store: RemoteStore, result: Result) -> Iterator[Where]:
    """The claims that state the triple of a result."""
    if not result.node.startswith("<"):
        return
    if result.focus.startswith(PREFIXES["claim"]):
        yield Where(store.shown, 0, 0, curie(result.focus))
        return
    path = NamedNode(result.path) if result.path and "://" in result.path and " " not in result.path else None
    stated = store.quads(NamedNode(result.focus), path)
    for quad in stated:
        if quad.graph_name not in _NO_CLAIM and (
            not result.value or path is None or text(quad.object) == result.value
        ):
            yield Where(store.shown, 0, 0, curie(quad.graph_name.value))  # type: ignore[union-attr]


__all__ = ["RemoteTarget", "results"]
