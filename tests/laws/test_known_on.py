"""The law of known-on: the view by K is the view of the data from which every source that was not out on K
was deleted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from treatykg import TreatyGraph
from treatykg.dates import PartialDate
from treatykg.namespaces import PREFIXES, tkg

from ..conftest import FROZEN, LIVING
from .answers import answers, commands, differing, without_clock

pytestmark = pytest.mark.thorough

OA_SOURCE = f"{PREFIXES['oa']}hasSource"
RDF_TYPE = f"{PREFIXES['rdf']}type"
PROSE = {tkg("note"), *(f"{PREFIXES['skos']}{name}" for name in ("definition", "scopeNote", "editorialNote"))}
AROUND_2025 = (
    "2025-02-17 2025-02-18 2025-02-19 2025-06-26 2025-11-27 2025-11-28 2025-12-01 2025-12-02 2025-12-04 "
    "2025-12-05 2025-12-07 2025-12-08 2025-12-09 2025-12-10 2025-12-14 2025-12-15"
)
SPREAD = "2005-01-01 2012-07-01 2016-08-29 2018-03-12 2019-09-06 2020-09-10 2022-01-01 2024-06-21 2026-11-24"
DAYS = [*AROUND_2025.split(), *SPREAD.split()]


def subject(quad: Quad) -> str:
    return str(getattr(quad.subject, "value", ""))


def value(quad: Quad) -> str:
    return str(getattr(quad.object, "value", ""))


def out_by(evidence: Iterable[Quad], day: dt.date) -> tuple[set[str], set[str], set[str]]:
    """The sources that were out, the reference works and the editors' own."""
    days: dict[str, list[dt.date]] = {}
    read: dict[str, dt.date] = {}
    reference, editorial = set(), set()
    for quad in evidence:
        name = quad.predicate.value
        if name == tkg("date"):
            days.setdefault(subject(quad), []).append(PartialDate.read(value(quad)).last)
        elif name == tkg("retrieved"):
            read[subject(quad)] = PartialDate.read(value(quad)).last
        elif name == RDF_TYPE and value(quad) == tkg("ReferenceWork"):
            reference.add(subject(quad))
        elif name == RDF_TYPE and value(quad) == tkg("EditorialSource"):
            editorial.add(subject(quad))
    out = {
        one
        for one in days.keys() | read.keys()
        if min(max(days.get(one, [dt.date.max])), read.get(one, dt.date.max)) <= day
    }
    return out, reference, editorial


def dates_later(statements: Iterable[Quad], day: dt.date) -> bool:
    dated = (quad for quad in statements if quad.predicate.value in (tkg("date"), tkg("endDate")))
    return any(PartialDate.read(value(quad)).first > day for quad in dated)


def before_withdrawals(quads: list[Quad], day: dt.date) -> list[Quad]:
    """What was withdrawn after a day counts again, as unconfirmed where all its sources are weak."""
    later = {
        subject(quad)
        for quad in quads
        if quad.predicate.value == tkg("withdrawnOn") and PartialDate.read(value(quad)).last > day
    }
    weak = {
        subject(quad)
        for quad in quads
        if quad.predicate.value == tkg("hasTier") and value(quad).endswith("/weak")
    }
    firm = {
        subject(quad) for quad in quads if quad.predicate.value == tkg("statedBy") and value(quad) not in weak
    }
    kept = []
    for quad in quads:
        name, about = quad.predicate.value, subject(quad) in later
        if about and name == tkg("hasStanding"):
            standing = "accepted" if subject(quad) in firm else "unconfirmed"
            quad = Quad(quad.subject, quad.predicate, NamedNode(f"{PREFIXES['standing']}{standing}"))
        if not (about and name == tkg("withdrawnOn")):
            kept.append(quad)
    return kept


def cut(quads: list[Quad], day: dt.date) -> list[Quad]:
    """Delete every source that was not out on a day, what is said of it, what then nobody supports, and the
    editors' prose.
    """
    evidence = [quad for quad in quads if quad.graph_name == DefaultGraph()]
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            graphs.setdefault(quad.graph_name.value, []).append(quad)
    out, reference, editorial = out_by(evidence, day)
    origin = {subject(quad): value(quad) for quad in evidence if quad.predicate.value == OA_SOURCE}
    sources: dict[str, set[str]] = {}
    for quad in evidence:
        if quad.predicate.value == tkg("statedBy"):
            sources.setdefault(subject(quad), set()).add(origin.get(value(quad), value(quad)))
    every = {one for found in sources.values() for one in found}
    deleted = every - out - reference - editorial
    kept, prose_of = set(), set()
    for claim, found in sources.items():
        left = found - deleted
        supporting = {
            one
            for one in left - editorial
            if one not in reference or not dates_later(graphs.get(claim, ()), day)
        }
        if left and (supporting or left <= editorial):
            kept.add(claim)
            prose_of |= {claim} if left <= editorial else set()
    deleted |= {passage for passage, source in origin.items() if source in deleted}

    def stays(quad: Quad) -> bool:
        name = quad.predicate.value
        if subject(quad) in deleted or (subject(quad) in sources and subject(quad) not in kept):
            return False
        if name == tkg("standingReason"):
            return False
        return name != tkg("statedBy") or value(quad) not in deleted

    stated = [
        quad
        for claim in kept
        for quad in graphs[claim]
        if claim not in prose_of or quad.predicate.value not in PROSE
    ]
    return before_withdrawals([*filter(stays, evidence), *stated], day)


def cut_files(folder: Path, day: dt.date, data: Path = LIVING) -> Path:
    """Write what is left of the data, file by file."""
    files = sorted(data.rglob("*.trig"))
    by_file = {path: list(parse(path.read_bytes(), RdfFormat.TRIG)) for path in files}
    left = set(cut([quad for quads in by_file.values() for quad in quads], day))
    claims = {quad.graph_name for quad in left}
    for path, quads in by_file.items():
        kept = [quad for quad in quads if quad in left and (quad.graph_name in claims)]
        target = folder / path.relative_to(data)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(serialize(kept, format=RdfFormat.TRIG) or b"")
    return folder


@pytest.mark.parametrize("written", DAYS)
def test_nothing_is_known_that_was_not_out(written: str, living: TreatyGraph, tmp_path: Path) -> None:
    day = dt.date.fromisoformat(written)
    by_clock = living.at(known_on=day)
    by_cut = TreatyGraph.open([cut_files(tmp_path, day)])
    assert set(by_clock.quads) == set(by_cut.quads)
    lines = list(commands("2024-01-01", pictures=DAYS.index(written) % 3 == 0))
    ours = {line: without_clock(text) for line, text in answers(by_clock, lines).items()}
    assert "\n".join(differing(ours, answers(by_cut, lines))) == ""


def test_the_law_would_see_a_leak(graph: TreatyGraph, tmp_path: Path) -> None:
    """By the day after, the claims of that day are known: the answers differ."""
    by_cut = TreatyGraph.open([cut_files(tmp_path, dt.date(2025, 12, 9), FROZEN)])
    lines = [("query", "days-between-chambers"), ("status", "relos"), ("export", "-f", "trig")]
    assert (
        len(differing(answers(graph.at(known_on=dt.date(2025, 12, 10)), lines), answers(by_cut, lines))) >= 2
    )
