"""`compare`: what both say, what one says, and what neither says."""

from __future__ import annotations

import pytest

from treatykg.errors import UsageError
from treatykg.graph import TreatyGraph
from treatykg.treaties.compare import BOTH, DIFFERENT, NOT_STATED, ONE, Difference, compare
from treatykg.view.lookup import Accepted

from ..conftest import treatykg


def lines(graph: TreatyGraph, left: str, right: str) -> dict[tuple[str, str, str], Difference]:
    return {(d.provision, d.aspect, d.direction): d for d in graph.compare(left, right)}


def test_relos_and_lemoa(graph: TreatyGraph) -> None:
    found = lines(graph, "relos", "lemoa")
    access = found["access right", "covers facility", "grants"]
    assert (access.left, access.right, access.relation) == (
        ("airfield", "port", "territory"),
        ("airfield", "port"),
        DIFFERENT,
    )
    assert found["agreement", "has category", ""].relation == BOTH
    assert found["agreement", "has entry into force trigger", ""].relation == ONE
    assert found["access right", "has consent mode", "grants"].relation == NOT_STATED
    limit = found["limit", "limit value", "grants"]
    assert limit.left == ("10 military aircraft", "3000 personnel", "5 warships")
    assert limit.relation == ONE


def test_a_pact_is_like_itself(graph: TreatyGraph) -> None:
    assert {d.relation for d in graph.compare("relos", "relos")} <= {BOTH, NOT_STATED}


def test_turned_round(graph: TreatyGraph) -> None:
    there, back = graph.compare("relos", "lemoa"), graph.compare("lemoa", "relos")
    assert [(d.left, d.right, d.relation) for d in there] == [(d.right, d.left, d.relation) for d in back]


def test_one_way_rights_keep_their_direction(world: TreatyGraph) -> None:
    found = lines(world, "northern-pact", "fuel-arrangement")
    assert (
        found["access right", "covers facility", "grants"].left
        != found["access right", "covers facility", "receives"].left
    )


def test_no_party_in_common(graph: TreatyGraph) -> None:
    with pytest.raises(UsageError, match="no party in common"):
        compare(Accepted([]), "http://e/a", "http://e/b")
    with pytest.raises(UsageError, match="not an agreement"):
        graph.compare("relos", "state:in")


def test_exit_status() -> None:
    assert treatykg("compare", "relos", "lemoa", "--exit-status").code == 1
    assert treatykg("compare", "relos", "relos", "--exit-status").code == 0
