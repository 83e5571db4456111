"""The data that comes with the program, its view indexed once and kept in the user's cache for the next
process.
"""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store
from pyoxigraph import __version__ as __engine__

from treatykg import __version__
from treatykg.backends.memory import Backend, ClockedBackend
from treatykg.resources import folder
from treatykg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from treatykg.clocks import Clocks
    from treatykg.dataset.load import Dataset

CACHE = "TREATYKG_CACHE"
_CODE = Path(__file__).resolve().parent.parent
_KEPT = 4
_KEPT_BY_CLOCK = 16
_BROKEN = (OSError, ValueError, RuntimeError)


class BundledBackend(Backend):
    """The shipped vocabulary and claims.

    The index is used only while the files and the code that it was made from are as they were (name, size and
    time of each), and does without it where the cache cannot be read or written. `TREATYKG_CACHE` names
    another folder for it; empty, it turns it off.

    >>> BundledBackend().store.query("ASK { ?pact a <https://w3id.org/treatykg/ns#Agreement> }").truth
    True
    """

    @cached_property
    def store(self) -> EmbeddedStore:
        """The view without a clock."""
        place = _cache_folder()
        if place is None:
            return EmbeddedStore(self.quads)
        with suppress(*_BROKEN):
            return EmbeddedStore.over(Store.read_only(str(place / "index")))
        with suppress(*_BROKEN):
            self._write(place)
        return EmbeddedStore(self.quads)

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

        place.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=place, prefix=".unfinished-"))
        try:
            index = Store(str(aside / "index"))
            index.bulk_extend(self.quads)
            index.optimize()
            index.flush()
            del index
            shutil.rmtree(place / "index", ignore_errors=True)  # there only when it could not be opened
            (aside / "index").rename(place / "index")
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        old = sorted(place.parent.glob("view-*"), key=lambda path: path.stat().st_mtime)[:-_KEPT]
        for path in old:
            shutil.rmtree(path, ignore_errors=True)


class _KeptByClocks(ClockedBackend):
    """The shipped data by clocks: the view of each pair of days is kept beside the index, as N-Quads below a
    line of two numbers.

    The numbers are those of the quads, by which a damaged file is noticed, and of the claims that are left
    out.
    """

    @cached_property
    def store(self) -> EmbeddedStore:
        """The view by these clocks."""
        path = self._path()
        if path is None:
            return EmbeddedStore(self.quads)
        with suppress(*_BROKEN):
            kept = Store()
            kept.load(path=str(path), format=RdfFormat.N_QUADS, lenient=True)
            if len(kept) == self._numbers(path)[0]:
                return EmbeddedStore.over(kept)
        found = Store()
        found.bulk_extend(self.quads)
        with suppress(*_BROKEN):
            _keep(
                path,
                f"# {len(found)} {self.view.left_out}\n".encode()
                + (found.dump(format=RdfFormat.N_QUADS) or b""),
            )
        return EmbeddedStore.over(found)

    @property
    def accepted(self) -> list[Quad]:
        """What is accepted, out of what is kept."""
        return self.store.quads(graph=DefaultGraph())

    @property
    def left_out(self) -> int:
        """How many claims only sources without a day support."""
        path = self._path()
        if path is not None:
            with suppress(*_BROKEN):
                return self._numbers(path)[1]
        return self.view.left_out

    def _path(self) -> Path | None:
        place = _cache_folder()
        return (
            place and place / "by-clock" / f"{self.clocks.as_of or 'any'}-{self.clocks.known_on or 'any'}.nq"
        )

    @staticmethod
    def _numbers(path: Path) -> tuple[int, int]:
        with path.open("rb") as file:
            mark, quads, left_out = file.readline(99).split()
        if mark != b"#":
            raise ValueError(f"not a view that we kept: {path}")
        return int(quads), int(left_out)


def _keep(path: Path, content: bytes) -> None:
    """Write a file aside and then rename it; of its kind only the latest are kept."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".unfinished-", delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)
    for old in sorted(path.parent.glob("*.nq"), key=lambda one: one.stat().st_mtime)[:-_KEPT_BY_CLOCK]:
        old.unlink(missing_ok=True)


def _cache_folder() -> Path | None:
    """The folder for an index of the data as it is now, or None where there is no cache of our own."""
    if CACHE in os.environ:
        cache = os.environ[CACHE]
    else:
        cache = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "treatykg")
    if not os.path.isabs(cache):
        return None
    with suppress(OSError):
        if hasattr(os, "getuid") and os.stat(cache).st_uid != os.getuid():
            return None
    roots = (folder("ontology"), folder("data"), _CODE)
    listing = "\n".join(
        [__version__, __engine__, *sorted(line for root in roots for line in _below(str(root)))]
    ).encode()
    return Path(cache, f"view-{zlib.crc32(listing):08x}{zlib.adler32(listing):08x}")


def _below(root: str) -> list[str]:
    """Each file that the view can be made from, with its size and time."""
    found = []
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.is_dir():
                found += _below(entry.path)
            elif entry.name.endswith((".trig", ".ttl", ".py")):
                about = entry.stat()
                found.append(f"{entry.path} {about.st_size} {about.st_mtime_ns}")
    return found


__all__ = ["CACHE", "BundledBackend"]
