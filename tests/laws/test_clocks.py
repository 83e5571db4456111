"""The two clocks on the shipped data: what was so, and what could be known."""

from __future__ import annotations

import datetime as dt

import pytest

from treatykg.graph import TreatyGraph

from ..conftest import treatykg


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def days_between(graph: TreatyGraph) -> list[str]:
    answer = graph.query("days-between-chambers", agreement="relos")
    column = answer.variables.index("days")
    return [row[column] for row in answer.values()]


def test_eight_days_between_the_chambers(graph: TreatyGraph) -> None:
    assert days_between(graph) == ["8"]


@pytest.mark.parametrize(("known_on", "days"), [("2025-12-09", []), ("2025-12-10", ["8"])])
def test_the_councils_vote_is_not_known_before_it_was_reported(
    graph: TreatyGraph, known_on: str, days: list[str]
) -> None:
    assert days_between(graph.at(known_on=day(known_on))) == days


def test_both_days_of_the_council_appear_with_who_says_which() -> None:
    ran = treatykg("query", "days-between-chambers", "-p", "agreement=relos", "--with-sources", "-f", "table")
    assert ran.code == 0
    accepted, overruled = ran.out.index("date 2025-12-10"), ran.out.index("date 2025-12-08")
    assert "TASS" in ran.out[accepted:overruled]
    assert "overruled" in ran.out[ran.out.rindex("\n[", 0, overruled) : overruled]
    assert "article" in ran.out[overruled:].lower() or "seed" in ran.out[overruled:].lower()


def test_status_at_the_end_of_2025(graph: TreatyGraph) -> None:
    ran = treatykg("status", "relos", "--as-of", "2025-12-31")
    first = ran.out.splitlines()[0]
    assert (
        "signed, ratified by Russia, not known to be in force, waiting for the exchange of instruments"
        in first
    )
    assert "claim:" in ran.out
    assert "step:ru-8-exchange" in ran.out


def test_status_before_the_signature() -> None:
    first = treatykg("status", "relos", "--as-of", "2025-01-01").out.splitlines()[0]
    assert first.endswith("on 2025-01-01: under negotiation, not known to be signed")


@pytest.mark.parametrize(
    ("as_of", "signed", "ratified"),
    [
        ("2025-02-17", "unknown", []),
        ("2025-02-18", "certainly", []),
        ("2025-12-14", "certainly", []),
        ("2025-12-15", "certainly", [("Russia", "certainly")]),
    ],
)
def test_status_on_the_days_around_each_event(
    graph: TreatyGraph, as_of: str, signed: str, ratified: list[tuple[str, str]]
) -> None:
    found = graph.at(as_of=day(as_of)).status("relos")
    assert (found.signed, found.ratified_by, found.in_force) == (signed, ratified, "unknown")


def test_reciprocal_access_is_not_granted_before_the_signature(graph: TreatyGraph) -> None:
    def pacts(graph: TreatyGraph) -> set[str]:
        return {row[0] for row in graph.query("reciprocal-access").values()}

    assert "RELOS" in pacts(graph)
    assert "RELOS" not in pacts(graph.at(as_of=day("2025-01-01")))


def test_clocks_combine(graph: TreatyGraph) -> None:
    both = graph.at(as_of=day("2025-12-31"), known_on=day("2025-12-09"))
    assert both.status("relos").ratified_by == []


@pytest.mark.parametrize(
    ("day_asked", "relos", "acsa"),
    [
        ("2015-01-01", None, None),
        ("2021-07-10", "unknown", "no"),
        ("2021-07-11", "unknown", "certainly"),
        ("2025-12-31", "unknown", "certainly"),
    ],
)
def test_in_force_as_of_is_about_that_day(
    graph: TreatyGraph, day_asked: str, relos: str | None, acsa: str | None
) -> None:
    answer = graph.at(as_of=day(day_asked)).query("in-force")
    column, agreement = answer.variables.index("in_force"), answer.variables.index("agreement")
    found = {row[agreement].rpartition("/")[2]: row[column] for row in answer.values()}
    assert (found.get("relos"), found.get("india-japan-acsa")) == (relos, acsa)
