"""A State's pacts on a map: land without any border, arcs to the partners, and the places that a source
names.

Borders are left out because some of them are disputed, and to draw one is to take a side.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Sequence
from pathlib import Path

from treatykg.clocks import clock_suffix
from treatykg.namespaces import curie
from treatykg.pictures.layout import Box, wrap
from treatykg.pictures.map.atlas import FIRM, WEAK, Atlas, Marker, Position
from treatykg.pictures.status_style import STATUS_WORDS, dash, legend, status_legend, with_reports
from treatykg.pictures.svg import (
    classes,
    document,
    element,
    empty_message,
    label,
    svg_title,
    with_halo,
)

_LAND = Path(__file__).resolve().parents[1] / "browser" / "land.json"
_WIDTH, _HEAD, _LEGEND = 1200.0, 96.0, 50.0
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT = math.sqrt(3) / 2
_SOUTH, _NORTH, _FURTHER = -56.0, 78.0, 48.0
_DIAMOND = "M0 -5L5 0L0 5L-5 0z"
_EXPLAINED = (
    "Arcs lead to the capitals of the partners; diamonds are places that a source names. "
    "No border is drawn: some are disputed."
)


def projected(longitude: float, latitude: float) -> Position:
    """Project a position by Equal Earth (Šavrič, Patterson and Jenny, 2018); areas keep their size.

    >>> [round(x, 2) for x in projected(0, 90)]
    [0.0, 1.32]
    """
    theta = math.asin(_ROOT * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    across = math.radians(longitude) * math.cos(theta)
    across /= _ROOT * (_A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square))
    return across, theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))


_SCALE = _WIDTH / (2 * projected(180, 0)[0])
_TOP = projected(0, _NORTH)[1]


def _at(position: Position) -> Position:
    x, y = projected(*position)
    return _WIDTH / 2 + x * _SCALE, _HEAD + (_TOP - y) * _SCALE


def draw(atlas: Atlas, as_of: dt.date | None = None, known_on: dt.date | None = None) -> str:
    """Draw the map of one State's pacts.

    Returns: an SVG document; the same bytes for the same pacts.
    """
    title = f"{atlas.name}: its pacts on a map" + clock_suffix(as_of, known_on)
    bottom = _at((0, _SOUTH))[1]
    missing = _missing(atlas)
    lines = wrap(missing, "soft", 150) if missing else ()
    head = [
        label(28, 40, title, anchor="start", kind="title"),
        label(28, 64, _EXPLAINED, anchor="start", kind="soft"),
    ]
    body = [*_land(), *_arcs(atlas), *_points(atlas)]
    body += [
        label(28, bottom + 28 + 18 * n, text, anchor="start", kind=kind)
        for n, (text, kind) in enumerate(lines)
    ]
    below = bottom + 40 + 18 * len(lines)
    body += _legend(atlas, below)
    if not atlas.pacts:
        body.append(label(_WIDTH / 2, _HEAD + 60, empty_message(as_of), kind="soft"))
    return document(round(_WIDTH), round(below + _LEGEND), title, _described(atlas), [*head, *body])


def _land() -> list[str]:
    """The land, where the package was built with it; else a line that says so."""
    if not _LAND.exists():
        words = "This treatykg was built without the outlines of land: install Node.js, then treatykg again."
        return [label(28, 84, words, anchor="start", kind="soft")]
    rings = json.loads(_LAND.read_text(encoding="utf-8"))
    shown = [part for ring in rings for part in _parts(ring)]
    path = "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in map(_at, part)) + "z" for part in shown)
    return [element("path", d=path, class_=classes(fill="faint"))]


def _parts(ring: Sequence[Sequence[float]]) -> list[list[Position]]:
    """What of a ring lies on the map: one that crosses the antimeridian has a part on either side."""
    whole: list[Position] = []
    for x, y in ring:
        near = x if not whole else x + 360 * round((whole[-1][0] - x) / 360)
        whole.append((near, y))
    found = []
    for turn in (-360, 0, 360):
        part = [(x + turn, y) for x, y in whole]
        for axis, sign, limit in ((0, 1, -180.0), (0, -1, 180.0), (1, 1, _SOUTH), (1, -1, _NORTH)):
            part = _clipped(part, axis, sign, limit)
        if len(part) > 2:
            found.append(part)
    return found


def _clipped(ring: list[Position], axis: int, sign: int, limit: float) -> list[Position]:
    """The part of a ring on one side of a line (Sutherland and Hodgman, 1974)."""
    found = []
    for index, here in enumerate(ring):
        before = ring[index - 1]
        inside, was = (sign * (point[axis] - limit) >= 0 for point in (here, before))
        if inside != was:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            found.append(
                (before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1]))
            )
        if inside:
            found.append(here)
    return found


def _arcs(atlas: Atlas) -> list[str]:
    """An arc for each pact, those with one partner side by side."""
    found, seen = [], dict.fromkeys((pact.partner for pact in atlas.pacts), 0)
    if atlas.centre not in atlas.positions:
        return []
    x0, y0 = _at(atlas.positions[atlas.centre])
    for pact in atlas.pacts:
        if pact.partner not in atlas.positions:
            continue
        x1, y1 = _at(atlas.positions[pact.partner])
        bend = 0.16 + 0.1 * seen[pact.partner]
        seen[pact.partner] += 1
        across, down = (x0 + x1) / 2 + (y1 - y0) * bend, (y0 + y1) / 2 - abs(x1 - x0) * bend
        words = f"{pact.name} with {pact.partner_name}: {STATUS_WORDS[pact.status]}, "
        words += with_reports(f"signed {pact.signed or 'no date'}", pact.reported, ", ")
        path = element(
            "path",
            d=f"M{x0:.1f} {y0:.1f}Q{across:.1f} {down:.1f} {x1:.1f} {y1:.1f}",
            fill="none",
            class_=classes(stroke=pact.status),
            stroke_width=3,
            stroke_linecap="round",
            **dash(pact.status),
        )
        found.append(
            element("g", element("a", svg_title(words) + path, href=pact.iri), data_pact=curie(pact.iri))
        )
    return found


def _points(atlas: Atlas) -> list[str]:
    """The places, the capitals, and their names, each where there is room, with a line to it where it had to
    stand apart.
    """
    markers: dict[str, list[Marker]] = {}
    for marker in atlas.markers:
        if marker.position:
            markers.setdefault(marker.iri, []).append(marker)
    names = {pact.partner: pact.partner_name for pact in atlas.pacts} | {atlas.centre: atlas.name}
    dots = [
        (_at(atlas.positions[iri]), name, "name")
        for iri, name in sorted(names.items())
        if iri in atlas.positions
    ]
    dots += [
        (_at(found[0].position), found[0].name, "soft") for found in markers.values() if found[0].position
    ]
    drawn = [_marker(found) for found in markers.values()]
    drawn += [
        _capital(iri, name, iri == atlas.centre, *_at(atlas.positions[iri]))
        for iri, name in sorted(names.items())
        if iri in atlas.positions
    ]
    placed: list[Box] = [Box(x, y, ()) for (x, y), _, _ in dots]
    for (x, y), name, kind in dots:
        box = _room(x, y, name, kind, placed)
        placed.append(box)
        if leader := _leader(box, x, y):
            drawn.append(
                element("line", x1=x, y1=y, x2=leader[0], y2=leader[1], class_=classes(stroke="soft"))
            )
        drawn.append(with_halo(label(box.x, box.y + 4, name, kind=kind)))
    return drawn


def _capital(iri: str, name: str, central: bool, x: float, y: float) -> str:
    drawn = element(
        "a", svg_title(name) + element("circle", cx=x, cy=y, r=5, class_=classes(fill="ink")), href=iri
    )
    return element("g", drawn, data_middle=1) if central else drawn


def _room(x: float, y: float, name: str, kind: str, placed: Sequence[Box]) -> Box:
    """The nearest box for a name that lies on nothing: on a side first, then further and further around.

    One whose line would go through another name is taken only where there is no other nearby.
    """
    width = Box(0, 0, ((name, kind),)).width / 2
    distance, second, until = 4.0, None, math.inf
    while True:
        for across, down in ((1, 0), (-1, 0), (0.6, -1), (0.6, 1), (-0.6, -1), (-0.6, 1), (0, -1), (0, 1)):
            box = Box(x + across * (width + distance), y + down * (14 + distance), ((name, kind),))
            inside = box.x - width > 4 and box.x + width < _WIDTH - 4
            if not inside or any(_touch(box, other) for other in placed):
                continue
            if not any(_crossed(other, _leader(box, x, y), x, y) for other in placed):
                return box
            if second is None:
                second, until = box, distance + _FURTHER
        if second and distance >= until:
            return second
        distance += 6


def _leader(box: Box, x: float, y: float) -> Position | None:
    """Where a line from a dot to a name that had to stand apart ends."""
    apart = abs(box.x - x) > box.width / 2 + 10 or abs(box.y - y) > 20
    return (box.x, box.y + (8 if box.y < y else -10)) if apart else None


def _crossed(other: Box, leader: Position | None, x: float, y: float) -> bool:
    """Whether a line from a dot goes through another name."""
    if leader is None or not other.lines:
        return False
    points = ((x + (leader[0] - x) * step / 16, y + (leader[1] - y) * step / 16) for step in range(17))
    return any(abs(across - other.x) * 2 < other.width and abs(down - other.y) < 9 for across, down in points)


def _touch(one: Box, other: Box) -> bool:
    if not other.lines:
        return abs(one.x - other.x) * 2 < one.width - 6 and abs(one.y - other.y) < 13
    return abs(one.x - other.x) * 2 < one.width + other.width - 20 and abs(one.y - other.y) < 18


def _marker(found: Sequence[Marker]) -> str:
    first = min(found, key=lambda marker: (marker.grade != FIRM, marker.pact))
    assert first.position is not None  # noqa: S101 (asked before)
    x, y = _at(first.position)
    words = f"{first.name}: named with {', '.join(sorted({marker.pact for marker in found}))}; {first.grade}"
    return element("a", svg_title(words) + _diamond(first.grade, x, y), href=first.claim)


def _missing(atlas: Atlas) -> str:
    names = sorted({marker.name for marker in atlas.markers if marker.position is None})
    names += sorted({pact.partner_name for pact in atlas.pacts if pact.partner not in atlas.positions})
    return f"Named by sources, and without a position here: {', '.join(names)}." if names else ""


def _legend(atlas: Atlas, y: float) -> list[str]:
    """What lines and diamonds mean: a row for each of the two."""
    lines, _ = status_legend([pact.status for pact in atlas.pacts], 30, y, _WIDTH)
    diamonds, _ = legend(
        [(_diamond(grade, 6, 0), 12.0, f"place, {grade}") for grade in (FIRM, WEAK)], 30, y + 24, _WIDTH
    )
    return [*lines, *diamonds]


def _diamond(grade: str, x: float, y: float) -> str:
    look = classes(fill="in-force" if grade == FIRM else "paper", stroke="in-force")
    return element("path", d=_DIAMOND, transform=f"translate({x:.1f} {y:.1f})", class_=look, stroke_width=2)


def _described(atlas: Atlas) -> str:
    pacts = "; ".join(
        f"{pact.name} with {pact.partner_name}, "
        + with_reports(STATUS_WORDS[pact.status], pact.reported, ", ")
        for pact in atlas.pacts
    )
    markers = "; ".join(f"{marker.name} with {marker.pact}, {marker.grade}" for marker in atlas.markers)
    return f"Pacts: {pacts or 'none'}. Places that sources name: {markers or 'none'}."
