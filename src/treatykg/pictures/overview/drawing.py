"""All States and all pacts at once: places from forces, labels where there is room, the most joined first."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator

from treatykg.clocks import clock_suffix
from treatykg.namespaces import curie
from treatykg.pictures.layout import Box
from treatykg.pictures.overview.overview import Node, Overview
from treatykg.pictures.status_style import STATUS_WORDS, STATUSES, legend, status_and_date, with_reports
from treatykg.pictures.svg import (
    classes,
    document,
    element,
    empty_message,
    label,
    svg_title,
    with_halo,
)

_SIDE, _MARGIN, _HEAD, _FIELD = 1100.0, 60.0, 110.0, 40.0
_SQUARE, _DIAMOND = "M-3.5 -3.5H3.5V3.5H-3.5z", "M0 -4.5L4.5 0L0 4.5L-4.5 0z"
_SIGNS = {
    "in force": (_SQUARE, True),
    "possibly in force": (_DIAMOND, True),
    "signed": (_SQUARE, False),
    "possibly signed": (_DIAMOND, False),
    "negotiating": ("M0 -4.5L4.5 3.5H-4.5z", False),
    "unsigned": ("M0 4.5L-4.5 -3.5H4.5z", False),
    "ended": ("M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5", False),
}
_EXPLAINED = (
    "Round: States, the larger the more pacts. Others: pacts, by status. Near each other: what is joined. "
    "Where there is no room, a name is left out."
)


def draw(overview: Overview, as_of: dt.date | None = None, known_on: dt.date | None = None) -> str:
    """Draw the whole network.

    Returns: an SVG document; the same bytes for the same network.
    """
    title = "States and their pacts" + clock_suffix(as_of, known_on)
    points = _points(overview)
    lines = "".join(
        f"M{points[a][0]:.0f} {points[a][1]:.0f}L{points[b][0]:.0f} {points[b][1]:.0f}"
        for a, b in overview.links
    )
    look = {"fill": "none", "stroke_width": 0.6 if len(overview.nodes) <= 300 else 0.25}
    drawn = [element("path", d=lines, class_=classes(stroke="soft"), **look)] if lines else []
    drawn += [_node(node, *point) for node, point in zip(overview.nodes, points, strict=True)]
    drawn += [
        with_halo(label(box.x, box.y + 4, box.lines[0][0], kind=box.lines[0][1]))
        for box in _labels(overview, points)
    ]
    head = [
        label(28, 40, title, anchor="start", kind="title"),
        label(28, 64, _EXPLAINED, anchor="start", kind="soft"),
        *_legend(),
    ]
    if not overview.nodes:
        head.append(label(_SIDE / 2, _SIDE / 2, empty_message(as_of), kind="soft"))
    states = sorted(
        (node for node in overview.nodes if not node.status), key=lambda node: (-node.degree, node.name)
    )
    said = ", ".join(f"{node.name} {node.degree}" for node in states[:20])
    about = f"{len(states)} States and {len(overview.nodes) - len(states)} pacts. "
    about += f"The States with most pacts: {said or 'none'}."
    return document(round(_SIDE), round(_SIDE + _HEAD), title, about, [*head, *drawn])


def _points(overview: Overview) -> list[tuple[float, float]]:
    """Places in the picture, the same scale across and down."""
    across, down = [node.x for node in overview.nodes] or [0.0], [node.y for node in overview.nodes] or [0.0]
    size = max(max(across) - min(across), max(down) - min(down), 1.0)
    scale = (_SIDE - 2 * _MARGIN) / size
    left, top = (
        (_SIDE - (max(across) + min(across)) * scale) / 2,
        _HEAD + (_SIDE - (max(down) + min(down)) * scale) / 2,
    )
    return [(left + node.x * scale, top + node.y * scale) for node in overview.nodes]


def radius(node: Node) -> float:
    """How large a node is drawn, in pixels."""
    return 3.5 if node.status else 4.0 + 1.6 * math.sqrt(node.degree)


def _sign(status: str, x: float, y: float) -> str:
    """A pact: its colour says its status, and so does its shape."""
    shape, filled = _SIGNS[status]
    look = classes(fill=status if filled else "paper", stroke=status)
    return element("path", d=shape, transform=f"translate({x:.1f} {y:.1f})", class_=look, stroke_width=1.6)


def _node(node: Node, x: float, y: float) -> str:
    size = radius(node)
    if node.status:
        words = f"{node.name}: {with_reports(status_and_date(node.status, node.signed), node.reported)}"
        shape = _sign(node.status, x, y)
    else:
        words = f"{node.name}: {node.degree} pacts"
        shape = element("circle", cx=x, cy=y, r=size, class_=classes(fill="ink"))
    drawn = element("a", svg_title(words) + shape, href=node.iri)
    return element("g", drawn, data_pact=curie(node.iri)) if node.status else drawn


def _labels(overview: Overview, points: list[tuple[float, float]]) -> list[Box]:
    """Names beside their nodes, the most joined first; one that would lie on another, or beyond the rim, is
    left out.
    """
    found: list[Box] = []
    on_a_node = _covering(overview, points)
    order = sorted(
        range(len(overview.nodes)),
        key=lambda n: (bool(overview.nodes[n].status), -overview.nodes[n].degree, overview.nodes[n].name),
    )
    for number in order:
        node, (x, y) = overview.nodes[number], points[number]
        line = ((node.name, "soft" if node.status else "name"),)
        width = Box(0, 0, line).width
        for across, down in ((1, 0), (-1, 0), (0, -1), (0, 1)):
            box = Box(x + across * (radius(node) + width / 2 - 4), y + down * (radius(node) + 12), line)
            inside = box.x - width / 2 > 4 and box.x + width / 2 < _SIDE - 4
            if inside and not on_a_node(box, number) and not any(box.overlaps(other) for other in found):
                found.append(box)
                break
        if len(found) > 150:
            break
    return found


def _covering(overview: Overview, points: list[tuple[float, float]]) -> Callable[[Box, int], bool]:
    """Whether a name would lie on a node that is not its own; nodes are looked up by the field they reach."""
    fields: dict[tuple[int, int], list[tuple[int, float, float, float]]] = {}
    for number, (node, (x, y)) in enumerate(zip(overview.nodes, points, strict=True)):
        reach = radius(node)
        for field in _fields(x, y, reach, reach):
            fields.setdefault(field, []).append((number, x, y, reach))

    def covers(box: Box, own: int) -> bool:
        across, down = box.width / 2, 8.0
        return any(
            abs(x - box.x) < across + reach - 6 and abs(y - box.y) < down + reach
            for field in _fields(box.x, box.y, across, down)
            for number, x, y, reach in fields.get(field, ())
            if number != own
        )

    return covers


def _fields(x: float, y: float, across: float, down: float) -> Iterator[tuple[int, int]]:
    rows = range(math.floor((y - down) / _FIELD), math.floor((y + down) / _FIELD) + 1)
    columns = range(math.floor((x - across) / _FIELD), math.floor((x + across) / _FIELD) + 1)
    return ((column, row) for column in columns for row in rows)


def _legend() -> list[str]:
    return legend([(_sign(name, 5, 0), 10.0, STATUS_WORDS[name]) for name in STATUSES], 28, 87, _SIDE)[0]
