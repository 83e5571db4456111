"""`make data`: the pictures and the gaps of docs/ are made from the data as it is now."""

from __future__ import annotations

import datetime as dt
import importlib.util
from collections import Counter
from types import ModuleType

import pytest

from treatykg.graph import TreatyGraph

from ..conftest import ROOT

PAGE = """# Gaps

Counted by `--as-of 2026-01-01`.

| Asked for | Missing | Why |
|---|---:|---|
| `shape:Gone` | 2 | It was there once. |
| `shape:Here` | 1 | The texts are not public. |
"""


@pytest.fixture(scope="module")
def redraw() -> ModuleType:
    spec = importlib.util.spec_from_file_location("redraw", ROOT / "docs" / "redraw.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_gaps_are_counted_and_their_reasons_kept(redraw: ModuleType) -> None:
    found = redraw.gaps(PAGE, {"Here": 3, "New": 7}, dt.date(2026, 11, 26))
    assert redraw.ROW.findall(found) == [
        ("New", "7", redraw.NOT_SAID),
        ("Here", "3", "The texts are not public."),
    ]
    assert "--as-of 2026-11-26" in found
    assert redraw.gaps(found, {"Here": 3, "New": 7}, dt.date(2026, 11, 26)) == found


def test_the_page_of_gaps_is_one_that_can_be_counted_again(redraw: ModuleType, graph: TreatyGraph) -> None:
    page = (ROOT / "docs" / "gaps.md").read_text(encoding="utf-8")
    day = dt.date(2026, 11, 26)
    found = Counter(result.shape.rpartition("/")[2] for result in graph.validate(as_of=day).results)
    again = redraw.gaps(page, found, day)
    assert {shape: int(number) for shape, number, _ in redraw.ROW.findall(again)} == found


def test_each_command_of_the_docs_is_one_that_is_drawn_again(redraw: ModuleType) -> None:
    page = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")
    drawn = {picture for _, picture in redraw.COMMAND.findall(page)}
    assert drawn == {f"pictures/{path.name}" for path in (ROOT / "docs" / "pictures").iterdir()}
