"""A store whose files were lost or changed says so, and what to do: it never answers otherwise than the whole
one, and loses nothing.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from treatykg.dataset.load import load
from treatykg.errors import InputError

from ..conftest import WORLD, treatykg
from .folders import (
    READINGS,
    claims,
    current,
    cut,
    cut_a_line,
    flip,
    flip_any,
    held,
    mismatches,
    recover,
    save,
    told,
)

READ: dict[Path, list[object]] = {}


def lose(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip_first(path: Path) -> None:
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")


def link(path: Path) -> None:
    path.rename(path.parent.parent.with_name("elsewhere"))
    path.symlink_to(path.parent.parent.with_name("elsewhere"))


SPOILINGS = [lose, empty, cut, cut_a_line, flip_first, flip_any, lengthen, link]


def see_nothing_wrong(whole: Path, folder: Path, file: Path) -> None:
    """A spoiled store says so, or reads as before; a load that it refuses changes nothing."""
    READ.setdefault(whole, [reading(whole) for reading in READINGS])
    for reading, expected in zip(READINGS, READ[whole], strict=True):
        found, error = told(lambda reading=reading: reading(folder))
        assert error or found == expected
    before, known = held(folder), READ[whole][READINGS.index(claims)]
    _, error = told(lambda: save(folder, file))
    if error:
        assert held(folder) == before
    else:
        assert claims(folder) == known | set(load([file]).claims)  # type: ignore[operator]


def spoilable(whole: Path) -> list[str]:
    return sorted(
        str(path.relative_to(whole))
        for path in whole.rglob("*")
        if path.is_file() and (path.parent == whole or current(whole) in path.parents)
    )


@pytest.mark.thorough
@pytest.mark.parametrize("spoil", SPOILINGS, ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize(
    "kind", ["treatykg-store", "current", "lock", "claims.nq", "checksums", "MANIFEST", ".sst"]
)
def test_a_spoiled_file_is_told(
    whole: Path, tmp_path: Path, more: list[Path], spoil: Callable[[Path], None], kind: str
) -> None:
    names = [name for name in spoilable(whole) if kind in name][:2]
    assert names
    see_spoiled(whole, tmp_path, more[1], spoil, names)


@pytest.mark.thorough
@pytest.mark.parametrize("spoil", SPOILINGS, ids=lambda spoil: spoil.__name__)
def test_every_spoiled_file_is_told(
    whole: Path, tmp_path: Path, more: list[Path], spoil: Callable[[Path], None]
) -> None:
    see_spoiled(whole, tmp_path, more[1], spoil, spoilable(whole))


def see_spoiled(
    whole: Path, place: Path, file: Path, spoil: Callable[[Path], None], names: list[str]
) -> None:
    for number, name in enumerate(names):
        folder = Path(shutil.copytree(whole, place / f"{number}" / "deep" / "graph"))
        if spoil not in (lose, empty, link, lengthen) and not (folder / name).stat().st_size:
            continue
        spoil(folder / name)
        see_nothing_wrong(whole, folder, file)
        if spoil is link:
            assert next(folder.parent.parent.rglob("elsewhere")).read_bytes() == (whole / name).read_bytes()
        shutil.rmtree(place / f"{number}")


@pytest.mark.parametrize("flips", [12, pytest.param(100, marks=pytest.mark.thorough)])
def test_flipped_bits_are_told(whole: Path, tmp_path: Path, more: list[Path], flips: int) -> None:
    chance = random.Random(18)  # noqa: S311  # nothing secret
    names = [name for name in spoilable(whole) if (whole / name).stat().st_size]
    weights = [(whole / name).stat().st_size for name in names]
    for number in range(flips):
        folder = Path(shutil.copytree(whole, tmp_path / str(number)))
        flip(folder / chance.choices(names, weights if number % 2 else None)[0], chance)
        see_nothing_wrong(whole, folder, more[1])
        shutil.rmtree(folder)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"\n",
        b"\xff\xfe",
        b"generation-abc\n",
        b"../other/generation-000001\n",
        b"generation-000009\n",
        b"generation-000001\n",
        b"/etc\n",
        b".\n",
        b"generation-000002\0\n",
        b"g" * 5000,
        b"none\n",
    ],
    ids=lambda content: repr(content)[:30],
)
def test_a_strange_pointer_is_told_and_mended(home: Path, more: list[Path], content: bytes | None) -> None:
    known = claims(home)
    shutil.copytree(home, home.parent / "other")
    if content is None:
        (home / "current").unlink()
    else:
        (home / "current").write_bytes(content)
    before = held(home)
    for way in (*READINGS, lambda folder: save(folder, more[1])):
        _, error = told(lambda way=way: way(home))
        assert error
        assert error.exit_code == 3
        assert error.where == str(home / "current")
        assert error.hint == f"run `treatykg load --recover --store {home}`"
    assert held(home) == before
    recover(home)
    assert claims(home) == known
    save(home, more[1])
    assert claims(home) > known  # type: ignore[operator]


def test_the_commands_tell_it_and_mend_it(home: Path, more: list[Path]) -> None:
    known = claims(home)
    (home / "current").unlink()
    for command in (["query", "pacts"], ["status", "x"], ["load", more[1]], ["info", "--check"]):
        ran = treatykg(*command, "--store", home)
        assert (ran.code, ran.out) == (3, "")
        assert f"{home}{os.sep}current: the pointer to the graph is gone\n  hint: run " in ran.err
    ran = treatykg("load", "--recover", "--store", home)
    assert (ran.code, "generation-000002 is the current one again" in ran.err) == (0, True)
    assert claims(home) == known
    cut(current(home) / "claims.nq")
    ran = treatykg("info", "--check", "--store", home)
    assert (ran.code, ran.out, "bytes were written, and" in ran.err) == (3, "", True)


@pytest.mark.parametrize("way", ["symbolic", "hard", "pipe", "folder"])
def test_what_is_no_lock_is_left_as_it_is(home: Path, more: list[Path], way: str) -> None:
    mine = home.parent / "mine.txt"
    mine.write_text("my letter", encoding="utf-8")
    (home / "lock").unlink()
    if way == "pipe":
        os.mkfifo(home / "lock")
    elif way == "folder":
        (home / "lock").mkdir()
    else:
        (os.symlink if way == "symbolic" else os.link)(mine, home / "lock")
    for write in (
        lambda: save(home, more[1]),
        lambda: save(home, more[1], replace=True),
        lambda: recover(home),
    ):
        _, error = told(write)
        assert error
        assert (error.exit_code, error.where) == (3, str(home / "lock"))
    assert mine.read_text(encoding="utf-8") == "my letter"


@pytest.mark.parametrize("name", ["treatykg-store", "current", "checksums", "claims.nq", "index/CURRENT"])
@pytest.mark.parametrize("way", ["pipe", "folder"])
def test_what_is_no_file_is_told_at_once_and_mended(
    home: Path, more: list[Path], name: str, way: str
) -> None:
    known = claims(home)
    path = home / name if (home / name).exists() else current(home) / name
    path.unlink()
    if way == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    for reading in (*READINGS, lambda folder: save(folder, more[1])):
        _, error = told(lambda reading=reading: reading(home))
        assert error
        assert error.exit_code == 3
    recover(home)
    assert claims(home) in (known, set(load([WORLD]).claims))
    assert mismatches(home) == 0


@pytest.mark.parametrize("mark", [None, b"", b"2", b"2\r\n", b"\xff", b"store"])
def test_a_mark_that_is_lost_or_damaged_is_told_and_written_anew(home: Path, mark: bytes | None) -> None:
    known = claims(home)
    (home / "treatykg-store").unlink()
    if mark is not None:
        (home / "treatykg-store").write_bytes(mark)
    _, error = told(lambda: claims(home))
    assert error
    assert error.where == str(home / "treatykg-store")
    recover(home)
    assert (claims(home), mismatches(home)) == (known, 0)


@pytest.mark.parametrize("linked", ["generation", "index", "claims.nq", "current"])
def test_no_link_leads_out_of_the_folder(home: Path, more: list[Path], linked: str) -> None:
    path = {"generation": current(home), "current": home / "current"}.get(linked, current(home) / linked)
    path.rename(home.parent / "away")
    path.symlink_to(home.parent / "away")
    away = held(home.parent / "away") if (home.parent / "away").is_dir() else None
    for reading in READINGS:
        with pytest.raises(InputError):
            reading(home)
    with pytest.raises(InputError):
        save(home, more[1])
    for _ in range(3):
        save(home, WORLD, replace=True)
    assert mismatches(home) == 0
    assert away is None or held(home.parent / "away") == away
