"""Stores in folders that the tests may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ..conftest import WORLD
from .folders import MORE, save


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two files of one claim each."""
    place = tmp_path_factory.mktemp("more")
    for key in ("second", "third"):
        (place / f"{key}.trig").write_text(MORE.format(key), encoding="utf-8")
    return [place / "second.trig", place / "third.trig"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, more: list[Path]) -> Path:
    """A store of two loads, so that the generation of the first is still there."""
    folder = tmp_path_factory.mktemp("whole") / "graph"
    save(folder, WORLD)
    save(folder, more[0])
    return folder


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(whole, tmp_path / "graph"))
