"""Project the accepted view to a network of States and the pacts between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from treatykg.namespaces import tkg
from treatykg.treaties.status import status
from treatykg.view.lookup import CERTAINLY, NO, POSSIBLY, UNKNOWN, Accepted

if TYPE_CHECKING:
    import networkx as nx

NEGOTIATING = "negotiating"
_UNSAID = ("kind not stated",)
_UNDER_WAY = "negotiating"  # the category of what is talked about and not signed
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
    places: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()


_NOTHING = Right((), ())


def dyads(graph: Accepted, as_of: dt.date | None = None) -> nx.MultiGraph[str]:
    """Project States and agreements to a multigraph: an edge per pact and pair of parties.

    Nodes carry `name`; edges carry `agreement`, `name`, `signed` and `standing` (in force, possibly in force, signed,
    possibly signed, negotiating, unsigned, ended). Background agreements are left out.
    """
    import networkx as nx

    found: nx.MultiGraph[str] = nx.MultiGraph()
    for agreement, parties, standing, signed in pacts(graph, as_of):
        for party in parties:
            found.add_node(party, name=graph.name(party))
        for one, other in combinations(parties, 2):
            found.add_edge(one, other, agreement=agreement, name=graph.name(agreement), signed=signed, standing=standing)
    return found


def pacts_of(graph: Accepted, centre: str, as_of: dt.date | None = None) -> tuple[str, list[Pact]]:
    """Return the name of a State and its pacts, the earliest signed first."""
    found = []
    for iri, parties, standing, signed in pacts(graph, as_of):
        for partner in parties if centre in parties else ():
            if partner != centre:
                about = iri, graph.name(iri), partner, graph.name(partner), signed, standing
                if standing == NEGOTIATING:  # nobody has granted anything yet
                    found.append(Pact(*about, _NOTHING, _NOTHING, _places(graph, iri)))
                    continue
                granted, received = _right(graph, iri, centre, partner), _right(graph, iri, partner, centre)
                found.append(Pact(*about, granted, received, _places(graph, iri), _limits(graph, iri)))
    return graph.name(centre), sorted(found, key=lambda pact: (pact.signed or "9999", pact.iri, pact.partner))


def pacts(graph: Accepted, as_of: dt.date | None) -> Iterator[tuple[str, list[str], str, str]]:
    """Each pact that was there on a day: its IRI, its parties, where it stood, when it was signed."""
    for agreement in sorted(graph.subjects("hasParty")):
        if _BACKGROUND & _categories(graph, agreement):
            continue
        standing, signed = standing_on(graph, agreement, as_of)
        if standing:
            yield agreement, graph.all(agreement, "hasParty"), standing, signed


def _places(graph: Accepted, agreement: str) -> tuple[str, ...]:
    """The places that the agreement or a part of it names."""
    parts = (agreement, *graph.pointing("ofAgreement", agreement))
    return tuple(sorted({graph.name(place) for part in parts for place in graph.all(part, "namesPlace")}))


def _limits(graph: Accepted, agreement: str) -> tuple[str, ...]:
    """How much the agreement admits, in numbers and units, the smaller numbers first; once where it is the same for both sides."""
    found: set[str] = set()
    for provision in graph.pointing("ofAgreement", agreement):
        if "Limit" in graph.types(provision):
            units = [graph.name(unit) for unit in graph.all(provision, "limitUnit")]
            found.update(" ".join([value, *units]) for value in graph.values(provision, tkg("limitValue")))
    return tuple(sorted(found, key=lambda one: (len(one.split()[0]), one)))


def standing_on(graph: Accepted, agreement: str, as_of: dt.date | None) -> tuple[str, str]:
    """Where an agreement stood on a day, empty where it was not yet there, and when it was signed."""
    found, events = status(graph, agreement, as_of), graph.events(agreement)
    signed = next((e.date for e in events if e.kind == "Signature" and e.happened(as_of) != NO), "")
    if found.signed == NO:
        return (NEGOTIATING if any(e.happened(as_of) in (CERTAINLY, POSSIBLY) for e in events) else ""), ""
    if found.in_force == CERTAINLY:
        return "in force", signed
    if found.in_force == POSSIBLY:
        return "possibly in force", signed
    if found.ended:
        return "ended", signed
    if found.signed != UNKNOWN:
        return ("signed" if found.signed == CERTAINLY else "possibly signed"), signed
    if events and all(e.happened(as_of) == NO for e in events):
        return "", ""
    return (NEGOTIATING if _UNDER_WAY in _categories(graph, agreement) else "unsigned"), ""


def _categories(graph: Accepted, agreement: str) -> set[str]:
    return {category.rpartition("/")[2] for category in graph.all(agreement, "hasCategory")}


def _right(graph: Accepted, agreement: str, grantor: str, beneficiary: str) -> Right:
    access: list[str] | None = None
    support: list[str] | None = None
    for provision in graph.pointing("ofAgreement", agreement):
        if grantor in graph.all(provision, "hasGrantor") and beneficiary in graph.all(provision, "hasBeneficiary"):
            types = graph.types(provision)
            if "AccessRight" in types:
                access = [*(access or ()), *graph.all(provision, "coversFacility")]
            if "SupportObligation" in types:
                support = [*(support or ()), *graph.all(provision, "coversSupport")]
    return Right(_named(graph, access), _named(graph, support))


def _named(graph: Accepted, kinds: list[str] | None) -> tuple[str, ...]:
    """The kinds of what is granted, by name; that none is stated; or nothing, where nothing is granted."""
    if kinds is None:
        return ()
    return tuple(sorted({graph.name(kind) for kind in kinds})) or _UNSAID
