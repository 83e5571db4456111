"""What the shapes look at: the accepted view, the evidence, and each named graph as the claim it is, as one
graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import TYPE, Standing
from treatykg.dataset.load import Dataset
from treatykg.namespaces import EVIDENCE
from treatykg.terms import TKG, XSD
from treatykg.view.bounds import days_of
from treatykg.view.build import day_statements
from treatykg.view.happenings import event_classes


def checked(dataset: Dataset, quads: Iterable[Quad]) -> list[Quad]:
    """What the shapes look at, as one graph: the accepted view, the evidence, and each named graph as the
    claim it is.
    """
    evidence = NamedNode(EVIDENCE)
    kept = {
        quad for quad in quads if not isinstance(quad.graph_name, NamedNode) or quad.graph_name == evidence
    }
    kept |= set(dataset.evidence)  # also what no claim of the view uses
    claims = {Quad(NamedNode(iri), TYPE, TKG.Claim) for iri in dataset.claims}
    claims |= set(_due(dataset))
    claims |= {Quad(*statement) for statement in day_statements(days_of(dataset.evidence))}
    return [Quad(quad.subject, quad.predicate, quad.object) for quad in kept | claims]


def _due(dataset: Dataset) -> Iterator[Quad]:
    """What each claim anticipates: the events (`tkg:expects`), and the last day that it gives."""
    kinds = event_classes(dataset.vocabulary)
    for iri, claim in dataset.claims.items():
        if claim.standing != Standing.ANTICIPATED:
            continue
        bounds = days_of(claim.statements)
        events = {s for s, p, o in claim.statements if p == TYPE and o in kinds}
        yield from (Quad(NamedNode(iri), TKG.expects, thing) for thing in events | bounds.keys())
        if last := max((days.last for days in bounds.values() if days.last), default=None):
            yield Quad(NamedNode(iri), TKG.latest, Literal(last.isoformat(), datatype=XSD.date))
