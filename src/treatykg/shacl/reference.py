"""The reference engine: pySHACL on rdflib, one query for each focus node."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

import rdflib
from pyoxigraph import BlankNode, Quad, RdfFormat, parse, serialize
from rdflib import SH, BNode, Graph
from rdflib.term import Node

from treatykg.errors import InputError
from treatykg.shacl.caching_graph import CachingGraph
from treatykg.shacl.paths import path_text
from treatykg.shacl.report import Result, severity
from treatykg.shacl.shapes import CLASSES, TARGETS, TYPE, Triples, sh
from treatykg.store.results import text

_TARGETS = frozenset(sh(name) for name in TARGETS)


def results(
    quads: Iterable[Quad], shapes: Iterable[Quad], only: Sequence[str] | None = None
) -> Iterator[Result]:
    """Check triples against shapes.

    Parameters: `only`, the IRIs of the shapes to check; all by default.
    Errors: InputError when the engine gives up.
    """
    found = _report(quads, shapes, only)

    def one(node: Node, name: str) -> str:
        value = found.value(node, SH[name])
        return "" if value is None else str(value)

    for node in found.objects(None, SH.result):
        yield Result(
            severity(one(node, "resultSeverity")),
            one(node, "sourceShape"),
            one(node, "focusNode"),
            _path(found, found.value(node, SH.resultPath)),
            one(node, "value"),
            min((str(text) for text in found.objects(node, SH.resultMessage)), default=""),
            one(node, "sourceConstraintComponent"),
            one(node, "sourceConstraint"),
            _written(found.value(node, SH.focusNode)),
            _written(found.value(node, SH.value)),
        )


def _report(quads: Iterable[Quad], shapes: Iterable[Quad], only: Sequence[str] | None) -> Graph:
    """What pySHACL reports, as a graph."""
    from pyshacl import validate

    logging.getLogger("rdflib.term").setLevel(
        logging.CRITICAL
    )  # an ill-formed literal is a result of ours, not a traceback of theirs
    normalize, rdflib.NORMALIZE_LITERALS = (
        rdflib.NORMALIZE_LITERALS,
        False,
    )  # what was written is what is checked
    try:
        _, found, _ = validate(
            _rdflib(quads, CachingGraph()),
            shacl_graph=_rdflib(shapes if only is None else _targeting(shapes, only), Graph()),
            inference="none",
            allow_warnings=True,
            allow_infos=True,
        )
    except Exception as error:  # it raises whatever its parsers raise, bare Exceptions among them
        cause = str(error).partition("\n")[0] or type(error).__name__
        raise InputError(
            f"pySHACL gave up: {cause}", hint="look at the literals of the data, and at the shape"
        ) from None
    finally:
        rdflib.NORMALIZE_LITERALS = normalize
    if not isinstance(found, Graph):
        raise InputError(f"pySHACL gave up: {found}", hint="look at the shapes")
    return found


def _targeting(shapes: Iterable[Quad], only: Sequence[str]) -> Iterator[Quad]:
    """The shapes without the targets of all others; pySHACL's own choice of shapes forgets the property
    shapes inside.
    """
    for quad in shapes:
        target = quad.predicate in _TARGETS or (quad.predicate == TYPE and quad.object in CLASSES)
        if not target or text(quad.subject) in only:
            yield quad


def _path(report: Graph, path: Node | None) -> str:
    """A path as SPARQL writes it; a plain IRI as it is."""
    if not isinstance(path, BNode):
        return "" if path is None else str(path)
    return path_text(
        Triples(parse(report.serialize(format="nt").encode(), RdfFormat.N_TRIPLES)), BlankNode(str(path))
    )


def _written(node: Node | None) -> str:
    return "" if node is None else node.n3()


def _rdflib(quads: Iterable[Quad], graph: Graph) -> Graph:
    return graph.parse(
        data=serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b"", format="ntriples"
    )
