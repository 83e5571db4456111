"""A store whose files were lost or changed says so, and what to do: it never answers otherwise than the whole
one, and loses nothing.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from treatykg.backends.stores import open_backend
from treatykg.dataset.load import load
from treatykg.errors import InputError, TreatyError, UsageError
from treatykg.graph import TreatyGraph
from treatykg.store import checksums

from ..conftest import WORLD, treatykg

MORE = (
    "PREFIX id: <https://w3id.org/treatykg/id/>\nid:claim\\/{0} {{ id:agreement\\/{0} "
    '<http://www.w3.org/2004/02/skos/core#prefLabel> "{0}"@en }}\n'
)


def save(folder: Path, *paths: Path, replace: bool = False) -> None:
    open_backend(str(folder)).save(load(paths), replace=replace, progress=lambda *_: None)


def recover(folder: Path) -> str:
    return open_backend(str(folder)).recover(lambda *_: None)


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


def current(folder: Path) -> Path:
    return folder / (folder / "current").read_text(encoding="utf-8").strip()


def held(folder: Path) -> dict[str, bytes]:
    """All that a folder holds, but what its lock says."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "lock"
    }


def asked(folder: Path) -> object:
    return TreatyGraph.open(store=str(folder)).query("pacts", state="state:aa").rows


def quads(folder: Path) -> object:
    return set(TreatyGraph.open(store=str(folder)).store.quads())


def claims(folder: Path) -> object:
    return set(TreatyGraph.open(store=str(folder)).dataset.claims)


def mismatches(folder: Path) -> object:
    return TreatyGraph.open(store=str(folder)).count_mismatches()


READINGS: list[Callable[[Path], object]] = [asked, quads, claims, mismatches]
READ: dict[Path, list[object]] = {}


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def lose(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def cut_a_line(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def flip_first(path: Path) -> None:
    path.write_bytes(bytes([path.read_bytes()[0] ^ 1]) + path.read_bytes()[1:])


def flip_any(path: Path) -> None:
    flip(path, random.Random(path.name))  # noqa: S311  # nothing secret


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


def told(what: Callable[[], object]) -> tuple[object, TreatyError | None]:
    """What something gives, or the error that it tells, which must say where, and what to do."""
    try:
        return what(), None
    except (InputError, UsageError) as error:
        if not (os.path.isabs(error.where) and error.hint):
            raise
        return None, error


def spoilable(whole: Path) -> list[str]:
    return sorted(
        str(path.relative_to(whole))
        for path in whole.rglob("*")
        if path.is_file() and (path.parent == whole or current(whole) in path.parents)
    )


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
        asked(home)
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
