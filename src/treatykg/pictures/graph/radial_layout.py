"""Positions around a middle: partners on an oval, clockwise from the top, their texts outside it, so that no
link crosses a text.

The oval is convex and every text lies outside it; a link from the middle to its rim stays inside.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from treatykg.pictures.layout import Box, Lines

_LEAST, _NEAR, _SLIM, _APART, _CLEAR = 150.0, 64.0, 0.22, 18.0, 70.0
_HALF, _WIDEST = 200.0, 400.0
Texts = tuple[Lines, Sequence[Lines]]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a partner stands: `side`, 1 right of the middle or -1 left of it; its name; below that a text for
    each pact.
    """

    side: int
    name: Box
    pacts: tuple[Box, ...]

    @property
    def rim(self) -> float:
        """The x of the edge that faces the centre."""
        return self.name.x - self.side * self.name.width / 2


def radial_layout(middle: Box, texts: Sequence[Texts]) -> list[Slot]:
    """Place partners around a middle at (0, 0).

    Parameters: `texts`, for each partner the lines of its name and those of each pact, clockwise from the
    top.
    """
    half = (len(texts) + 1) // 2
    sides = [(1, list(texts[:half])), (-1, list(reversed(texts[half:])))]
    tallest = max(_tall(side) for _, side in sides)
    oval = (
        max(_LEAST, min(_SLIM * tallest, _WIDEST), middle.width / 2 + _CLEAR),
        max(tallest / 2, _HALF, middle.height) * 1.04,
    )
    right, left = (_column(side, there, oval) for side, there in sides)
    return [*right, *reversed(left)]


def _tall(side: Sequence[Texts]) -> float:
    return sum(_height(one) + _APART for one in side) - _APART if side else 0.0


def _height(one: Texts) -> float:
    name, pacts = one
    return sum(Box(0, 0, lines).height for lines in (name, *pacts))


def _column(side: int, texts: Sequence[Texts], oval: tuple[float, float]) -> list[Slot]:
    found, top = [], -_tall(texts) / 2
    for one in texts:
        bottom = top + _height(one)
        nearest = min(max(0.0, top), bottom) if top > 0 or bottom < 0 else 0.0
        rim = max(_NEAR, oval[0] * math.sqrt(max(0.0, 1 - (nearest / oval[1]) ** 2)))
        boxes, y = [], top
        for lines in (one[0], *one[1]):
            box = Box(0, 0, lines)
            boxes.append(Box(side * (rim + box.width / 2), y + box.height / 2, lines))
            y += box.height
        found.append(Slot(side, boxes[0], tuple(boxes[1:])))
        top = bottom + _APART
    return found
