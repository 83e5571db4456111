"""The reference engine: pySHACL on rdflib, one query for each focus node."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Quad, RdfFormat, serialize
from rdflib import SH, Graph
from rdflib.term import Node

from treatykg.errors import InputError
from treatykg.validation.prepared import PreparedGraph
from treatykg.validation.report import Result


def results(quads: Iterable[Quad], shapes: Iterable[Quad], only: Sequence[str] | None = None) -> Iterator[Result]:
    """Check triples against shapes.

    Parameters: `only`, the IRIs of the shapes to check; all by default.
    Errors: InputError when the engine gives up.
    """
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # an ill-formed literal is a result of ours, not a traceback of theirs
    try:
        _, found, _ = validate(
            _rdflib(quads, PreparedGraph()),
            shacl_graph=_rdflib(shapes, Graph()),
            inference="none",
            allow_warnings=True,
            allow_infos=True,
            use_shapes=None if only is None else list(only),
        )
    except ReportableRuntimeError as error:
        raise InputError(f"the validator gave up: {error.message}", hint="look at the literals of the data") from None

    def one(node: Node, name: str) -> str:
        value = found.value(node, SH[name])
        return "" if value is None else str(value)

    for node in found.objects(None, SH.result):
        yield Result(
            one(node, "resultSeverity").rpartition("#")[2].lower(),
            one(node, "sourceShape"),
            one(node, "focusNode"),
            one(node, "resultPath"),
            one(node, "value"),
            min((str(text) for text in found.objects(node, SH.resultMessage)), default=""),
            one(node, "sourceConstraintComponent"),
            one(node, "sourceConstraint"),
            _written(found.value(node, SH.value)),
        )


def _written(node: Node | None) -> str:
    return "" if node is None else node.n3()


def _rdflib(quads: Iterable[Quad], graph: Graph) -> Graph:
    return graph.parse(data=serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b"", format="ntriples")
