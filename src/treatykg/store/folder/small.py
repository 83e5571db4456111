"""Small files of a folder of ours: read without following a link, written whole or not at all; and the lock
of its one writer.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from treatykg.errors import InputError, UsageError

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_OURS = re.compile(rb"[0-9]*( [since]*[ 0-9:-]*)?\0*")
_LONGEST_HOLDER = 80
_LOOK = "look at what it is, at its permissions, and at the room on the disk"


def small(path: Path, largest: int = 4096) -> str:
    """Read a small text file that must be a file and no link.

    Errors: FileNotFoundError when it is not there; InputError when it is no file, too large, or not UTF-8.
    """
    descriptor = open_file(path, os.O_RDONLY)
    with open(descriptor, "rb") as file:
        content = file.read(largest + 1)
    try:
        if len(content) > largest:
            raise ValueError
        return content.decode("utf-8")
    except ValueError:
        raise InputError("not the text that was written", where=str(path)) from None


def put(path: Path, text: str) -> None:
    """Write a small file whole, or not at all.

    What was there, a link too, is replaced; a folder is set aside.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o644)
        with open(descriptor, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            sync(file.fileno())
        if path.is_dir() and not path.is_symlink():
            os.rename(path, path.with_name(f"damaged-{path.name}"))
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_path(path.parent)


def sync(descriptor: int) -> None:
    """Have the system write out what it holds of a file."""
    with suppress(OSError):
        os.fsync(descriptor)


def sync_path(path: Path) -> None:
    """Have the system write out what it holds of a file or a folder."""
    with suppress(OSError):  # not every system can do that for a folder
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold a lock that ends with the process, however it ends.

    Errors: UsageError with the holder's process id when another process holds it; InputError when the file
    is a link, or holds something else, which stays as it is.
    """
    descriptor = open_file(path, os.O_RDWR | os.O_CREAT)
    try:
        with suppress(OSError):  # Windows does not let read what another process locked
            _see_ours(descriptor, path)
        if not lock(descriptor):
            raise UsageError(
                f"process {_holder(descriptor)} is writing there",
                where=str(path.parent),
                hint="wait until it is done, or stop it",
            )
        os.ftruncate(descriptor, 0)
        with suppress(OSError):  # a full disk; the lock holds all the same
            os.write(descriptor, f"{os.getpid()} since {time.strftime('%Y-%m-%d %H:%M:%S')}".encode())
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def lock(descriptor: int, *, shared: bool = False) -> bool:
    """Lock an open file, if no other process has: for one alone, or shared with others that only read."""
    try:
        import fcntl
    except ImportError:  # Windows, where what is open cannot be removed
        return shared or _lock_windows(descriptor)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock_windows(descriptor: int) -> bool:
    import msvcrt

    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True


def open_file(path: Path, flags: int) -> int:
    """Open a file that must be one of ours, without waiting.

    Errors: FileNotFoundError when it is not there; InputError for a link or a device, and when it cannot be
    opened.
    """
    try:
        descriptor = os.open(path, flags | _NO_LINK, 0o644)
    except FileNotFoundError:
        raise
    except OSError as error:
        cause = (
            "a link, which is not followed" if path.is_symlink() else f"cannot be opened: {error.strerror}"
        )
        raise InputError(cause, where=str(path), hint=_LOOK) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode) or path.is_symlink():
        os.close(descriptor)
        raise InputError("not a file", where=str(path), hint=_LOOK)
    return descriptor


def _see_ours(descriptor: int, path: Path) -> None:
    """See that a lock is one: another file under its name (a hard link, say) must not be emptied."""
    if not _OURS.fullmatch(os.read(descriptor, _LONGEST_HOLDER)) or os.fstat(descriptor).st_nlink != 1:
        raise InputError(
            "not a lock of ours, but another file", where=str(path), hint="move it to where it belongs"
        )


def _holder(descriptor: int) -> str:
    with suppress(OSError):
        os.lseek(descriptor, 0, os.SEEK_SET)
        return os.read(descriptor, _LONGEST_HOLDER).decode("ascii", "replace") or "unknown"
    return "unknown"


__all__ = ["held", "lock", "open_file", "put", "small", "sync", "sync_path"]
