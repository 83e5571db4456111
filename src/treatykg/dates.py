"""Dates with a precision, and the first and last day each of them can mean."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from treatykg.errors import UsageError
from treatykg.namespaces import PREFIXES

_XSD = PREFIXES["xsd"]
_FORMS = {
    f"{_XSD}date": re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z"),
    f"{_XSD}gYearMonth": re.compile(r"(\d{4})-(\d\d)\Z"),
    f"{_XSD}gYear": re.compile(r"(\d{4})\Z"),
}


def bounds(lexical: str, datatype: str) -> tuple[dt.date, dt.date]:
    """Return the earliest and the latest day of an XSD date of any precision.

    Parameters: `lexical` such as `2025-12`; `datatype`, an IRI of xsd:date, gYearMonth or gYear.
    Errors: ValueError when the literal is not such a date (XML Schema 1.1 part 2).

    >>> [day.isoformat() for day in bounds("2024-02", _XSD + "gYearMonth")]
    ['2024-02-01', '2024-02-29']
    """
    form = _FORMS.get(datatype)
    match = form.match(lexical) if form else None
    if not match:
        raise ValueError(f"not a date: {lexical!r}")
    parts = [int(part) for part in match.groups()]
    year, month = parts[0], parts[1] if len(parts) > 1 else None
    if len(parts) == 3:
        day = dt.date(*parts)
        return day, day
    last_month = month or 12
    last_day = calendar.monthrange(year, last_month)[1]
    return dt.date(year, month or 1, 1), dt.date(year, last_month, last_day)


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
        raise UsageError(f"{what}: not a day: {text!r}", hint="write YYYY-MM-DD, such as 2025-12-31") from None
