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


@pytest.mark.thorough
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


LEMOA, DUQM, VIETNAM = "lemoa.trig", "duqm.trig", "vietnam.trig"
SIGNED = '"2022-06-08"^^xsd:date'
EXTRA = "\nclaim:extra {{ {fact} }}\n"
RECORD = """claim:extra a tkg:Claim ;
    dcterms:identifier "EXTRA" ;
    tkg:hasStanding standing:accepted ;
    tkg:statedBy source:hindu-vn .
"""
# What curators got wrong: the file, what stood there, what they wrote, and what is told: once, and where.
MISTAKES = {
    "a code of another list": (DUQM, "facility:port", "support:fuel", "support:fuel"),
    "no source": (UK, " ;\n    tkg:statedBy source:ians-uk", "", "Nobody states this claim"),
    "no day of the calendar": (VIETNAM, SIGNED, '"2026-02-30"^^xsd:date', "is dated 2026-02-30"),
    "no day of the calendar, of what has no other": (
        UK,
        "",
        EXTRA.format(
            fact='event:force a tkg:EntryIntoForce ; skos:prefLabel "It enters into force"@en ;'
            ' tkg:date "2019-13-45"^^xsd:date ; tkg:ofAgreement agreement:india-uk-lemoa .'
        )
        + RECORD,
        "is dated 2019-13-45",
    ),
    "a month typed as a day": (VIETNAM, SIGNED, '"2022-06"^^xsd:date', "is dated 2022-06"),
    "a day with slashes": (VIETNAM, SIGNED, '"08/06/2022"^^xsd:date', "is dated 08/06/2022"),
    "a day to come": (VIETNAM, SIGNED, '"2062-06-08"^^xsd:date', "is yet to come"),
    "one State on both sides": (
        UK,
        "tkg:hasGrantor state:gb ;",
        "tkg:hasGrantor state:in ;",
        "on both sides",
    ),
    "a State that is not there": (VIETNAM, "state:vn .", "state:vnm .", "Did you mean state:vn?"),
    "a source that is not there": (UK, "source:ians-uk", "source:ians-ukk", "Did you mean source:ians-uk?"),
    "a standing that is none": (
        UK,
        "standing:accepted",
        "standing:acepted",
        "Did you mean standing:accepted?",
    ),
    "it yields to nothing": (VIETNAM, "yieldsTo claim:", "yieldsTo claim:x", "Nothing is said of claim:x"),
    "a property of our own making": (VIETNAM, "tkg:date", "tkg:dateSigned", "Did you mean tkg:date?"),
    "a class misspelt": (VIETNAM, "tkg:Signature", "tkg:Signiture", "Did you mean tkg:Signature?"),
    "a key of an event misspelt": (VIETNAM, "mls-signature a", "mls-signatur a", "no preferred English name"),
    "a note without a language": (
        UK,
        'memorandum of understanding."@en',
        'memorandum of understanding."',
        "no language",
    ),
    "a label without a language": (UK, 'logistics agreement"@en', 'logistics agreement"', "English name"),
    "a reason without a language": (UK, 'page was not seen."@en', 'page was not seen."', "not English text"),
    "a fact outside a claim": (
        UK,
        "",
        '\nagreement:india-uk-lemoa tkg:note "x"@en .\n',
        "a fact outside a claim",
    ),
    "facts without a record": (
        UK,
        "",
        EXTRA.format(fact='state:gb tkg:note "x"@en .'),
        "Nothing is said about",
    ),
    "a record without facts": (UK, "", f"\n{RECORD}", "This claim states nothing"),
}
SYNTAX = {
    "a prefix misspelt": (UK, "agreement:india-uk", "agrement:india-uk", "did you mean agreement:?"),
    "typographic quotes": (UK, '"IN-GB-LEMOA-F01"', "“IN-GB-LEMOA-F01”", "straight quotes"),
    "a semicolon missing": (
        UK,
        "category:logistics-pact ;",
        "category:logistics-pact",
        "a ; or a . may be missing",
    ),
    "a prefix not declared": (
        UK,
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n",
        "",
        "add at the top: @prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    ),
    "a dot missing": (UK, "source:ians-uk .\n", "source:ians-uk\n", "A dot is expected"),
    "a brace missing": (UK, "claim:in-gb-lemoa-f02 {", "claim:in-gb-lemoa-f02", "may be missing before it"),
}


def mistaken(data: Path, file: str, right: str, wrong: str) -> Path:
    path = data / "pacts" / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1) if right else text + wrong, encoding="utf-8")
    return path


@pytest.mark.thorough
@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_once_with_its_place(data: Path, name: str) -> None:
    file, right, wrong, said = MISTAKES[name]
    path = mistaken(data, file, right, wrong)
    ran = treatykg("validate", path, TREATYKG_DATA=str(data))
    assert ran.code == 1, (ran.out, ran.err)
    (violation,) = f"\n{ran.out}".split("\nviolation: ")[1:]
    violation = violation.split("\nwarning: ")[0]
    assert said in violation
    assert f"at {path}:" in violation


def test_a_date_moved_past_another_is_told(data: Path) -> None:
    path = mistaken(data, "japan-acsa.trig", '"2021-07-11"', '"2020-08-01"')
    ran = treatykg("validate", path, "--since", FROZEN, TREATYKG_DATA=str(data))
    assert ran.code == 1
    assert "which the agreement names as its trigger" in ran.out
    path = mistaken(data, "japan-acsa.trig", '"2020-08-01"', '"2021-07-11"')
    path = mistaken(data, "japan-acsa.trig", '"2020-09-09"', '"2021-09-09"')
    ran = treatykg("validate", path, "--since", FROZEN, TREATYKG_DATA=str(data))
    assert ran.code == 0
    assert "lawful but rare" in ran.out


def test_a_missing_mirror_is_told(data: Path) -> None:
    path = data / "pacts" / "korea.trig"
    text = path.read_text(encoding="utf-8")
    key = "provision:india-korea-naval-logistics-access-in-kr a tkg:AccessRight"
    for _ in range(2):
        before, after = text.split(f"    {key}", 1)
        text = before + after.split(" .\n", 1)[1]
    path.write_text(text, encoding="utf-8")
    ran = treatykg("validate", path, "--since", FROZEN, TREATYKG_DATA=str(data))
    assert ran.code == 0
    assert "Look for the mirror" in ran.out


@pytest.mark.parametrize("name", SYNTAX)
def test_a_slip_of_syntax_is_told_with_its_mend(data: Path, name: str) -> None:
    file, right, wrong, hint = SYNTAX[name]
    path = mistaken(data, file, right, wrong)
    for command in ("validate", "format"):
        ran = treatykg(command, path, TREATYKG_DATA=str(data))
        assert ran.code == 3
        assert hint in ran.err
        assert f"{path}:" in ran.err
