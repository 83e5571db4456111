"""The positions on a map: a State's partners, and the places that sources name, each with how well it is
said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from treatykg.claims import TYPE
from treatykg.namespaces import PREFIXES, tkg
from treatykg.store.base import Store
from treatykg.store.results import text
from treatykg.terms import TKG, resource
from treatykg.treaties.pacts import Pact
from treatykg.view.evidence import claim, stated
from treatykg.view.lookup import Accepted

FIRM, WEAK = "stated", "weakly stated, or contested"
Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Marker:
    """A place that a source names with a pact: where it is, if that is known, how well it is said, and the
    claim that says it best.
    """

    iri: str
    name: str
    pact: str
    position: Position | None
    grade: str
    claim: str


@dataclass(frozen=True, slots=True)
class Atlas:
    """A State, its pacts, the positions of all their parties as longitude and latitude, and the places."""

    centre: str
    name: str
    pacts: tuple[Pact, ...]
    positions: dict[str, Position]
    markers: tuple[Marker, ...]


def atlas_of(graph: Accepted, store: Store, centre: str, name: str, pacts: Sequence[Pact]) -> Atlas:
    """Return what a map of a State's pacts shows.

    Parameters: `store`, for the claims that name a place; `centre`, the State, and its `name`.
    """
    states = {centre, *(pact.partner for pact in pacts)}
    known = {state: position for state in states if (position := _position(graph, state))}
    return Atlas(
        centre,
        name,
        tuple(pacts),
        known,
        tuple(_markers(graph, store, {pact.iri: pact.name for pact in pacts})),
    )


def _position(graph: Accepted, iri: str) -> Position | None:
    found = [graph.values(iri, f"{PREFIXES['geo']}{name}") for name in ("long", "lat")]
    try:
        long, lat = (float(said[0]) for said in found if said)
    except ValueError:
        return None
    return (long, lat) if abs(long) <= 180 and abs(lat) <= 90 else None


def _markers(graph: Accepted, store: Store, pacts: dict[str, str]) -> list[Marker]:
    best: dict[tuple[str, str], tuple[int, str]] = {}
    uses = (one for one in stated(store, TKG.atPlace) if _is_use(store, one[0]))
    for said, place, name, standing in (*stated(store, TKG.namesPlace), *uses):
        about = {
            text(q.object)
            for whole in ("ofAgreement", "about")
            for q in store.quads(resource(said), TKG[whole])
        }
        for pact in (about | {said}) & pacts.keys():
            best[place, pact] = min(best.get((place, pact), (2, "")), (_rank(store, name, standing), name))
    found = [
        Marker(place, graph.name(place), pacts[pact], _position(graph, place), WEAK if rank else FIRM, iri)
        for (place, pact), (rank, iri) in best.items()
    ]
    return sorted(found, key=lambda marker: (marker.name, marker.pact))


def _is_use(store: Store, iri: str) -> bool:
    return any(text(quad.object) == tkg("Use") for quad in store.quads(resource(iri), TYPE))


def _rank(store: Store, iri: str, standing: str) -> int:
    """0 for an accepted claim of a source that is not weak, else 1."""
    return int(
        standing != "accepted" or all(citation.tier == "weak" for citation in claim(store, iri).citations)
    )
