"""By a day no command tells of what came later: on 1 January 2017, LEMOA was signed and RELOS was not."""

import csv
import datetime as dt
import io
import re

import pytest
from pyoxigraph import DefaultGraph, Literal

from treatykg import TreatyGraph
from treatykg.errors import UsageError
from treatykg.namespaces import ID, PREFIXES

PREF_LABEL = f"{PREFIXES['skos']}prefLabel"
DAY = dt.date(2017, 1, 1)
LATER = re.compile(r"\b(2018|2019|202\d)\b")


@pytest.fixture(scope="module")
def graph() -> TreatyGraph:
    return TreatyGraph.open(as_of=DAY)


@pytest.mark.parametrize("pair", [("relos", "lemoa"), ("lemoa", "relos")])
def test_what_was_not_there_is_not_compared(graph: TreatyGraph, pair: tuple[str, str]) -> None:
    with pytest.raises(UsageError, match=r"nothing is known of agreement:relos"):
        graph.compare(*pair)


def test_what_was_there_is_compared(graph: TreatyGraph) -> None:
    assert {line.relation for line in graph.compare("lemoa", "gsomia")} >= {"only one"}


@pytest.mark.parametrize("kind", ["signature", "assent", "duma-approval"])
def test_what_had_not_happened_is_not_found(graph: TreatyGraph, kind: str) -> None:
    event = f"https://w3id.org/treatykg/id/event/relos-{kind}"
    timeless = TreatyGraph.open()
    name = timeless.accepted.name(event)
    assert event in {hit.iri for hit in timeless.search(name, 100)}
    assert event not in {hit.iri for hit in graph.search(name, 100)}


@pytest.mark.thorough
def test_what_is_only_claimed_is_not_found() -> None:
    graph = TreatyGraph.open()
    claimed = {
        quad
        for quad in graph.quads
        if quad.predicate.value == PREF_LABEL and isinstance(quad.object, Literal)
    }
    accepted = {(quad.subject, quad.object) for quad in claimed if isinstance(quad.graph_name, DefaultGraph)}
    only_claimed = {
        (quad.subject, quad.object) for quad in claimed if quad.subject.value.startswith(ID)
    } - accepted
    assert only_claimed
    for subject, name in only_claimed:
        assert (subject.value, name.value) not in {
            (hit.iri, hit.matched) for hit in graph.search(name.value, 1000)
        }


def test_flat_tables_hold_no_later_day(graph: TreatyGraph) -> None:
    for name, text in graph.tables().items():
        if name.endswith(".csv"):
            rows = list(csv.DictReader(io.StringIO(text)))
            assert rows, name
            later = [
                row
                for row in rows
                for key, cell in row.items()
                if re.search("_earliest$|^year$", key) and LATER.search(cell)
            ]
            assert not later, name
    treaties = {row["treaty"] for row in csv.DictReader(io.StringIO(graph.tables()["treaty.csv"]))}
    assert "lemoa" in treaties
    assert "relos" not in treaties
