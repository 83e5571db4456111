"""Write a file as a careful program does: whole or not at all, and what the file was it stays."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from pathlib import Path

_PATIENCE = 5.0
_PAUSE = 0.02


def write_file(data: bytes, path: Path) -> None:
    """Write beside `path` and then in its place; a new file has the mode that the umask leaves.

    A file that is there keeps mode, owner and attributes. One that has other names (hard links), or whose
    owner or place only it can have, is written where it is. A pipe or a device is written straight. A
    symbolic link stays one.
    Errors: OSError when nothing can be written there; the file is then as it was.
    """
    try:
        before = os.stat(path)
    except FileNotFoundError:
        _replace(data, _behind_links(path), None)
        return
    if stat.S_ISDIR(before.st_mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if not stat.S_ISREG(before.st_mode):
        _straight(data, path)
        return
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if before.st_nlink != 1 or os.path.realpath(path.parent).startswith(("/proc/", "/dev/fd")):
        _in_place(data, path)
        return
    try:
        _replace(data, _behind_links(path), before)
    except OSError as error:
        if not isinstance(error, PermissionError) and error.errno != errno.EBUSY:
            raise
        _in_place(data, path)


def is_stdout(path: Path) -> bool:
    """Say whether a path leads to where standard output goes, as /dev/stdout does."""
    with contextlib.suppress(OSError, ValueError):
        return os.path.samestat(os.stat(path), os.fstat(1))
    return False


def _behind_links(path: Path) -> Path:
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _replace(data: bytes, target: Path, before: os.stat_result | None) -> None:
    beside = target.parent / f".treatykg-{os.urandom(8).hex()}"
    made = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if before is None else 0o600)
    try:
        with open(made, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(made)
        if before is not None:
            _like(beside, target, before)
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def _like(beside: Path, target: Path, before: os.stat_result) -> None:
    """Give the new file the owner, the attributes and the mode of the old one."""
    now = os.stat(beside)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        os.chown(beside, before.st_uid, before.st_gid)
    if hasattr(os, "listxattr"):
        kept = {name: os.getxattr(beside, name) for name in os.listxattr(beside)}
        for name in os.listxattr(target):
            if kept.get(name) != (value := os.getxattr(target, name)):
                os.setxattr(beside, name, value)
    os.chmod(beside, stat.S_IMODE(before.st_mode))


def _in_place(data: bytes, path: Path) -> None:
    """Write over a file; when that fails, what it held is put back."""
    with open(path, "r+b", buffering=0) as file:
        old = file.read()
        try:
            _over(file.fileno(), data)
        except BaseException:
            _over(file.fileno(), old)
            raise


def _over(file: int, data: bytes) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    _all(file, data)
    os.ftruncate(file, len(data))
    os.fsync(file)


def _straight(data: bytes, path: Path) -> None:
    """Write to a device or a pipe; a pipe that nobody opens for reading is given up after a while."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            file = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            break
        except OSError as error:
            if error.errno != errno.ENXIO or not path.is_fifo():
                raise
            if time.monotonic() > deadline:
                raise OSError(errno.ENXIO, "nobody reads this pipe") from None
            time.sleep(_PAUSE)
    try:
        os.set_blocking(file, True)
        _all(file, data)
    finally:
        os.close(file)


def _all(file: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(file, left) :]
