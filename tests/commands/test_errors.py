"""Broken inputs: a place where there is one, a cause, a hint, the right exit code, never a traceback."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from ..conftest import WORLD, treatykg

FOLDER = Path(__file__).parent / "errors"
CASES = yaml.safe_load((FOLDER / "cases.yaml").read_text(encoding="utf-8"))
PLACELESS = {
    "format-blank-node": "no parser error, so no line",
    "export-csv-over-a-file": "the file is not read",
}
PARSED = re.compile(r"(a\.(trig|ttl|rq)|--text):\d+:\d+: ")


def content(text: str) -> bytes:
    """Read the content of a case's file: `REPEAT n text`, `BYTES text` in Latin-1, or the text itself."""
    if text.startswith("REPEAT "):
        _, times, piece = text.split(" ", 2)
        return (piece * int(times)).encode()
    if text.startswith("BYTES "):
        return text[6:].encode("latin-1")
    return text.encode()


def test_at_least_thirty_cases_with_a_golden_text_each() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names)) >= 30
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_broken_input(case: dict, tmp_path: Path) -> None:
    for name, text in case.get("files", {}).items():
        (tmp_path / name).write_bytes(content(text))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    ran = treatykg(*(str(WORLD) if word == "WORLD" else word for word in case["args"]), cwd=tmp_path)
    said = ran.err if case["code"] != 1 else ran.out + ran.err
    golden = FOLDER / f"{case['name']}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    assert "Traceback" not in ran.err
    assert said == golden.read_text(encoding="utf-8")
    assert ran.code == case["code"]
    assert case["code"] == 1 or ("\n  hint: " in said and ran.out == "")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.get("files") and c["code"] == 3], ids=lambda case: case["name"]
)
def test_a_file_that_does_not_parse_is_named_with_its_place(case: dict) -> None:
    said = (FOLDER / f"{case['name']}.txt").read_text(encoding="utf-8")
    assert PARSED.search(said) or case["name"] in PLACELESS
