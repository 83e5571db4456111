"""The flat tables: what they say, and that the data package describes them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest

from treatykg.graph import TreatyGraph

from ..conftest import treatykg

PATTERNS = {
    "integer": str.isdigit,
    "date": lambda cell: dt.date.fromisoformat(cell) is not None,
    "string": lambda cell: True,
}


@pytest.fixture(scope="module")
def files(graph: TreatyGraph) -> dict[str, str]:
    return graph.tables()


def rows(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"])))


def test_the_package_describes_each_table(files: dict[str, str]) -> None:
    package = json.loads(files["datapackage.json"])
    assert {resource["path"] for resource in package["resources"]} == {
        name for name in files if name.endswith(".csv")
    }
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        found = rows(files, resource["name"])
        assert list(found[0]) == [field["name"] for field in fields]
        assert all(field["description"].endswith(".") for field in fields)
        for field in fields:
            assert all(PATTERNS[field["type"]](row[field["name"]]) for row in found if row[field["name"]]), (
                field["name"]
            )
        key = resource["schema"]["primaryKey"]
        keys = [tuple(row[name] for name in ([key] if isinstance(key, str) else key)) for row in found]
        assert len(keys) == len(set(keys))


def test_each_provision_belongs_to_a_treaty(files: dict[str, str]) -> None:
    assert {row["treaty"] for row in rows(files, "provision")} <= {
        row["treaty"] for row in rows(files, "treaty")
    }


def test_relos_in_the_tables(files: dict[str, str]) -> None:
    (relos,) = (row for row in rows(files, "treaty") if row["treaty"] == "relos")
    assert (relos["parties"], relos["signed_earliest"], relos["in_force_earliest"]) == (
        "IND; RUS",
        "2025-02-18",
        "",
    )
    (ships,) = (row for row in rows(files, "provision") if row["provision"] == "relos-limit-warships-in-ru")
    assert (ships["grantor"], ships["beneficiary"], ships["limit"], ships["unit"]) == (
        "IND",
        "RUS",
        "5",
        "warships",
    )


def test_a_dyad_by_year(files: dict[str, str]) -> None:
    found = {(row["state_a"], row["state_b"], row["year"]): row for row in rows(files, "dyad_year")}
    assert found["IND", "JPN", "2020"]["in_force_certainly"] == "0"
    assert found["IND", "JPN", "2021"]["in_force_certainly"] == "1"
    assert ("IND", "RUS", "2024") not in found or found["IND", "RUS", "2024"]["reciprocal_access"] == "0"
    assert found["IND", "RUS", "2025"]["reciprocal_access"] == "1"
    assert (found["IND", "USA", "2016"]["cow_a"], found["IND", "USA", "2016"]["cow_b"]) == ("750", "2")
    assert [found["IND", "USA", year]["reciprocal_access"] for year in ("2015", "2016")] == ["0", "1"]
    assert ("IND", "USA", "2001") not in found


def test_as_of_ends_the_years(graph: TreatyGraph) -> None:
    early = graph.at(as_of=dt.date(2017, 6, 1)).tables()
    assert max(row["year"] for row in rows(early, "dyad_year")) == "2017"


def test_the_codebook_speaks_the_ontologys_words(files: dict[str, str], graph: TreatyGraph) -> None:
    assert graph.accepted.definition("https://w3id.org/treatykg/ns#hasGrantor") in files["codebook.md"]
    assert "never means no" in files["codebook.md"]


def test_a_folder_is_written(tmp_path: Path) -> None:
    ran = treatykg("export", "-f", "csv", "-o", tmp_path / "tables")
    assert ran.code == 0
    assert {path.name for path in (tmp_path / "tables").iterdir()} == {
        "treaty.csv",
        "provision.csv",
        "dyad_year.csv",
        "datapackage.json",
        "codebook.md",
    }


def test_same_bytes_over_hash_seeds(tmp_path: Path) -> None:
    for seed in "01":
        treatykg("export", "-f", "csv", "-o", tmp_path / seed, PYTHONHASHSEED=seed)
    for path in (tmp_path / "0").iterdir():
        assert path.read_bytes() == (tmp_path / "1" / path.name).read_bytes()
