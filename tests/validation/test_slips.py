"""What a curator mistypes is told once, with its place, its cause and what to write instead."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from treatykg.shacl.report import Report, Result

from ..conftest import FROZEN, LIVING, ROOT, treatykg

UK = "uk.trig"
SLIPS = {
    "class": ("a tkg:Signature ;", "a tkg:Signiture ;", "DeclaredTerm", "Did you mean tkg:Signature?"),
    "property": ("tkg:hasGrantor state:gb", "tkg:hasGranter state:gb", "DeclaredTerm", "tkg:hasGrantor?"),
    "code": ("facility:dockyard", "facility:dockyerd", "KnownCode", "Did you mean facility:dockyard?"),
    "codes there are": ("facility:dockyard", "facility:harbour", "KnownCode", "airfield, "),
    "state": (
        "tkg:hasParty state:gb ,",
        "tkg:hasParty state:gbr ,",
        "KnownEntity",
        "Nothing is said of state:gbr",
    ),
    "performer": ("tkg:performedBy state:gb ,", "tkg:performedBy state:gbx ,", "KnownEntity", "state:gbx"),
    "source": (
        "tkg:statedBy source:",
        "tkg:statedBy source:no",
        "KnownEntity",
        "Nothing is said of source:no",
    ),
}


def told(output: str) -> list[str]:
    return [block for block in output.split("\n\n") for block in block.split("\nviolation: ")]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(FROZEN, tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_once_with_place_and_mend(data: Path, slip: str) -> None:
    right, wrong, code, hint = SLIPS[slip]
    path = data / "pacts" / UK
    text = path.read_text(encoding="utf-8")
    assert right in text, slip
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    ran = treatykg("validate", path, TREATYKG_DATA=str(data))
    assert ran.code == 1
    violations = f"\n{ran.out}".split("\nviolation: ")[1:]
    violations = [block.split("\nwarning: ")[0] for block in violations]
    assert len(violations) == 1, ran.out
    assert f"shape:{code}" in violations[0]
    assert hint in violations[0]
    (word,) = set(wrong.split()) - set(right.split())
    line = 1 + path.read_text("utf-8")[: path.read_text("utf-8").index(word)].count("\n")
    assert f"{UK}:{line}:" in violations[0]


def test_a_claim_that_states_nothing(data: Path) -> None:
    path = data / "pacts" / UK
    text = path.read_text(encoding="utf-8")
    text += '\nclaim:hollow a tkg:Claim ;\n    dcterms:identifier "HOLLOW" ;\n'
    text += "    tkg:hasStanding standing:accepted ;\n    tkg:statedBy source:hindu-vn .\n"
    path.write_text(text, encoding="utf-8")
    ran = treatykg("validate", path, TREATYKG_DATA=str(data))
    assert ran.code == 1
    assert "shape:ClaimWithFacts" in ran.out


def test_text_without_a_language(data: Path) -> None:
    path = data / "pacts" / UK
    text = path.read_text(encoding="utf-8")
    assert '"@en' in text.split("tkg:note", 1)[1]
    before, after = text.split("tkg:note", 1)
    path.write_text(before + "tkg:note" + after.replace('"@en', '"', 1), encoding="utf-8")
    ran = treatykg("validate", path, TREATYKG_DATA=str(data))
    assert ran.code == 1
    assert "shape:ProseShape-note" in ran.out


def test_a_date_after_every_source(data: Path) -> None:
    path = data / "pacts" / "vietnam.trig"
    text = path.read_text(encoding="utf-8")
    assert '"2022-06-08"^^xsd:date' in text
    path.write_text(text.replace('"2022-06-08"^^xsd:date', '"2022-07-20"^^xsd:date'), encoding="utf-8")
    ran = treatykg("validate", path, TREATYKG_DATA=str(data))
    assert "shape:ToldAfterwards" in ran.out


def test_what_a_pact_is_known_later_than_its_signature(data: Path) -> None:
    assert "shape:KnownWhenSigned" in treatykg("validate", data / "pacts" / "france.trig").out


@pytest.mark.parametrize("path", sorted((LIVING / "pacts").glob("*.trig")), ids=lambda path: path.stem)
def test_a_file_of_the_data_is_sound_beside_the_rest(path: Path) -> None:
    ran = treatykg("validate", path, "-f", "counts", TREATYKG_DATA="")
    assert ran.code == 0, ran.out


def test_only_what_is_new(data: Path) -> None:
    path = data / "pacts" / UK
    path.write_text(
        path.read_text("utf-8").replace("facility:dockyard", "facility:harbour", 1), encoding="utf-8"
    )
    ran = treatykg("validate", data, "--since", FROZEN, "-f", "counts")
    assert ran.code == 1
    assert "KnownCode" in ran.out
    assert len(ran.out.splitlines()) < 4, ran.out
    assert treatykg("validate", data, "--since", "no-such-thing").code == 2
    assert treatykg("validate", data, "--since=--upload-pack=x").code == 2


def test_since_a_revision(data: Path) -> None:
    git = ["git", "-C", str(data), "-c", "user.name=t", "-c", "user.email=t@t.example"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *words], check=True)
    path = data / "pacts" / UK
    path.write_text(
        path.read_text("utf-8").replace("facility:dockyard", "facility:harbour", 1), encoding="utf-8"
    )
    ran = treatykg("validate", "--since", "HEAD", "-f", "counts", TREATYKG_DATA=str(data))
    assert ran.code == 1
    assert len(ran.out.splitlines()) < 4, ran.out


def test_a_report_without_another() -> None:
    one, two = Result("violation", "s", "a"), Result("violation", "s", "b")
    assert Report([one, two]).without(Report([two])).results == [one]
    assert ROOT.exists()
