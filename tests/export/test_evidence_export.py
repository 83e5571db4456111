"""The evidence for other tools: the same claims in every form."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from treatykg.backends.memory import MemoryBackend
from treatykg.export.reified import FORMATS, claims_from_rdf12
from treatykg.graph import TreatyGraph
from treatykg.namespaces import PREFIXES

RDF = PREFIXES["rdf"]
NP = "http://www.nanopub.org/nschema#"


def wanted(graph: TreatyGraph) -> dict[str, set[tuple[object, ...]]]:
    return {iri: set(claim.statements) for iri, claim in graph.dataset.claims.items()}


@pytest.fixture(params=["shipped", "world"])
def any_graph(request: pytest.FixtureRequest, graph: TreatyGraph, world: TreatyGraph) -> TreatyGraph:
    return graph if request.param == "shipped" else world


def test_every_form_is_tried() -> None:
    assert set(FORMATS) == {"nanopub", "rdf12", "reified"}


def test_rdf12_comes_back_to_the_same_claims(any_graph: TreatyGraph) -> None:
    quads = parse(any_graph.export("rdf12").encode(), RdfFormat.N_TRIPLES)
    assert claims_from_rdf12(Triple(q.subject, q.predicate, q.object) for q in quads) == wanted(any_graph)


def test_statements_come_back_to_the_same_claims(any_graph: TreatyGraph) -> None:
    parts: dict[str, dict[str, object]] = {}
    for quad in parse(any_graph.export("reified").encode(), RdfFormat.TURTLE):
        parts.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object
    found: dict[str, set[tuple[object, ...]]] = {}
    for part in parts.values():
        if f"{RDF}subject" in part:
            claim = part[f"{PREFIXES['dcterms']}isPartOf"].value
            found.setdefault(claim, set()).add(
                tuple(part[RDF + name] for name in ("subject", "predicate", "object"))
            )
    assert found == wanted(any_graph)


def test_nanopublications_have_four_graphs_each(any_graph: TreatyGraph) -> None:
    quads = list(parse(any_graph.export("nanopub").encode(), RdfFormat.TRIG))
    assert {q.graph_name for q in quads if not isinstance(q.graph_name, NamedNode)} == set()
    graphs: dict[str, set[tuple[object, ...]]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name.value, set()).add((quad.subject, quad.predicate, quad.object))
    assertions = {q.object.value for q in quads if q.predicate.value == f"{NP}hasAssertion"}
    assert {iri: graphs[iri] for iri in assertions} == wanted(any_graph)
    for name in ("hasProvenance", "hasPublicationInfo"):
        assert all(graphs[q.object.value] for q in quads if q.predicate.value == NP + name)
    assert len(graphs) == 4 * len(assertions)


@pytest.mark.parametrize("form", ["nanopub", "rdf12", "reified"])
def test_same_bytes_whatever_the_order(form: str, world: TreatyGraph) -> None:
    claims = dict(reversed(world.dataset.claims.items()))
    turned = TreatyGraph(
        MemoryBackend(replace(world.dataset, claims=claims, evidence=world.dataset.evidence[::-1]))
    )
    assert turned.export(form) == world.export(form)
