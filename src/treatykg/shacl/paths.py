"""SHACL property paths, written as SPARQL (SHACL section 2.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from treatykg.shacl.shapes import FIRST, NIL, REST, ShapesError, Triples, sh
from treatykg.store.results import Term


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
    return any(
        matches_itself(graph, step)
        for choice in graph.objects(path, sh("alternativePath"))
        for step in graph.items(choice)
    )


_SUFFIX = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


def _path(graph: Triples, path: Term, above: tuple[Term, ...]) -> str:
    if isinstance(path, NamedNode):
        return str(path)
    if path in above or isinstance(path, Literal):
        raise ShapesError(
            "a path that is a literal, or holds itself", hint="see SHACL section 2.3.1 for the kinds of path"
        )
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


_TOKEN = re.compile(r"<[^>]*>|[()^/|*+?]")
_NAMES = {"^": "inversePath"} | {suffix: name for name, suffix in _SUFFIX.items()}


def path_quads(text: str, prefix: str) -> tuple[NamedNode | BlankNode, list[Quad]]:
    """Write a path of `path_text` as SHACL does (SHACL section 2.3.1).

    Parameters: `text` of the path; `prefix` of the blank nodes that it needs.

    >>> node, quads = path_quads("(^<urn:p>)", "b")
    >>> [str(quad.predicate) for quad in quads]
    ['<http://www.w3.org/ns/shacl#inversePath>']
    """
    tokens, quads = iter(_TOKEN.findall(text)), list[Quad]()
    return _read(next(tokens), tokens, quads, prefix), quads


def _read(token: str, tokens: Iterator[str], quads: list[Quad], prefix: str) -> NamedNode | BlankNode:
    if token != "(":
        return NamedNode(token[1:-1])
    steps, signs = list[NamedNode | BlankNode](), set[str]()
    while (token := next(tokens)) != ")":
        if token in "^/|*+?":
            signs.add(token)
        else:
            steps.append(_read(token, tokens, quads, prefix))
    sign = signs.pop() if signs else "/"
    if sign == "/":
        return _list(steps, quads, prefix)
    name = _NAMES.get(sign, "alternativePath")
    inner: NamedNode | BlankNode = _list(steps, quads, prefix) if sign == "|" else steps[0]
    node = BlankNode(f"{prefix}x{len(quads)}")
    quads.append(Quad(node, sh(name), inner))
    return node


def _list(items: list[NamedNode | BlankNode], quads: list[Quad], prefix: str) -> BlankNode:
    nodes = [BlankNode(f"{prefix}x{len(quads) + 2 * number}") for number in range(len(items))]
    rests: list[NamedNode | BlankNode] = [*nodes[1:], NIL]
    for node, item, rest in zip(nodes, items, rests, strict=True):
        quads += [Quad(node, FIRST, item), Quad(node, REST, rest)]
    return nodes[0]
