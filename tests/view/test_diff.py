"""`diff`: what came and went between two days, or two versions of the data."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from treatykg.graph import TreatyGraph

from ..conftest import FROZEN, WORLD, treatykg


def test_two_days_asked_about() -> None:
    out = treatykg("diff", "2025-12-01", "2025-12-31").out
    assert "Federation Council approves RELOS" in out
    assert "\n  + date: 2025-12-10\n" in out
    assert "\n  - " not in out


def test_two_days_of_knowledge() -> None:
    out = treatykg("diff", "2025-12-09", "2025-12-10", "--clock", "known-on").out
    assert "\n  + date: 2025-12-10\n" in out
    assert "2025-12-08" not in out


def test_nothing_changed() -> None:
    ran = treatykg("diff", "2025-12-20", "2025-12-20", "--exit-status")
    assert (ran.code, ran.out) == (0, "0 changes\n")


def test_two_versions_of_the_data(tmp_path: Path) -> None:
    new = tmp_path / "new"
    shutil.copytree(FROZEN, new)
    file = new / "pacts" / "mlsa.trig"
    text = file.read_text(encoding="utf-8")
    assert '"2020-06-04"^^xsd:date' in text
    file.write_text(text.replace('"2020-06-04"^^xsd:date', '"2020-06-05"^^xsd:date'), encoding="utf-8")
    ran = treatykg("diff", FROZEN, new, "--exit-status")
    assert ran.code == 1
    assert "  - date: 2020-06-04\n" in ran.out
    assert "  + date: 2020-06-05\n" in ran.out
    patch = treatykg("diff", FROZEN, new, "-f", "patch").out.splitlines()
    assert (patch[0], patch[-1]) == ("TX .", "TC .")
    assert sorted({line[0] for line in patch[1:-1]}) == ["A", "D"]


def test_there_and_back_is_the_reverse(graph: TreatyGraph) -> None:
    early, late = (graph.at(as_of=dt.date(year, 1, 1)) for year in (2017, 2026))
    there, back = early.changes(late), late.changes(early)
    assert there
    assert {(c.added, c.statement) for c in there} == {(not c.added, c.statement) for c in back}


def test_stores(tmp_path: Path) -> None:
    for name, data in (("shipped", ()), ("world", (WORLD,))):
        assert treatykg("load", *data, "--store", tmp_path / name).code == 0
    days = ("2025-12-01", "2025-12-31")
    assert treatykg("diff", *days, "--store", tmp_path / "shipped").out == treatykg("diff", *days).out
    assert treatykg("diff", tmp_path / "world", WORLD).out == "0 changes\n"
    assert treatykg("diff", tmp_path / "shipped", tmp_path / "world", "--exit-status").code == 1
    assert (
        "name the store as one of the two sides"
        in treatykg("diff", WORLD, WORLD, "--store", tmp_path / "world").err
    )
