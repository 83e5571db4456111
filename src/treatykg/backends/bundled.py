"""The data that comes with the program, its view indexed once and kept in the user's cache for the next
process.
"""

from __future__ import annotations

import os
import stat
import time
import zlib
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store
from pyoxigraph import __version__ as __engine__

from treatykg import __version__
from treatykg.backends.memory import Backend, ClockedBackend
from treatykg.errors import InputError
from treatykg.resources import folder
from treatykg.store.embedded import EmbeddedStore
from treatykg.store.folder import checksums
from treatykg.store.folder.generation import opened, write_index

if TYPE_CHECKING:
    from treatykg.clocks import Clocks
    from treatykg.dataset.load import Dataset

CACHE = "TREATYKG_CACHE"
_CODE = Path(__file__).resolve().parent.parent
_DATA = (".trig", ".ttl")
_KEPT = 4
_KEPT_BY_CLOCK = 16
_UNFINISHED = ".unfinished-"
_ABANDONED = 3600.0
_BROKEN = (OSError, ValueError, RuntimeError, InputError)


class BundledBackend(Backend):
    """The shipped vocabulary and claims.

    The index is used only while the files and the code that it was made from are the same (data by
    what stands in it), and while it is as it was written, by this user, where nobody else may write. A
    damaged one is made anew. Where the cache cannot be read or written, it does without. `TREATYKG_CACHE`
    names another folder for it; empty, it turns it off.

    >>> BundledBackend().store.query("ASK { ?pact a <https://w3id.org/treatykg/ns#Agreement> }").truth
    True
    """

    @cached_property
    def store(self) -> EmbeddedStore:
        """The view without a clock."""
        place = self.place
        if place is None:
            return EmbeddedStore(self.quads)
        with suppress(*_BROKEN):
            _see_ours(place)
            checksums.check(place / "index", whole=True, private=True)
            return opened(place / "index")
        with suppress(*_BROKEN):
            self._write(place)
        return EmbeddedStore(self.quads)

    @cached_property
    def place(self) -> Path | None:
        """The folder for an index of the data as it is now, or None where there is no cache of our own."""
        return _cache_folder()

    @property
    def accepted(self) -> list[Quad]:
        """What is accepted, out of the index: the files need not be read for it."""
        return self.store.quads(graph=DefaultGraph())

    @cached_property
    def dataset(self) -> Dataset:
        """The vocabulary, the claims and the evidence, read from the files."""
        from treatykg.dataset.load import load

        return load()

    def at(self, clocks: Clocks) -> Backend:
        """The same data seen by other clocks."""
        return self if clocks == self.clocks else _KeptByClocks(self, clocks)

    def _write(self, place: Path) -> None:
        """Index the view aside and then rename it: another process sees all of it or nothing."""
        import shutil
        import tempfile

        quads = self.quads
        _make_ours(place)
        aside = Path(tempfile.mkdtemp(dir=place, prefix=_UNFINISHED))
        try:
            write_index(aside / "index", quads)
            checksums.write(aside / "index")
            with suppress(FileNotFoundError):  # there only when it could not be used
                (place / "index").rename(aside / "damaged")
            (aside / "index").rename(place / "index")
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        _sweep(place)


class _KeptByClocks(ClockedBackend):
    """The shipped data by clocks: the view of each pair of days is kept beside the index, as N-Quads below a
    line of two numbers: how many claims are left out, and the checksum of the lines below.
    """

    def __init__(self, whole: BundledBackend, clocks: Clocks) -> None:
        super().__init__(whole, clocks)
        self._bundled = whole

    @cached_property
    def store(self) -> EmbeddedStore:
        """The view by these clocks."""
        if (kept := self._kept) is not None:
            found = Store()
            found.load(kept[1], format=RdfFormat.N_QUADS, lenient=True)
            return EmbeddedStore.over(found)
        found = Store()
        found.bulk_extend(self.quads)
        if self._path is not None:
            with suppress(*_BROKEN):
                text = found.dump(format=RdfFormat.N_QUADS) or b""
                _keep(self._path, b"# %d %08x\n%b" % (self.view.left_out, zlib.crc32(text), text))
        return EmbeddedStore.over(found)

    @property
    def accepted(self) -> list[Quad]:
        """What is accepted, out of what is kept."""
        return self.store.quads(graph=DefaultGraph())

    @property
    def left_out(self) -> int:
        """How many claims only sources without a day support."""
        return self._kept[0] if self._kept is not None else self.view.left_out

    @cached_property
    def _path(self) -> Path | None:
        place = self._bundled.place
        return (
            place and place / "by-clock" / f"{self.clocks.as_of or 'any'}-{self.clocks.known_on or 'any'}.nq"
        )

    @cached_property
    def _kept(self) -> tuple[int, bytes] | None:
        """How many claims are left out, and the view as N-Quads, where they are kept as they were written."""
        if self._path is None:
            return None
        with suppress(*_BROKEN):
            for path in (self._path.parent.parent, self._path.parent, self._path):
                _see_ours(path)
            head, _, text = self._path.read_bytes().partition(b"\n")
            mark, left_out, noted = head.split()
            if mark == b"#" and int(noted, 16) == zlib.crc32(text):
                return int(left_out), text
        return None


def _keep(path: Path, content: bytes) -> None:
    """Write a file aside and then rename it; of its kind only the latest are kept."""
    import tempfile

    _make_ours(path.parent.parent)
    _make_ours(path.parent)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=_UNFINISHED, delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
    for old in sorted(path.parent.glob("*.nq"), key=_age)[:-_KEPT_BY_CLOCK]:
        old.unlink(missing_ok=True)
    _sweep(path.parent.parent)


def _see_ours(path: Path) -> None:
    """See that a file or folder of the cache is no link, belongs to this user, and that nobody else may write
    it.

    Errors: OSError when it is not there; InputError when it is not ours.
    """
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        raise InputError("a link", where=str(path))
    checksums.see_private(path, about)


def _make_ours(path: Path) -> None:
    """Make a folder that only this user may write, in place of what is not ours."""
    import shutil

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _see_ours(path)
    except FileNotFoundError:
        path.mkdir(mode=0o700, exist_ok=True)
    except InputError:
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        path.mkdir(mode=0o700)


def _sweep(place: Path) -> None:
    """Remove the views that were not made lately, and what a stopped process left an hour ago."""
    import shutil

    old = sorted(place.parent.glob("view-*"), key=_age)[:-_KEPT]
    left = [
        path
        for path in place.parent.glob(f"view-*/**/{_UNFINISHED}*")
        if _age(path) < time.time() - _ABANDONED
    ]
    for path in (*old, *left):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """When something was changed last; what another process removed meanwhile is as old as can be."""
    with suppress(OSError):
        return path.lstat().st_mtime
    return 0.0


def _cache_folder() -> Path | None:
    """The folder for an index of the data as it is now, or None where there is no cache of our own."""
    if CACHE in os.environ:
        cache = os.environ[CACHE]
    else:
        cache = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "treatykg")
    if not os.path.isabs(cache):
        return None
    try:
        checksums.see_private(Path(cache), os.stat(cache))
    except FileNotFoundError:
        pass
    except _BROKEN:
        return None
    roots = ((folder("ontology"), _DATA), (folder("data"), _DATA), (_CODE, (".py",)))
    try:
        below = sorted(line for root, endings in roots for line in _below(str(root), endings=endings))
    except OSError:  # told when the files are read
        return None
    listing = "\n".join([__version__, __engine__, *below]).encode()
    return Path(cache, f"view-{zlib.crc32(listing):08x}{zlib.adler32(listing):08x}")


def _below(root: str, *, endings: tuple[str, ...]) -> list[str]:
    """Each file that the view can be made from, with its size, time and, of data, the checksum of its text: a
    copied or unpacked file can change under the same size and time.
    """
    found = []
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.is_dir():
                found += _below(entry.path, endings=endings)
            elif entry.name.lower().endswith(endings) and entry.is_file():
                about = entry.stat()
                noted = f"{entry.path} {about.st_size} {about.st_mtime_ns}"
                if endings == _DATA:
                    with open(entry.path, "rb", buffering=0) as file:
                        noted += f" {zlib.crc32(file.read()):08x}"
                found.append(noted)
    return found


__all__ = ["CACHE", "BundledBackend"]
