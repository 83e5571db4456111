"""Project the accepted view to a network of States and the pacts between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from treatykg.dates import Certainty
from treatykg.namespaces import tkg
from treatykg.treaties.model import Agreement, Period, Status
from treatykg.treaties.read import agreement, agreements
from treatykg.treaties.status import periods, status_on
from treatykg.view.lookup import Accepted

if TYPE_CHECKING:
    import networkx as nx

NEGOTIATING = "negotiating"
_UNSAID = ("kind not stated",)
_BACKGROUND = frozenset({"background"})


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
    for iri, parties, standing, signed in pacts(graph, as_of):
        for party in parties:
            found.add_node(party, name=graph.name(party))
        for one, other in combinations(parties, 2):
            found.add_edge(one, other, agreement=iri, name=graph.name(iri), signed=signed, standing=standing)
    return found


def pacts_of(graph: Accepted, centre: str, as_of: dt.date | None = None) -> tuple[str, list[Pact]]:
    """Return the name of a State and its pacts, the earliest signed first."""
    found = []
    for about, parties, standing, signed in _pacts(graph, as_of):
        for partner in parties if centre in parties else ():
            if partner != centre:
                known = about.iri, about.name, partner, graph.name(partner), signed, standing
                if standing == NEGOTIATING:  # nobody has granted anything yet
                    found.append(Pact(*known, _NOTHING, _NOTHING, _places(graph, about.iri)))
                    continue
                granted, received = _right(graph, about, centre, partner), _right(graph, about, partner, centre)
                found.append(Pact(*known, granted, received, _places(graph, about.iri), _limits(graph, about.iri)))
    return graph.name(centre), sorted(found, key=lambda pact: (pact.signed or "9999", pact.iri, pact.partner))


def pacts(graph: Accepted, as_of: dt.date | None) -> Iterator[tuple[str, list[str], str, str]]:
    """Each pact that was there on a day: its IRI, its parties, where it stood, when it was signed."""
    for about, parties, standing, signed in _pacts(graph, as_of):
        yield about.iri, parties, standing, signed


def _pacts(graph: Accepted, as_of: dt.date | None) -> Iterator[tuple[Agreement, list[str], str, str]]:
    for iri in agreements(graph):
        about = agreement(graph, iri)
        standing, signed = standing_on(about, periods(about), as_of)
        parties = list(about.parties) or _negotiating(about)
        if standing and parties and not _BACKGROUND & about.categories:
            yield about, parties, standing, signed


def _negotiating(about: Agreement) -> list[str]:
    """The States that talk about an agreement that has no parties yet."""
    return sorted({state for event in about.of_kind("Negotiation") for state in event.by})


def _places(graph: Accepted, agreement: str) -> tuple[str, ...]:
    """The places that the agreement or a part of it names, and those where it was used."""
    parts = (agreement, *graph.pointing("ofAgreement", agreement))
    named = {place for part in parts for place in graph.all(part, "namesPlace")}
    used = {place for part in parts if "Use" in graph.types(part) for place in graph.all(part, "atPlace")}
    return tuple(sorted({graph.name(place) for place in named | used}))


def _limits(graph: Accepted, agreement: str) -> tuple[str, ...]:
    """How much the agreement admits, in numbers and units, the smaller numbers first; once where it is the same for both sides."""
    found: set[str] = set()
    for provision in graph.pointing("ofAgreement", agreement):
        if "Limit" in graph.types(provision):
            units = [graph.name(unit) for unit in graph.all(provision, "limitUnit")]
            found.update(" ".join([value, *units]) for value in graph.values(provision, tkg("limitValue")))
    return tuple(sorted(found, key=lambda one: (len(one.split()[0]), one)))


def standing_on(about: Agreement, told: Sequence[Period], as_of: dt.date | None) -> tuple[str, str]:
    """Where an agreement stood on a day by its periods, empty where it was not yet there, and when it was signed."""
    signed = next((event.date for event in about.of_kind("Signature") if event.happened(as_of) != Certainty.NO), "")
    found, certainty = status_on(told, as_of)
    if found in (Status.IN_FORCE, Status.SIGNED):
        words = "in force" if found == Status.IN_FORCE else "signed"
        return (words if certainty == Certainty.CERTAINLY else f"possibly {words}"), signed
    if found == Status.ENDED:
        return "ended", signed
    if found == Status.NEGOTIATING:
        return NEGOTIATING, ""
    absent = about.events and all(event.happened(as_of) == Certainty.NO for event in about.events)
    return ("" if absent else "unsigned"), ""


def _right(graph: Accepted, about: Agreement, grantor: str, beneficiary: str) -> Right:
    access = [one.facilities for one in about.provisions if one.grants("AccessRight", grantor, beneficiary)]
    support = [one.support for one in about.provisions if one.grants("SupportObligation", grantor, beneficiary)]
    return Right(_named(graph, access), _named(graph, support))


def _named(graph: Accepted, covered: list[frozenset[str]]) -> tuple[str, ...]:
    """The kinds of what is granted, by name; that none is stated; or nothing, where nothing is granted."""
    return tuple(sorted({graph.name(kind) for kinds in covered for kind in kinds})) or (_UNSAID if covered else ())
