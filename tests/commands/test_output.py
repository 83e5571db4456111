"""Where output goes: files stay what they are, data and messages never mix, and a failure is told."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from treatykg.cli import writing
from treatykg.cli.writing import write_file

from ..conftest import ROOT, WORLD, treatykg
from .test_hardening import shell

PACTS = ("query", "pacts", "-f", "csv")
OWNER = (12345, 23456) if os.geteuid() == 0 else (os.geteuid(), os.getgroups()[-1])


@pytest.fixture
def owned(tmp_path: Path) -> Path:
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")
    return path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("kept", [0o600, 0o640, 0o755])
def test_a_file_keeps_its_mode(owned: Path, kept: int) -> None:
    owned.chmod(kept)
    assert treatykg(*PACTS, "-o", owned).code == 0
    assert owned.read_text(encoding="utf-8").startswith("pact,")
    assert mode(owned) == kept


def test_format_keeps_the_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    path.write_text("\n\n" + WORLD.read_text(encoding="utf-8"), encoding="utf-8")
    path.chmod(0o600)
    assert treatykg("format", path).code == 0
    assert mode(path) == 0o600


@pytest.mark.parametrize(("umask", "left"), [("077", 0o600), ("022", 0o644), ("002", 0o664)])
def test_a_new_file_has_what_the_umask_leaves(tmp_path: Path, umask: str, left: int) -> None:
    path = tmp_path / "new.csv"
    line = f"umask {umask}; {sys.executable} -m treatykg query pacts -f csv -o {path}"
    subprocess.run(["sh", "-c", line], cwd=ROOT, check=True, capture_output=True)
    assert mode(path) == left


def test_a_file_keeps_its_owner(owned: Path) -> None:
    os.chown(owned, *OWNER)
    write_file(b"new", owned)
    assert (owned.stat().st_uid, owned.stat().st_gid, owned.read_bytes()) == (*OWNER, b"new")


def test_what_a_new_file_cannot_have_is_kept_where_it_is(
    owned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no")

    before = owned.stat().st_ino
    monkeypatch.setattr(writing, "_like", refuse)
    write_file(b"new", owned)
    assert (owned.read_bytes(), owned.stat().st_ino) == (b"new", before)
    assert [path.name for path in owned.parent.iterdir()] == ["out.csv"]


def test_hard_links_stay(owned: Path) -> None:
    other = owned.with_name("other.csv")
    other.hardlink_to(owned)
    assert treatykg(*PACTS, "-o", owned).code == 0
    assert owned.samefile(other)
    assert other.read_text(encoding="utf-8").startswith("pact,")


@pytest.mark.parametrize("links", [1, 2])
def test_a_write_that_fails_changes_nothing(owned: Path, monkeypatch: pytest.MonkeyPatch, links: int) -> None:
    if links == 2:
        owned.with_name("other").hardlink_to(owned)
    names, calls = sorted(owned.parent.iterdir()), []

    def full(file: int) -> None:
        calls.append(file)
        if len(calls) == 1:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(b"much longer than it was", owned)
    assert owned.read_bytes() == b"old"
    assert sorted(owned.parent.iterdir()) == names


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 251 + ".csv")
    write_file(b"one", path)
    write_file(b"two", path)
    assert path.read_bytes() == b"two"


def test_a_link_to_nothing_makes_what_it_names(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("target")
    write_file(b"x", link)
    assert link.is_symlink()
    assert (tmp_path / "target").read_bytes() == b"x"


def test_a_missing_folder_is_not_left_out_of_a_path(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_file(b"x", tmp_path / "missing" / ".." / "a.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert treatykg("export", "-f", "ntriples", "-o", pipe).code == 0
    reader.join(timeout=10)
    assert len(read[0]) > 100_000
    assert pipe.is_fifo()


def test_a_pipe_without_a_reader_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_PATIENCE", 0.05)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="nobody reads this pipe"):
        write_file(b"x", tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()


def test_a_full_device_is_told() -> None:
    ran = treatykg(*PACTS, "-o", "/dev/full")
    assert ran.code == 3
    assert ran.err.startswith("treatykg: /dev/full: cannot be written: No space left on device\n  hint: make")


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
def test_standard_output_by_its_name_is_appended_to(tmp_path: Path, name: str) -> None:
    (tmp_path / "log").write_text("kept\n", encoding="utf-8")
    done = shell(f"query pacts -f csv -o {name} >> {tmp_path / 'log'}")
    assert done.returncode == 0
    assert (tmp_path / "log").read_text(encoding="utf-8").startswith("kept\npact,")
    assert shell(f"query pacts -f csv -o {name}").stdout.startswith("pact,")


@pytest.mark.parametrize("command", ["--help", "--version", "query --help", "query pacts", "export"])
@pytest.mark.parametrize("where", [">&-", ">/dev/full"])
def test_what_nobody_gets_is_a_failure(command: str, where: str) -> None:
    done = shell(f"{command} {where}")
    assert done.returncode == 3
    assert "treatykg: standard output" in done.stderr
    assert "hint: " in done.stderr


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full"])
@pytest.mark.parametrize(
    ("command", "code"),
    [("validate -f json", 0), ("query nonsense", 2), ("diff 2020-01-01 2025-01-01 --exit-status", 1)],
)
def test_messages_nobody_can_take_change_nothing(command: str, code: int, where: str) -> None:
    usual, done = shell(command), shell(f"{command} {where}")
    assert (done.returncode, done.stdout) == (code, usual.stdout)


def test_messages_never_land_in_a_file_of_data(tmp_path: Path) -> None:
    for closed in ("2>&-", "0<&- >&- 2>&-"):
        assert shell(f"query pacts -f csv -o {tmp_path / 'a.csv'} {closed}").returncode == 0
        assert (tmp_path / "a.csv").read_text(encoding="utf-8") == treatykg(*PACTS).out


LONG = "A" * 100_000


@pytest.mark.parametrize(
    "command",
    [
        ("query", LONG),
        ("show", LONG),
        ("export", "-f", LONG),
        ("status", "relos", "--as-of", LONG),
        (LONG,),
        ("query", "pacts", "-p", LONG),
        ("info", "--" + LONG),
    ],
    ids=lambda words: " ".join(words)[:24],
)
def test_a_long_argument_is_shortened(command: tuple[str, ...]) -> None:
    ran = treatykg(*command)
    assert ran.code in (2, 3)
    assert len(ran.err) < 3_000
    assert "characters left out" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        lambda name: ("info", "--data", name),
        lambda name: ("validate", name),
        lambda name: ("format", name),
        lambda name: ("query", name),
        lambda name: ("query", "pacts", "-o", f"missing/{name}.csv"),
        lambda name: (name,),
        lambda name: ("draw", "graph", "-o", f"x.{name}"),
    ],
)
def test_names_and_arguments_cannot_act_on_the_screen(words: Callable[[str], tuple[str, ...]]) -> None:
    ran = treatykg(*words("a\x1b[2J\u202e\u0085\u2067.trig"))
    assert ran.code in (2, 3)
    assert not set(ran.err) & {"\x1b", "\u202e", "\u0085", "\u2067"}
