"""The SHACL processor knows no treaty: nothing in it names a term of ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ..conftest import ROOT

MODULES = sorted((ROOT / "src" / "treatykg" / "shacl").glob("*.py"))
OURS = re.compile(r"\b(tkg|treaty|treaties|agreements?|pacts?|claims?|provisions?)\b", re.IGNORECASE)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_word_about_treaties(path: Path) -> None:
    assert OURS.findall(path.read_text(encoding="utf-8").replace("treatykg.", "")) == []


def test_the_look_would_see_one() -> None:
    assert OURS.findall("the claim that it is in")
