"""The rows of a CSV file (RFC 4180), with their numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from treatykg.dataset.load import contents
from treatykg.errors import InputError

_LINE_END = re.compile(rb"\r\n|[\r\n]")
_BEGINNINGS = {
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"PK": "a spreadsheet or an archive",
    b"\x1f\x8b": "packed",
}


def rows_of(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Read the rows of a CSV file with their numbers; an empty line counts, but is no row.

    Errors: InputError with the line, and the row where it is not the same.
    """
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number, begins = 0, 1
    try:
        for number, row in enumerate(reader, start=1):
            if any("\0" in cell for cell in row):
                raise InputError(
                    "not text: U+0000", where=f"{path}:{begins}", hint=f"look at row {number}; {_SAVE}"
                )
            if row:
                yield number, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"not CSV: {error}", where=f"{path}:{begins}", hint=f"look at row {number + 1}"
        ) from None


def check_header(header: list[str], path: Path, nameless: bool) -> None:
    """See that each column has a name of its own.

    Parameters: `nameless`, whether one column may have no name.
    Errors: InputError that names the columns.
    """
    places: dict[str, list[int]] = {}
    for number, name in enumerate(header, start=1):
        places.setdefault(name, []).append(number)
    for name, numbers in places.items():
        told = " and ".join(map(str, numbers[:_FEW]))
        if numbers[1:]:
            cause = f"two columns of one name: {name!r} is that of {told}"
            raise InputError(cause, where=f"{path}:1", hint="name each column once")
        if not name and not nameless:
            hint = "name it, or name '' below left-out with the reason"
            raise InputError(f"column {told} has no name", where=f"{path}:1", hint=hint)


def _text(path: Path) -> str:
    data = contents(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = len(_LINE_END.findall(data, 0, error.start)) + 1
        found = next((what for first, what in _BEGINNINGS.items() if data.startswith(first)), "")
        cause = f"not UTF-8 but {found}" if found else f"not UTF-8: the byte {data[error.start]:02X}"
        raise InputError(cause, where=f"{path}:{line}", hint=_SAVE) from None


_SAVE = "save the table as CSV in UTF-8"
_FEW = 4
