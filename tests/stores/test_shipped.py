"""The index of the shipped data, kept in the user's cache: never stale, never in the way."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph

from treatykg import resources
from treatykg.backends import bundled as shipped
from treatykg.backends.bundled import BundledBackend
from treatykg.clocks import Clocks

from ..conftest import FROZEN, ROOT, Ran


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped folders, and an empty cache."""
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    shutil.copytree(FROZEN, tmp_path / "data")
    monkeypatch.delenv(resources.DATA)
    monkeypatch.setattr(resources, "_HERE", tmp_path / "src" / "treatykg")
    monkeypatch.setenv(shipped.CACHE, str(tmp_path / "cache"))
    return tmp_path


def quads(data: BundledBackend) -> set[object]:
    return set(data.store.quads())


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "cache").iterdir())


def test_the_second_process_opens_what_the_first_wrote(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = quads(BundledBackend())
    assert len(kept(copied)) == 1
    monkeypatch.setattr(
        BundledBackend, "quads", property(lambda _: pytest.fail("the view was worked out again"))
    )
    assert quads(BundledBackend()) == first


def test_what_is_accepted_comes_out_of_the_index(copied: Path) -> None:
    quads(BundledBackend())
    again = BundledBackend()
    assert set(again.accepted) == {
        quad for quad in BundledBackend().quads if quad.graph_name == DefaultGraph()
    }
    assert "dataset" not in vars(again)


@pytest.mark.parametrize("change", ["edited", "touched", "added", "removed"])
def test_a_changed_file_is_seen(copied: Path, change: str) -> None:
    before = quads(BundledBackend())
    path = copied / "data" / "pacts" / "relos.trig"
    if change == "edited":
        path.write_text(
            path.read_text(encoding="utf-8").replace("2025-02-18", "2025-02-19"), encoding="utf-8"
        )
    elif change == "touched":
        os.utime(path, (1, 1))
    elif change == "added":
        (path.parent / "zz.trig").write_text("<tag:a> <tag:b> <tag:c> .\n", encoding="utf-8")
    else:
        path.unlink()
    assert (quads(BundledBackend()) == before) == (change == "touched")
    assert quads(BundledBackend()) == set(BundledBackend().quads)
    assert len(kept(copied)) == 2


def test_old_ones_are_swept(copied: Path) -> None:
    for day in range(1, 8):
        os.utime(copied / "data" / "sources.trig", (day, day))
        quads(BundledBackend())
    assert len(kept(copied)) == 4


@pytest.mark.parametrize("cache", ["", "relative/place", "/proc/nowhere", "a file"])
def test_it_does_without_a_cache(copied: Path, monkeypatch: pytest.MonkeyPatch, cache: str) -> None:
    (copied / "file").write_text("")
    monkeypatch.setenv(shipped.CACHE, str(copied / "file" / "below") if cache == "a file" else cache)
    assert quads(BundledBackend()) == set(BundledBackend().quads)
    assert not (copied / "cache").exists()


def test_a_broken_index_is_no_obstacle(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = quads(BundledBackend())
    for path in (copied / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"broken")
    assert quads(BundledBackend()) == whole
    monkeypatch.setattr(BundledBackend, "quads", property(lambda _: pytest.fail("it was not mended")))
    assert quads(BundledBackend()) == whole


BY_CLOCKS = Clocks(as_of=dt.date(2022, 1, 1), known_on=dt.date(2025, 12, 10))


def test_a_view_by_clocks_is_kept_as_it_is(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = BundledBackend().at(BY_CLOCKS)
    found, left_out = set(first.store.quads()), first.left_out
    assert found == set(first.quads)
    assert left_out > 0
    again = BundledBackend().at(BY_CLOCKS)
    assert (set(again.store.quads()), again.left_out) == (found, left_out)
    assert set(again.accepted) == {quad for quad in found if quad.graph_name == DefaultGraph()}
    assert not {"view", "quads"} & vars(again).keys()
    monkeypatch.setenv(shipped.CACHE, "")
    without = BundledBackend().at(BY_CLOCKS)
    assert (set(without.store.quads()), without.left_out) == (found, left_out)
    assert BundledBackend().at(BY_CLOCKS).at(Clocks()).clocks == Clocks()


@pytest.mark.parametrize("damage", ["cut", "empty", "foreign", "gone"])
def test_a_damaged_view_by_clocks_is_worked_out_again(copied: Path, damage: str) -> None:
    found = set(BundledBackend().at(BY_CLOCKS).store.quads())
    (path,) = (copied / "cache").rglob("*.nq")
    whole = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(
            {
                "cut": whole[: whole.index(b"\n", len(whole) // 2) + 1],
                "empty": b"",
                "foreign": b"<tag:a> <tag:b> <tag:c> .\n",
            }[damage]
        )
    again = BundledBackend().at(BY_CLOCKS)
    assert again.left_out > 0
    assert set(again.store.quads()) == found
    assert path.read_bytes().splitlines()[0] == whole.splitlines()[0]


def test_only_the_latest_views_by_clocks_are_kept(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "_KEPT_BY_CLOCK", 2)
    for year in (2019, 2020, 2021):
        assert len(BundledBackend().at(Clocks(as_of=dt.date(year, 1, 1))).store)
    assert len(list((copied / "cache").rglob("*.nq"))) == 2
    assert not [path for path in (copied / "cache").rglob("*") if "unfinished" in path.name]


def test_somebody_elses_cache_is_not_read(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = quads(BundledBackend())
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    monkeypatch.setattr(shipped.EmbeddedStore, "over", lambda _: pytest.fail("read all the same"))
    assert quads(BundledBackend()) == whole


def test_the_answer_is_the_same_with_and_without(run: Callable[..., Ran], tmp_path: Path) -> None:
    answers = {
        run("query", "reciprocal-access", "--with-sources", "-f", "table", TREATYKG_CACHE=cache).out
        for cache in ("", str(tmp_path), str(tmp_path))
    }
    assert len(answers) == 1
    assert list(tmp_path.glob("view-*"))
