"""A graph in a folder: whole generations, one beside the other, and a pointer to the current one.

    FOLDER/treatykg-store       says that the folder is ours
    FOLDER/lock                 held by the one writer, with its process id
    FOLDER/current              the name of the generation that readers open, or `none`
    FOLDER/generation-000007/   claims.nq, as they were given; index/, the view in the engine's form; and
                                checksums, the size and the checksums of each of their files

A writer builds the next generation aside and then moves the pointer, so that whoever is stopped at any
moment leaves the old graph or the new one; a reader keeps the generation that it opened. What is not as
it was written is told: it is not answered from, and neither swept nor loaded over.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from pyoxigraph import Quad

from treatykg.errors import InputError, UsageError
from treatykg.store.folder import checksums, generation
from treatykg.store.folder.generation import CLAIMS, Generation, Step, mending, with_mend
from treatykg.store.folder.small import held, put, small, sync_path

_MARK, _LOCK, _CURRENT, _GENERATION = "treatykg-store", "lock", "current", "generation-"
_VERSION, _WITHOUT_CHECKSUMS, _NONE = "2\n", "1\n", "none"
_NAME = re.compile(rf"{_GENERATION}([0-9]{{6,18}})")
_LEFTOVER = re.compile(rf"{_GENERATION}[0-9]+\.unfinished|\.({_MARK}|{_CURRENT}|{checksums.NAME})\.[0-9]+")
_TRIES = 5


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
            with suppress(InputError):  # told when it is read
                self._version()
        elif path.exists() and any(
            entry.name != _LOCK and not _LEFTOVER.fullmatch(entry.name) for entry in path.iterdir()
        ):
            raise UsageError(
                "a folder that is not a store of ours",
                where=str(path),
                hint="name a new folder, or one that `treatykg load` made",
            )

    @staticmethod
    def is_at(path: Path) -> bool:
        """Say whether a folder is one of ours, be it damaged."""
        return os.path.lexists(path / _MARK) or any(_complete(path))

    def opened(self) -> Generation:
        """The generation that readers open, seen to be what was written (see `Generation`).

        Errors: InputError when nothing was loaded yet, and when something is lost or changed.
        """
        for last in (False,) * _TRIES + (True,):
            name = self._current()
            if name is None:
                raise InputError(
                    "nothing was loaded yet",
                    where=str(self.path),
                    hint=f"run `treatykg load --store {self.path}`",
                )
            try:
                return self._generation(name)
            except InputError as error:
                if last or name == self._current():  # and no writer has moved the pointer meanwhile
                    raise with_mend(error, self.path) from None
        raise AssertionError

    @contextmanager
    def writing(self, *, replace: bool = False) -> Iterator[Generation | None]:
        """Be the one writer, and get what is there.

        Parameters: `replace` when nothing of what is there is needed: it may be damaged, and is not swept
        then.
        Errors: UsageError with the holder's process id when there is another; InputError when what is there
        is lost or changed.
        """
        with self._held():
            there: Generation | None = None
            try:
                if self._current() is not None:
                    there = self.opened()
                    there.check()
                self._sweep(there)
            except InputError as error:
                if not replace:
                    raise with_mend(error, self.path) from None
            if not os.path.lexists(self.path / _CURRENT):
                put(self.path / _MARK, _VERSION)
                put(self.path / _CURRENT, f"{_NONE}\n")
            yield there

    def replace(self, quads: Iterable[Quad], given: Iterable[Quad], step: Step = lambda _: None) -> Path:
        """Write the next generation and make it the current one; to be called while `writing`.

        Parameters: `quads` of the view, `given` claims and evidence; `step` is told what comes next.
        Errors: InputError when it cannot be written; the store holds what it held then.
        """
        taken = [_NAME.fullmatch(entry.name) for entry in self.path.iterdir()]
        number = max((int(name[1]) for name in taken if name), default=0) + 1
        done = self.path / f"{_GENERATION}{number:06}"
        aside = done.with_suffix(".unfinished")
        try:
            generation.write(aside, quads, given, step)
            os.rename(aside, done)
            sync_path(self.path)
            self._point_to(done.name)
        except OSError as error:
            raise InputError(
                f"the load could not be written: {error.strerror or error}",
                where=str(self.path),
                hint="make room, and load again; the store holds what it held",
            ) from None
        return done

    def recover(self, rebuild: Callable[[Path], object]) -> str:
        """Make the newest generation that is whole the current one, and say what was done.

        Where only the claims of a newer one are whole, `rebuild` gets their file, and is to `replace` by
        them.
        Errors: InputError when nothing is whole.
        """
        with self._held():
            if not any(_complete(self.path)):
                raise InputError(
                    "no generation is left", where=str(self.path), hint="load the data again with --replace"
                )
            with suppress(InputError):
                there = self.opened()
                there.check()
                return f"nothing had to be recovered: {there.path.name} is whole"
            faults: dict[str, InputError] = {}
            for name in sorted(_complete(self.path), key=lambda name: int(name[len(_GENERATION) :]))[::-1]:
                try:
                    done = self._recover(self.path / name, rebuild, faults)
                except InputError as error:
                    faults.setdefault(name, error)
                else:
                    return "\n".join([done, *(self._set_aside(*fault) for fault in faults.items())])
            first = next(iter(faults.values()))
            raise InputError(
                f"no generation is whole: {first.cause}",
                where=first.where,
                hint=f"look at what is left of {CLAIMS}, and load the data again with --replace",
            )

    def _recover(self, path: Path, rebuild: Callable[[Path], object], faults: dict[str, InputError]) -> str:
        """Put a generation back, or rebuild it from its claims."""
        earlier = False
        with suppress(InputError):  # a mark that is lost or damaged is written anew
            earlier = self._version() == _WITHOUT_CHECKSUMS
        if earlier and not (path / checksums.NAME).exists():
            if self._current() not in (None, path.name):
                raise InputError("not the current one", where=str(path))
            rebuild(path / CLAIMS)
            return f"{path.name} was loaded anew from its claims, now with checksums"
        try:
            checksums.check(path, whole=True)
        except InputError as error:
            checksums.check_file(path, CLAIMS)
            rebuild(path / CLAIMS)
            faults[path.name] = error
            return f"{path.name} was loaded anew from its claims"
        (path / checksums.SUPERSEDED).unlink(missing_ok=True)
        put(self.path / _CURRENT, f"{path.name}\n")
        put(self.path / _MARK, _VERSION)
        return f"{path.name} is the current one again"

    def _set_aside(self, name: str, error: InputError) -> str:
        """Give what is damaged a name by which it is neither opened nor swept."""
        names = (f"damaged-{name}{suffix}" for suffix in chain([""], (f"-{number}" for number in count(2))))
        free = next(new for new in names if not os.path.lexists(self.path / new))
        os.rename(self.path / name, self.path / free)
        return f"damaged, and set aside as {free}: {error.where}: {error.cause}"

    def _generation(self, name: str) -> Generation:
        path = self.path / name
        if self._version() == _WITHOUT_CHECKSUMS:
            raise self._lost("a store of an earlier version, without checksums", _MARK)
        if not stat.S_ISDIR(_kind(path)):
            raise self._lost(f"it names a generation that is not there: {name}", _CURRENT)
        found = Generation(path)
        if os.path.lexists(path / checksums.SUPERSEDED):
            raise self._lost(f"it names a generation that a later load replaced: {name}", _CURRENT)
        return found

    def _version(self) -> str:
        """The version of the store.

        Errors: UsageError for one that we do not know; InputError when the mark is lost or damaged.
        """
        try:
            with mending(self.path):
                text = small(self.path / _MARK)
        except FileNotFoundError:
            raise self._lost("the mark of the store is gone", _MARK) from None
        if text not in (_VERSION, _WITHOUT_CHECKSUMS):
            if re.fullmatch("[0-9]+\n", text):
                raise UsageError(
                    "a store of another version",
                    where=str(self.path),
                    hint="load the data again into a new folder",
                )
            raise self._lost("not the mark of a store", _MARK)
        return text

    def _current(self) -> str | None:
        """The name of the current generation, or None before the first load.

        Errors: InputError when the pointer is lost or damaged.
        """
        try:
            text = small(self.path / _CURRENT).strip()
        except FileNotFoundError:
            if not any(_complete(self.path)):
                return None
            raise self._lost("the pointer to the graph is gone", _CURRENT) from None
        except InputError as error:
            raise with_mend(error, self.path) from None
        self._version()
        if text == _NONE:
            if any(_complete(self.path)):
                raise self._lost("it names no generation, and there is one", _CURRENT)
            return None
        if not _NAME.fullmatch(text):
            raise self._lost("not the name of a generation", _CURRENT)
        return text

    def _lost(self, cause: str, name: str) -> InputError:
        return with_mend(InputError(cause, where=str(self.path / name)), self.path)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the lock, and sweep what a stopped writer left, also for the room that it takes."""
        self.path.mkdir(parents=True, exist_ok=True)
        with held(self.path / _LOCK):
            for path in list(self.path.iterdir()):
                if _LEFTOVER.fullmatch(path.name):
                    if stat.S_ISDIR(_kind(path)):
                        generation.remove(path)
                    else:
                        path.unlink()
            yield

    def _point_to(self, name: str) -> None:
        """Move the pointer, and say so in the generation that it leaves."""
        before = None
        with suppress(InputError):
            before = self._current()
        put(self.path / _CURRENT, f"{name}\n")
        put(self.path / _MARK, _VERSION)
        if before is not None and stat.S_ISDIR(_kind(self.path / before)):
            with suppress(OSError):
                put(self.path / before / checksums.SUPERSEDED, f"{name}\n")

    def _sweep(self, current: Generation | None) -> None:
        """Remove what is older than the generation that readers may still be opening, and what was never
        current.
        """
        names = sorted(_complete(self.path), key=lambda name: int(name.removeprefix(_GENERATION)))
        kept = names.index(current.path.name) if current else 0
        for name in names[: max(kept - 1, 0)] + names[kept + 1 if current else 0 :]:
            generation.remove(self.path / name)


def _complete(path: Path) -> list[str]:
    """The names of the generations that were written to their end, in no order."""
    if not path.is_dir():
        return []
    return [
        entry.name for entry in path.iterdir() if _NAME.fullmatch(entry.name) and stat.S_ISDIR(_kind(entry))
    ]


def _kind(path: Path) -> int:
    try:
        return path.lstat().st_mode
    except OSError:
        return 0
