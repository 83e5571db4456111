"""Project the accepted view to one network: States, agreements, provisions and persons, and how they are joined."""

from __future__ import annotations

import datetime as dt

import networkx as nx

from treatykg.namespaces import curie
from treatykg.network.project import standing_on
from treatykg.view.lookup import Accepted

_ENDING = ("Termination", "Expiry")
_GENERAL = ("Agreement", "Provision", "LifecycleEvent")


def whole(graph: Accepted, as_of: dt.date | None = None) -> nx.MultiDiGraph[str]:
    """Project everything that was there on a day.

    Nodes are CURIEs, with `name`, `kind` (state, agreement, provision, person) and `class`; agreements also with `status` and, as far
    as they are known, `start` and `end` (days). Edges carry `kind`: party (State to agreement), provision (agreement to provision),
    grants (State to provision), benefits (provision to State), acted (person to agreement, with `role`). A value that is not known is
    left out.
    """
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for agreement in sorted(graph.subjects("hasParty")):
        about = _agreement(graph, agreement, as_of)
        if about is None:
            continue
        found.add_node(curie(agreement), **about)
        for party in graph.all(agreement, "hasParty"):
            _node(found, graph, party, "state")
            found.add_edge(curie(party), curie(agreement), kind="party")
        for part in graph.pointing("ofAgreement", agreement):
            if "/provision/" in part:
                _provision(found, graph, agreement, part)
            else:
                _persons(found, graph, agreement, part)
    return found


def _agreement(graph: Accepted, iri: str, as_of: dt.date | None) -> dict[str, str] | None:
    """What is known of an agreement, or None when it was not yet there."""
    said, _ = standing_on(graph, iri, as_of)
    if not said:
        return None
    events = graph.events(iri)
    start = next((e.earliest for e in events if e.kind == "Signature" and e.earliest), None)
    end = next((e.latest for e in events if e.kind in _ENDING and e.latest), None)
    about = {"name": graph.name(iri), "kind": "agreement", "class": _class(graph, iri), "status": said}
    return about | {key: day.isoformat() for key, day in (("start", start), ("end", end)) if day}


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
