"""SHACL property paths, written as SPARQL (SHACL section 2.3.1)."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from treatykg.store.results import Term
from treatykg.validation.shapes import FIRST, ShapesError, Triples, sh


def path_text(graph: Triples, path: Term) -> str:
    """Write a SHACL property path as a SPARQL property path (SHACL section 2.3.1).

    Errors: ShapesError for a path that is not well formed.
    """
    return _path(graph, path, ())


def matches_itself(graph: Triples, path: Term) -> bool:
    """Say whether a path also leads from a node to the node itself, by no step at all."""
    if isinstance(path, NamedNode):
        return False
    if graph.objects(path, sh("zeroOrMorePath")) or graph.objects(path, sh("zeroOrOnePath")):
        return True
    if graph.objects(path, FIRST):
        return all(matches_itself(graph, step) for step in graph.items(path))
    for name in ("inversePath", "oneOrMorePath"):
        for inner in graph.objects(path, sh(name)):
            return matches_itself(graph, inner)
    return any(matches_itself(graph, step) for choice in graph.objects(path, sh("alternativePath")) for step in graph.items(choice))


_SUFFIX = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def _path(graph: Triples, path: Term, above: tuple[Term, ...]) -> str:
    if isinstance(path, NamedNode):
        return str(path)
    if path in above or isinstance(path, Literal):
        raise ShapesError("a path that is a literal, or holds itself", hint="see SHACL section 2.3.1 for the kinds of path")
    inside = (*above, path)
    if graph.objects(path, FIRST):
        return "(" + "/".join(_path(graph, step, inside) for step in graph.items(path)) + ")"
    for choice in graph.objects(path, sh("alternativePath")):
        return "(" + "|".join(_path(graph, step, inside) for step in graph.items(choice)) + ")"
    for inner in graph.objects(path, sh("inversePath")):
        return f"(^{_path(graph, inner, inside)})"
    for name, suffix in _SUFFIX.items():
        for inner in graph.objects(path, sh(name)):
            return f"({_path(graph, inner, inside)}{suffix})"
    raise ShapesError("a path of no known kind", hint="see SHACL section 2.3.1 for the kinds of path")
