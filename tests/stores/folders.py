"""What the tests of damaged folders do to a store, and ask of it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

from treatykg.backends.stores import open_backend
from treatykg.dataset.load import load
from treatykg.errors import InputError, TreatyError, UsageError
from treatykg.graph import TreatyGraph

MORE = (
    "PREFIX id: <https://w3id.org/treatykg/id/>\nid:claim\\/{0} {{ id:agreement\\/{0} "
    '<http://www.w3.org/2004/02/skos/core#prefLabel> "{0}"@en }}\n'
)


def save(folder: Path, *paths: Path, replace: bool = False) -> None:
    open_backend(str(folder)).save(load(paths), replace=replace, progress=lambda *_: None)


def recover(folder: Path) -> str:
    return open_backend(str(folder)).recover(lambda *_: None)


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


def flip(path: Path, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def cut_a_line(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


def flip_any(path: Path) -> None:
    flip(path, random.Random(path.name))  # noqa: S311  # nothing secret


def told(what: Callable[[], object]) -> tuple[object, TreatyError | None]:
    """What something gives, or the error that it tells, which must say where, and what to do."""
    try:
        return what(), None
    except (InputError, UsageError) as error:
        if not (os.path.isabs(error.where) and error.hint):
            raise
        return None, error
