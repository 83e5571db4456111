"""The law of as-of: the view by D is the view of the data from which all that certainly began after D was
deleted.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from treatykg import TreatyGraph
from treatykg.namespaces import PREFIXES, tkg

from ..conftest import FROZEN, LIVING
from .answers import answers, commands, differing
from .plain import World
from .test_worlds import vocabulary

pytestmark = pytest.mark.thorough

DAYS = (
    "1947-08-15 1971-08-08 1971-08-09 1991-06-01 2000-10-03 2006-02-19 2008-06-30 2013-01-01 2016-04-30 "
    "2016-08-28 2016-08-29 2017-01-01 2017-11-28 2018-03-10 2018-09-06 2019-09-05 2020-06-03 2020-09-09 "
    "2021-05-20 2021-06-20 2021-07-11 2022-01-01 2024-06-20 2025-02-17 2025-12-10"
).split()


def read(data: Path) -> World:
    """The data files, as the plain reading takes them."""
    files = sorted(data.rglob("*.trig"))
    return World.of(
        (quad for path in files for quad in parse(path.read_bytes(), RdfFormat.TRIG)), vocabulary()
    )


@pytest.fixture(scope="module")
def living_world() -> World:
    """The data as it is now."""
    return read(LIVING)


def cut_file(folder: Path, shipped: World, day: dt.date) -> Path:
    """Delete from the data, by the plain reading alone, all that certainly began after a day, and write what
    is left.
    """
    path = folder / "cut.trig"
    path.write_bytes(serialize(shipped.as_of(day).settled().quads(), format=RdfFormat.TRIG) or b"")
    return path


@pytest.mark.parametrize("written", DAYS)
def test_nothing_is_there_that_began_later(
    written: str, living: TreatyGraph, living_world: World, tmp_path: Path
) -> None:
    day = dt.date.fromisoformat(written)
    at = living.at(as_of=day)
    later = [thing for thing, bounds in living.view.bounds.items() if bounds.first and bounds.first > day]
    mentioned = {
        term
        for quad in at.store.quads()
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode)
    }
    assert mentioned.isdisjoint(later)
    left = TreatyGraph.open([cut_file(tmp_path, living_world, day)])
    assert set(at.quads) == set(left.quads)
    lines = [
        line
        for line in commands(written, pictures=DAYS.index(written) % 3 == 0)
        if f"date={written}" not in line
    ]
    ours = answers(at, lines)
    assert "\n".join(differing(ours, answers(left.at(as_of=day), lines))) == ""
    timeless = [line for line in lines if line[0] in ("query", "show", "explain", "search", "compare")]
    assert "\n".join(differing({line: ours[line] for line in timeless}, answers(left, timeless))) == ""


def test_the_law_would_see_a_leak(graph: TreatyGraph, tmp_path: Path) -> None:
    """By the day after, the signature of that day is there: the answers differ."""
    left = TreatyGraph.open([cut_file(tmp_path, read(FROZEN), dt.date(2025, 2, 17))])
    lines = [("query", "who-signed"), ("show", "relos"), ("search", "relos"), ("export", "-f", "trig")]
    assert differing(answers(graph.at(as_of=dt.date(2025, 2, 17)), lines), answers(left, lines)) == []
    assert len(differing(answers(graph.at(as_of=dt.date(2025, 2, 18)), lines), answers(left, lines))) == 4


def test_no_agreement_is_bound_or_talked_about_before_there_was_anything(graph: TreatyGraph) -> None:
    early = graph.at(as_of=dt.date(2015, 1, 1))
    for name in ("relos", "india-germany-logistics", "india-japan-acsa"):
        assert not early.store.quads(NamedNode(f"{PREFIXES['agreement']}{name}"))
    negotiated = graph.at(as_of=dt.date(2024, 7, 1)).store.quads(NamedNode(f"{PREFIXES['agreement']}relos"))
    assert {quad.predicate.value for quad in negotiated} <= {
        f"{PREFIXES['rdf']}type",
        f"{PREFIXES['skos']}prefLabel",
        f"{PREFIXES['skos']}altLabel",
        tkg("doesNotState"),
    }
