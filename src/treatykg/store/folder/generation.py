"""One graph as it was loaded: its claims, the index of its view, and the checksums of both."""

from __future__ import annotations

import os
import shutil
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, serialize

from treatykg.errors import InputError
from treatykg.store.embedded import EmbeddedStore
from treatykg.store.folder import checksums
from treatykg.store.folder.small import lock, open_file, sync, sync_path
from treatykg.store.results import Answer

CLAIMS, INDEX = "claims.nq", "index"
Step = Callable[[str], None]
T = TypeVar("T")


class Generation:
    """A graph that is kept, held so that no writer sweeps it while it is read.

    Parameters: `path` of a folder that `write` made.
    Errors: InputError when it is not what was written, as far as that is cheap to see (see `checksums`).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hold()
        with mending(path.parent):
            self._read_whole = checksums.check(path)

    def check(self) -> None:
        """Read all of it.

        Errors: InputError with the file that is lost or is not what was written.
        """
        with mending(self.path.parent):
            self._read_whole = self._read_whole or checksums.check(self.path, whole=True)

    def claims(self) -> Path:
        """The file of claims and evidence, as they were given.

        Errors: InputError when it is not what was written.
        """
        with mending(self.path.parent):
            if not self._read_whole:
                checksums.check_file(self.path, CLAIMS)
        return self.path / CLAIMS

    def store(self) -> EmbeddedStore:
        """The view, ready to be asked; a writer does not disturb it.

        Errors: InputError when the index cannot be read.
        """
        return opened(self.path / INDEX)

    def _hold(self) -> None:
        """Share a lock with other readers for as long as this object lives; without one where there are no
        locks.
        """
        try:
            descriptor = open_file(self.path / checksums.NAME, os.O_RDONLY)
        except (OSError, InputError):
            return  # the check says what is wrong
        weakref.finalize(self, os.close, descriptor)
        lock(descriptor, shared=True)


class _OnDisk(EmbeddedStore):
    """An index on disk, whose damage is found only when it is read."""

    path = Path()
    opens_files = True

    def query(self, text: str, name: str = "query") -> Answer:
        """Answer one query (see `EmbeddedStore.query`).

        Errors: also InputError when the index is damaged.
        """
        try:
            return super().query(text, name)
        except InputError as error:
            if "Corruption" in error.cause or "IO error" in error.cause:
                raise _damaged(error.cause, self.path) from None
            raise

    def __len__(self) -> int:
        return _readable(super().__len__, self.path)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> list[Quad]:
        """List the quads that match a pattern (see `EmbeddedStore.quads`).

        Errors: InputError when the index is damaged.
        """
        ask = super().quads
        return _readable(lambda: ask(subject, predicate, value, graph), self.path)


def opened(index: Path) -> EmbeddedStore:
    """Ask an index on disk.

    Errors: InputError when it cannot be read.
    """
    store = _OnDisk([])
    store._store, store.path = _readable(lambda: Store.read_only(str(index)), index), index
    return store


def _readable(read: Callable[[], T], index: Path) -> T:
    try:
        return read()
    except (OSError, ValueError, RuntimeError) as error:
        raise _damaged(str(error), index) from None


def _damaged(cause: str, index: Path) -> InputError:
    return with_mend(InputError(f"the index is damaged: {cause}", where=str(index)), index.parent.parent)


@contextmanager
def mending(folder: Path) -> Iterator[None]:
    """Say of a damaged folder how to mend it, where the error does not."""
    try:
        yield
    except InputError as error:
        raise with_mend(error, folder) from None


def with_mend(error: InputError, folder: Path) -> InputError:
    """Say of a damaged folder how to mend it, where the error does not."""
    hint = error.hint or f"run `treatykg load --recover --store {folder}`"
    return InputError(error.cause, where=error.where, hint=hint)


def write(path: Path, quads: Iterable[Quad], given: Iterable[Quad], step: Step) -> None:
    """Write a graph into a new folder.

    Parameters: `quads` of the view, `given` claims and evidence; `step` is told what comes next.
    Errors: OSError when it cannot be written; nothing is left then.
    """
    path.mkdir()
    try:
        step("claims")
        with open(path / CLAIMS, "wb") as file:
            serialize(given, file, format=RdfFormat.N_QUADS)
            sync(file.fileno())
        step("index")
        write_index(path / INDEX, quads, lambda: step("optimising"))
        step("switching")
        for name in (*path.rglob("*"), path):
            sync_path(name)
        checksums.write(path)
    except BaseException:
        shutil.rmtree(path, ignore_errors=True)
        raise


def write_index(path: Path, quads: Iterable[Quad], optimising: Callable[[], None] = lambda: None) -> None:
    """Index quads in a new folder.

    Errors: OSError when it cannot be written.
    """
    index = Store(str(path))
    try:
        index.bulk_extend(quads)
        optimising()
        index.optimize()
        index.flush()
    except RecursionError:
        raise
    except RuntimeError as error:  # the engine's word for what the disk did
        raise OSError(None, str(error)) from None
    finally:
        del index


def remove(path: Path) -> None:
    """Remove a graph, unless it is being read."""
    try:
        descriptor = open_file(path / checksums.NAME, os.O_RDWR)
    except (OSError, InputError):
        shutil.rmtree(path, ignore_errors=True)
        return
    try:
        if lock(descriptor):
            shutil.rmtree(path, ignore_errors=True)
    finally:
        os.close(descriptor)


__all__ = ["Generation", "mending", "opened", "remove", "with_mend", "write", "write_index"]
