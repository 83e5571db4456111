"""A State in the middle, its partners around it, each pact a link.

The link's colour and dash say where the pact status_and_date, its arrowheads to whom something is granted;
beside the partner stands what.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from treatykg.clocks import clock_suffix
from treatykg.namespaces import curie
from treatykg.pictures.graph.radial_layout import Slot, radial_layout
from treatykg.pictures.layout import Box, Lines, extent, wrap
from treatykg.pictures.status_style import (
    LINE,
    STATUS_WORDS,
    dash,
    reports,
    status_and_date,
    status_legend,
    with_reports,
)
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

_EXPLAINED = (
    "Clockwise from the top by date of signature. "
    "A link's arrowhead points to the State that is granted something."
)
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

    Parameters: `named`, the State's name and its pacts in order; `as_of` and `known_on`, the clocks;
    `doubts`, what a reader should be warned of, by pact; `depth`, 0 for the pacts alone, 1 with what each
    side grants, 2 with the places that a source names.
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
    slots = radial_layout(middle, list(zip(names, said, strict=True)))
    left, top, right, bottom = extent([middle, *(box for slot in slots for box in (slot.name, *slot.pacts))])
    width = max(right - left + 2 * _MARGIN, title_width(title), _LEAST)
    words = _words(title + clock_suffix(as_of, known_on), name, depth, right - left)
    head = _HEAD + 17 * (len(words) - 2)
    foot = bottom - top + head + _FOOT
    legend, rows = status_legend([pact.status for pact in pacts], _MARGIN, foot, width - _MARGIN)
    links = [_links(middle, slot, of) for slot, of in zip(slots, partners.values(), strict=True)]
    ends = [_slot(slot, of) for slot, of in zip(slots, partners.values(), strict=True)]
    drawn = [*links, *ends, element("g", _boxed(middle, fill="ink", colour="paper", rx=20), data_middle=1)]
    if not pacts:
        words.append(label(width / 2, bottom - top + head + 24, empty_message(as_of), kind="soft"))
    shift = f"translate({(width - (right - left)) / 2 - left:.1f} {head - top:.1f})"
    body = [*words, element("g", "\n" + "\n".join(drawn) + "\n", transform=shift), *legend]
    title += clock_suffix(as_of, known_on)
    return document(round(width), round(foot + 24 * rows), title, _described(name, pacts), body)


def _words(title: str, name: str, depth: int, across: float) -> list[str]:
    """The title, and below it how to read the picture."""
    text = _EXPLAINED + "".join(_DEEPER[:depth]).format(name=name)
    lines = wrap(text, "soft", int(max(across, _LEAST - 2 * _MARGIN) / 6.6))
    told = [
        label(_MARGIN, 68 + 17 * n, line, anchor="start", kind=kind) for n, (line, kind) in enumerate(lines)
    ]
    return [label(_MARGIN, 44, title, anchor="start", kind="title"), *told]


def _of(pacts: Sequence[Pact], drawn: str) -> str:
    return element("g", drawn, data_pact=" ".join(curie(pact.iri) for pact in pacts))


def _texts(pact: Pact, doubts: Sequence[str], depth: int) -> Lines:
    """The pact's name, when it was signed, where it status_and_date, and what it says."""
    lines = [
        *wrap(pact.name, "name", 28),
        *wrap(status_and_date(pact.status, pact.signed), "soft", 36),
        *(line for doubt in (*reports(pact.reported), *doubts) for line in wrap(f"△ {doubt}", "soft", 36)),
    ]
    for said in _granting(pact) if depth else ():
        lines += wrap(said, "soft", 36)
    if depth > 1 and pact.places:
        lines += wrap(f"places: {', '.join(pact.places)}", "soft", 36)
    return tuple(lines)


def _boxed(box: Box, *, rx: int, fill: str = "paper", colour: str = "") -> str:
    corner = {
        "x": box.x - box.width / 2,
        "y": box.y - box.height / 2,
        "width": box.width,
        "height": box.height,
    }
    frame = element("rect", **corner, rx=rx, class_=classes(fill=fill, stroke="ink"), stroke_width=2)
    return frame + "".join(
        label(x, y, text, kind=kind, colour=colour) for x, y, text, kind in box.baselines()
    )


def _links(middle: Box, slot: Slot, pacts: Sequence[Pact]) -> str:
    """A line for each pact with one partner, side by side, with an arrowhead at the end of who is granted
    something.
    """
    found = []
    for number, pact in enumerate(pacts):
        aside = _ABREAST * (number - (len(pacts) - 1) / 2)
        ends = {"x1": middle.x, "y1": middle.y + aside, "x2": slot.rim, "y2": slot.name.y + aside}
        line = element("line", **ends, **LINE, class_=classes(stroke=pact.status), **dash(pact.status))
        parts = [svg_title(f"{pact.name}: {STATUS_WORDS[pact.status]}"), line]
        turned = math.degrees(math.atan2(slot.name.y - middle.y, slot.rim - middle.x))
        length = math.hypot(slot.rim - middle.x, slot.name.y - middle.y)
        for granted, along, turn in (
            (pact.granted, length - 4, turned),
            (pact.received, min(_ARROW, length / 2), turned + 180),
        ):
            if granted:
                x, y = (
                    (slot.rim - middle.x) * along / length,
                    (slot.name.y - middle.y) * along / length + aside,
                )
                place = f"translate({x:.1f} {y:.1f}) rotate({turn:.1f})"
                parts.append(element("path", d=_HEADS, transform=place, class_=classes(fill=pact.status)))
        found.append(_of([pact], "".join(parts)))
    return "\n".join(found)


def _slot(slot: Slot, pacts: Sequence[Pact]) -> str:
    """What is said of each pact beside a bar in the style of its link, and the partner's name, which stays
    while one of its pacts does.
    """
    parts = []
    for pact, box in zip(pacts, slot.pacts, strict=True):
        x, anchor = slot.rim + slot.side * 3, "start" if slot.side > 0 else "end"
        ends = {"x1": x, "y1": box.y - box.height / 2 + 6, "x2": x, "y2": box.y + box.height / 2 - 6}
        bar = element("line", **ends, **LINE, class_=classes(stroke=pact.status), **dash(pact.status))
        lines = [
            label(x + slot.side * _BAR, y, text, anchor=anchor, kind=kind)
            for _, y, text, kind in box.baselines()
        ]
        named = sum(kind == "name" for _, kind in box.lines)
        link = element(
            "a",
            svg_title(f"{pact.name}: {STATUS_WORDS[pact.status]}") + "".join(lines[:named]),
            href=pact.iri,
        )
        parts.append(_of([pact], "\n".join([bar + link, *lines[named:]])))
    partner = element("a", svg_title(pacts[0].partner_name) + _boxed(slot.name, rx=14), href=pacts[0].partner)
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
    said = [
        f"{pact.name} with {pact.partner_name}, {pact.signed or 'no date'}, "
        f"{with_reports(STATUS_WORDS[pact.status], pact.reported, ', ')}: "
        f"{'; '.join(_granting(pact))}."
        for pact in pacts
    ]
    return " ".join(said) or f"No pact of {name}."
