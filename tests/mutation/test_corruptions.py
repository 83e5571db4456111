"""The shapes see what a careless editor spoils: `python -m tests.mutation.corruptions [SEED]` prints what was
tried.
"""

from __future__ import annotations

import pytest

from treatykg.graph import TreatyGraph

from .corruptions import TODAY, run

pytestmark = pytest.mark.thorough

LEAST_CAUGHT = 0.98


def test_corruptions_are_caught_with_the_right_code() -> None:
    found = run(seed=1)
    assert len(found) >= 20
    assert all(found.values()), "a kind of corruption found nothing to spoil"
    missed = [(name, what, codes) for name, tried in found.items() for what, ok, codes in tried if not ok]
    assert len(missed) <= (1 - LEAST_CAUGHT) * sum(map(len, found.values())), missed


def test_no_false_alarm_on_the_clean_data(graph: TreatyGraph) -> None:
    assert graph.validate(as_of=TODAY).conforms()
