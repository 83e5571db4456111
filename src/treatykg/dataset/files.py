"""Which files hold data, and their bytes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import RdfFormat

from treatykg.errors import InputError, UsageError

FORMATS = {
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
}
_OTHER_DATA = frozenset(
    ".7z .br .bz2 .csv .gz .hdt .json .jsonld .jsonl .lz4 .n3 .owl .rdf .rj .tar .tgz .trix .tsv .turtle"
    " .xlsx .xml .xz .zip .zst".split()
)
_LARGEST_FILE = 256 * 1024 * 1024
_CHUNK = 1 << 20


def kind_of(path: Path) -> RdfFormat:
    """Tell the format of a file by its ending, in any case.

    Errors: UsageError for another ending.

    >>> kind_of(Path("A.TRIG")) is RdfFormat.TRIG
    True
    """
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise UsageError(
            f"unsupported file type {path.suffix!r}", where=str(path), hint="use .trig, .ttl, .nq or .nt"
        )
    return kind


def is_lines(path: Path) -> bool:
    """Say whether a file holds one statement a line (N-Triples, N-Quads)."""
    return path.suffix.lower() in (".nq", ".nt")


def expanded(paths: Iterable[Path], endings: Iterable[str] = FORMATS) -> Iterator[Path]:
    """List files, and the data files below folders in order; what looks like data and is not read is named.

    Parameters: `endings` that count, in any case.
    Errors: InputError for a folder that cannot be read, or holds no data file.
    """
    for path in paths:
        if path.is_dir():
            yield from _below(path, frozenset(endings))
        else:
            yield path


def _below(folder: Path, endings: frozenset[str]) -> list[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(error.filename), hint="check the permissions"
        )

    found: list[Path] = []
    passed: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=refuse):
        passed += (path for path in (Path(root, name) for name in folders) if path.is_symlink())
        for path in (Path(root, name) for name in names):
            if path.suffix.lower() in endings:
                found.append(path)
            elif path.suffix.lower() in _OTHER_DATA | FORMATS.keys():
                passed.append(path)
    if passed:
        import logging

        named = ", ".join(str(path) for path in sorted(passed))
        logging.getLogger(__name__).warning("%s: not read: %s", folder, named)
    if not found:
        *most, last = sorted(endings, key=list(FORMATS).index)
        what = f"{', '.join(most)} or {last}" if most else last
        raise InputError(
            f"no {what} file in this folder", where=str(folder), hint="name the folder that holds the data"
        )
    return sorted(found)


def contents(path: Path, *, most: int = _LARGEST_FILE) -> bytes:
    """Read a whole file, with a cause and a hint when that fails.

    Parameters: `most`, the largest size in bytes.
    Errors: InputError when the file is missing, too large, not readable, or has no end (a pipe, a device,
    a log of the kernel).
    """
    try:
        if path.is_dir():
            raise IsADirectoryError
        size = path.stat().st_size
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError("not a regular file", where=str(path), hint="save it as a file first")
        return _bytes(path, size, most)
    except IsADirectoryError:
        raise InputError("a folder, not a file", where=str(path), hint="name a file in it") from None
    except FileNotFoundError:
        raise InputError("no such file", where=str(path), hint="check the path") from None
    except ValueError:
        raise InputError("not a path", where=repr(str(path)), hint="check the path") from None
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(path), hint="check the permissions"
        ) from None


def _bytes(path: Path, size: int, most: int) -> bytes:
    """Read to the end and no further than the limit, without waiting for what is still to be written."""
    parts: list[bytes] = []
    read = 0
    with open(path, "rb", buffering=0, opener=_open_at_once) as file:
        while size <= most and read <= most:
            part = file.read(min(max(size, _CHUNK), most) + 1)
            if part is None:
                raise InputError(
                    "not a file with an end", where=str(path), hint="save what it says as a file first"
                )
            if not part:
                return b"".join(parts)
            parts.append(part)
            read += len(part)
    raise InputError(f"larger than {most // 1024**2} MB", where=str(path), hint="split it")


def _open_at_once(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


__all__ = ["FORMATS", "contents", "expanded", "is_lines", "kind_of"]
