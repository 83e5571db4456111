"""`search`: names, aliases and titles, whatever the case and the accents."""

from __future__ import annotations

import datetime as dt

import pytest

from treatykg.graph import TreatyGraph
from treatykg.namespaces import curie
from treatykg.view.search import folded

from ..conftest import treatykg


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("relos", "agreement:relos"),
        ("RELOS", "agreement:relos"),
        ("reciprocal exchange of logistic", "agreement:relos"),
        ("dispatching military units", "agreement:relos"),
        ("russia", "state:ru"),
        ("STATE DUMA", "organ:ru-state-duma"),
        ("relso", "agreement:relos"),
        ("vladimir putin", "person:vladimir-putin"),
    ],
)
def test_the_first_hit(graph: TreatyGraph, text: str, first: str) -> None:
    assert curie(graph.search(text)[0].iri) == first


def test_nothing_found_is_told_by_the_exit_code() -> None:
    ran = treatykg("search", "xyzzyxyzzy")
    assert (ran.code, ran.out) == (1, "entity,name,matched\n")
    assert treatykg("search", "relos").code == 0


def test_the_limit_holds(graph: TreatyGraph) -> None:
    assert len(graph.search("relos", 3)) == 3
    assert graph.search("") == graph.search("–—") == []


def test_what_is_not_known_yet_is_not_found(graph: TreatyGraph) -> None:
    assert "agreement:lemoa" in {curie(hit.iri) for hit in graph.search("LEMOA")}
    then = graph.at(known_on=dt.date(2010, 1, 1)).search("LEMOA")
    assert "agreement:lemoa" not in {curie(hit.iri) for hit in then}


def test_folding() -> None:
    assert folded("Agaléga — ÎLE") == "agalega ile"
