"""The questions that people ask have the answers that were worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from treatykg.graph import TreatyGraph

from ..conftest import ROOT

CASES = yaml.safe_load((ROOT / "tests" / "competency" / "competency.yaml").read_text(encoding="utf-8"))


def fits(row: dict[str, str], wanted: dict[str, Any]) -> bool:
    for column, value in wanted.items():
        if isinstance(value, list):
            if not all(part in row[column] for part in value):
                return False
        elif row[column] != str(value):
            return False
    return True


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['query']}")
def test_the_answer_is_the_one_worked_out(case: dict[str, Any], graph: TreatyGraph) -> None:
    given = {name: str(value) for name, value in case["parameters"].items()}
    answer = graph.query(case["query"], **given)
    rows = [dict(zip(answer.variables, row, strict=True)) for row in answer.values()]
    for wanted in case.get("rows", []):
        assert any(fits(row, wanted) for row in rows), (wanted, rows)
    for unwanted in case.get("absent", []):
        assert rows
        assert not any(fits(row, unwanted) for row in rows), unwanted
    for column, values in case.get("column", {}).items():
        assert sorted({row[column] for row in rows} - {""}) == sorted(values)
    if case.get("only"):
        assert len(rows) == len(case["rows"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['query']}")
def test_the_living_data_answer_it_too(case: dict[str, Any], living: TreatyGraph) -> None:
    """What they answer is news; that they answer is not."""
    given = {name: str(value) for name, value in case["parameters"].items()}
    wanted = case.get("rows") or case.get("absent") or case.get("column")
    assert bool(living.query(case["query"], **given).rows) or not wanted


def test_a_wrong_answer_would_be_seen() -> None:
    assert not fits({"days": "6"}, {"days": 8})
    assert not fits({"says": "a"}, {"says": ["a", "b"]})
    assert len({case["id"] for case in CASES}) >= 23
