"""The index of the shipped data, kept in the user's cache: never stale, never in the way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph

from treatykg import resources
from treatykg.backends import bundled as shipped
from treatykg.backends.bundled import BundledBackend

from .conftest import ROOT, Ran


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped folders, and an empty cache."""
    for name in ("ontology", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
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
    monkeypatch.setattr(BundledBackend, "quads", property(lambda _: pytest.fail("the view was worked out again")))
    assert quads(BundledBackend()) == first


def test_what_is_accepted_comes_out_of_the_index(copied: Path) -> None:
    quads(BundledBackend())
    again = BundledBackend()
    assert set(again.accepted) == {quad for quad in BundledBackend().quads if quad.graph_name == DefaultGraph()}
    assert "dataset" not in vars(again)


@pytest.mark.parametrize("change", ["edited", "touched", "added", "removed"])
def test_a_changed_file_is_seen(copied: Path, change: str) -> None:
    before = quads(BundledBackend())
    path = copied / "data" / "pacts" / "relos.trig"
    if change == "edited":
        path.write_text(path.read_text(encoding="utf-8").replace("2025-02-18", "2025-02-19"), encoding="utf-8")
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
