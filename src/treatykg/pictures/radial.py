"""A State in the middle, its partners around it, each pact a link.

The link's colour and dash say where the pact stands; the outer ring says what each side grants.
"""

from __future__ import annotations

import datetime as dt
import math
from xml.sax.saxutils import escape

from treatykg.network.project import Pact, Right
from treatykg.pictures.svg import element, label, page, wide

WIDTH, HEIGHT = 1120, 800
_CENTRE = (WIDTH / 2, HEIGHT / 2 + 10)
_REACH = (330.0, 245.0)
_DASHES = {"in force": "", "signed": "9 5", "negotiating": "2 5", "ended": "1 3"}
_SAYING = {"in force": "in force", "signed": "signed, not known to be in force", "negotiating": "under negotiation", "ended": "ended"}
_ROOM = 30


def draw(named: tuple[str, list[Pact]], as_of: dt.date | None = None) -> str:
    """Draw the pacts of one State.

    Parameters: `named`, the State's name and its pacts in order; `as_of`, the day that is drawn.
    Returns: an SVG document; the same bytes for the same pacts.
    """
    name, pacts = named
    day = f" on {as_of.isoformat()}" if as_of else ""
    title = f"{name}: logistics pacts{day}"
    body = [label(40, 48, title, anchor="start", kind="title")]
    body.append(
        label(
            40,
            72,
            "Each line is one pact, by the year of its signature from the top, clockwise. Notes at the rim: what each side grants.",
            anchor="start",
            kind="soft",
        )
    )
    places = [_place(index, len(pacts)) for index in range(len(pacts))]
    body += [_link(pact, place) for pact, place in zip(pacts, places, strict=True)]
    body.append(_middle(name))
    body += [_partner(name, pact, place) for pact, place in zip(pacts, places, strict=True)]
    body += _legend(pacts)
    if not pacts:
        body.append(label(_CENTRE[0], _CENTRE[1] + 90, "no pact on that day", kind="soft"))
    return page(WIDTH, HEIGHT, title, _described(name, pacts), body)


def _place(index: int, count: int) -> tuple[float, float]:
    angle = -math.pi / 2 + 2 * math.pi * (index + 0.5) / count
    return _CENTRE[0] + _REACH[0] * math.cos(angle), _CENTRE[1] + _REACH[1] * math.sin(angle)


def _colour(pact: Pact) -> str:
    return f"var(--{pact.standing.replace(' ', '-')})"


def _link(pact: Pact, place: tuple[float, float]) -> str:
    (x, y), (x0, y0) = place, _CENTRE
    middle = x0 + (x - x0) * 0.52, y0 + (y - y0) * 0.52
    dash = {"stroke_dasharray": _DASHES[pact.standing]} if _DASHES[pact.standing] else {}
    line = element("line", x1=x0, y1=y0, x2=x, y2=y, stroke=_colour(pact), stroke_width=4, stroke_linecap="round", **dash)
    size = max(wide(pact.name, 14), wide(pact.signed, 12)) + 18
    box = element(
        "rect",
        x=middle[0] - size / 2,
        y=middle[1] - 20,
        width=size,
        height=40,
        rx=8,
        fill="var(--paper)",
        stroke=_colour(pact),
        stroke_width=2,
        **dash,
    )
    words = label(middle[0], middle[1] - 3, pact.name, kind="name") + label(
        middle[0], middle[1] + 13, pact.signed or "no date", kind="soft"
    )
    told = element("title", escape(f"{pact.name}: {_SAYING[pact.standing]}"))
    return line + "\n" + element("a", told + box + words, href=pact.iri)


def _middle(name: str) -> str:
    radius = max(44.0, wide(name, 16) / 2 + 14)
    circle = element("circle", cx=_CENTRE[0], cy=_CENTRE[1], r=radius, fill="var(--ink)")
    return circle + element(
        "text",
        escape(name),
        x=_CENTRE[0],
        y=_CENTRE[1] + 6,
        text_anchor="middle",
        style="fill: var(--paper); font-size: 17px; font-weight: 600",
    )


def _partner(centre: str, pact: Pact, place: tuple[float, float]) -> str:
    x, y = place
    size = wide(pact.partner_name, 14) + 28
    box = element("rect", x=x - size / 2, y=y - 17, width=size, height=34, rx=17, fill="var(--paper)", stroke="var(--ink)", stroke_width=2)
    node = element(
        "a", element("title", escape(pact.partner_name)) + box + label(x, y + 5, pact.partner_name, kind="name"), href=pact.partner
    )
    return node + "\n" + "\n".join(_rim(centre, pact, x, y))


def _rim(centre: str, pact: Pact, x: float, y: float) -> list[str]:
    """The provisions, beyond the partner as seen from the middle."""
    lines = _granting(centre, pact)
    below = y >= _CENTRE[1] - 1
    first = y + 36 if below else y - 26 - 16 * (len(lines) - 1)
    longest = max(wide(line, 12) for line in lines)
    middle = min(max(x, longest / 2 + _ROOM), WIDTH - longest / 2 - _ROOM)
    return [label(middle, first + 16 * index, line, kind="soft") for index, line in enumerate(lines)]


def _granting(centre: str, pact: Pact) -> list[str]:
    if not pact.granted and not pact.received:
        return ["what each side grants: not stated"]
    if pact.granted == pact.received:
        return [f"both ways ⇄ {line}" if index == 0 else line for index, line in enumerate(_named(pact.granted))]
    ways = [(f"from {centre} →", pact.granted), (f"to {centre} ←", pact.received)]
    return [f"{way} {'; '.join(_named(right)) or 'not stated'}" for way, right in ways]


def _named(right: Right) -> list[str]:
    lines = []
    if right.facilities:
        lines.append("access: " + ", ".join(name.lower() for name in right.facilities))
    if right.supports:
        more = f" and {len(right.supports) - 4} more" if len(right.supports) > 4 else ""
        lines.append("support: " + ", ".join(name.lower() for name in right.supports[:4]) + more)
    return lines


def _legend(pacts: list[Pact]) -> list[str]:
    found = []
    for index, standing in enumerate(s for s in _DASHES if any(pact.standing == s for pact in pacts)):
        y = HEIGHT - 34 - 22 * index
        dash = {"stroke_dasharray": _DASHES[standing]} if _DASHES[standing] else {}
        colour = f"var(--{standing.replace(' ', '-')})"
        found.append(element("line", x1=40, y1=y, x2=96, y2=y, stroke=colour, stroke_width=4, stroke_linecap="round", **dash))
        found.append(label(108, y + 4, _SAYING[standing], anchor="start"))
    return found


def _described(name: str, pacts: list[Pact]) -> str:
    said = [
        f"{p.name} with {p.partner_name}, {p.signed or 'no date'}, {_SAYING[p.standing]}: {'; '.join(_granting(name, p))}." for p in pacts
    ]
    return " ".join(said) or f"No pact of {name}."
