"""The reference engine: pySHACL over the accepted view and the evidence."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, serialize

from treatykg.claims import TYPE
from treatykg.dataset.load import Dataset
from treatykg.dataset.trig import claim_lines
from treatykg.errors import InputError
from treatykg.namespaces import EVIDENCE, PREFIXES, curie, tkg
from treatykg.resources import files
from treatykg.store.results import text
from treatykg.validation.report import Report, Result

if TYPE_CHECKING:
    from rdflib import Graph

_ABOUT_EVIDENCE = frozenset(NamedNode(tkg(name)) for name in ("Claim", "Source", "ReferenceWork", "Passage", "IndependenceGroup"))
_FACT_IN_CLAIM = f"{PREFIXES['shape']}FactInClaim"


def validate(dataset: Dataset, quads: Sequence[Quad]) -> Report:
    """Check a dataset against the shipped shapes.

    Parameters: `dataset`, the claims and evidence; `quads`, its view.
    Errors: InputError when the engine cannot work with the data.
    """
    results = [*_outside_claims(dataset), *_run(_checked(dataset, quads))]
    return Report(_located(results, dataset))


def _checked(dataset: Dataset, quads: Iterable[Quad]) -> list[Quad]:
    """One graph: the accepted view, the evidence, and each named graph as the claim it is."""
    evidence = NamedNode(EVIDENCE)
    kept = {quad for quad in quads if not isinstance(quad.graph_name, NamedNode) or quad.graph_name == evidence}
    claims = {Quad(NamedNode(iri), TYPE, NamedNode(tkg("Claim"))) for iri in dataset.claims}
    return [Quad(quad.subject, quad.predicate, quad.object) for quad in kept | claims]


def _outside_claims(dataset: Dataset) -> Iterable[Result]:
    """Facts in a default graph: nobody states them, so they reach no view."""
    evidence = {quad.subject for quad in dataset.evidence if quad.predicate == TYPE and quad.object in _ABOUT_EVIDENCE}
    for quad in dataset.evidence:
        if quad.subject not in evidence and text(quad.subject) not in dataset.claims:
            yield Result(
                "violation",
                _FACT_IN_CLAIM,
                text(quad.subject),
                quad.predicate.value,
                text(quad.object),
                "a fact outside a claim: put it in the named graph of a claim, and say who states it",
            )


def _run(quads: Iterable[Quad]) -> Iterable[Result]:
    from pyshacl import validate as run
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import SH, Graph
    from rdflib.term import Node

    from treatykg.validation.prepared import PreparedGraph

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # an ill-formed literal is a result of ours, not a traceback of theirs
    data = _rdflib(quads, PreparedGraph())
    shapes = Graph()
    for file in files("ontology/shapes", ".ttl"):
        shapes.parse(file, format="turtle")
    try:
        _, found, _ = run(data, shacl_graph=shapes, inference="none", advanced=False, allow_warnings=True, allow_infos=True)
    except ReportableRuntimeError as error:
        raise InputError(f"the validator gave up: {error.message}", hint="look at the literals of the data") from None

    def one(node: Node, name: str) -> str:
        value = found.value(node, SH[name])
        return "" if value is None else str(value)

    for node in found.objects(None, SH.result):
        severity = one(node, "resultSeverity").rpartition("#")[2].lower()
        shape, focus, path = (one(node, name) for name in ("sourceShape", "focusNode", "resultPath"))
        message = min((str(text) for text in found.objects(node, SH.resultMessage)), default="")
        yield Result(severity, shape, focus, path, one(node, "value"), message)


def _rdflib(quads: Iterable[Quad], graph: Graph) -> Graph:
    text = serialize([quad.triple for quad in quads if not isinstance(quad.subject, BlankNode)], format=RdfFormat.N_TRIPLES)
    return graph.parse(data=text or b"", format="ntriples")


def _located(results: Iterable[Result], dataset: Dataset) -> Iterable[Result]:
    """Name the claims that state what a result is about, and where each stands."""
    results = list(results)
    if not results:
        return
    lines = {claim: f"{path}:{line}" for path in dataset.paths for line, claim in _claims_in(path)}
    by_focus: dict[str, set[tuple[str, str]]] = {}
    for iri, claim in dataset.claims.items():
        by_focus.setdefault(iri, set()).add((iri, ""))
        for subject, predicate, _ in claim.statements:
            by_focus.setdefault(subject.value, set()).add((iri, predicate.value))
    for r in results:
        about = by_focus.get(r.focus, set())
        claims = sorted({iri for iri, path in about if path == r.path} or {iri for iri, _ in about})[:3]
        places = tuple(f"{lines[curie(iri)]} ({curie(iri)})" if curie(iri) in lines else curie(iri) for iri in claims)
        yield Result(r.severity, r.shape, r.focus, r.path, r.value, r.message, tuple(claims), places)


def _claims_in(path: Path) -> Iterable[tuple[int, str]]:
    for line, name in claim_lines(path):
        yield line, curie(name[1:-1]) if name.startswith("<") else name
