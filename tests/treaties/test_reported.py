"""What only weak voices report of an agreement: with the day that they give, and not before it can be."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from treatykg.graph import TreatyGraph

SIGNED = dt.date(2025, 2, 18)
WORLD = """
@prefix agreement: <https://w3id.org/treatykg/id/agreement/> .
@prefix claim: <https://w3id.org/treatykg/id/claim/> .
@prefix event: <https://w3id.org/treatykg/id/event/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix standing: <https://w3id.org/treatykg/concept/standing/> .
@prefix state: <https://w3id.org/treatykg/id/state/> .
@prefix tkg: <https://w3id.org/treatykg/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
claim:a {
    state:aa a tkg:State ; skos:prefLabel "A"@en .
    state:bb a tkg:State ; skos:prefLabel "B"@en .
    agreement:pact a tkg:Agreement ; skos:prefLabel "The pact"@en ; tkg:hasParty state:aa , state:bb .
    event:talks a tkg:Negotiation ; tkg:date "2020"^^xsd:gYear ; tkg:ofAgreement agreement:pact .
    event:signature a tkg:Signature ; tkg:date "2025-02-18"^^xsd:date ; tkg:ofAgreement agreement:pact .
}
claim:a tkg:hasStanding standing:accepted .
claim:b {
    event:force a tkg:EntryIntoForce ; tkg:ofAgreement agreement:pact DAY .
    event:consent a tkg:Ratification ; tkg:ofAgreement agreement:pact ; tkg:performedBy state:aa .
}
claim:b tkg:hasStanding standing:unconfirmed .
claim:c { event:force tkg:date "2025-12"^^xsd:gYearMonth . }
claim:c tkg:hasStanding standing:overruled .
"""


def world(folder: Path, day: str) -> TreatyGraph:
    path = folder / "world.trig"
    path.write_text(WORLD.replace("DAY", day), encoding="utf-8")
    return TreatyGraph.open([path])


@pytest.mark.parametrize(
    ("day", "words", "cell"),
    [
        ("", "in force", "no day told"),
        ('; tkg:date "2026-01-12"^^xsd:date', "in force since 2026-01-12", "2026-01-12"),
        (
            '; tkg:date "2026-01"^^xsd:gYearMonth',
            "in force since 2026-01-01 to 2026-01-31",
            "2026-01-01 to 2026-01-31",
        ),
    ],
    ids=["no day", "a day", "a month"],
)
def test_it_is_told_with_the_day_that_is_told(tmp_path: Path, day: str, words: str, cell: str) -> None:
    graph = world(tmp_path, day)
    assert words in [one.words() for one in graph.status("pact").reported]
    answer = graph.query("in-force")
    (row,) = answer.values()
    assert dict(zip(answer.variables, row, strict=True))["reported"] == cell


@pytest.mark.parametrize("day", ["", '; tkg:date "2026-01-12"^^xsd:date'], ids=["no day", "a day"])
def test_nothing_after_a_signature_is_reported_before_it(tmp_path: Path, day: str) -> None:
    graph = world(tmp_path, day)
    eve = graph.at(as_of=SIGNED - dt.timedelta(days=1))
    assert eve.status("pact").reported == []
    assert not any(f"event/{name}" in str(quad) for name in ("force", "consent") for quad in eve.quads)
    told = [one.status.value for one in graph.at(as_of=SIGNED).status("pact").reported]
    assert told == (["consented"] if day else ["consented", "in-force"])


@pytest.mark.parametrize("kind", ["graph", "map", "network", "timeline"])
def test_pages_tell_it_in_words(tmp_path: Path, kind: str) -> None:
    graph = world(tmp_path, '; tkg:date "2026-01-12"^^xsd:date')
    told = "reported: in force since 2026-01-12"
    assert told in graph.draw(kind, focus="state:aa", form="html")
    before = graph.at(as_of=SIGNED - dt.timedelta(days=1)).draw(kind, focus="state:aa", form="html")
    assert told not in before


def test_networks_and_tables_tell_it(tmp_path: Path) -> None:
    graph, told = world(tmp_path, '; tkg:date "2026-01-12"^^xsd:date'), "in force since 2026-01-12"
    ((_, _, edge),) = graph.dyads().edges(data=True)
    assert (edge["status"], told in edge["reported"]) == ("signed", True)
    assert told in graph.network().nodes["agreement:pact"]["reported"]
    assert told in next(iter(csv.DictReader(io.StringIO(graph.tables()["treaty.csv"]))))["reported"]
