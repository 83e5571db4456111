"""A graph in a folder: whole generations, one beside the other, and a pointer to the current one.

    FOLDER/treatykg-store       says that the folder is ours
    FOLDER/lock                 held by the one writer, with its process id
    FOLDER/current              the name of the generation that readers open
    FOLDER/generation-000007/   claims.nq, as they were given, and index/, the view in the engine's form

A writer builds the next generation aside and then moves the pointer, so that whoever is stopped at any moment
leaves the old graph or the new one; a reader keeps the generation that it opened.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, serialize

from treatykg.errors import InputError, UsageError
from treatykg.store.embedded import EmbeddedStore

_MARK, _LOCK, _CURRENT, _GENERATION = "treatykg-store", "lock", "current", "generation-"
_VERSION = "1\n"
_TRIES = 5
Step = Callable[[str], None]


class Folder:
    """A folder that holds a graph, or is to hold one.

    Parameters: `path` of a folder of ours, or of one that is empty or not there yet.
    Errors: UsageError for a folder that holds something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.exists() and not path.is_dir():
            raise UsageError("a file, not the folder of a store", where=str(path), hint="name a folder")
        if self.is_at(path):
            if (path / _MARK).read_text(encoding="utf-8") != _VERSION:
                raise UsageError(
                    "a store of another version",
                    where=str(path),
                    hint="load the data again into a new folder",
                )
        elif path.exists() and any(name.name != _LOCK for name in path.iterdir()):
            raise UsageError(
                "a folder that is not a store of ours",
                where=str(path),
                hint="name a new folder, or one that `treatykg load` made",
            )

    @staticmethod
    def is_at(path: Path) -> bool:
        """Say whether a folder is one of ours."""
        return (path / _MARK).exists()

    @property
    def current(self) -> Path | None:
        """The generation that readers open, or None before the first load."""
        try:
            return self.path / (self.path / _CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None

    def claims(self) -> Path:
        """The file of claims and evidence, as they were given.

        Errors: InputError when nothing was loaded yet.
        """
        return self._opened() / "claims.nq"

    def store(self) -> EmbeddedStore:
        """The view, ready to be asked; a writer does not disturb it.

        Errors: InputError when nothing was loaded yet, or the index cannot be read.
        """
        for last in (False,) * _TRIES + (True,):
            generation = self._opened()
            try:
                return EmbeddedStore.over(Store.read_only(str(generation / "index")))
            except (OSError, ValueError, RuntimeError) as error:
                if last or generation == self.current:
                    raise InputError(
                        f"the index cannot be read: {error}",
                        where=str(generation),
                        hint="load the data again with --replace",
                    ) from None
        raise AssertionError

    def _opened(self) -> Path:
        if (found := self.current) is None:
            raise InputError(
                "nothing was loaded yet",
                where=str(self.path),
                hint=f"run `treatykg load --store {self.path}`",
            )
        return found

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer.

        Errors: UsageError with the holder's process id when there is another.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with _held(self.path / _LOCK):
            _put(self.path / _MARK, _VERSION)
            self._sweep()
            yield

    def replace(self, quads: Iterable[Quad], given: Iterable[Quad], step: Step = lambda _: None) -> None:
        """Write the next generation and make it the current one; to be called while `writing`.

        Parameters: `quads` of the view, `given` claims and evidence; `step` is told what comes next.
        """
        before = self.current
        number = int(before.name.removeprefix(_GENERATION)) + 1 if before else 1
        done = self.path / f"{_GENERATION}{number:06}"
        aside = done.with_suffix(".unfinished")
        aside.mkdir()
        step("claims")
        with open(aside / "claims.nq", "wb") as file:
            serialize(given, file, format=RdfFormat.N_QUADS)
            _sync(file.fileno())
        step("index")
        index = Store(str(aside / "index"))
        index.bulk_extend(quads)
        step("optimising")
        index.optimize()
        index.flush()
        del index
        step("switching")
        for path in (*aside.rglob("*"), aside):
            _sync_path(path)
        os.rename(aside, done)
        _sync_path(self.path)
        _put(self.path / _CURRENT, f"{done.name}\n")

    def _sweep(self) -> None:
        """Remove what a stopped writer left, and generations older than the one that readers may still be
        opening.
        """
        current = self.current
        kept = {current.name} if current else set()
        if current:
            kept.add(f"{_GENERATION}{int(current.name.removeprefix(_GENERATION)) - 1:06}")
        for path in self.path.glob(f"{_GENERATION}*"):
            if path.name not in kept:
                shutil.rmtree(path)


def _put(path: Path, text: str) -> None:
    """Write a small file whole, or not at all."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    with open(aside, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        _sync(file.fileno())
    os.replace(aside, path)
    _sync_path(path.parent)


def _sync(descriptor: int) -> None:
    with suppress(OSError):
        os.fsync(descriptor)


def _sync_path(path: Path) -> None:
    with suppress(OSError):  # not every system can do that for a folder
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends."""
    with open(path, "a+", encoding="utf-8") as file:
        if not _lock(file.fileno()):
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise UsageError(
                f"process {holder} is writing there",
                where=str(path.parent),
                hint="wait until it is done, or stop it",
            )
        file.truncate(0)
        file.write(f"{os.getpid()} since {time.strftime('%Y-%m-%d %H:%M:%S')}")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
