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
