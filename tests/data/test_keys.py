"""Two records with one key are refused by every command that reads them, with both places."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from treatykg.dataset.load import load
from treatykg.errors import InputError
from treatykg.namespaces import PREFIXES

from ..conftest import FROZEN, LIVING, treatykg

HEAD = "".join(
    f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n"
    for prefix in ("claim", "tkg", "state", "source", "standing")
)
CLAIM = 'claim:one {{ state:in tkg:note "{note}"@en . }}\nclaim:one a tkg:Claim ; tkg:statedBy source:s .\n'
SOURCE = 'source:s a tkg:Source ; tkg:publisher "{name}" .\n'
MAPPING = """
source: {key: small, title: A small table, publisher: Nobody, tier: weak, published: "2020-01-01"}
names: small
things:
  agreement:
    {kind: agreement, class: Agreement, key: [Id], says: {prefLabel: {text: Title}}}
"""
COMMANDS = {
    "format": ("format", "--check"),
    "validate": ("validate", "--alone"),
    "load": ("load", "--store", "STORE"),
    "query": ("query", "pacts", "--data", "FIRST", "--data"),
}


def write(folder: Path, name: str, *parts: str) -> Path:
    path = folder / name
    path.write_text(HEAD + "\n".join(parts), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        (CLAIM.format(note="a"), CLAIM.format(note="b"), "two claims with the key claim:one"),
        (SOURCE.format(name="A"), SOURCE.format(name="B"), "two sources with the key source:s"),
    ],
    ids=["claims", "sources"],
)
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("apart", [False, True], ids=["one-file", "two-files"])
def test_two_records_with_one_key_are_refused(
    tmp_path: Path, command: str, first: str, second: str, what: str, apart: bool
) -> None:
    if apart:
        files = [write(tmp_path, "a.trig", first), write(tmp_path, "b.trig", second)]
    else:
        files = [write(tmp_path, "a.trig", first, second)]
    words = [word.replace("STORE", str(tmp_path / "store")) for word in COMMANDS[command]]
    if command == "query":
        words = ["query", "pacts", *(word for file in files for word in ("--data", str(file)))]
        files = []
    ran = treatykg(*words, *files)
    assert ran.code == 3, (ran.out, ran.err)
    assert what in ran.err
    places = {line for line in ran.err.replace(";", " ").split() if ".trig:" in line}
    assert len(places) == 2, ran.err


def test_a_fact_under_the_key_of_another_files_claim_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(FROZEN, data)
    path = data / "pacts" / "japan-acsa.trig"
    path.write_text(
        path.read_text("utf-8").replace("claim:in-jp-acsa-f03 ", "claim:in-vn-mls-f03 "), encoding="utf-8"
    )
    for words in (("validate", data), ("format", data), ("query", "pacts", "--data", data)):
        ran = treatykg(*words)
        assert ran.code == 3
        assert "claim:in-vn-mls-f03" in ran.err
        assert "japan-acsa.trig" in ran.err
        assert "vietnam.trig" in ran.err


def test_a_store_refuses_another_claim_with_a_key_that_it_has(tmp_path: Path) -> None:
    one, other = (
        write(tmp_path, f"{note}.trig", CLAIM.format(note=note), SOURCE.format(name="A")) for note in "ab"
    )
    store = tmp_path / "store"
    assert treatykg("load", one, "--store", store).code == 0
    assert treatykg("load", one, "--store", store).code == 0
    ran = treatykg("load", other, "--store", store)
    assert ran.code == 3
    assert "claim:one" in ran.err


def test_the_same_source_may_stand_in_two_tables(tmp_path: Path) -> None:
    for name in "ab":
        write(tmp_path, f"{name}.trig", SOURCE.format(name="A"))
    assert load([tmp_path]).evidence


def test_the_living_data_has_each_key_once() -> None:
    try:
        load([LIVING])
    except InputError as error:
        pytest.fail(str(error))


def test_two_tables_of_one_source_keep_all_their_claims(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    for name in ("first", "second"):
        (tmp_path / f"{name}.csv").write_text(f"Id,Title\n{name},Treaty {name}\n", encoding="utf-8")
        ran = treatykg("import", mapping, tmp_path / f"{name}.csv", "-o", tmp_path / f"{name}.nq")
        assert ran.code == 0, ran.err
    dataset = load([tmp_path / "first.nq", tmp_path / "second.nq"])
    assert len(dataset.claims) == 2
