"""Project the accepted view to States and the agreements between them, with a place for each: the same places every time."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from treatykg.network.project import pacts
from treatykg.view.lookup import Accepted

_ROUNDS, _REACH = 60, 2
_GOLDEN = math.pi * (3 - math.sqrt(5))
_PULL, _GRAVITY = 0.06, 0.004
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A State or an agreement: `standing` of an agreement, empty for a State; `degree`, how many it is joined to."""

    iri: str
    name: str
    standing: str
    signed: str
    degree: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Web:
    """The dots, and the pairs of them, by number, that are joined."""

    dots: tuple[Dot, ...]
    links: tuple[tuple[int, int], ...]


def web_of(graph: Accepted, as_of: dt.date | None = None) -> Web:
    """Return all States with pacts, and all pacts between them."""
    numbers: dict[str, int] = {}
    about: list[tuple[str, str, str, str]] = []
    links: list[tuple[int, int]] = []
    for agreement, parties, standing, signed in pacts(graph, as_of):
        numbers[agreement] = len(about)
        about.append((agreement, graph.name(agreement), standing, signed))
        for party in parties:
            if party not in numbers:
                numbers[party] = len(about)
                about.append((party, graph.name(party), "", ""))
            links.append((numbers[agreement], numbers[party]))
    degrees = [0] * len(about)
    for one, other in links:
        degrees[one] += 1
        degrees[other] += 1
    places = place(degrees, links)
    dots = tuple(Dot(*said, degree, x, y) for said, degree, (x, y) in zip(about, degrees, places, strict=True))
    return Web(dots, tuple(links))


def place(degrees: Sequence[int], links: Sequence[tuple[int, int]]) -> list[Point]:
    """Lay a network out by forces (Fruchterman and Reingold, 1991): dots push their neighbours off, links pull, nothing is random.

    Parameters: `degrees`, for each dot; `links`, pairs of numbers. Returns: places about the middle, one unit apart on average.
    """
    order = sorted(range(len(degrees)), key=lambda n: (-degrees[n], n))
    points: list[Point] = [(0.0, 0.0)] * len(degrees)
    for rank, number in enumerate(order):
        radius, angle = math.sqrt(rank + 0.5), rank * _GOLDEN
        points[number] = (radius * math.cos(angle), radius * math.sin(angle))
    for turn in range(_ROUNDS):
        points = _moved(points, degrees, links, 2.0 * (1 - turn / _ROUNDS))
    return [(round(x, 2) + 0.0, round(y, 2) + 0.0) for x, y in points]


def _moved(points: list[Point], degrees: Sequence[int], links: Sequence[tuple[int, int]], most: float) -> list[Point]:
    forces = [[-x * _GRAVITY, -y * _GRAVITY] for x, y in points]
    for one, other, across, down, far in _near(points):
        push = 1.0 / (far + 0.05)
        for number, sign in ((one, 1.0), (other, -1.0)):
            forces[number][0] += sign * across * push
            forces[number][1] += sign * down * push
    for one, other in links:
        across, down = points[other][0] - points[one][0], points[other][1] - points[one][1]
        for number, sign in ((one, 1.0), (other, -1.0)):
            pull = sign * _PULL * (3.0 if degrees[number] < 4 else 1.0 / math.sqrt(degrees[number]))
            forces[number][0] += across * pull
            forces[number][1] += down * pull
    moved = []
    for (x, y), (across, down) in zip(points, forces, strict=True):
        length = math.sqrt(across * across + down * down)
        scale = min(1.0, most / length) if length else 0.0
        moved.append((x + across * scale, y + down * scale))
    return moved


def _near(points: Sequence[Point]) -> Iterator[tuple[int, int, float, float, float]]:
    """Each pair of dots that are close: their numbers, from the second to the first across and down, and the square of how far."""
    fields: dict[tuple[int, int], list[int]] = {}
    for number, (x, y) in enumerate(points):
        fields.setdefault((math.floor(x / _REACH), math.floor(y / _REACH)), []).append(number)
    for (column, row), here in fields.items():
        around = [fields.get((column + right, row + down), ()) for right, down in ((0, 1), (1, -1), (1, 0), (1, 1))]
        for index, one in enumerate(here):
            others = [*here[index + 1 :], *(number for there in around for number in there)]
            for other in others:
                across, down = points[one][0] - points[other][0], points[one][1] - points[other][1]
                far = across * across + down * down
                if far < _REACH * _REACH:
                    yield one, other, across, down, far
