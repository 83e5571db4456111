"""Where things go, so that no label lies on another."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

_WIDE = {"centre": 0.68, "name": 0.68, "soft": 0.6}
_SIZE = {"centre": 20, "name": 14, "soft": 12}
_LINE, _PADDING, _GAP = 17.0, 18.0, 8.0
Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box around lines of text, by its centre; each line has a kind: `centre`, `name` or `soft`."""

    x: float
    y: float
    lines: Lines

    @property
    def width(self) -> float:
        """The width in pixels, on the generous side."""
        return (
            max((len(text) * _SIZE[kind] * _WIDE[kind] for text, kind in self.lines), default=0.0) + _PADDING
        )

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


def wrap(text: str, kind: str, columns: int) -> Lines:
    """Break a text into lines of at most `columns` characters.

    >>> wrap("port, airfield", "soft", 8)
    (('port,', 'soft'), ('airfield', 'soft'))
    """
    return tuple((line, kind) for line in textwrap.wrap(text, columns, break_on_hyphens=False) or [""])


def extent(boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of all boxes."""
    return (
        min(box.x - box.width / 2 for box in boxes),
        min(box.y - box.height / 2 for box in boxes),
        max(box.x + box.width / 2 for box in boxes),
        max(box.y + box.height / 2 for box in boxes),
    )
