"""Hardly a claim could go without anybody noticing: `python -m tests.mutation.claims` prints who notices
which.
"""

from __future__ import annotations

import pytest

from .claims import run

pytestmark = pytest.mark.thorough

MOST_UNNOTICED = 0.02


def test_a_claim_that_is_taken_away_is_missed() -> None:
    found = run()
    unnoticed = sorted(name for name, who in found.items() if not who)
    print(f"{len(found)} claims, {len(unnoticed)} missed by nobody")
    assert len(found) > 480
    assert len(unnoticed) <= MOST_UNNOTICED * len(found), unnoticed
