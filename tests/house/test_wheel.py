"""The wheel carries ontology, data and queries, and works outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import ROOT, treatykg


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the built wheel was installed, and nothing else."""
    wheels, target = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = wheels.glob("*.whl")
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--disable-pip-version-check",
        "--target",
        str(target),
        str(wheel),
    ]
    subprocess.run(install, check=True, capture_output=True)
    return target


def outside(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "TREATYKG_DATA": ""}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=True)


def test_it_is_the_wheel_that_answers(installed: Path, tmp_path: Path) -> None:
    where = outside(
        installed,
        tmp_path,
        "-c",
        "import treatykg, treatykg.resources as r; print(treatykg.__file__, r.folder('data'))",
    ).stdout
    assert where.count(str(installed)) == 2
    assert str(ROOT) not in where


def test_the_wheel_answers_as_the_checkout_does(installed: Path, tmp_path: Path) -> None:
    for arguments in (["query", "reciprocal-access"], ["export"], ["draw", "graph"], ["status", "relos"]):
        assert (
            outside(installed, tmp_path, "-m", "treatykg", *arguments).stdout
            == treatykg(*arguments, TREATYKG_DATA="").out
        )


def test_the_wheel_validates(installed: Path, tmp_path: Path) -> None:
    assert "conforms: 0 violations" in outside(installed, tmp_path, "-m", "treatykg", "validate").stderr


def test_the_wheel_carries_its_licence_and_types(installed: Path) -> None:
    assert list(installed.glob("treatykg-*.dist-info/licenses/LICENSE"))
    assert (installed / "treatykg" / "py.typed").exists()
    assert not (installed / "tests").exists()
