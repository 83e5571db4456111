"""Agreements by what they grant: a cell is yes, no, not stated or disputed, told by shape and by colour."""

from __future__ import annotations

import datetime as dt
import math

from treatykg.clocks import clock_suffix
from treatykg.namespaces import curie, key_of
from treatykg.pictures.layout import Box, wrap
from treatykg.pictures.status_style import legend
from treatykg.pictures.svg import (
    classes,
    document,
    element,
    empty_message,
    label,
    svg_title,
    title_width,
)
from treatykg.treaties.pacts import Pact
from treatykg.treaties.provision_matrix import (
    BOTH,
    DISPUTED,
    GRANTED,
    GROUPS,
    NO,
    NOT_STATED,
    OVERRULED,
    RECEIVED,
    REPORTED,
    Matrix,
)

_LEFT, _COLUMN, _ROW, _GROUP, _LINE, _HEAD, _MARGIN = 226.0, 42.0, 20.0, 30.0, 14.0, 104.0, 28.0
_SLANT = math.radians(60)
_DISC, _RIGHT_HALF, _LEFT_HALF = (
    "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0 -14 0z",
    "M0 -7a7 7 0 0 1 0 14z",
    "M0 -7a7 7 0 0 0 0 14z",
)
_STRUCK = "M-5 5L5 -5"
_CROSS, _DOT = "M-5 -5L5 5M5 -5L-5 5", "M-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0z"
_SAYING = {
    BOTH: "both ways",
    GRANTED: "{centre} grants it",
    RECEIVED: "{centre} receives it",
    NO: "excluded",
    DISPUTED: "disputed",
    OVERRULED: "claimed, overruled",
    REPORTED: "reported, not confirmed",
    NOT_STATED: "not stated",
}


def draw(matrix: Matrix, as_of: dt.date | None = None, known_on: dt.date | None = None) -> str:
    """Draw the table of one State's pacts: a column for each pact, a row for each thing that any of them
    speaks of.

    Returns: an SVG document; the same bytes for the same table.
    """
    title = f"{matrix.centre}: what its pacts say"
    names = [Box(0, 0, _name(pact.name)).width for pact in matrix.pacts]
    longest = max(names, default=0.0)
    top = _HEAD + longest * math.sin(_SLANT)
    rows, bottom = _places(matrix, top)
    edge = _LEFT + _COLUMN * len(matrix.pacts)
    width = max(edge + longest * math.cos(_SLANT) + _MARGIN, title_width(title), 760.0)
    title += clock_suffix(as_of, known_on)
    head = [label(_MARGIN, 40, title, anchor="start", kind="title"), *_legend(matrix, width)]
    body = [*head, *_heads(matrix, rows, edge)]
    body += [
        _column(matrix, pact, _LEFT + _COLUMN * (number + 0.5), rows)
        for number, pact in enumerate(matrix.pacts)
    ]
    if not matrix.pacts:
        body.append(label(width / 2, bottom + 10, empty_message(as_of), kind="soft"))
    return document(round(width), round(bottom + _MARGIN), title, _described(matrix), body)


def _name(text: str) -> tuple[tuple[str, str], ...]:
    return wrap(text, "soft", 24)


def _places(matrix: Matrix, top: float) -> tuple[list[float], float]:
    """The height of each row's middle, with room for the name of a group above its first; and where the last
    one ends.
    """
    found, y, before = [], top, ""
    for group, _, _ in matrix.columns:
        y += _GROUP if group != before else 0.0
        found.append(y + _ROW / 2)
        y, before = y + _ROW, group
    return found, y


def _heads(matrix: Matrix, rows: list[float], edge: float) -> list[str]:
    """The things that pacts speak of, under the names of their groups, with a line below each."""
    found: list[str] = []
    before = ""
    for (group, name, concept), y in zip(matrix.columns, rows, strict=True):
        if group != before:
            found.append(label(_MARGIN, y - _ROW / 2 - 6, GROUPS[group], anchor="start", kind="name"))
            found.append(
                element(
                    "line",
                    x1=_MARGIN,
                    y1=y - _ROW / 2,
                    x2=edge,
                    y2=y - _ROW / 2,
                    class_=classes(stroke="soft"),
                )
            )
            before = group
        link = element(
            "a", label(_MARGIN + 8, y + 4, name, anchor="start", kind="soft", colour="ink"), href=concept
        )
        line = element(
            "line", x1=_MARGIN, y1=y + _ROW / 2, x2=edge, y2=y + _ROW / 2, class_=classes(stroke="faint")
        )
        found += [line, link]
    return found


def _column(matrix: Matrix, pact: Pact, x: float, rows: list[float]) -> str:
    """The name of a pact on a slant, and its cells; what is not stated has no claim to lead to, and is one
    path of dots.
    """
    lines = _name(pact.name)
    top = (rows[0] if rows else _HEAD + 200.0) - _ROW / 2 - _GROUP / 2
    first = 4 - _LINE * (len(lines) - 1) / 2
    words = "".join(
        label(0, first + _LINE * n, text, anchor="start", kind=kind, colour="ink")
        for n, (text, kind) in enumerate(lines)
    )
    turned = element("g", words, transform=f"translate({x:.1f} {top:.1f}) rotate(-60)")
    found, silent = (
        [element("a", svg_title(f"{pact.name} with {pact.partner_name}") + turned, href=pact.iri)],
        "",
    )
    for (group, name, concept), y in zip(matrix.columns, rows, strict=True):
        cell = matrix.cells.get((pact.iri, group, concept))
        if cell is None:
            silent += f"M{x - 1.5:.1f} {y:.1f}a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0z"
            continue
        keys = ", ".join(sorted(key_of(claim) for claim in cell.claims))
        said = f"{pact.name}, {GROUPS[group]} {name}: {_said(cell.value, matrix.centre)} ({keys})"
        found.append(element("a", svg_title(said) + _glyph(cell.value, x, y), href=min(cell.claims)))
    if silent:
        found.append(element("path", d=silent, class_=classes(fill="soft")))
    return element("g", "\n".join(found), data_pact=curie(pact.iri))


def _glyph(value: str, x: float, y: float) -> str:
    at = f"translate({x:.1f} {y:.1f})"
    if value == NOT_STATED:
        return element("path", d=_DOT, transform=at, class_=classes(fill="soft"))
    if value == NO:
        return element("path", d=_CROSS, transform=at, class_=classes(stroke="ended"), stroke_width=3)
    if value == DISPUTED:
        ring = element(
            "path", d=_DISC, transform=at, class_=classes(fill="paper", stroke="disputed"), stroke_width=2
        )
        return ring + label(x, y + 4.5, "?", colour="disputed")
    if value == OVERRULED:
        struck = f"{_DISC}{_STRUCK}"
        return element(
            "path", d=struck, transform=at, class_=classes(fill="paper", stroke="disputed"), stroke_width=2
        )
    if value == REPORTED:
        look = {
            "class_": classes(fill="paper", stroke="disputed"),
            "stroke_width": 2,
            "stroke_dasharray": "2 3",
        }
        return element("path", d=_DISC, transform=at, **look)
    ring = element(
        "path", d=_DISC, transform=at, class_=classes(fill="paper", stroke="in-force"), stroke_width=2
    )
    half = {BOTH: _DISC, GRANTED: _RIGHT_HALF, RECEIVED: _LEFT_HALF}[value]
    return ring + element("path", d=half, transform=at, class_=classes(fill="in-force"))


def _said(value: str, centre: str) -> str:
    return _SAYING[value].format(centre=centre)


def _legend(matrix: Matrix, right: float) -> list[str]:
    reported = any(cell.value == REPORTED for cell in matrix.cells.values())
    shown = [value for value in _SAYING if value != REPORTED or reported]
    return legend(
        [(_glyph(value, 8, 0), 16.0, _said(value, matrix.centre)) for value in shown], 28, 70, right
    )[0]


def _described(matrix: Matrix) -> str:
    said = []
    for pact in matrix.pacts:
        cells = [
            (column, matrix.cells[pact.iri, column[0], column[2]])
            for column in matrix.columns
            if (pact.iri, column[0], column[2]) in matrix.cells
        ]
        words = "; ".join(
            f"{GROUPS[group]} {name} {_said(cell.value, matrix.centre)}" for (group, name, _), cell in cells
        )
        said.append(f"{pact.name} with {pact.partner_name}: {words or 'nothing stated'}.")
    return " ".join(said)
