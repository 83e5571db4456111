"""Made-up worlds by both clocks: the view says what a plain reading of docs/view.md says, and what is left by
deletion.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as some
from pyoxigraph import Quad, RdfFormat, parse

from treatykg.claims import claims_of
from treatykg.clocks import Clocks
from treatykg.dataset.load import Dataset
from treatykg.view.build import View

from ..conftest import ROOT
from .plain import DATE, HAS_STANDING, World
from .worlds import Quads, days, worlds


@cache
def vocabulary() -> list[Quad]:
    files = [ROOT / "ontology" / name for name in ("treatykg.ttl", "concepts.ttl")]
    return [quad for file in files for quad in parse(file.read_bytes(), RdfFormat.TURTLE)]


def world_of(quads: Iterable[Quad]) -> World:
    return World.of(quads, vocabulary())


def view_of(quads: Iterable[Quad], known_on: dt.date | None = None, as_of: dt.date | None = None) -> View:
    return View.of(Dataset(vocabulary(), *claims_of(quads)), Clocks(known_on=known_on, as_of=as_of))


def by_clocks(quads: Quads, known_on: dt.date | None, as_of: dt.date | None) -> World:
    """Delete from a world what was not known on a day, then what was not there on one."""
    known = world_of(quads).known_on(known_on) if known_on else world_of(quads)
    return (known.as_of(as_of) if as_of else known).settled()


def seen(view: View) -> dict[str, object]:
    """All that a view says, in the words of the plain reading."""
    spans = (
        {thing.value: (one.first, one.last) for thing, one in found.items()}
        for found in (view.bounds, view.ends)
    )
    return {
        "claims": {iri: frozenset(claim.statements) for iri, claim in view.claims.items()},
        "standings": dict(view.standings),
        "accepted": set(view.accepted),
        "evidence": set(view.evidence),
        **dict(zip(("bounds", "ends"), spans, strict=True)),
        "scheduled": {event.value for event in view.scheduled},
    }


def told(world: World) -> dict[str, object]:
    """All that a world says by the plain reading."""
    return {
        "claims": dict(world.claims),
        "standings": world.standings,
        "accepted": world.accepted,
        "evidence": world.seen(),
        "bounds": world.bounds,
        "ends": world.ends,
        "scheduled": world.scheduled,
    }


def of_200(**drawn: some.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try 200 worlds, the same ones each time; shrinking what fails would take minutes."""
    quick = settings(
        max_examples=200,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    return lambda test: quick(given(quads=worlds(), **drawn)(test))


@of_200(known_on=some.none() | days(), as_of=some.none() | days())
def test_the_view_is_as_plainly_read(quads: Quads, known_on: dt.date | None, as_of: dt.date | None) -> None:
    assert seen(view_of(quads, known_on, as_of)) == told(by_clocks(quads, known_on, as_of))


@of_200(known_on=days(), as_of=some.none() | days())
def test_known_on_a_day_is_what_is_left_by_deletion(
    quads: Quads, known_on: dt.date, as_of: dt.date | None
) -> None:
    left = by_clocks(quads, known_on, None).quads()
    assert seen(view_of(quads, known_on, as_of)) == seen(view_of(left, as_of=as_of))


@of_200(known_on=some.none() | days(), as_of=days())
def test_as_of_a_day_is_what_is_left_by_deletion(
    quads: Quads, known_on: dt.date | None, as_of: dt.date
) -> None:
    left = by_clocks(quads, known_on, as_of).quads()
    assert seen(view_of(quads, known_on, as_of)) == seen(view_of(left))


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
    assert there.quads() <= known.quads()
    counted = {quad for quad in known.quads() if quad.predicate != HAS_STANDING}  # see 1.9
    assert counted <= world.quads()


KINDS: dict[str, Callable[[World], object]] = {
    "a claim that gave way to nobody": lambda w: (
        w.known_on(dt.date(2024, 3, 1)).settled().standings.items() - w.standings.items()
    ),
    "a dispute that agrees": lambda w: (
        w.accepted - {s for c, how in w.standings.items() if how == "accepted" for s in w.claims[c]}
    ),
    "bounds by order": lambda w: [
        days for thing, days in w.bounds.items() if None not in days and thing not in w.own(DATE)
    ],
    "an announcement": lambda w: w.scheduled,
    "a negotiation": lambda w: _agreements(w)[1],
    "an agreement that was not there": lambda w: [
        thing for thing in _agreements(w)[0] if "/agreement/" in thing
    ],
    "an editorial statement that falls": lambda w: any(
        w.settled().claims.get(claim) != said for claim, said in w.claims.items()
    ),
}


def _agreements(world: World) -> tuple[set[str], set[str]]:
    day = dt.date(2024, 3, 1)
    return world._agreements(
        day, {thing for thing, (first, _) in world.bounds.items() if first and first > day}
    )


@pytest.mark.parametrize("kind", KINDS)
def test_such_worlds_are_made(kind: str) -> None:
    quick = settings(max_examples=1000, derandomize=True, database=None, phases=[Phase.generate])
    assert find(worlds(), lambda quads: bool(KINDS[kind](world_of(quads))), settings=quick)
