"""The index of the shipped data, kept in the user's cache: never stale, never in the way."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from treatykg import resources
from treatykg.backends import bundled as shipped
from treatykg.backends.bundled import BundledBackend
from treatykg.clocks import Clocks
from treatykg.store.folder import checksums

from ..conftest import FROZEN, ROOT, WORLD, Ran


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped folders, and an empty cache."""
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    shutil.copytree(FROZEN, tmp_path / "data")
    monkeypatch.delenv(resources.DATA)
    monkeypatch.setattr(resources, "_HERE", tmp_path / "src" / "treatykg")
    monkeypatch.setenv(shipped.CACHE, str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def small(copied: Path) -> Path:
    """The same with the tiny world as its data."""
    shutil.rmtree(copied / "data")
    (copied / "data").mkdir()
    shutil.copy(WORLD, copied / "data")
    return copied


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


@pytest.mark.thorough
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


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "foreign", "gone"])
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
                "changed": whole.replace(b"2025-02-18", b"2025-02-19"),
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


@pytest.mark.thorough
@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "gone", "linked"])
@pytest.mark.parametrize("kind", ["MANIFEST-*", "CURRENT", "*.sst", "checksums"])
def test_a_damaged_index_heals(small: Path, monkeypatch: pytest.MonkeyPatch, kind: str, damage: str) -> None:
    whole = quads(BundledBackend())
    path = max((small / "cache").rglob(kind), key=lambda one: one.stat().st_size)
    content = path.read_bytes()
    path.unlink()
    if damage == "linked":
        (small / "elsewhere").write_bytes(content)
        path.symlink_to(small / "elsewhere")
    elif damage != "gone":
        half = len(content) // 2
        flipped = content[:half] + bytes([content[half] ^ 4]) + content[half + 1 :]
        path.write_bytes({"cut": content[:half], "empty": b"", "flipped": flipped}[damage])
    assert quads(BundledBackend()) == whole
    monkeypatch.setattr(BundledBackend, "quads", property(lambda _: pytest.fail("it was not mended")))
    assert quads(BundledBackend()) == whole
    assert not [path for path in (small / "cache").rglob("*") if "unfinished" in path.name]


def test_a_change_under_the_same_size_and_time_is_seen(copied: Path) -> None:
    before = quads(BundledBackend())
    path = copied / "data" / "pacts" / "relos.trig"
    about, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("2025-02-18", "2025-02-19"), encoding="utf-8")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert path.stat().st_size == about.st_size
    assert quads(BundledBackend()) == set(BundledBackend().quads) != before


def test_what_a_stopped_process_left_is_swept_after_a_while(small: Path) -> None:
    place = BundledBackend().place
    assert place
    left = [place / ".unfinished-old", place / "by-clock" / ".unfinished-old", place / ".unfinished-new"]
    place.parent.mkdir(mode=0o700)
    for path in left:
        path.mkdir(parents=True)
    for path in left[:2]:
        os.utime(path, (1, 1))
    place.chmod(0o700)
    assert len(BundledBackend().store) > 0
    assert [path.exists() for path in left] == [False, False, True]


@pytest.mark.parametrize("mode", [0o1777, 0o777, 0o775])
def test_a_cache_that_others_may_write_is_not_used(small: Path, mode: int) -> None:
    (small / "cache").mkdir()
    (small / "cache").chmod(mode)
    assert quads(BundledBackend()) == set(BundledBackend().quads)
    assert set(BundledBackend().at(BY_CLOCKS).store.quads()) == set(BundledBackend().at(BY_CLOCKS).quads)
    assert not kept(small)


@pytest.mark.parametrize("part", ["view-*", "view-*/index", "view-*/index/CURRENT", "view-*/index/checksums"])
def test_a_part_that_others_may_write_is_made_anew(small: Path, part: str) -> None:
    planted = Store(str(small / "planted"))
    planted.add(Quad(NamedNode("tag:a"), NamedNode("tag:b"), NamedNode("tag:c")))
    planted.flush()
    del planted
    checksums.write(small / "planted")
    whole = quads(BundledBackend())
    (index,) = (small / "cache").glob("view-*/index")
    shutil.rmtree(index)
    (small / "planted").rename(index)
    (path,) = (small / "cache").glob(part)
    path.chmod(path.stat().st_mode | 0o020)
    assert quads(BundledBackend()) == whole
    assert all(not path.stat().st_mode & 0o022 for path in (small / "cache").rglob("*"))


@pytest.mark.parametrize("part", ["by-clock", "*.nq"])
def test_a_view_by_clocks_that_others_may_write_is_not_read(small: Path, part: str) -> None:
    found = set(BundledBackend().at(BY_CLOCKS).store.quads())
    (path,) = (small / "cache").rglob("*.nq")
    lines = [b"<tag:a> <tag:b> <tag:c> .\n"]
    path.write_bytes(b"# 0 %08x\n%b" % (zlib.crc32(lines[0]), lines[0]))
    (spoiled,) = (small / "cache").rglob(part)
    spoiled.chmod(spoiled.stat().st_mode | 0o002)
    assert set(BundledBackend().at(BY_CLOCKS).store.quads()) == found
    assert all(not path.stat().st_mode & 0o022 for path in (small / "cache").rglob("*"))


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o077])
def test_whatever_the_mask_only_the_user_may_write_the_cache(small: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        whole = quads(BundledBackend())
        assert len(BundledBackend().at(BY_CLOCKS).store) > 0
    finally:
        os.umask(before)
    places = [small / "cache", *(small / "cache").rglob("*")]
    assert all(not path.stat().st_mode & 0o022 for path in places)
    again = BundledBackend()
    assert quads(again) == whole
    assert "dataset" not in vars(again)


def test_somebody_elses_cache_is_not_read(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = quads(BundledBackend())
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    monkeypatch.setattr(shipped, "opened", lambda _: pytest.fail("read all the same"))
    assert quads(BundledBackend()) == whole


def test_the_answer_is_the_same_with_and_without(run: Callable[..., Ran], tmp_path: Path) -> None:
    answers = {
        run("query", "reciprocal-access", "--with-sources", "-f", "table", TREATYKG_CACHE=cache).out
        for cache in ("", str(tmp_path), str(tmp_path))
    }
    assert len(answers) == 1
    assert list(tmp_path.glob("view-*"))
