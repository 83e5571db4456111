"""Dates with a precision, the first and last day each of them can mean, and how certain an answer about a day
is.
"""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import NamedTuple

from treatykg.errors import UsageError
from treatykg.namespaces import PREFIXES

_XSD = PREFIXES["xsd"]
_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z", re.ASCII)


class Certainty(StrEnum):
    """How surely something was so on a day; silence is `UNKNOWN`, never `NO`."""

    CERTAINLY = "certainly"
    POSSIBLY = "possibly"
    UNKNOWN = "unknown"
    NO = "no"


class Precision(StrEnum):
    """How much of a date is known, by the XSD datatype that holds it (XML Schema 1.1 part 2, sections 3.3.9
    to 3.3.11).
    """

    DAY = f"{_XSD}date"
    MONTH = f"{_XSD}gYearMonth"
    YEAR = f"{_XSD}gYear"


_BY_PARTS = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}


class PartialDate(NamedTuple):
    """A day, a month or a year: its text, its precision, and the first and the last day it can mean.

    >>> str(PartialDate.read("2024-02").last)
    '2024-02-29'
    """

    text: str
    precision: Precision
    first: dt.date
    last: dt.date

    @classmethod
    def read(cls, text: str, datatype: str | None = None) -> PartialDate:
        """Read a date as it is written in XSD, of any precision or of that of a `datatype` (an IRI).

        Errors: ValueError when the text is no such date, or not of that datatype.

        >>> PartialDate.read("2017").precision.name
        'YEAR'
        """
        match = _FORM.match(text)
        parts = [int(part) for part in match.groups() if part] if match else []
        precision = _BY_PARTS.get(len(parts))
        if precision is None or datatype not in (None, precision):
            raise ValueError(f"not a date: {text!r}")
        first = last = dt.date(*parts, *(1,) * (3 - len(parts)))
        if precision is Precision.YEAR or (precision is Precision.MONTH and first.month == 12):
            last = first.replace(month=12, day=31)
        elif precision is Precision.MONTH:
            last = first.replace(month=first.month + 1) - dt.timedelta(days=1)
        return cls(text, precision, first, last)


def day(text: str, what: str = "date") -> dt.date:
    """Read one whole day that a person typed.

    Errors: UsageError that names the option.

    >>> day("2025-12-31")
    datetime.date(2025, 12, 31)
    """
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{what}: not a day: {text!r}", hint="write YYYY-MM-DD, such as 2025-12-31"
        ) from None
