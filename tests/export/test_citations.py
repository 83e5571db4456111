"""Citations: precise dates, harmless TeX, and a row's sources in one go."""

from __future__ import annotations

import re

import pytest

from treatykg.export.citations import FORMS, cite
from treatykg.view.evidence import Citation

from ..conftest import treatykg

HOSTILE = Citation(
    "http://e/source/x",
    "50% of {all} & \\input{/etc/passwd} \u202e#1_2^3~",
    "A$B",
    "2024",
    "https://e.org/a_b%20c#d",
    "weak",
    "",
    "",
)


@pytest.mark.parametrize(
    ("date", "words"),
    [("2025-12-02", "(2 December 2025)"), ("2025-12", "(December 2025)"), ("2025", "(2025)"), ("", "’ <")],
)
def test_a_date_is_as_precise_as_it_is(date: str, words: str) -> None:
    assert words in cite([Citation("http://e/s", "T", "P", date, "https://e.org", "weak", "")], "oscola")


def test_tex_runs_nothing() -> None:
    entry = cite([HOSTILE], "bibtex")
    assert entry.startswith("@misc{x,\n")
    title = next(line for line in entry.splitlines() if line.startswith("  title"))
    assert "\\input" not in title
    assert "\u202e" not in entry
    assert not re.search(r"(?<!\\)[%#&]", title.replace("\\textbackslash", ""))
    assert entry.count("{") - entry.count("\\{") == entry.count("}") - entry.count("\\}")


@pytest.mark.parametrize("form", FORMS)
def test_each_source_once(form: str) -> None:
    assert cite([HOSTILE, HOSTILE], form) == cite([HOSTILE], form)


def test_a_row_is_explained() -> None:
    out = treatykg("explain", "days-between-chambers/1", "-p", "agreement=relos", "-f", "oscola").out
    assert "TASS, ‘Federation Council to consider" not in out  # it tells of the plan, not of the vote
    assert "Life.ru, ‘" in out
    assert "Indian Masterminds" in out
    notes = treatykg("explain", "days-between-chambers/1", "-p", "agreement=relos").out
    assert "— overruled: Federation Council approves RELOS – date 2025-12-08" in notes
    assert "register: IN-RU-RELOS-F13, X01" in notes


def test_bibtex_of_a_passage() -> None:
    out = treatykg("explain", "S037", "-f", "bibtex").out
    assert out.startswith("@misc{seed-1851-1939,")
    assert "note = {characters 1851–1939}" in out
