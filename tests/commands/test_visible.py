"""Text from others cannot act on who reads it: screens, spreadsheets, logs of checks."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, NamedNode

from treatykg.errors import TreatyError
from treatykg.export import tables
from treatykg.export import text as writers
from treatykg.graph import TreatyGraph
from treatykg.shacl.report import Report, Result, Where
from treatykg.store.results import Answer
from treatykg.validation.formats import FORMATS, write
from treatykg.visible import shortened, visible

from ..conftest import treatykg

HOSTILE = "\x1b[2J\x00\u202e\u0085\x9b\u2067\u061c\u200f\ufeff\x7fevil"
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
ESCAPED = "".join(
    f"\\u{ord(char):04X}" if not char.isascii() or char < " " or char == "\x7f" else char for char in HOSTILE
)
DATA = """
PREFIX tkg: <https://w3id.org/treatykg/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX id: <https://w3id.org/treatykg/id/>
PREFIX claim: <https://w3id.org/treatykg/id/claim/>
PREFIX agreement: <https://w3id.org/treatykg/id/agreement/>
PREFIX event: <https://w3id.org/treatykg/id/event/>
PREFIX state: <https://w3id.org/treatykg/id/state/>
PREFIX source: <https://w3id.org/treatykg/id/source/>
PREFIX standing: <https://w3id.org/treatykg/concept/standing/>
claim:x {
  agreement:x a tkg:Agreement ; skos:prefLabel "X EVIL"@en ; skos:altLabel "Y EVIL" ; tkg:note "n EVIL" ;
    tkg:officialTitle "=1+1 EVIL" ; tkg:hasParty state:in , state:fr .
  state:in a tkg:State ; skos:prefLabel "I EVIL"@en . state:fr a tkg:State ; skos:prefLabel "F EVIL"@en .
  event:x a tkg:Signature ; tkg:ofAgreement agreement:x ; skos:prefLabel "S EVIL"@en ; tkg:date "2020 EVIL" .
}
claim:x tkg:hasStanding standing:accepted ; dcterms:identifier "EVIL" ; tkg:statedBy source:x .
source:x a tkg:Source ; dcterms:title "T EVIL" ; tkg:publisher "P EVIL" ; tkg:url "u EVIL" .
claim:y { agreement:x tkg:note "other EVIL" }
claim:y tkg:hasStanding standing:disputed ; tkg:standingReason "because EVIL" ; tkg:statedBy source:x .
""".replace("EVIL", ESCAPED)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "a.trig"
    path.write_text(DATA, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command",
    [
        "show agreement:x",
        "status x",
        "explain x",
        "explain y",
        "explain x -f plain",
        "explain x -f oscola",
        "explain x -f bibtex",
        "search evil -f table",
        "search evil -f md",
        "search evil -f html",
        "search evil -f json",
        "query pacts -f table --with-sources",
        "query pacts -f md",
        "query pacts -f xml",
        "query pacts -f json",
        "status x -f json",
        "export -f graphml",
        "export -f gexf",
        "export -f cyjs",
        "query lifecycle -p agreement=x -f table --with-sources",
        "draw graph",
        "draw timeline",
        "draw network",
        "export -f dot",
    ],
)
def test_no_command_passes_on_what_no_eye_sees(data: Path, command: str) -> None:
    ran = treatykg(*command.split(), "--data", data)
    assert ran.code == 0, ran.err
    assert "evil" in ran.out
    assert not UNSEEN.findall(ran.out + ran.err)


@pytest.mark.parametrize("picture", ["graph", "timeline", "matrix", "map", "network"])
def test_no_page_passes_on_what_no_eye_sees(data: Path, picture: str) -> None:
    page = TreatyGraph.open([data]).draw(picture, form="html")
    assert "evil" in page
    assert not UNSEEN.findall(page)


def test_no_table_for_scholars_passes_it_on(data: Path) -> None:
    files = TreatyGraph.open([data]).tables()
    assert "evil" in files["treaty.csv"]
    assert not UNSEEN.findall("".join(files.values()))


@pytest.mark.parametrize("form", ["text", "counts", "github", "sarif", "junit", "json"])
def test_no_report_passes_on_what_no_eye_sees(data: Path, form: str) -> None:
    ran = treatykg("validate", "--alone", "-f", form, data)
    assert ran.code == 1, ran.err
    assert not UNSEEN.findall(ran.out + ran.err)


def test_a_difference_passes_on_nothing(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.trig"
    other.write_text(DATA.replace("n ", "m "), encoding="utf-8")
    ran = treatykg("diff", data, other)
    assert "evil" in ran.out
    assert not UNSEEN.findall(ran.out)


REPORT = Report(
    [
        Result(
            "violation",
            f"http://e/{HOSTILE}",
            f"http://e/{HOSTILE}",
            message=f"a\nb{HOSTILE}",
            places=(Where(f"f{HOSTILE}.trig", 0, 0, f"c{HOSTILE}"),),
        )
    ]
)


@pytest.mark.parametrize("form", sorted(FORMATS.keys() - {"turtle"}))
def test_file_names_and_messages_in_reports(form: str) -> None:
    assert not UNSEEN.findall(write(REPORT, form))


def test_junit_is_xml_whatever_the_names() -> None:
    ElementTree.fromstring(write(REPORT, "junit"))


def test_a_github_command_stays_one_line() -> None:
    assert write(REPORT, "github").count("\n") == 1


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("50% of #1.trig", "50%25%20of%20%231.trig"),
        ("a:b?.trig", "a%3Ab%3F.trig"),
        ("é/\udcff.trig", "%C3%A9/%FF.trig"),
    ],
)
def test_a_file_in_sarif_is_a_reference(name: str, reference: str) -> None:
    found = Report([Result("violation", "http://e/s", "http://e/f", places=(Where(name, 2, 1),))])
    (run,) = json.loads(write(found, "sarif"))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == reference


def test_the_caret_stands_below_the_spot(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    path.write_text("one\u2028line\n  ab\x1bc\u2028日d X", encoding="utf-8")
    found = Report([Result("violation", "http://e/s", "http://e/f", places=(Where(str(path), 2, 11),))])
    source, caret = write(found, "text").splitlines()[-2:]
    assert source.endswith(" X")
    assert caret.index("^") == source.index("X") + 1  # 日 takes two columns


FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1", " =1+1", "\n=1", "＝1+1", "=HYPERLINK(1)")


@pytest.mark.parametrize("cell", FORMULAS)
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_no_table_runs_in_a_spreadsheet(cell: str, form: str) -> None:
    for term in (Literal(cell), Literal(cell, language="en"), Literal(cell, datatype=NamedNode("urn:t"))):
        answer = Answer(("a", "b"), [(term, term)])
        written = tables.write(answer, form)
        assert written.count("'" + cell[0]) + written.count("'\\") == 2
        assert "'" not in tables.write(answer, form, raw=True)


@pytest.mark.parametrize("cell", ["-1.5", "+2", "-1e5", "a=b", "", "India"])
def test_numbers_and_words_stay(cell: str) -> None:
    assert writers.harmless(cell) == cell


def test_the_tables_for_scholars_and_neo4j_run_nothing(data: Path, tmp_path: Path) -> None:
    data.write_text(DATA.replace('"X ', '"=1+1').replace('"I ', '"@I'), encoding="utf-8")
    found = TreatyGraph.open([data])
    from treatykg.export import networks

    for name, text in (found.tables() | networks.tables(found.network())).items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))], name
            assert name not in ("treaty.csv", "nodes.csv") or any(cell.startswith("'=1+1") for cell in cells)


def test_a_table_reads_back_whatever_ends_a_line() -> None:
    rows = [["a\rb", 'c"d', "e\nf"], ["g\r\nh", ",", ""]]
    written = writers.csv_text(["x", "y", "z"], rows)
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["x", "y", "z"], *rows]
    assert re.sub(r'"[^"]*"', "", written.replace('""', "")).count("\r") == 0  # none outside of quotes


def test_an_error_is_bounded_and_visible() -> None:
    told = str(TreatyError("a" * 100_000 + HOSTILE, where="w\x1b" * 50_000, hint="h" * 50_000))
    assert len(told) < 4_000
    assert told.count("left out") == 3
    assert not UNSEEN.findall(told)


@pytest.mark.parametrize("size", [1, 999, 1_000, 1_001, 5_000])
def test_shortened_says_how_much_it_left_out(size: int) -> None:
    text = "".join(chr(0x100 + n % 999) for n in range(size))
    told = shortened(text)
    match = re.fullmatch(r"(.*)… \((\d+) characters left out\) …(.*)", told, re.DOTALL)
    if match is None:
        assert told == text
    else:
        head, left_out, tail = match.groups()
        assert len(head) + int(left_out) + len(tail) == size
        assert text.startswith(head)
        assert text.endswith(tail)
    assert len(told) <= 1_010


def test_visible_twice_is_visible() -> None:
    every = "".join(map(chr, range(0x3000))) + "\ufeff\ud800\U000e0041"
    assert visible(visible(every)) == visible(every)
    assert not UNSEEN.findall(visible(every))
