"""A State in the middle, its partners around it, each pact a link.

The link's colour and dash say where the pact stands; the outer ring says what each side grants.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from treatykg.namespaces import curie
from treatykg.network.project import Pact, Right
from treatykg.pictures.layout import Box, Spoke, extent, radial, wrap
from treatykg.pictures.standings import SAYING, STANDINGS, dash
from treatykg.pictures.svg import element, label, page, paint, told

_EXPLAINED = "Clockwise from the top by date of signature."
_DEEPER = (
    " At the rim: what each side grants the other; ⇄ both ways, → from the middle, ← to it.",
    " Below that the places that a source names.",
)
Doubts = Mapping[str, Sequence[str]]
_MARGIN, _HEAD, _FOOT = 40.0, 96.0, 24.0
_SHOWN = 4


def draw(named: tuple[str, list[Pact]], as_of: dt.date | None = None, *, doubts: Doubts = {}, depth: int = 1) -> str:  # noqa: B006 (only read)
    """Draw the pacts of one State.

    Parameters: `named`, the State's name and its pacts in order; `as_of`, the day that is drawn; `doubts`, what a reader should be warned
    of, by pact; `depth`, 0 for the pacts alone, 1 with what each side grants, 2 with the places that a source names.
    Returns: an SVG document; the same bytes for the same pacts.
    """
    name, pacts = named
    title = f"{name}: pacts and arrangements" + (f" on {as_of.isoformat()}" if as_of else "")
    middle = Box(0, 0, wrap(name, "centre", 24))
    spokes = radial(middle, [_texts(pact, doubts.get(pact.iri, ()), depth) for pact in pacts])
    boxes = [middle, *(box for spoke in spokes for box in (spoke.link, spoke.end, spoke.note))]
    left, top, right, bottom = extent(boxes)
    width = max(right - left + 2 * _MARGIN, 920.0)
    legend = _legend(pacts, bottom - top + _HEAD + 2 * _FOOT)
    height = bottom - top + _HEAD + 2 * _FOOT + 24 * max(len(legend), 1)
    shift = f"translate({(width - (right - left)) / 2 - left:.1f} {_HEAD - top:.1f})"
    drawn = [_of(pact, _link(middle, pact, spoke)) for pact, spoke in zip(pacts, spokes, strict=True)]
    drawn += [_of(pact, _partner(pact, spoke)) for pact, spoke in zip(pacts, spokes, strict=True)]
    drawn.append(_boxed(middle, fill="ink", colour="paper", stroke="ink", rx=20))
    head = [
        label(_MARGIN, 44, title, anchor="start", kind="title"),
        label(_MARGIN, 68, _EXPLAINED + "".join(_DEEPER[:depth]), anchor="start", kind="soft"),
    ]
    if not pacts:
        head.append(label(width / 2, height - 24, "no pact on that day", kind="soft"))
    body = [*head, element("g", "\n" + "\n".join(drawn) + "\n", transform=shift), *legend]
    return page(round(width), round(height), title, _described(name, pacts), body)


def _of(pact: Pact, drawn: str) -> str:
    return element("g", drawn, data_pact=curie(pact.iri))


def _texts(pact: Pact, doubts: Sequence[str], depth: int) -> tuple[tuple[tuple[str, str], ...], ...]:
    link = (*wrap(pact.name, "name", 24), (pact.signed or "no date", "soft"), *((f"△ {doubt}", "soft") for doubt in doubts))
    note = [line for said in (_granting(pact) if depth else ()) for line in wrap(said, "soft", 30)]
    if depth > 1 and pact.places:
        note += wrap(f"places: {', '.join(pact.places)}", "soft", 30)
    return link, wrap(pact.partner_name, "name", 24), tuple(note)


def _boxed(box: Box, *, stroke: str, rx: int, fill: str = "paper", colour: str = "", **more: object) -> str:
    corner = {"x": box.x - box.width / 2, "y": box.y - box.height / 2}
    frame = element(
        "rect", **corner, width=box.width, height=box.height, rx=rx, class_=paint(fill=fill, stroke=stroke), stroke_width=2, **more
    )
    return frame + "".join(label(x, y, text, kind=kind, colour=colour) for x, y, text, kind in box.baselines())


def _link(middle: Box, pact: Pact, spoke: Spoke) -> str:
    ends = {"x1": middle.x, "y1": middle.y, "x2": spoke.end.x, "y2": spoke.end.y}
    line = element("line", class_=paint(stroke=pact.standing), stroke_width=4, stroke_linecap="round", **ends, **dash(pact.standing))
    box = _boxed(spoke.link, stroke=pact.standing, rx=8, **dash(pact.standing))
    return line + "\n" + element("a", told(f"{pact.name}: {SAYING[pact.standing]}") + box, href=pact.iri)


def _partner(pact: Pact, spoke: Spoke) -> str:
    node = element("a", told(pact.partner_name) + _boxed(spoke.end, stroke="ink", rx=14), href=pact.partner)
    return "\n".join([node, *(label(x, y, text, kind=kind) for x, y, text, kind in spoke.note.baselines())])


def _granting(pact: Pact) -> list[str]:
    if not pact.granted and not pact.received:
        return ["not stated"]
    if pact.granted == pact.received:
        return [f"⇄ {line}" for line in _named(pact.granted)]
    ways = [("→", pact.granted), ("←", pact.received)]
    return [f"{way} {line}" for way, right in ways for line in _named(right) or ["not stated"]]


def _named(right: Right) -> list[str]:
    kinds = [("access", right.facilities), ("support", right.supports)]
    return [f"{kind}: {_some(names)}" for kind, names in kinds if names]


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN + 1 else ""
    return ", ".join(name.lower() for name in (names[:_SHOWN] if more else names)) + more


def _legend(pacts: list[Pact], top: float) -> list[str]:
    found = []
    for index, standing in enumerate(s for s in STANDINGS if any(pact.standing == s for pact in pacts)):
        y = top + 24 * index
        line = element(
            "line", x1=_MARGIN, y1=y, x2=96, y2=y, class_=paint(stroke=standing), stroke_width=4, stroke_linecap="round", **dash(standing)
        )
        found.append(line + label(108, y + 4, SAYING[standing], anchor="start"))
    return found


def _described(name: str, pacts: list[Pact]) -> str:
    said = [f"{p.name} with {p.partner_name}, {p.signed or 'no date'}, {SAYING[p.standing]}: {'; '.join(_granting(p))}." for p in pacts]
    return " ".join(said) or f"No pact of {name}."
