"""One network of States, agreements, provisions and persons, and how they are joined."""

from __future__ import annotations

import datetime as dt

import networkx as nx

from treatykg.namespaces import curie
from treatykg.treaties.model import Status
from treatykg.treaties.pacts import AgreementOnDay, agreements_on
from treatykg.view.lookup import Accepted, telling


def full_network(graph: Accepted, as_of: dt.date | None = None, category: str = "") -> nx.MultiDiGraph[str]:
    """Project everything that was there on a day.

    Nodes are CURIEs, with `name`, `kind` (state, agreement, provision, person) and `class`; agreements also
    with `status` and, as far as they are known, `start` and `end` (days), and what is `reported` of their
    status. Edges carry `kind`: party (State to agreement), provision (agreement to provision), grants (State
    to provision), benefits (provision to State), acted (person to agreement, with `role`). A value that is
    not known is left out.
    Parameters: `category`, the key of the only category of agreements that counts; by none, all.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for agreement in agreements_on(graph, as_of, category):
        about = agreement.about
        if not about.parties:
            continue
        network.add_node(curie(about.iri), **_agreement(graph, agreement))
        for party in about.parties:
            _node(network, graph, party, "state")
            network.add_edge(curie(party), curie(about.iri), kind="party")
        for provision in about.provisions:
            _provision(network, graph, about.iri, provision.iri)
        for event in (*about.events, *about.uses):
            _persons(network, graph, about.iri, event.iri)
    return network


def _agreement(graph: Accepted, agreement: AgreementOnDay) -> dict[str, str]:
    """What is known of an agreement."""
    about = agreement.about
    by_status = {period.status: period for period in agreement.periods}
    signed, ended = by_status.get(Status.SIGNED), by_status.get(Status.ENDED)
    days = (("start", signed and signed.begin.first), ("end", ended and ended.begin.last))
    known = {
        "name": about.name,
        "kind": "agreement",
        "class": telling(graph.types(about.iri)),
        "status": agreement.status,
    }
    if agreement.reported:
        known["reported"] = "; ".join(agreement.reported)
    return known | {key: day.isoformat() for key, day in days if day}


def _node(network: nx.MultiDiGraph[str], graph: Accepted, iri: str, kind: str) -> None:
    network.add_node(
        curie(iri), **{"name": graph.name(iri), "kind": kind, "class": telling(graph.types(iri))}
    )


def _provision(network: nx.MultiDiGraph[str], graph: Accepted, agreement: str, iri: str) -> None:
    _node(network, graph, iri, "provision")
    network.add_edge(curie(agreement), curie(iri), kind="provision")
    for grantor in graph.all(iri, "hasGrantor"):
        _node(network, graph, grantor, "state")
        network.add_edge(curie(grantor), curie(iri), kind="grants")
    for beneficiary in graph.all(iri, "hasBeneficiary"):
        _node(network, graph, beneficiary, "state")
        network.add_edge(curie(iri), curie(beneficiary), kind="benefits")


def _persons(network: nx.MultiDiGraph[str], graph: Accepted, agreement: str, event: str) -> None:
    for participation in graph.pointing("inEvent", event):
        roles = [graph.name(role) for role in graph.all(participation, "hasRole")]
        for person in graph.all(participation, "ofPerson"):
            _node(network, graph, person, "person")
            role = {"role": roles[0]} if roles else {}
            network.add_edge(curie(person), curie(agreement), kind="acted", **role)


__all__ = ["full_network"]
