"""From what a person types to what is meant: keys, names and States in any case, and what is near."""

from __future__ import annotations

import datetime as dt

import pytest

from treatykg.errors import UsageError
from treatykg.graph import TreatyGraph
from treatykg.namespaces import curie

from ..conftest import treatykg


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("relos", "agreement:relos"),
        ("RELOS", "agreement:relos"),
        ("agreement:relos", "agreement:relos"),
        ("the Russia pact", "agreement:relos"),
        ("russian agreement", "agreement:relos"),
        ("Reciprocal Exchange", "agreement:relos"),
        ("US pact", "agreement:lemoa"),
        ("japan acsa", "agreement:india-japan-acsa"),
    ],
)
def test_an_agreement_by_many_names(graph: TreatyGraph, text: str, meant: str) -> None:
    assert curie(graph.names.agreement(text)) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("RU", "state:ru"),
        ("Russia", "state:ru"),
        ("russia", "state:ru"),
        ("S037", "claim:s037"),
        ("Vladimir Putin", "person:vladimir-putin"),
    ],
)
def test_anything_by_its_key_or_its_name(graph: TreatyGraph, text: str, meant: str) -> None:
    assert curie(graph.names.entity(text)) == meant


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("relso", "did you mean agreement:relos"),
        ("lemoe", "did you mean agreement:lemoa"),
        ("India", "write one of agreement:"),
        ("xyzzyxyzzy", "there are agreement:"),
        ("the pact", "there are agreement:"),
        ("x" * 100_000, "there are agreement:"),
        ("a\nb", "did you mean agreement:"),
    ],
)
def test_what_names_nothing_or_too_much_is_told_with_what_is_near(
    graph: TreatyGraph, text: str, hint: str
) -> None:
    with pytest.raises(UsageError) as told:
        graph.names.agreement(text)
    assert told.value.hint.startswith(hint)


def test_a_parameter_is_named_the_same_way(graph: TreatyGraph) -> None:
    asked = "Russia", "RU", "state:ru"
    answers = [graph.query("reciprocal-access", state=name).values() for name in asked]
    assert answers[0] == answers[1] == answers[2] != []


def test_commands_read_names_in_any_case() -> None:
    assert treatykg("status", "RELOS").out == treatykg("status", "the Russia pact").out != ""
    assert (
        treatykg("draw", "graph", "--focus", "Russia").out == treatykg("draw", "graph", "--focus", "ru").out
    )


@pytest.mark.parametrize("text", ["RELOS", "Reciprocal Exchange", "the Russia pact"])
def test_what_was_not_known_yet_is_not_found_by_its_name(graph: TreatyGraph, text: str) -> None:
    then = graph.at(known_on=dt.date(2010, 1, 1))
    with pytest.raises(UsageError):
        then.names.agreement(text)
