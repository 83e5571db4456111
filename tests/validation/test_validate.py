"""`validate`: the shipped data conforms, and a slip is told with its claim and its line."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from treatykg.graph import TreatyGraph
from treatykg.shacl.report import Report, Result
from treatykg.validation.formats import write

from ..conftest import FROZEN, ROOT, WORLD, treatykg


@pytest.fixture(scope="module")
def shipped() -> str:
    ran = treatykg("validate", "-f", "json")
    assert ran.code == 0, ran.out
    return ran.out


def test_the_shipped_data_conforms(shipped: str) -> None:
    report = json.loads(shipped)
    assert report["conforms"]
    assert {result["severity"] for result in report["results"]} <= {"warning"}


def test_the_world_conforms() -> None:
    ran = treatykg("validate", WORLD)
    assert (ran.code, ran.out.count("violation:")) == (0, 0), ran.out


@pytest.mark.parametrize(
    ("old", "new", "said", "spot"),
    [
        (
            "tkg:statedBy source:treatykg-editorial",
            "tkg:note source:treatykg-editorial",
            "Nobody states this claim",
            "claim:",
        ),
        ("tkg:hasGrantor state:in ;", "tkg:hasGrantor state:us ;", "provision:lemoa", "state:us"),
        (
            '"2016-08-29"^^xsd:date',
            '"2016-08-32"^^xsd:date',
            "event:lemoa-signature",
            '"2016-08-32"^^xsd:date',
        ),
    ],
    ids=["no-source", "grantor-is-beneficiary", "no-such-day"],
)
def test_a_slip_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str, spot: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name in ("states", "procedures"):
        shutil.copytree(FROZEN / name, data / name)
    shutil.copy(FROZEN / "sources.trig", data)
    text = (FROZEN / "pacts" / "lemoa.trig").read_text(encoding="utf-8")
    assert old in text
    (data / "lemoa.trig").write_text(text.replace(old, new, 1), encoding="utf-8")
    ran = treatykg("validate", data)
    assert ran.code == 1
    place = f"at {data}/lemoa.trig:"
    told = [block for block in ran.out.split("\nviolation: ") if said in block and place in block]
    assert told, ran.out
    line, column = map(int, told[0].split(place)[1].split(" ")[0].split(":"))
    assert (
        (data / "lemoa.trig")
        .read_text(encoding="utf-8")
        .splitlines()[line - 1][column - 1 :]
        .startswith(spot)
    )
    shown, caret = (part.split("\n")[0] for part in told[0].split(place)[1].split("    | ")[1:3])
    assert shown[caret.index("^") :].startswith(spot)


def test_the_report_as_turtle_is_a_report() -> None:
    report = Report(
        [Result("violation", "http://e/shape", "http://e/focus", "http://e/path", message="mend it")]
    )
    quads = list(parse(write(report, "turtle").encode(), RdfFormat.TURTLE))
    assert {quad.object.value for quad in quads if quad.predicate.value.endswith("#conforms")} == {"false"}
    assert {quad.object.value for quad in quads if quad.predicate.value.endswith("#focusNode")} == {
        "http://e/focus"
    }


def test_warnings_can_fail() -> None:
    report = Report([Result("warning", "http://e/shape", "http://e/focus")])
    assert report.conforms()
    assert not report.conforms(warnings=True)


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_what_is_still_to_come_hangs_on_the_day_given(tmp_path: Path, engine: str) -> None:
    file = tmp_path / "to-come.trig"
    file.write_text(
        (ROOT / "tests" / "view" / "bounds" / "ended.trig").read_text("utf-8").replace("2010", "2030")
        + EXPECTED,
        "utf-8",
    )
    graph = TreatyGraph.open([file])

    def found(year: int, month: int, day: int) -> set[str]:
        told = graph.validate(engine=engine, as_of=dt.date(year, month, day)).results
        return {
            result.code
            for result in told
            if result.code.partition("-")[0] in ("shape:ActualEventShape", "shape:AnticipationAdviceShape")
        }

    assert found(2029, 12, 31) == {"shape:ActualEventShape-past"}
    assert found(2030, 1, 1) == set()
    assert found(2031, 5, 31) == set()
    assert found(2031, 6, 1) == {"shape:AnticipationAdviceShape-passed"}


def test_the_day_is_an_option(tmp_path: Path) -> None:
    file = tmp_path / "to-come.trig"
    file.write_text(
        (ROOT / "tests" / "view" / "bounds" / "ended.trig").read_text("utf-8").replace("2010", "2030"),
        "utf-8",
    )
    reports = [
        treatykg("validate", str(file), "--profile", "draft", "--as-of", day)
        for day in ("2029-12-31", "2030-01-01")
    ]
    assert [ran.code for ran in reports] == [1, 0], reports
    assert treatykg("validate", str(file), "--as-of", "2030-02-30").code == 2


EXPECTED = """
claim:e2 {
    event:next tkg:date "2031-05"^^xsd:gYearMonth ;
        tkg:ofAgreement agreement:ended .
}
claim:e2 a tkg:Claim ;
    tkg:hasStanding standing:anticipated ;
    tkg:statedBy source:paper .
"""


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_a_source_that_no_claim_cites_has_its_day_all_the_same(tmp_path: Path, engine: str) -> None:
    file = tmp_path / "idle.trig"
    file.write_text(
        WORLD.read_text("utf-8")
        + """
        source:idle a tkg:Source ; dcterms:title "Idle" ; dcterms:language "en" ; tkg:publisher "Idle" ;
          tkg:hasTier tier:agency ; tkg:inGroup group:herald ; tkg:date "2024-05"^^xsd:gYearMonth ;
          tkg:url "https://idle.example/"^^xsd:anyURI .
        """,
        "utf-8",
    )
    report = TreatyGraph.open([file]).validate(engine=engine, profile="draft")
    assert [result for result in report.results if result.focus.endswith("/idle")] == []
