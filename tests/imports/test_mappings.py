"""A mapping file: every scalar is a text, and all that is wrong with it is told at once, with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from treatykg.dataset.mapping import read_mapping
from treatykg.errors import InputError

from .small import HEADER, MAPPING, TABLE, imported, remarks, run

LAUGHS = "[&a [x, x, x, x, x, x, x, x, x]" + "".join(
    f", &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def changed(old: str, new: str) -> str:
    assert old in MAPPING
    return MAPPING.replace(old, new, 1)


def refused(folder: Path, mapping: str | bytes) -> list[str]:
    """The lines of the refusal, each with file, line and column."""
    path = folder / "m.yaml"
    path.write_bytes(mapping if isinstance(mapping, bytes) else mapping.encode())
    with pytest.raises(InputError) as told:
        read_mapping(path)
    lines = str(told.value).replace(f"{path}:", "").splitlines()
    assert lines[-1].startswith("  hint: ")
    assert all(re.match(r"\d+:\d+: ", line) for line in lines[:-1]), lines
    return lines[:-1]


@pytest.mark.parametrize(
    "name",
    ["NO", "No", "no", "on", "y", "True", "null", "~", "0123", "0x1F", "0o17", "1:20", "1_000", "1.50"],
)
@pytest.mark.parametrize("of", ["Sort", "MOU", "Report", "Notes"])
def test_a_plain_word_is_a_name(tmp_path: Path, name: str, of: str) -> None:
    mapping = re.sub(rf"\b{of}\b", name, MAPPING)
    table = re.sub(rf"\b{of}\b", name, TABLE) + re.sub(rf"\b{of}\b", name, "Second,Report,,\n")
    (tmp_path / "m.yaml").write_text(mapping, encoding="utf-8")
    read = read_mapping(tmp_path / "m.yaml")
    header = table.splitlines()[0].split(",")
    read.check(header, "t.csv")
    assert {*read.columns(), *read.left_out} == set(header)
    (kind,) = (value for value in read.things[0].values if value.way == "code")
    assert {*kind.means, *kind.unspoken} == {cell.split(",")[1] for cell in table.splitlines()[1:]}


def test_a_mark_before_a_mapping_is_skipped(tmp_path: Path) -> None:
    assert (imported(tmp_path, "\ufeff" + MAPPING).code, remarks(tmp_path)) == (0, [])


def test_a_code_no_is_read(tmp_path: Path) -> None:
    mapping = MAPPING.replace("MOU", "No").replace("Sort", "NO")
    ran = imported(tmp_path, mapping, TABLE.replace("MOU", "No").replace("Sort", "NO"))
    assert (ran.code, remarks(tmp_path)) == (0, [])
    assert "instrument/agreement" in (tmp_path / "out.nq").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "old",
    [
        "A small table",
        '["", NA]',
        "[Title]",
        "MOU",
        "Agreement",
        "free text",
        "category:other",
    ],
)
def test_copies_of_copies_are_refused(tmp_path: Path, old: str) -> None:
    (told,) = refused(tmp_path, changed(old, f"{LAUGHS}, *i]"))
    assert told.endswith(": more than 100000 entries, aliases written out")


def test_an_alias_is_read(tmp_path: Path) -> None:
    plain = changed("only-with: [Signed]", "key: [Title]\n    only-with: [Signed]")
    short = plain.replace("key: [Title]", "key: &key [Title]", 1).replace("key: [Title]", "key: *key", 1)
    (tmp_path / "m.yaml").write_text(plain, encoding="utf-8")
    (tmp_path / "n.yaml").write_text(short, encoding="utf-8")
    assert read_mapping(tmp_path / "n.yaml").things == read_mapping(tmp_path / "m.yaml").things


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        (changed("A small table", "!!int abc"), ["1:29: the tag 'tag:yaml.org,2002:int'"]),
        (changed("A small table", "!odd thing"), ["1:29: the tag '!odd'"]),
        (changed("A small table", "1" * 5000), ["1:29: longer than 2000 characters"]),
        (changed("A small table", r'"\ud800"'), ["1:29: half of a character"]),
        (changed("A small table", r'"\UFFFFFFFF"'), ["1:32: not YAML: a number out of range"]),
        (changed("A small table", "[a, b]"), ["1:29: source.title: not a text"]),
        (changed("A small table", '""'), ["1:29: source.title: empty"]),
        (changed("A small table", "*none"), ["1:29: the alias 'none' names nothing"]),
        (changed("A small table", "&a [*a]"), ["1:33: the alias 'a' names nothing"]),
        (changed("A small table", "a\x07b"), ["1:30: not YAML: the character U+0007"]),
        (
            changed("names: small", "names: small\nnames: other"),
            ["3:1: 'names' a second time; the first is in line 2"],
        ),
        (MAPPING + "x: " + "[" * 50_000, ["20:35: nested deeper than 32"]),
        (MAPPING + "x: " + "{a: " * 50_000, ["20:128: nested deeper than 32"]),
        (
            MAPPING + "x:\n" + "".join(" " * depth + "-\n" for depth in range(1, 99)),
            ["52:33: nested deeper than 32"],
        ),
        (MAPPING + "---\na: b\n", ["20:1: a second document"]),
        (MAPPING + "? [a]\n: b\n", ["20:3: a name must be a text", "20:3: unknown entry"]),
        ("%YAML 1." + "9" * 5000 + "\n---\n" + MAPPING, ["1:9: not YAML: a number out of range"]),
        ("", ["1:1: not a list of NAME: VALUE"]),
        ("- a\n", ["1:1: not a list of NAME: VALUE"]),
        (MAPPING.encode("utf-16"), ["1:1: not YAML: not UTF-8"]),
        (changed("A small", "Ä small").encode("latin-1"), ["1:29: not YAML: not UTF-8"]),
        (changed("key: small", 'key: "sm all"'), ["1:15: source.key: 'sm all' is no key"]),
        (changed("names: small", "names: 'a\"b'"), ["2:8: names: 'a\"b' is no key"]),
        (changed("  signature:", "  a signature:"), ["14:5: things.'a signature': 'a signature' is no key"]),
        (
            changed("tier: weak", "tier: week"),
            ["1:69: source: no concept 'tier:week'; did you mean tier:weak?"],
        ),
        (changed("2020-01-01", "2020-02-30"), ["1:86: source.published: not a date: '2020-02-30'"]),
        (changed("published:", "url: not an address, published:"), ["1:80: source.url: not an address"]),
        (
            changed("kind: event", "kind: evnt"),
            ["14:11: things.signature.kind: no kind 'evnt'; did you mean event?"],
        ),
        (
            changed("class: Signature", 'class: "Sig nature"'),
            ["15:12: things.signature.class: no class 'Sig nature'; did you mean Signature?"],
        ),
        (
            changed("hasCategory:", "hasCatgory:"),
            ["11:19: things.agreement.says.hasCatgory: no property 'hasCatgory'; did you mean hasCategory?"],
        ),
        (
            changed("hasCategory:", "'has\"Category':"),
            ["11:23: things.agreement.says.'has\"Category': no property"],
        ),
        (
            changed("category:other", "category:othre"),
            ["11:25: things.agreement.says.hasCategory: no concept 'category:othre'; did you mean"],
        ),
        (
            changed("only-with", "onlywith"),
            ["17:5: things.signature: unknown entry 'onlywith'; did you mean only-with?"],
        ),
        (
            changed("of: agreement", "of: agrement"),
            ["16:9: things.signature.of: nothing before it is called 'agrement'; did you mean agreement?"],
        ),
        (
            changed("{date: {date: Signed}}", "{note: {text: Signed}}"),
            ["14:5: things.signature: an event is there only with its day"],
        ),
        (
            changed("key: [Title]", "key: [[Title]]"),
            ["8:11: things.agreement.key: not a text"],
        ),
        (changed("key: [Title]", "key: Title"), ["8:10: things.agreement.key: not a list"]),
        (changed("key: [Title]", "key: []"), ["6:5: things.agreement: lacks a key"]),
        (changed("kind: agreement", "kind: claim"), ["6:11: things.agreement.kind: no kind 'claim'"]),
        (
            re.sub(r"(?s)things:.*left", "things: {}\nleft", MAPPING),
            ["4:9: things: names nothing that a row speaks of"],
        ),
    ],
)
def test_a_wrong_mapping_is_told_with_its_place(
    tmp_path: Path, mapping: str | bytes, told: list[str]
) -> None:
    found = refused(tmp_path, mapping)
    assert len(found) == len(told), found
    for start in told:
        assert any(line.replace("the vocabulary has ", "").startswith(start) for line in found), found


def test_all_faults_are_told_at_once_and_in_order(tmp_path: Path) -> None:
    wrong = (
        MAPPING.replace("tier: weak", "tier: weka")
        .replace("names:", "name:")
        .replace("class: Agreement", "class: Agrement")
        .replace("code: Sort", "text: Sort, code: Sort")
        .replace("Signed]", "Signed")
    )
    assert refused(tmp_path, wrong) == [
        "18:9: not YAML: expected ',' or ']', but got ':'"
    ]  # no more is known
    found = refused(tmp_path, wrong.replace("only-with: [Signed", "only-with: Signed"))
    assert [line.partition(": ")[0] for line in found] == ["1:69", "2:1", "7:12", "12:26", "17:16"]


def test_many_faults_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(MAPPING + "".join(f"x{number}: y\n" for number in range(1000)), encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_mapping(path)
    lines = str(told.value).splitlines()
    assert len(lines) < 30
    assert lines[-2] == "and 980 more"


def test_the_columns_are_told_with_their_place(tmp_path: Path) -> None:
    ran = imported(tmp_path, table="Titel,Signed,Sort\n")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "treatykg: m.yaml:8:11: the table has no column 'Title'; did you mean 'Titel'?\n"
        "  hint: it has 'Titel', 'Signed', 'Sort'\n"
    )
    ran = imported(tmp_path, table=",".join(f"c{number}" for number in range(5000)) + "\n")
    assert ran.code == 3
    assert "'c39' and 4960 more\n" in ran.err
    ran = imported(tmp_path, table=HEADER.replace("\n", ",Odd,Other\n"))
    assert (ran.code, ran.err.splitlines()[0]) == (
        3,
        "treatykg: t.csv:1: nothing is said of the columns 'Odd', 'Other'",
    )


@pytest.mark.parametrize("output", ["out.trig", "out.ttl", "t.csv", "./m.yaml"])
def test_what_is_read_is_not_written_over(tmp_path: Path, output: str) -> None:
    imported(tmp_path)
    ran = run(tmp_path, output)
    assert (ran.code, ran.out) == (2, "")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == TABLE
    assert (tmp_path / "m.yaml").read_text(encoding="utf-8") == MAPPING
