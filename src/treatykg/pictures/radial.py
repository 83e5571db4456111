"""A State in the middle, its partners around it, each pact a link.

The link's colour and dash say where the pact stands, its arrowheads to whom something is granted; beside the partner stands what.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from treatykg.namespaces import curie
from treatykg.network.project import Pact
from treatykg.pictures.layout import Box, Lines, extent, wrap
from treatykg.pictures.ring import Seat, ring
from treatykg.pictures.standings import LINE, SAYING, dash, standings, stands
from treatykg.pictures.svg import asked, element, label, nothing, page, paint, titled, told

_EXPLAINED = "Clockwise from the top by date of signature. A link's arrowhead points to the State that is granted something."
_DEEPER = (" ⇄ both ways, → granted by {name}, ← granted to it.", " Places are those that a source names.")
Doubts = Mapping[str, Sequence[str]]
_MARGIN, _HEAD, _FOOT, _LEAST = 28.0, 96.0, 40.0, 760.0
_SHOWN, _ABREAST, _ARROW, _BAR = 5, 9.0, 84.0, 9.0
_HEADS = "M0 0L-11 5L-11 -5z"


def draw(
    named: tuple[str, list[Pact]],
    as_of: dt.date | None = None,
    known_on: dt.date | None = None,
    *,
    doubts: Doubts | None = None,
    depth: int = 1,
) -> str:
    """Draw the pacts of one State.

    Parameters: `named`, the State's name and its pacts in order; `as_of` and `known_on`, the clocks; `doubts`, what a reader should be
    warned of, by pact; `depth`, 0 for the pacts alone, 1 with what each side grants, 2 with the places that a source names.
    Returns: an SVG document; the same bytes for the same pacts.
    """
    (name, pacts), warned = named, doubts or {}
    title = f"{name}: pacts and arrangements"
    middle = Box(0, 0, wrap(name, "centre", 24))
    partners: dict[str, list[Pact]] = {}
    for pact in pacts:
        partners.setdefault(pact.partner, []).append(pact)
    names = [wrap(of[0].partner_name, "name", 24) for of in partners.values()]
    said = [[_texts(pact, warned.get(pact.iri, ()), depth) for pact in of] for of in partners.values()]
    seats = ring(middle, list(zip(names, said, strict=True)))
    left, top, right, bottom = extent([middle, *(box for seat in seats for box in (seat.name, *seat.pacts))])
    explained = wrap(_EXPLAINED + "".join(_DEEPER[:depth]).format(name=name), "soft", int(max(right - left, _LEAST - 2 * _MARGIN) / 6.6))
    width, head = max(right - left + 2 * _MARGIN, titled(title), _LEAST), _HEAD + 17 * (len(explained) - 1)
    legend, rows = standings([pact.standing for pact in pacts], _MARGIN, bottom - top + head + _FOOT, width - _MARGIN)
    links = [_links(middle, seat, of) for seat, of in zip(seats, partners.values(), strict=True)]
    ends = [_seat(seat, of) for seat, of in zip(seats, partners.values(), strict=True)]
    drawn = [*links, *ends, element("g", _boxed(middle, fill="ink", colour="paper", rx=20), data_middle=1)]
    title += asked(as_of, known_on)
    words = [label(_MARGIN, 44, title, anchor="start", kind="title")]
    words += [label(_MARGIN, 68 + 17 * n, text, anchor="start", kind=kind) for n, (text, kind) in enumerate(explained)]
    if not pacts:
        words.append(label(width / 2, bottom - top + head + 24, nothing(as_of), kind="soft"))
    shift = f"translate({(width - (right - left)) / 2 - left:.1f} {head - top:.1f})"
    body = [*words, element("g", "\n" + "\n".join(drawn) + "\n", transform=shift), *legend]
    return page(round(width), round(bottom - top + head + _FOOT + 24 * rows), title, _described(name, pacts), body)


def _of(pacts: Sequence[Pact], drawn: str) -> str:
    return element("g", drawn, data_pact=" ".join(curie(pact.iri) for pact in pacts))


def _texts(pact: Pact, doubts: Sequence[str], depth: int) -> Lines:
    """The pact's name, when it was signed, where it stands, and what it says."""
    lines = [
        *wrap(pact.name, "name", 28),
        *wrap(stands(pact.standing, pact.signed), "soft", 36),
        *(line for doubt in doubts for line in wrap(f"△ {doubt}", "soft", 36)),
    ]
    for said in _granting(pact) if depth else ():
        lines += wrap(said, "soft", 36)
    if depth > 1 and pact.places:
        lines += wrap(f"places: {', '.join(pact.places)}", "soft", 36)
    return tuple(lines)


def _boxed(box: Box, *, rx: int, fill: str = "paper", colour: str = "") -> str:
    corner = {"x": box.x - box.width / 2, "y": box.y - box.height / 2, "width": box.width, "height": box.height}
    frame = element("rect", **corner, rx=rx, class_=paint(fill=fill, stroke="ink"), stroke_width=2)
    return frame + "".join(label(x, y, text, kind=kind, colour=colour) for x, y, text, kind in box.baselines())


def _links(middle: Box, seat: Seat, pacts: Sequence[Pact]) -> str:
    """A line for each pact with one partner, side by side, with an arrowhead at the end of who is granted something."""
    found = []
    for number, pact in enumerate(pacts):
        aside = _ABREAST * (number - (len(pacts) - 1) / 2)
        ends = {"x1": middle.x, "y1": middle.y + aside, "x2": seat.rim, "y2": seat.name.y + aside}
        line = element("line", **ends, **LINE, class_=paint(stroke=pact.standing), **dash(pact.standing))
        parts = [told(f"{pact.name}: {SAYING[pact.standing]}"), line]
        turned = math.degrees(math.atan2(seat.name.y - middle.y, seat.rim - middle.x))
        length = math.hypot(seat.rim - middle.x, seat.name.y - middle.y)
        for granted, along, turn in ((pact.granted, length - 4, turned), (pact.received, min(_ARROW, length / 2), turned + 180)):
            if granted:
                x, y = (seat.rim - middle.x) * along / length, (seat.name.y - middle.y) * along / length + aside
                place = f"translate({x:.1f} {y:.1f}) rotate({turn:.1f})"
                parts.append(element("path", d=_HEADS, transform=place, class_=paint(fill=pact.standing)))
        found.append(_of([pact], "".join(parts)))
    return "\n".join(found)


def _seat(seat: Seat, pacts: Sequence[Pact]) -> str:
    """What is said of each pact beside a bar in the style of its link, and the partner's name, which stays while one of its pacts does."""
    parts = []
    for pact, box in zip(pacts, seat.pacts, strict=True):
        x, anchor = seat.rim + seat.side * 3, "start" if seat.side > 0 else "end"
        ends = {"x1": x, "y1": box.y - box.height / 2 + 6, "x2": x, "y2": box.y + box.height / 2 - 6}
        bar = element("line", **ends, **LINE, class_=paint(stroke=pact.standing), **dash(pact.standing))
        lines = [label(x + seat.side * _BAR, y, text, anchor=anchor, kind=kind) for _, y, text, kind in box.baselines()]
        named = sum(kind == "name" for _, kind in box.lines)
        link = element("a", told(f"{pact.name}: {SAYING[pact.standing]}") + "".join(lines[:named]), href=pact.iri)
        parts.append(_of([pact], "\n".join([bar + link, *lines[named:]])))
    partner = element("a", told(pacts[0].partner_name) + _boxed(seat.name, rx=14), href=pacts[0].partner)
    return "\n".join([*parts, _of(pacts, partner)])


def _granting(pact: Pact) -> list[str]:
    """What each side grants the other, of each kind in one line where it is the same both ways."""
    if not pact.granted and not pact.received and not pact.limits:
        return ["not stated"]
    found: list[str] = []
    for kind, granted, received in (
        ("access", pact.granted.facilities, pact.received.facilities),
        ("support", pact.granted.supports, pact.received.supports),
    ):
        ways = [("⇄", granted)] if granted == received else [("→", granted), ("←", received)]
        found += [f"{way} {kind}: {_some(names)}" for way, names in ways if names]
    return found + ([f"limits: {', '.join(pact.limits)}"] if pact.limits else [])


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN + 1 else ""
    return ", ".join(name.lower() for name in (names[:_SHOWN] if more else names)) + more


def _described(name: str, pacts: list[Pact]) -> str:
    said = [f"{p.name} with {p.partner_name}, {p.signed or 'no date'}, {SAYING[p.standing]}: {'; '.join(_granting(p))}." for p in pacts]
    return " ".join(said) or f"No pact of {name}."
