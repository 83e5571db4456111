"""Project the accepted view to one network: States, agreements, provisions and persons, and how they are joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import networkx as nx

from treatykg.namespaces import curie
from treatykg.network.project import standing_on
from treatykg.treaties.model import Agreement, Period, Status
from treatykg.treaties.read import agreement as read
from treatykg.treaties.read import agreements
from treatykg.treaties.status import periods
from treatykg.view.lookup import Accepted

_GENERAL = ("Agreement", "Provision", "LifecycleEvent")


def whole(graph: Accepted, as_of: dt.date | None = None) -> nx.MultiDiGraph[str]:
    """Project everything that was there on a day.

    Nodes are CURIEs, with `name`, `kind` (state, agreement, provision, person) and `class`; agreements also with `status` and, as far
    as they are known, `start` and `end` (days). Edges carry `kind`: party (State to agreement), provision (agreement to provision),
    grants (State to provision), benefits (provision to State), acted (person to agreement, with `role`). A value that is not known is
    left out.
    """
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in agreements(graph):
        about = read(graph, iri)
        told = periods(about)
        standing, _ = standing_on(about, told, as_of)
        if not standing or not about.parties:
            continue
        found.add_node(curie(iri), **_agreement(graph, about, told, standing))
        for party in about.parties:
            _node(found, graph, party, "state")
            found.add_edge(curie(party), curie(iri), kind="party")
        for provision in about.provisions:
            _provision(found, graph, iri, provision.iri)
        for event in (*about.events, *about.uses):
            _persons(found, graph, iri, event.iri)
    return found


def _agreement(graph: Accepted, about: Agreement, told: Sequence[Period], standing: str) -> dict[str, str]:
    """What is known of an agreement."""
    found = {period.status: period for period in told}
    signed, ended = found.get(Status.SIGNED), found.get(Status.ENDED)
    days = (("start", signed and signed.begin.first), ("end", ended and ended.begin.last))
    known = {"name": about.name, "kind": "agreement", "class": _class(graph, about.iri), "status": standing}
    return known | {key: day.isoformat() for key, day in days if day}


def _class(graph: Accepted, iri: str) -> str:
    types = sorted(graph.types(iri))
    return next((name for name in types if name not in _GENERAL), types[0] if types else "")


def _node(found: nx.MultiDiGraph[str], graph: Accepted, iri: str, kind: str) -> None:
    found.add_node(curie(iri), **{"name": graph.name(iri), "kind": kind, "class": _class(graph, iri)})


def _provision(found: nx.MultiDiGraph[str], graph: Accepted, agreement: str, iri: str) -> None:
    _node(found, graph, iri, "provision")
    found.add_edge(curie(agreement), curie(iri), kind="provision")
    for grantor in graph.all(iri, "hasGrantor"):
        _node(found, graph, grantor, "state")
        found.add_edge(curie(grantor), curie(iri), kind="grants")
    for beneficiary in graph.all(iri, "hasBeneficiary"):
        _node(found, graph, beneficiary, "state")
        found.add_edge(curie(iri), curie(beneficiary), kind="benefits")


def _persons(found: nx.MultiDiGraph[str], graph: Accepted, agreement: str, event: str) -> None:
    for participation in graph.pointing("inEvent", event):
        roles = [graph.name(role) for role in graph.all(participation, "hasRole")]
        for person in graph.all(participation, "ofPerson"):
            _node(found, graph, person, "person")
            found.add_edge(curie(person), curie(agreement), kind="acted", **({"role": roles[0]} if roles else {}))


__all__ = ["whole"]
