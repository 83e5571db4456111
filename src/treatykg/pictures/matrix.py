"""Agreements by what they grant: a cell is yes, no, not stated or disputed, told by shape and by colour."""

from __future__ import annotations

import datetime as dt
import math

from treatykg.namespaces import curie
from treatykg.network.cells import BOTH, DISPUTED, GRANTED, GROUPS, NO, NOT_STATED, RECEIVED, Matrix
from treatykg.network.project import Pact
from treatykg.pictures.layout import wrap
from treatykg.pictures.svg import element, label, page, paint, told

_LEFT, _CELL, _LEAST_ROW, _LINE, _HEAD = 286.0, 27.0, 40.0, 17.0, 116.0
_SLANT, _CHARACTER = math.radians(60), 7.4
_DISC, _RIGHT_HALF, _LEFT_HALF = "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0z", "M0 -8a8 8 0 0 1 0 16z", "M0 -8a8 8 0 0 0 0 16z"
_CROSS, _DOT = "M-6 -6L6 6M6 -6L-6 6", "M-1.5 0a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0z"
_SAYING = {
    BOTH: "both ways",
    GRANTED: "{centre} grants it",
    RECEIVED: "{centre} receives it",
    NO: "excluded",
    DISPUTED: "disputed",
    NOT_STATED: "not stated",
}


def draw(matrix: Matrix, as_of: dt.date | None = None) -> str:
    """Draw the table of one State's pacts.

    Returns: an SVG document; the same bytes for the same table.
    """
    title = f"{matrix.centre}: what its pacts say" + (f", as of {as_of.isoformat()}" if as_of else "")
    longest = max((len(column[1]) for column in matrix.columns), default=0) * _CHARACTER
    top = _HEAD + longest * math.sin(_SLANT) + 24
    width = max(_LEFT + _CELL * len(matrix.columns) + longest * math.cos(_SLANT) + 40, 760.0)
    row = max([_LEAST_ROW, *(_LINE * len(_name(pact.name)) + 6 for pact in matrix.pacts)])
    height = top + row * max(len(matrix.pacts), 1) + 30 + _LINE * (len(GROUPS) - 1)
    head = [label(28, 40, title, anchor="start", kind="title"), *_legend(matrix)]
    body = [*head, *_heads(matrix, top, top + row * len(matrix.pacts)), *_rows(matrix, top, row)]
    if not matrix.pacts:
        body.append(label(width / 2, height - 30, "no pact on that day", kind="soft"))
    return page(round(width), round(height), title, _described(matrix), body)


def _name(text: str) -> tuple[tuple[str, str], ...]:
    return wrap(text, "name", 24)


def _heads(matrix: Matrix, top: float, bottom: float) -> list[str]:
    """The concepts on a slant, and below the groups, on a line further down where one would touch the one before."""
    found: list[str] = []
    ends: list[float] = []
    for number, (group, name, concept) in enumerate(matrix.columns):
        x = _LEFT + _CELL * (number + 0.5)
        turned = f"translate({x:.1f} {top - 16:.1f}) rotate(-60)"
        link = element("a", label(0, 4, name, anchor="start", kind="soft", colour="ink"), href=concept)
        found.append(element("g", link, transform=turned))
        if number == 0 or matrix.columns[number - 1][0] != group:
            x -= _CELL / 2
            free = x + 3 + len(GROUPS[group]) * _CHARACTER
            line = next((n for n, end in enumerate(ends) if end < x), len(ends))
            ends[line : line + 1] = [free]
            found.append(element("line", x1=x, y1=top - 8, x2=x, y2=bottom, class_=paint(stroke="soft")))
            found.append(label(x + 3, bottom + 18 + _LINE * line, GROUPS[group], anchor="start", kind="soft"))
    return found


def _rows(matrix: Matrix, top: float, row: float) -> list[str]:
    found = []
    end = _LEFT + _CELL * len(matrix.columns)
    for number, pact in enumerate(matrix.pacts):
        y = top + row * (number + 0.5)
        found.append(element("line", x1=28.0, y1=y - row / 2, x2=end, y2=y - row / 2, class_=paint(stroke="faint")))
        lines = _name(pact.name)
        first = y + 5 - _LINE * (len(lines) - 1) / 2
        words = "".join(label(28, first + _LINE * n, text, anchor="start", kind=kind) for n, (text, kind) in enumerate(lines))
        row_head = element("a", told(f"{pact.name} with {pact.partner_name}") + words, href=pact.iri)
        found.append(element("g", "\n".join([row_head, *_cells(matrix, pact, y)]), data_pact=curie(pact.iri)))
    return found


def _cells(matrix: Matrix, pact: Pact, y: float) -> list[str]:
    """The cells of a row; what is not stated has no claim to lead to, and is one path of dots."""
    found, silent = [], ""
    for number, (group, name, concept) in enumerate(matrix.columns):
        x, cell = _LEFT + _CELL * (number + 0.5), matrix.cells.get((pact.iri, group, concept))
        if cell is None:
            silent += f"M{x - 1.5:.1f} {y:.1f}a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0z"
            continue
        keys = ", ".join(sorted(claim.rpartition("/")[2] for claim in cell.claims))
        words = f"{pact.name}, {GROUPS[group]} {name}: {_said(cell.value, matrix.centre)} ({keys})"
        found.append(element("a", told(words) + _glyph(cell.value, x, y), href=min(cell.claims)))
    return [element("path", d=silent, class_=paint(fill="soft")), *found] if silent else found


def _glyph(value: str, x: float, y: float) -> str:
    at = f"translate({x:.1f} {y:.1f})"
    if value == NOT_STATED:
        return element("path", d=_DOT, transform=at, class_=paint(fill="soft"))
    if value == NO:
        return element("path", d=_CROSS, transform=at, class_=paint(stroke="ended"), stroke_width=3)
    if value == DISPUTED:
        ring = element("path", d=_DISC, transform=at, class_=paint(fill="paper", stroke="disputed"), stroke_width=2)
        return ring + label(x, y + 4.5, "?", colour="disputed")
    ring = element("path", d=_DISC, transform=at, class_=paint(fill="paper", stroke="in-force"), stroke_width=2)
    half = {BOTH: _DISC, GRANTED: _RIGHT_HALF, RECEIVED: _LEFT_HALF}[value]
    return ring + element("path", d=half, transform=at, class_=paint(fill="in-force"))


def _said(value: str, centre: str) -> str:
    return _SAYING[value].format(centre=centre)


def _legend(matrix: Matrix) -> list[str]:
    found, x = [], 38.0
    for value in _SAYING:
        words = _said(value, matrix.centre)
        found.append(_glyph(value, x, 70) + label(x + 14, 74, words, anchor="start", kind="soft"))
        x += 40 + len(words) * _CHARACTER
    return found


def _described(matrix: Matrix) -> str:
    said = []
    for pact in matrix.pacts:
        cells = [
            (column, matrix.cells[pact.iri, column[0], column[2]])
            for column in matrix.columns
            if (pact.iri, column[0], column[2]) in matrix.cells
        ]
        words = "; ".join(f"{GROUPS[group]} {name} {_said(cell.value, matrix.centre)}" for (group, name, _), cell in cells)
        said.append(f"{pact.name} with {pact.partner_name}: {words or 'nothing stated'}.")
    return " ".join(said)
