"""The plain reading of docs/view.md on made-up worlds: deleting twice deletes no more, and the worlds are telling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from pyoxigraph import Quad, RdfFormat, parse

from ..conftest import ROOT
from .plain import DATE, World
from .worlds import Quads, days, worlds


@cache
def vocabulary() -> list[Quad]:
    files = [ROOT / "ontology" / name for name in ("treatykg.ttl", "concepts.ttl")]
    return [quad for file in files for quad in parse(file.read_bytes(), RdfFormat.TURTLE)]


def world_of(quads: Iterable[Quad]) -> World:
    return World.of(quads, vocabulary())


@given(worlds(), days(), days())
@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_deleting_twice_deletes_no_more(quads: Quads, known_on: dt.date, as_of: dt.date) -> None:
    world = world_of(quads)
    known, settled = world.known_on(known_on), world.settled()
    assert known.known_on(known_on) == known
    assert settled.settled() == settled
    assert world_of(known.quads()) == known
    assert known.settled().claims.keys() <= world.claims.keys()
    there = known.as_of(as_of)
    assert there.quads() <= known.quads() <= world.quads()


KINDS: dict[str, Callable[[World], object]] = {
    "a claim that gave way to nobody": lambda w: w.known_on(dt.date(2024, 3, 1)).settled().standings().items() - w.standings().items(),
    "a dispute that agrees": lambda w: w.accepted() - {s for c, how in w.standings().items() if how == "accepted" for s in w.claims[c]},
    "bounds by order": lambda w: [days for thing, days in w.bounds().items() if None not in days and thing not in w.own(DATE)],
    "an announcement": lambda w: w.scheduled(),
    "a negotiation": lambda w: _agreements(w)[1],
    "an agreement that was not there": lambda w: [thing for thing in _agreements(w)[0] if "/agreement/" in thing],
    "an editorial statement that falls": lambda w: any(w.settled().claims.get(claim) != said for claim, said in w.claims.items()),
}


def _agreements(world: World) -> tuple[set[str], set[str]]:
    day = dt.date(2024, 3, 1)
    return world._agreements(day, {thing for thing, (first, _) in world.bounds().items() if first and first > day})


@pytest.mark.parametrize("kind", KINDS)
def test_such_worlds_are_made(kind: str) -> None:
    quick = settings(max_examples=1000, derandomize=True, database=None, phases=[Phase.generate])
    assert find(worlds(), lambda quads: bool(KINDS[kind](world_of(quads))), settings=quick)
