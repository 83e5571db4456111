"""Where things go, so that no label lies on another."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

_WIDE = {"centre": 0.68, "name": 0.68, "soft": 0.6}
_SIZE = {"centre": 20, "name": 14, "soft": 12}
_LINE, _PADDING, _GAP = 17.0, 18.0, 8.0
_STRETCH, _SMALLEST, _STEP, _FACTOR = 1.45, 170.0, 15.0, 1.03
_ALONG = 0.55


@dataclass(frozen=True, slots=True)
class Box:
    """A box around lines of text, by its centre; each line has a kind: `centre`, `name` or `soft`."""

    x: float
    y: float
    lines: tuple[tuple[str, str], ...]

    @property
    def width(self) -> float:
        """The width in pixels, on the generous side."""
        return max((len(text) * _SIZE[kind] * _WIDE[kind] for text, kind in self.lines), default=0.0) + _PADDING

    @property
    def height(self) -> float:
        """The height in pixels."""
        return len(self.lines) * _LINE + (26 if any(kind == "centre" for _, kind in self.lines) else 10)

    def overlaps(self, other: Box) -> bool:
        """Whether less than a small gap lies between two boxes."""
        across = abs(self.x - other.x) * 2 < self.width + other.width + 2 * _GAP
        return across and abs(self.y - other.y) * 2 < self.height + other.height + 2 * _GAP

    def baselines(self) -> list[tuple[float, float, str, str]]:
        """List x, y, text and kind of each line."""
        first = self.y - (len(self.lines) - 1) * _LINE / 2 + 4.5
        return [(self.x, first + index * _LINE, text, kind) for index, (text, kind) in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class Spoke:
    """One link of a radial picture: the pact on it, the partner at its end, and the note beyond."""

    link: Box
    end: Box
    note: Box


def wrap(text: str, kind: str, columns: int) -> tuple[tuple[str, str], ...]:
    """Break a text into lines of at most `columns` characters.

    >>> wrap("port, airfield", "soft", 8)
    (('port,', 'soft'), ('airfield', 'soft'))
    """
    return tuple((line, kind) for line in textwrap.wrap(text, columns, break_on_hyphens=False) or [""])


def radial(centre: Box, texts: Sequence[tuple[tuple[tuple[str, str], ...], ...]]) -> list[Spoke]:
    """Place spokes around a centre, growing the circle until no two boxes overlap.

    Parameters: `texts`, for each spoke the lines of its link, its end and its note, clockwise from the top.
    """
    reach = _SMALLEST
    while True:
        spokes = [_spoke(centre, reach, index, len(texts), *lines) for index, lines in enumerate(texts)]
        boxes = [centre, *(box for spoke in spokes for box in (spoke.link, spoke.end, spoke.note))]
        if not any(one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[i + 1 :]):
            return spokes
        reach = max(reach + _STEP, reach * _FACTOR)


def _spoke(centre: Box, reach: float, index: int, count: int, *lines: tuple[tuple[str, str], ...]) -> Spoke:
    angle = -math.pi / 2 + 2 * math.pi * (index + 0.5) / count
    across, down = math.cos(angle), math.sin(angle)
    x, y = centre.x + reach * _STRETCH * across, centre.y + reach * down
    link = Box(centre.x + (x - centre.x) * _ALONG, centre.y + (y - centre.y) * _ALONG, lines[0])
    end, note = Box(x, y, lines[1]), Box(0, 0, lines[2])
    if abs(across) > 0.45:
        beyond = (end.width + note.width) / 2 + 2 * _GAP
        return Spoke(link, end, Box(x + math.copysign(beyond, across), y, lines[2]))
    beyond = (end.height + note.height) / 2 + 2 * _GAP
    return Spoke(link, end, Box(x, y + math.copysign(beyond, down), lines[2]))


def extent(boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of all boxes."""
    return (
        min(box.x - box.width / 2 for box in boxes),
        min(box.y - box.height / 2 for box in boxes),
        max(box.x + box.width / 2 for box in boxes),
        max(box.y + box.height / 2 for box in boxes),
    )
