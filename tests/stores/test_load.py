"""`treatykg load` is all or nothing, keeps to its own folder, and does not disturb readers."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from treatykg.backends.memory import MemoryBackend
from treatykg.backends.stores import FolderBackend, given, open_backend
from treatykg.dataset.load import load
from treatykg.errors import InputError, UsageError
from treatykg.graph import TreatyGraph
from treatykg.store.folder.store import Folder

from ..conftest import ROOT, WORLD, treatykg

KILLS = 12
LONGEST = 0.6


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "graph"
    open_backend(str(folder)).save(load([WORLD]), replace=False, progress=lambda *_: None)
    return folder


def claims(folder: Path) -> set[str]:
    """The claims of a store whose index is checked against them."""
    graph = TreatyGraph.open(store=str(folder))
    assert set(graph.store.quads()) == set(TreatyGraph(MemoryBackend(graph.dataset)).store.quads())
    return set(graph.dataset.claims)


def test_what_was_loaded_is_kept_to_the_letter(tmp_path: Path) -> None:
    odd = tmp_path / "odd.trig"
    odd.write_text(
        "PREFIX tkg: <https://w3id.org/treatykg/ns#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
        "PREFIX id: <https://w3id.org/treatykg/id/>\n"
        'id:claim\\/odd { id:agreement\\/odd tkg:limitValue "007"^^xsd:int }\n',
        encoding="utf-8",
    )
    assert treatykg("load", odd, "--store", tmp_path / "graph").code == 0
    (claim,) = TreatyGraph.open(store=str(tmp_path / "graph")).dataset.claims.values()
    assert str(claim.statements[0][2]) == '"007"^^<http://www.w3.org/2001/XMLSchema#int>'


def test_a_store_before_its_first_load(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing was loaded yet"):
        TreatyGraph.open(store=str(tmp_path / "none")).query("pacts")


@pytest.mark.parametrize("content", ["letter.txt", "CURRENT", "current"])
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / content).write_text("mine", encoding="utf-8")
    ran = treatykg("load", "--store", tmp_path)
    assert (ran.code, "not a store of ours" in ran.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == [content]
    assert treatykg("query", "pacts", "--store", tmp_path).code == 2


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="a file, not the folder"):
        open_backend(str(tmp_path / "file"))


def test_a_store_of_another_version_is_refused(home: Path) -> None:
    (home / "treatykg-store").write_text("99\n", encoding="utf-8")
    with pytest.raises(UsageError, match="another version"):
        open_backend(str(home))


def test_two_writers_are_refused_with_the_holder(home: Path) -> None:
    holder = "import sys, time; from pathlib import Path; from treatykg.store.folder.store import Folder\n"
    holder += "with Folder(Path(sys.argv[1])).writing(): print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", holder, str(home)], stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        ran = treatykg("load", "--store", home)
        assert (ran.code, f"process {process.pid} since" in ran.err) == (2, True), ran.err
        assert claims(home) == set(load([WORLD]).claims)  # reading goes on
        process.kill()
    assert treatykg("load", "--store", home, "--replace").code == 0


def test_a_reader_is_not_disturbed_by_writers(home: Path) -> None:
    reader = TreatyGraph.open(store=str(home))
    before = reader.query("pacts", state="state:aa").rows
    store = FolderBackend(home)
    for data in ([WORLD], None, [WORLD]):
        store.save(load(data), replace=True, progress=lambda *_: None)
        assert TreatyGraph.open(store=str(home)).info()["claims"] == len(load(data).claims)
    assert reader.query("pacts", state="state:aa").rows == before


def test_old_generations_are_swept(home: Path) -> None:
    for _ in range(4):
        FolderBackend(home).save(load([WORLD]), replace=True, progress=lambda *_: None)
    assert len(list(home.glob("generation-*"))) <= 3


def test_bad_data_leaves_the_store_as_it_was(home: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.trig"
    bad.write_text("<a:b> {", encoding="utf-8")
    assert treatykg("load", bad, "--store", home).code == 3
    assert claims(home) == set(load([WORLD]).claims)


def test_killed_at_any_moment_it_holds_the_old_or_the_new_graph(home: Path) -> None:
    chance = random.Random(7)  # noqa: S311  # nothing secret
    small, large = set(load([WORLD]).claims), set(load().claims)
    now = small
    for number in range(KILLS):
        wanted, data = (large, []) if number % 2 == 0 else (small, [str(WORLD)])
        command = [sys.executable, "-m", "treatykg", "load", *data, "--store", str(home), "--replace"]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
            try:
                process.wait(chance.uniform(0.05, LONGEST))
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
        with open(home / "lock") as lock:  # the writer's own child ends a moment after it
            fcntl.flock(lock, fcntl.LOCK_EX)
        found = claims(home)
        assert found == wanted if process.returncode == 0 else found in (now, wanted)
        now = found


def test_where_to_is_asked_for() -> None:
    ran = treatykg("load")
    assert (ran.code, "name one of --store and -o" in ran.err) == (2, True)


def test_a_file_for_the_loader_of_a_server(tmp_path: Path) -> None:
    assert treatykg("load", WORLD, "-o", tmp_path / "load.nq").code == 0
    text = (tmp_path / "load.nq").read_text(encoding="utf-8")
    assert "<https://w3id.org/treatykg/id/graph/accepted> ." in text
    assert "<urn:treatykg:load:whole>" in text


def test_a_store_is_checked_against_its_claims(home: Path) -> None:
    ran = treatykg("info", "--store", home, "--check")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "check: it answers from what it was given")
    with Folder(home).writing():
        Folder(home).replace([], given(load([WORLD])))
    ran = treatykg("info", "--store", home, "--check")
    assert ran.code == 1
    assert "load it again with --replace" in ran.out
    assert treatykg("info", "--check").code == 2


def test_files_and_a_store_are_not_read_together(home: Path) -> None:
    ran = treatykg("query", "pacts", "--data", WORLD, "--store", home)
    assert (ran.code, "both files and a store" in ran.err) == (2, True)
