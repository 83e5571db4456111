"""Lay a network out by forces: the same places every time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import chain

_ROUNDS, _REACH = 60, 2
_GOLDEN = math.pi * (3 - math.sqrt(5))
_PULL, _GRAVITY = 0.06, 0.004
Point = tuple[float, float]


def force_layout(degrees: Sequence[int], links: Sequence[tuple[int, int]]) -> list[Point]:
    """Lay a network out (Fruchterman and Reingold, 1991): nodes push their neighbours off, links pull,
    nothing is random.

    Parameters: `degrees`, for each node; `links`, pairs of numbers. Returns: points about the middle, one
    unit apart on average.
    """
    order = sorted(range(len(degrees)), key=lambda n: (-degrees[n], n))
    points: list[Point] = [(0.0, 0.0)] * len(degrees)
    for rank, number in enumerate(order):
        radius, angle = math.sqrt(rank + 0.5), rank * _GOLDEN
        points[number] = (radius * math.cos(angle), radius * math.sin(angle))
    for turn in range(_ROUNDS):
        points = _moved(points, degrees, links, 2.0 * (1 - turn / _ROUNDS))
    return [(round(x, 2) + 0.0, round(y, 2) + 0.0) for x, y in points]


def _moved(
    points: list[Point], degrees: Sequence[int], links: Sequence[tuple[int, int]], most: float
) -> list[Point]:
    right, below = [-x * _GRAVITY for x, _ in points], [-y * _GRAVITY for _, y in points]
    for one, other, across, down, far in _near(points):
        push = 1.0 / (far + 0.05)
        right[one] += across * push
        below[one] += down * push
        right[other] -= across * push
        below[other] -= down * push
    for one, other in links:
        across, down = points[other][0] - points[one][0], points[other][1] - points[one][1]
        for number, sign in ((one, 1.0), (other, -1.0)):
            pull = sign * _PULL * (3.0 if degrees[number] < 4 else 1.0 / math.sqrt(degrees[number]))
            right[number] += across * pull
            below[number] += down * pull
    moved = []
    for (x, y), across, down in zip(points, right, below, strict=True):
        length = math.sqrt(across * across + down * down)
        scale = min(1.0, most / length) if length else 0.0
        moved.append((x + across * scale, y + down * scale))
    return moved


def _near(points: Sequence[Point]) -> Iterator[tuple[int, int, float, float, float]]:
    """Each pair of nodes that are close: their numbers, from the second to the first across and down, and the
    square of how far.
    """
    fields: dict[tuple[int, int], list[int]] = {}
    for number, (x, y) in enumerate(points):
        fields.setdefault((math.floor(x / _REACH), math.floor(y / _REACH)), []).append(number)
    for (column, row), here in fields.items():
        around = [
            fields.get((column + right, row + down), ()) for right, down in ((0, 1), (1, -1), (1, 0), (1, 1))
        ]
        for index, one in enumerate(here):
            x, y = points[one]
            for other in chain(here[index + 1 :], *around):
                across, down = x - points[other][0], y - points[other][1]
                far = across * across + down * down
                if far < _REACH * _REACH:
                    yield one, other, across, down, far
