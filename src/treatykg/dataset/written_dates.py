"""Dates as tables write them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from treatykg.dates import PartialDate

_YEAR, _MONTH, _DAY = r"(?P<y>[12]\d{3})", r"(?P<m>0[1-9]|1[0-2])", r"(?P<d>0[1-9]|[12]\d|3[01])"
_WHOLE = (re.compile(rf"{_YEAR}-{_MONTH}-{_DAY}\Z"), re.compile(rf"{_DAY}\.{_MONTH}\.{_YEAR}\Z"))
_PART = re.compile(rf"{_YEAR}(?:-{_MONTH})?\Z")
_UNKNOWN_PART = re.compile(rf"{_YEAR}(?:-{_MONTH})?(?:-X{{2}})*(?:-\d\d)?\Z")
_SPAN = re.compile(r"([12]\d{3})(-\d\d)?(?:-\d\d)?\.\.([12]\d{3})(-\d\d)?(?:-\d\d)?\Z")
_DOUBT = {"?": "The source marks this date as uncertain.", "~": "The source gives this date as approximate."}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as the graph keeps it, and what is to be said of it."""

    literal: Literal
    doubt: str = ""
    changed: str = ""


def read_date(text: str) -> Dated | None:
    """Read a date of the usual forms: ISO 8601, dd.mm.yyyy, and those of EDTF (ISO 8601-2) that are uncertain
    or approximate.

    Returns None for what is no date. A part that is not known, or an approximate or a spanned one, makes the
    date as coarse as it is known.

    >>> [read_date(text).literal.value for text in ("1957-06-21?", "1964-XX-16", "21.06.1957")]
    ['1957-06-21', '1964', '1957-06-21']
    """
    doubt = _DOUBT.get(text[-1:], "")
    plain = text[:-1] if doubt else text
    for form in _WHOLE:
        if (match := form.match(plain)) and _is_day(match):
            if text.endswith("~"):
                return Dated(_literal(match["y"]), doubt, f"approximate: kept as the year {match['y']}")
            return Dated(_literal(f"{match['y']}-{match['m']}-{match['d']}"), doubt)
    if match := _PART.match(plain):
        return Dated(_literal(plain), doubt)
    if match := _SPAN.match(plain):
        if match[1] != match[3]:
            return None
        common = match[1] + (match[2] or "") if match[2] == match[4] else match[1]
        return Dated(_literal(common), doubt, f"a span of time: kept as {common}")
    if "X" in plain and (match := _UNKNOWN_PART.match(plain.rstrip("-"))):
        known = match["y"] + (f"-{match['m']}" if match["m"] else "")
        return Dated(_literal(known), doubt, f"a part is unknown: kept as {known}")
    return None


def _is_day(match: re.Match[str]) -> bool:
    try:
        dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return False
    return True


def _literal(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(PartialDate.read(text).precision))
