"""A table: no row is lost or becomes another's, and what is no table is told with its row."""

from __future__ import annotations

import csv
import io
import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from treatykg.dataset.mapping import read_mapping
from treatykg.dataset.table import Imported, import_table
from treatykg.dataset.written_dates import read_date
from treatykg.dates import PartialDate
from treatykg.namespaces import PREFIXES
from treatykg.terms import TKG

from .small import HEADER, MAPPING, TABLE, imported, remarks, titles

LETTERS = some.text(some.sampled_from("aAbB1-/.() ?éÄ\u212a"), min_size=1, max_size=5).filter(str.strip)


def agreements(path: Path) -> set[str]:
    return set(re.findall(rf"<{PREFIXES['agreement']}([^>]*)>", path.read_text(encoding="utf-8")))


def read(folder: Path, table: str) -> Imported:
    (folder / "m.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "t.csv").write_text(table, encoding="utf-8", newline="")
    return import_table(read_mapping(folder / "m.yaml"), folder / "t.csv")


def test_titles_that_differ_in_their_marks_are_as_many_agreements(tmp_path: Path) -> None:
    texts = ["Protocol A/B", "Protocol A-B", "PROTOCOL (A B)", "?", "..."]
    assert imported(tmp_path, table=titles(*texts)).code == 0
    assert len(agreements(tmp_path / "out.nq")) == len(texts)
    assert remarks(tmp_path) == []


@pytest.mark.parametrize("text", ["Bad\rsort", "\rBad", 'B "a"\r\nd', "Bad,\n"])
def test_a_remark_quotes_what_would_end_its_row(tmp_path: Path, text: str) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(["First", text, "", ""])
    imported(tmp_path, table=HEADER + written.getvalue())
    with (tmp_path / "remarks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == 2
    assert rows[1][2].strip("'").split() == text.split()


def test_titles_that_differ_in_case_are_told(tmp_path: Path) -> None:
    ran = imported(tmp_path, table=titles("Protocol A", "Other", "PROTOCOL A", "protocol a", "PROTOCOL A"))
    assert ran.code == 0
    assert agreements(tmp_path / "out.nq") == {"small-protocol-a", "small-other"}
    same = "taken for the same agreement as 'Protocol A' of row 2: both are called small-protocol-a"
    assert remarks(tmp_path) == [["4", "Title", "PROTOCOL A", same], ["5", "Title", "protocol a", same]]


def test_parts_of_a_key_that_run_together_are_told(tmp_path: Path) -> None:
    mapping = MAPPING.replace("key: [Title]", "key: [Title, Notes]").replace("{Notes: free text}", "{}")
    imported(tmp_path, mapping, f"{HEADER}A B,,,C\nA,,,B C\nA B,,,C\n")
    same = "taken for the same agreement as 'A B C' of row 2: both are called small-a-b-c"
    assert remarks(tmp_path) == [["3", "Title", "A B C", same]]


@settings(max_examples=200, deadline=None)
@given(some.lists(LETTERS, min_size=2, max_size=4))
def test_no_two_titles_are_one_agreement_in_silence(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    done = read(tmp_path_factory.mktemp("keys"), titles(*texts))
    named = {quad.subject for quad in done.quads if quad.object == TKG.Agreement}
    different = {text.strip() for text in texts}
    assert len(named) + len(done.remarks) == len(different)


@settings(max_examples=50, deadline=None)
@given(some.permutations(["Protocol A/B", "Protocol A-B", "a b", "A", "é"]))
def test_a_name_hangs_on_its_own_row_alone(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("keys")
    alone = {
        quad.subject
        for text in texts
        for quad in read(folder, titles(text)).quads
        if quad.object == TKG.Agreement
    }
    assert {
        quad.subject for quad in read(folder, titles(*texts)).quads if quad.object == TKG.Agreement
    } == alone


def test_days_written_in_two_ways_are_one_key(tmp_path: Path) -> None:
    mapping = MAPPING.replace("key: [Title]", "key: [Title, Signed]")
    imported(tmp_path, mapping, f"{HEADER}A,,1957-06-21,\nA,,21.06.1957,\nA,,1957-XX-21,\nA,,1957-XX-22,\n")
    assert agreements(tmp_path / "out.nq") == {"small-a-1957-06-21", "small-a-1957"}
    assert [row[0] for row in remarks(tmp_path) if "taken for" in row[3]] == ["5"]


@pytest.mark.parametrize(
    "text",
    [
        "1981-13..1981-13",
        "1981-12-45..1981-12-46",
        "1964-XX-45",
        "1964-13-XX",
        "1964-02-30",
        "1٩57",
        "1957-0٩",
        "2020-12-31..2020-01-01",
        "2020-02-30..2020-03-01",
        "2000-00-XX",
        "1964-XX-XX-XX",
        "1964-02-XX-16",
        "31.02.1990",
        "1957-06-21?~",
        "1957-1-1",
        " 1957",
        "19570621",
        "0957-01-01",
        "1957-06-21T00:00:00",
        "1957-06-21Z",
        "-1957",
    ],
)
def test_an_impossible_day_is_no_date(tmp_path: Path, text: str) -> None:
    assert read_date(text) is None
    done = read(tmp_path, f"{HEADER}A,,{text},\nB,,1990,\n")
    dated = read_date(text.strip())
    assert [(r.row, r.column, r.value) for r in done.remarks] == (
        [] if dated else [(2, "Signed", text.strip())]
    )
    assert done.claims == 2


DIGITS = some.sampled_from(
    ["0", "1", "2", "3", "9", "X", "-", ".", "?", "~", "..", "1957", "-06", "-21", "٩"]
)


@settings(max_examples=1000, deadline=None)
@given(some.lists(DIGITS, max_size=9).map("".join))
def test_what_is_read_as_a_date_is_one(text: str) -> None:
    date = read_date(text)
    assert date is None or PartialDate.read(date.literal.value, date.literal.datatype.value)


def test_an_event_without_its_day_is_told(tmp_path: Path) -> None:
    mapping = MAPPING.replace("only-with: [Signed]", "only-with: [Notes]").replace(
        "{date: {date: Signed}}", "{date: {date: Signed}, note: {text: Notes}}"
    )
    imported(tmp_path, mapping, f"{HEADER}A,,,said\nB,,1990,said\nC,,,\n")
    assert remarks(tmp_path) == [["2", "Notes", "said", "left out: the signature has no day"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_mark_make_no_difference(tmp_path: Path, end: str, mark: str) -> None:
    table = TABLE + '"Second,\tof two",,,'  # no end in the last line
    assert imported(tmp_path, table=table).code == 0
    before = (tmp_path / "out.nq").read_bytes()
    ran = imported(tmp_path, table=mark + table.replace("\n", end) + end + end)
    assert (ran.code, (tmp_path / "out.nq").read_bytes()) == (0, before)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (TABLE.encode("utf-16"), "t.csv:1: not UTF-8 but UTF-16"),
        (TABLE.encode("utf-16-le"), "t.csv:1: not text: U+0000"),
        (TABLE.replace("First", "Première").encode("latin-1"), "t.csv:2: not UTF-8: the byte E8"),
        (
            TABLE.replace("First", "Première").replace("\n", "\r").encode("latin-1"),
            "t.csv:2: not UTF-8: the byte E8",
        ),
        (b"PK\x03\x04\xff", "t.csv:1: not UTF-8 but a spreadsheet or an archive"),
        (b"\x1f\x8b\x08", "t.csv:1: not UTF-8 but packed"),
        (f'{HEADER}"a\nb",,,\nF\0rst,,,\n', "t.csv:4: not text: U+0000\n  hint: look at row 3"),
        (f'{HEADER}a,,,\n"b,,,\nc,,,\n', "t.csv:3: not CSV: unexpected end of data\n  hint: look at row 3"),
        (f'{HEADER}"a"b,,,\n', "t.csv:2: not CSV"),
        (
            HEADER + "x" * 200_000 + ",,,\n",
            "t.csv:2: not CSV: field larger than field limit (131072)\n  hint: look at row 2",
        ),
        (HEADER.replace("Notes", "Title"), "t.csv:1: two columns of one name: 'Title' is that of 1 and 4"),
        (HEADER.replace("Notes", ""), "t.csv:1: column 4 has no name"),
        (TABLE.replace(",", "\t"), "hint: its cells seem to be parted by '\\t'"),
        (TABLE.replace(",", ";"), "hint: its cells seem to be parted by ';'"),
        ("", "the table has no column 'Title'"),
    ],
)
def test_what_is_no_table_is_told_with_its_row(tmp_path: Path, table: str | bytes, said: str) -> None:
    ran = imported(tmp_path, table=table)
    assert (ran.code, ran.out) == (3, "")
    assert said in ran.err
    assert not (tmp_path / "out.nq").exists()


def test_ragged_rows_are_told_and_empty_lines_are_no_rows(tmp_path: Path) -> None:
    ran = imported(tmp_path, table=f'{HEADER}\nA\n"B\n",,,\n\n,,,\nC,,,,\n')
    assert ran.code == 1
    assert [(row[0], row[3]) for row in remarks(tmp_path)] == [
        ("3", "left out: it has 1 cells, the header 4"),
        ("6", "left out: the agreement has no name"),
        ("7", "left out: it has 5 cells, the header 4"),
    ]


def test_a_column_without_a_name_can_be_left_out(tmp_path: Path) -> None:
    mapping = MAPPING.replace("{Notes: free text}", '{Notes: free text, "": numbers of rows}')
    lines = zip(itertools.count(), TABLE.splitlines())
    ran = imported(tmp_path, mapping, "".join(f"{number or ''},{line}\n" for number, line in lines))
    assert ran.code == 0, ran.err
