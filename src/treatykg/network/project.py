"""Project the accepted view to a network of States and the pacts between them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import networkx as nx

from treatykg.dataset.accepted import CERTAINLY, NO, POSSIBLY, UNKNOWN, Accepted
from treatykg.dataset.status import status

_BACKGROUND = frozenset({"background", "claimed-unverified", "not-found"})


@dataclass(frozen=True, slots=True)
class Right:
    """What one side grants the other: facility kinds by access rights, and kinds of support."""

    facilities: tuple[str, ...]
    supports: tuple[str, ...]

    def __bool__(self) -> bool:
        """Whether anything is granted."""
        return bool(self.facilities or self.supports)


@dataclass(frozen=True, slots=True)
class Pact:
    """One pact between the State in the middle and a partner, on the day asked about."""

    iri: str
    name: str
    partner: str
    partner_name: str
    signed: str
    standing: str
    granted: Right
    received: Right


def network(graph: Accepted, as_of: dt.date | None = None) -> nx.MultiGraph[str]:
    """Project States and agreements to a multigraph: an edge per pact and pair of parties.

    Nodes carry `name`; edges carry `agreement`, `name`, `signed` and `standing` (in force, possibly in force, signed,
    unsigned, ended). Background agreements are left out.
    """
    found: nx.MultiGraph[str] = nx.MultiGraph()
    for agreement in sorted(graph.subjects("hasParty")):
        if _BACKGROUND & {c.rpartition("/")[2] for c in graph.all(agreement, "hasCategory")}:
            continue
        parties = graph.all(agreement, "hasParty")
        standing, signed = _standing(graph, agreement, as_of)
        if not standing:
            continue
        for party in parties:
            found.add_node(party, name=graph.name(party))
        for index, one in enumerate(parties):
            for other in parties[index + 1 :]:
                found.add_edge(one, other, agreement=agreement, name=graph.name(agreement), signed=signed, standing=standing)
    return found


def pacts_of(graph: Accepted, centre: str, as_of: dt.date | None = None) -> tuple[str, list[Pact]]:
    """Return the name of a State and its pacts, the earliest signed first."""
    whole = network(graph, as_of)
    pacts = []
    for _, partner, edge in whole.edges(centre, data=True) if centre in whole else ():
        iri = edge["agreement"]
        granted, received = _right(graph, iri, centre, partner), _right(graph, iri, partner, centre)
        pacts.append(Pact(iri, edge["name"], partner, whole.nodes[partner]["name"], edge["signed"], edge["standing"], granted, received))
    return graph.name(centre), sorted(pacts, key=lambda pact: (pact.signed or "9999", pact.iri))


def _standing(graph: Accepted, agreement: str, as_of: dt.date | None) -> tuple[str, str]:
    found = status(graph, agreement, as_of)
    signed = next((e.date for e in graph.events(agreement) if e.kind == "Signature" and e.happened(as_of) != NO), "")
    if found.signed == NO:
        return "", ""
    if found.in_force == CERTAINLY:
        return "in force", signed
    if found.in_force == POSSIBLY:
        return "possibly in force", signed
    if found.ended:
        return "ended", signed
    if found.signed == UNKNOWN and (events := graph.events(agreement)) and all(e.happened(as_of) == NO for e in events):
        return "", ""
    return ("signed" if found.signed in (CERTAINLY, POSSIBLY) else "unsigned"), signed


def _right(graph: Accepted, agreement: str, grantor: str, beneficiary: str) -> Right:
    facilities: set[str] = set()
    supports: set[str] = set()
    for provision in graph.pointing("ofAgreement", agreement):
        if grantor in graph.all(provision, "hasGrantor") and beneficiary in graph.all(provision, "hasBeneficiary"):
            if "AccessRight" in graph.types(provision):
                facilities.update(graph.name(kind) for kind in graph.all(provision, "coversFacility"))
            if "SupportObligation" in graph.types(provision):
                supports.update(graph.name(kind) for kind in graph.all(provision, "coversSupport"))
    return Right(tuple(sorted(facilities)), tuple(sorted(supports)))
