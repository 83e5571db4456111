"""Dates as tables write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from treatykg.dates import PartialDate

_DATE = r"[12]\d{3}(?:-\d\d(?:-\d\d)?)?"
_ISO = re.compile(rf"{_DATE}\Z", re.ASCII)
_POINTS = re.compile(r"(\d\d)\.(\d\d)\.([12]\d{3})\Z", re.ASCII)
_SPAN = re.compile(rf"({_DATE})\.\.({_DATE})\Z", re.ASCII)
_UNKNOWN_PART = re.compile(r"([12]\d{3}(?:-\d\d)?)-XX(?:-(\d\d|XX))?-?\Z", re.ASCII)
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

    Returns None for what is no date, or no day of the calendar. A part that is not known, or an approximate
    or a spanned one, makes the date as coarse as it is known.

    >>> [read_date(text).literal.value for text in ("1957-06-21?", "1964-XX-16", "21.06.1957")]
    ['1957-06-21', '1964', '1957-06-21']
    """
    doubt = _DOUBT.get(text[-1:], "")
    plain = text[:-1] if doubt else text
    try:
        if match := _POINTS.match(plain):
            plain = "-".join(reversed(match.groups()))
        if _ISO.match(plain):
            return _whole(PartialDate.read(plain), doubt, approximate=text.endswith("~"))
        if match := _SPAN.match(plain):
            return _span(PartialDate.read(match[1]), PartialDate.read(match[2]), doubt)
        if match := _UNKNOWN_PART.match(plain):
            return _coarser(match[1], match[2] or "XX", doubt)
    except ValueError:
        return None
    return None


def _whole(date: PartialDate, doubt: str, *, approximate: bool) -> Dated:
    if approximate and len(date.text) == len("YYYY-MM-DD"):
        return Dated(_literal(date.text[:4]), doubt, f"approximate: kept as the year {date.text[:4]}")
    return Dated(_literal(date.text), doubt)


def _span(first: PartialDate, last: PartialDate, doubt: str) -> Dated | None:
    """The shortest period that holds a span."""
    if first.first > last.last or first.text[:4] != last.text[:4]:
        return None
    common = first.text[:7] if first.text[:7] == last.text[:7] else first.text[:4]
    return Dated(_literal(common), doubt, f"a span of time: kept as {common}")


def _coarser(known: str, day: str, doubt: str) -> Dated | None:
    """What is known of a date with a part that is not."""
    month_known = len(known) > len("YYYY")
    if month_known and day != "XX":
        return None
    if day != "XX":
        PartialDate.read(f"{known}-01-{day}")  # January has every day
    return Dated(_literal(known), doubt, f"a part is unknown: kept as {known}")


def _literal(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(PartialDate.read(text).precision))
