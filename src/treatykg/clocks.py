"""The two clocks: the day that is asked about, and the day of the knowledge."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks: `as_of`, the day asked about; `known_on`, the day of the knowledge.

    Both default to no limit. See docs/view.md, and Snodgrass on bitemporal data.

    >>> Clocks(known_on=dt.date(2025, 12, 9)).as_of is None
    True
    """

    as_of: dt.date | None = None
    known_on: dt.date | None = None


def clock_suffix(as_of: dt.date | None, known_on: dt.date | None) -> str:
    """Say at the end of a title which clocks were set.

    >>> clock_suffix(dt.date(2024, 7, 1), None)
    ', as of 2024-07-01'
    """
    return "".join(
        f", {words} {day.isoformat()}" for words, day in (("as of", as_of), ("known on", known_on)) if day
    )
