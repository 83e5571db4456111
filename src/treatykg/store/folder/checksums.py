"""What a folder held when it was written: the size and the checksums of each file, so that a loss is noticed
before anything is answered from it.

They guard against accidents (a full disk, a crash, a bad sector, a careless hand), as CRC-32 does for any
flipped bit. Whoever can write into the folder can write the checksums, too.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path

from treatykg.errors import InputError
from treatykg.store.folder.small import open_file, put, small

NAME = "checksums"
SUPERSEDED = "superseded"
CHEAP = 32 << 20  # read whole in less than a tenth of the time that opening and asking takes
_END = 64 << 10  # where the engine keeps what it believes without a check of its own
_LARGEST = 1 << 20
_BLOCK = 1 << 20
_HEAD = "treatykg checksums 1\n"
_LINE = re.compile(r"([0-9a-f]{8}) ([0-9a-f]{8}) ([0-9]{1,18}) ([A-Za-z0-9._/-]+)")
_NOT_DATA = re.compile(rf"{NAME}|{SUPERSEDED}|(index/)?(LOCK|LOG(\.old\.[0-9]+)?)|(.*/)?\.[^/]*")
Sums = dict[str, tuple[str, str, int]]


def write(folder: Path) -> None:
    """Note what a folder holds, in a file of its own beside it."""
    lines = [_HEAD]
    for name, about in sorted(_files(folder)):
        whole, end = _sum(folder / name, about.st_size), _sum(folder / name, min(about.st_size, _END))
        lines.append(f"{whole} {end} {about.st_size} {name}\n")
    text = "".join(lines)
    put(folder / NAME, f"{text}{zlib.crc32(text.encode()):08x}\n")


def check(folder: Path, *, whole: bool = False, private: bool = False) -> bool:
    """See that a folder holds what was written, as far as that is cheap; return whether all was read.

    Parameters: `whole` reads every file to its end, whatever it costs; `private` also asks that all belongs
    to this user and that nobody else may write it.
    Errors: InputError with the file that is lost, changed, a link, or not one of those that were written.
    """
    noted = _noted(folder)
    found = dict(_files(folder, private=private))
    for name in sorted(noted.keys() | found.keys()):
        if name not in found:
            raise InputError("a file of the store is gone", where=str(folder / name))
        if name not in noted:
            raise InputError("a file that was not written with the store", where=str(folder / name))
        if (size := found[name].st_size) != noted[name][2]:
            raise InputError(
                f"{noted[name][2]} bytes were written, and {size} are there", where=str(folder / name)
            )
    whole = whole or sum(size for _, _, size in noted.values()) <= CHEAP
    for name, (of_all, of_end, size) in noted.items():
        if whole or size <= _END:
            _compare(folder / name, of_all, size)
        elif name.endswith(".sst"):
            _compare(folder / name, of_end, _END)
    return whole


def check_file(folder: Path, name: str) -> None:
    """See that one file of a folder is to the last byte what was written.

    Errors: InputError when it is not.
    """
    of_all, _, size = _noted(folder)[name]
    _compare(folder / name, of_all, size)


def _noted(folder: Path) -> Sums:
    """What was noted when the folder was written."""
    path = folder / NAME
    try:
        text = small(path, _LARGEST)
    except FileNotFoundError:
        raise InputError("the checksums of what was written are gone", where=str(path)) from None
    *lines, last = text.splitlines() or [""]
    matches = [_LINE.fullmatch(line) for line in lines[1:]]
    body = text[: -len(last) - 1]
    if not lines or f"{zlib.crc32(body.encode()):08x}\n" != f"{last}\n" or not text.endswith(f"{last}\n"):
        raise InputError("not the checksums that were written", where=str(path))
    if lines[0] + "\n" != _HEAD or not all(matches):
        raise InputError("checksums of another version", where=str(path))
    return {match[4]: (match[1], match[2], int(match[3])) for match in matches if match}


def _files(folder: Path, inside: str = "", *, private: bool = False) -> Iterator[tuple[str, os.stat_result]]:
    """Each file that matters, with its name within the folder.

    Errors: InputError for a link, a device, and where `private` what others own or may write.
    """
    try:
        about = os.lstat(folder / inside)
        if not stat.S_ISDIR(about.st_mode):
            raise InputError("not the folder that was written", where=str(folder / inside))
        if private:
            see_private(folder / inside, about)
        with os.scandir(folder / inside) as entries:
            found = sorted((entry.name, entry.stat(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(folder / inside)) from None
    for own, about in found:
        name = f"{inside}{own}"
        if stat.S_ISDIR(about.st_mode):
            yield from _files(folder, f"{name}/", private=private)
            continue
        if not stat.S_ISREG(about.st_mode):
            raise InputError("a link or a device, where a file was written", where=str(folder / name))
        if private:
            see_private(folder / name, about)
        if not _NOT_DATA.fullmatch(name):
            yield name, about


def see_private(path: Path, about: os.stat_result) -> None:
    """See that something belongs to this user and that nobody else may write it.

    Errors: InputError when it does not.
    """
    if hasattr(os, "getuid") and (about.st_uid != os.getuid() or about.st_mode & 0o022):
        raise InputError("others own it or may write it", where=str(path))


def _compare(path: Path, noted: str, length: int) -> None:
    if _sum(path, length) != noted:
        raise InputError("not what was written: its checksum differs", where=str(path))


def _sum(path: Path, length: int) -> str:
    """The checksum of the last `length` bytes of a file."""
    found = 0
    try:
        with open(open_file(path, os.O_RDONLY), "rb", buffering=0) as file:
            file.seek(-length, os.SEEK_END)
            while block := file.read(_BLOCK):
                found = zlib.crc32(block, found)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from None
    return f"{found:08x}"


__all__ = ["CHEAP", "NAME", "SUPERSEDED", "check", "check_file", "see_private", "write"]
