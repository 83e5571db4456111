"""What the tests share: the data as it was frozen, the tiny world, and a way to run the program."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from treatykg.graph import TreatyGraph

ROOT = Path(__file__).resolve().parent.parent
WORLD = ROOT / "tests" / "world" / "world.trig"
FROZEN = ROOT / "tests" / "frozen" / "data"
LIVING = ROOT / "data"
os.environ["TREATYKG_DATA"] = str(FROZEN)  # for the program too; what asks the living data says so


@dataclass(frozen=True)
class Ran:
    """How a run of the program ended."""

    code: int
    out: str
    err: str


def treatykg(*arguments: str | Path, cwd: Path = ROOT, stdin: bytes | None = None, **environment: str) -> Ran:
    """Run the program in a process of its own, as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "treatykg", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", **environment},
        timeout=120,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the index of the shipped data out of the user's own cache."""
    os.environ["TREATYKG_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def graph() -> TreatyGraph:
    """The graph of the frozen data, without a clock."""
    return TreatyGraph.open()


@pytest.fixture(scope="session")
def living() -> TreatyGraph:
    """The graph of the data as it is now: only what must hold of any true data may be asked of it."""
    return TreatyGraph.open([LIVING])


@pytest.fixture(scope="session")
def world() -> TreatyGraph:
    """The tiny made-up world."""
    return TreatyGraph.open([WORLD])


@pytest.fixture
def run() -> Callable[..., Ran]:
    """Run the program."""
    return treatykg
