"""What is damaged is brought back as far as it is whole; what is read or written beside it stays whole."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from treatykg.backends.stores import open_backend
from treatykg.dataset.load import load
from treatykg.errors import InputError
from treatykg.graph import TreatyGraph
from treatykg.store.folder import checksums

from ..conftest import WORLD, treatykg
from .folders import (
    claims,
    current,
    cut_a_line,
    flip,
    flip_any,
    held,
    mismatches,
    quads,
    recover,
    save,
    told,
)


def test_damaged_claims_are_set_aside_and_the_generation_before_comes_back(
    home: Path, more: list[Path]
) -> None:
    damaged = current(home)
    cut_a_line(damaged / "claims.nq")
    kept = (damaged / "claims.nq").read_bytes()
    told = recover(home)
    assert "generation-000001 is the current one again" in told
    assert f"set aside as damaged-{damaged.name}: {damaged / 'claims.nq'}: " in told
    assert claims(home) == set(load([WORLD]).claims)
    for file in more:
        save(home, file)
    assert mismatches(home) == 0
    assert (home / f"damaged-{damaged.name}" / "claims.nq").read_bytes() == kept


def test_a_damaged_index_is_made_anew_from_the_claims(home: Path) -> None:
    known = claims(home)
    for path in (current(home) / "index").glob("*.sst"):
        path.unlink()
    assert "loaded anew from its claims" in recover(home)
    assert (claims(home), mismatches(home)) == (known, 0)


def test_nothing_is_recovered_from_a_whole_store(home: Path) -> None:
    before = held(home)
    assert "nothing had to be recovered" in recover(home)
    assert held(home) == before


def test_where_nothing_is_whole_nothing_is_touched(home: Path) -> None:
    for path in home.glob("generation-*/checksums"):
        path.unlink()
    before = held(home)
    with pytest.raises(InputError, match="no generation is whole") as told:
        recover(home)
    assert "--replace" in told.value.hint
    assert held(home) == before
    save(home, WORLD, replace=True)
    assert mismatches(home) == 0


def test_a_store_of_an_earlier_version_is_loaded_anew(home: Path) -> None:
    known = claims(home)
    for path in home.glob("generation-*/checksums"):
        path.unlink()
    (home / "treatykg-store").write_text("1\n", encoding="utf-8")
    with pytest.raises(InputError, match="earlier version"):
        claims(home)
    recover(home)
    assert (claims(home), mismatches(home)) == (known, 0)


def test_recovering_is_for_folders_and_loads_nothing(home: Path) -> None:
    for command in ([WORLD, "--store", home], ["--replace", "--store", home], ["-o", home / "x.nq"]):
        assert treatykg("load", "--recover", *command).code == 2
    assert treatykg("load", "--recover", "--store", "http://127.0.0.1:9/query").code == 2


def test_a_reader_holds_its_generation_whatever_is_loaded(home: Path) -> None:
    reader = open_backend(str(home))
    assert len(reader.store) > 0
    for _ in range(4):
        save(home, WORLD, replace=True)
    assert len(reader.dataset.claims) > len(load([WORLD]).claims)  # read only now
    assert TreatyGraph(reader).count_mismatches() == 0
    assert (home / "generation-000002").exists()
    del reader
    save(home, WORLD, replace=True)
    assert not (home / "generation-000002").exists()


def test_a_load_that_has_no_room_leaves_nothing(home: Path, more: list[Path]) -> None:
    (home / "generation-000003.unfinished").mkdir()
    (home / "generation-000003.unfinished" / "claims.nq").write_bytes(b"x" * 5000)
    before, known = set(held(home)), claims(home)
    few = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096));"
    few += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    few += "from treatykg.cli.main import main; sys.exit(main(sys.argv[1:]))"
    ran = run_python(few, "load", more[1], "--store", home)
    assert (ran[0], str(home) in ran[1], "the store holds what it held" in ran[1]) == (3, True, True), ran
    assert set(held(home)) == {name for name in before if "unfinished" not in name}
    assert claims(home) == known


def run_python(code: str, *arguments: str | Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, check=False, timeout=60
    )
    return done.returncode, done.stderr.decode()


def test_a_large_index_is_read_at_its_ends_and_told_when_it_is_asked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checksums, "CHEAP", 0)
    monkeypatch.setattr(checksums, "_END", 64)
    save(home, WORLD, replace=True)
    chance = random.Random(3)  # noqa: S311  # nothing secret
    expected = quads(home)
    for path in sorted((current(home) / "index").glob("*.sst")):
        kept = path.read_bytes()
        flip(path, chance)
        found, error = told(lambda: quads(home))
        assert error or found == expected
        with pytest.raises(InputError):
            mismatches(home)
        path.write_bytes(kept)
    flip_any(current(home) / "claims.nq")
    with pytest.raises(InputError, match="checksum"):
        claims(home)
