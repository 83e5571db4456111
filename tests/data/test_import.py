"""`treatykg import`: tables become claims, and what cannot be read is said."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from treatykg.dataset.mapping import read_mapping
from treatykg.dataset.table import import_table
from treatykg.dataset.written_dates import read_date
from treatykg.errors import InputError
from treatykg.graph import TreatyGraph

from ..conftest import ROOT, treatykg

MAPPING = """
source: {key: small, title: A small table, publisher: Nobody, tier: weak, published: "2020-01-01"}
names: small
missing: ["", NA]
no-day: ["9999-12-31"]
things:
  agreement:
    kind: agreement
    class: Agreement
    key: [Title]
    says:
      prefLabel: {text: Title}
      hasCategory: {is: category:other}
      hasInstrumentKind:
        {code: Kind, means: {MOU: instrument:memorandum-of-understanding}, unspoken: [Report]}
      hasParty: {state: Party, only-with: [Signed]}
  signature: {kind: event, class: Signature, of: agreement, only-with: [Signed], says: {date: {date: Signed}}}
  entry-into-force:
    {kind: event, class: EntryIntoForce, of: agreement, only-with: [Force], says: {date: {date: Force}}}
left-out: {Notes: free text}
"""
TABLE = """Title,Kind,Party,Signed,Force,Notes
First,MOU,IND,1957-06-21?,NA,
"Second, with a comma",Report,DDR,21.06.1957,22.06.1957,"a
note of two lines"
Third,Odd,Bayern,1964-XX-16,9999-12-31,
NA,MOU,IND,1990,,
Fifth,MOU,IND,1990-02-30,1990-13,
Sixth,MOU,IND,1990
"""


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str, str], tuple[Path, Path]]:
    def make(mapping: str, table: str) -> tuple[Path, Path]:
        (tmp_path / "m.yaml").write_text(mapping, encoding="utf-8")
        (tmp_path / "t.csv").write_text(table, encoding="utf-8", newline="")
        return tmp_path / "m.yaml", tmp_path / "t.csv"

    return make


Files = Callable[[str, str], tuple[Path, Path]]


def test_every_row_is_read_or_remarked_on(files: Files, tmp_path: Path) -> None:
    mapping, table = files(MAPPING, TABLE)
    ran = treatykg("import", mapping, table, "-o", tmp_path / "out.nq", "--remarks", tmp_path / "remarks.csv")
    assert ran.code == 1, ran.err
    assert "6 rows: 4 claims, 7 remarks" in ran.err
    remarks = list(csv.reader(io.StringIO((tmp_path / "remarks.csv").read_text(encoding="utf-8"))))
    assert remarks == [
        ["row", "column", "value", "reason"],
        ["4", "Kind", "Odd", "left out: the mapping does not say what it means"],
        ["4", "Party", "Bayern", "left out: not a code of three letters for a State"],
        ["4", "Signed", "1964-XX-16", "a part is unknown: kept as 1964"],
        ["5", "Title", "NA", "left out: the agreement has no name"],
        ["6", "Signed", "1990-02-30", "left out: not a date"],
        ["6", "Force", "1990-13", "left out: not a date"],
        ["7", "", "", "left out: it has 4 cells, the header 6"],
    ]


def test_the_claims_answer_questions(files: Files, tmp_path: Path) -> None:
    mapping, table = files(MAPPING, TABLE)
    treatykg("import", mapping, table, "-o", tmp_path / "out.nq")
    graph = TreatyGraph.open([tmp_path / "out.nq"])
    said = {row[0]: row[1] for row in graph.query("in-force", date="1957-06-22").values()}
    assert said == {
        "First": "unknown",
        "Second, with a comma": "certainly",
        "Third": "no",
        "Fifth": "unknown",
    }
    first = graph.show("agreement:small-first")
    assert [item.claim.rpartition("/")[2] for item in first.evidence] == ["small-t-2"]
    assert first.evidence[0].citations[0].publisher == "Nobody"
    states = graph.select(
        "PREFIX tkg: <https://w3id.org/treatykg/ns#> SELECT DISTINCT ?s { ?a tkg:hasParty ?s } ORDER BY ?s"
    ).values()
    assert [state.rpartition("/")[2] for (state,) in states] == ["ddr", "in"]
    doubt = "PREFIX tkg: <https://w3id.org/treatykg/ns#> SELECT ?n { ?e a tkg:Signature ; tkg:note ?n }"
    assert graph.select(doubt).values() == [("The source marks this date as uncertain.",)]


@pytest.mark.parametrize(
    ("text", "kept", "changed"),
    [
        ("1957-06-21", "1957-06-21", ""),
        ("1957-06-21?", "1957-06-21", ""),
        ("1961-01-26~", "1961", "approximate: kept as the year 1961"),
        ("21.06.1957", "1957-06-21", ""),
        ("1964-06", "1964-06", ""),
        ("1993", "1993", ""),
        ("1964-XX-16", "1964", "a part is unknown: kept as 1964"),
        ("1964-02-XX", "1964-02", "a part is unknown: kept as 1964-02"),
        ("2010-XX-XX-", "2010", "a part is unknown: kept as 2010"),
        ("1981-09..1981-10", "1981", "a span of time: kept as 1981"),
        ("1981-09-02..1981-09-04", "1981-09", "a span of time: kept as 1981-09"),
    ],
)
def test_dates_are_kept_as_precise_as_they_are(text: str, kept: str, changed: str) -> None:
    date = read_date(text)
    assert date is not None
    assert (date.literal.value, date.changed) == (kept, changed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "1953-05-5",
        "0014-022005",
        "2010-02-29",
        "31.11.1990",
        "9999",
        "1980..1990",
        "1990-00",
        "X",
        "?",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("left-out: {Notes: free text}", "left-out: {}", "nothing is said of the column 'Notes'"),
        ("key: [Title]", "key: [Name]", "the table has no column 'Name'"),
        ("kind: agreement", "kind: pact", "things.agreement.kind: no kind 'pact'"),
        (
            "of: agreement, only",
            "of: treaty, only",
            "things.signature.of: nothing before it is called 'treaty'",
        ),
        ("{text: Title}", "{text: Title, date: Title}", "needs exactly one of text, date, code, state, is"),
        (
            "{is: category:other}",
            "{is: nonsense}",
            "things.agreement.says.hasCategory: not a name we can read",
        ),
        ("{text: Title}", "{words: Title}", "unknown entry 'words'"),
        ("tier: weak, ", "", "source: lacks tier"),
        ("missing: [", "missing: {", "not YAML"),
    ],
)
def test_a_wrong_mapping_is_told(files: Files, old: str, new: str, said: str) -> None:
    assert old in MAPPING
    mapping, table = files(MAPPING.replace(old, new, 1), TABLE)
    ran = treatykg("import", mapping, table, "-o", "-")
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"Title,Kind,Party,Signed,Force,Notes\nF\xe9te,,,,,\n", "t.csv:2: not UTF-8"),
        (b'Title,Kind,Party,Signed,Force,Notes\n"open,,,,,\n', "not CSV"),
        (b"Title,Title,Party,Signed,Force,Notes\n", "two columns of one name"),
        (b"", "the table has no column"),
    ],
)
def test_a_wrong_table_is_told(files: Files, table: bytes, said: str) -> None:
    mapping, path = files(MAPPING, "")
    path.write_bytes(table)
    with pytest.raises(InputError, match=said):
        import_table(read_mapping(mapping), path)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "data" / "mappings").glob("*.yaml")), ids=lambda path: path.stem
)
def test_the_shipped_mappings_are_read(path: Path) -> None:
    assert read_mapping(path).things


FOLDER = os.environ.get("TREATYKG_TABLES", "")


@pytest.mark.parametrize(("name", "rows"), [("agreements", 4532), ("memberships", 7377)])
def test_the_numbers_of_the_docs(name: str, rows: int) -> None:
    """Needs the tables of manytreaties in the folder TREATYKG_TABLES; the docs must agree with themselves in
    any case.
    """
    told = (ROOT / "docs" / "imports.md").read_text(encoding="utf-8")
    assert f"| {name} | {rows:,} | {rows:,} |" in told
    if FOLDER:
        table = {"agreements": "HUGGO_clean.csv", "memberships": "HUGGO_MEM_env_reconciled.csv"}[name]
        done = import_table(
            read_mapping(ROOT / "data" / "mappings" / f"manytreaties-{name}.yaml"), Path(FOLDER) / table
        )
        assert (done.rows, done.claims) == (rows, rows)
        assert f"| {name} | {rows:,} | {rows:,} | {len(done.remarks)} |" in told
