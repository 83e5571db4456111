"""All States and all pacts at once: places from forces, labels where there is room, the most joined first."""

from __future__ import annotations

import datetime as dt
import json
import math
from pathlib import Path
from string import Template

from treatykg.errors import UsageError
from treatykg.namespaces import curie
from treatykg.network.web import Dot, Web
from treatykg.pictures.layout import Box
from treatykg.pictures.sheet import Extra
from treatykg.pictures.standings import SAYING, STANDINGS, legend, stands
from treatykg.pictures.svg import PALETTE, asked, element, haloed, label, nothing, page, paint, style, told

_SIDE, _MARGIN, _HEAD = 1100.0, 60.0, 110.0
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
_HERE = Path(__file__).resolve().parent
_ENGINE = _HERE / "browser"
_EXPLAINED = (
    "Round: States, the larger the more pacts. Others: pacts, by status. Near each other: what is joined. "
    "Where there is no room, a name is left out."
)


def draw(web: Web, as_of: dt.date | None = None, known_on: dt.date | None = None) -> str:
    """Draw the whole network.

    Returns: an SVG document; the same bytes for the same network.
    """
    title = "States and their pacts" + asked(as_of, known_on)
    points = _points(web)
    lines = "".join(f"M{points[a][0]:.0f} {points[a][1]:.0f}L{points[b][0]:.0f} {points[b][1]:.0f}" for a, b in web.links)
    drawn = (
        [element("path", d=lines, class_=paint(stroke="soft"), fill="none", stroke_width=0.6 if len(web.dots) <= 300 else 0.25)]
        if lines
        else []
    )
    drawn += [_dot(dot, *point) for dot, point in zip(web.dots, points, strict=True)]
    drawn += [haloed(label(box.x, box.y + 4, box.lines[0][0], kind=box.lines[0][1])) for box in _labels(web, points)]
    head = [label(28, 40, title, anchor="start", kind="title"), label(28, 64, _EXPLAINED, anchor="start", kind="soft"), *_legend()]
    if not web.dots:
        head.append(label(_SIDE / 2, _SIDE / 2, nothing(as_of), kind="soft"))
    states = sorted((dot for dot in web.dots if not dot.standing), key=lambda dot: (-dot.degree, dot.name))
    said = ", ".join(f"{dot.name} {dot.degree}" for dot in states[:20])
    about = f"{len(states)} States and {len(web.dots) - len(states)} pacts. The States with most pacts: {said or 'none'}."
    return page(round(_SIDE), round(_SIDE + _HEAD), title, about, [*head, *drawn])


def _points(web: Web) -> list[tuple[float, float]]:
    """Places in the picture, the same scale across and down."""
    across, down = [dot.x for dot in web.dots] or [0.0], [dot.y for dot in web.dots] or [0.0]
    size = max(max(across) - min(across), max(down) - min(down), 1.0)
    scale = (_SIDE - 2 * _MARGIN) / size
    left, top = (_SIDE - (max(across) + min(across)) * scale) / 2, _HEAD + (_SIDE - (max(down) + min(down)) * scale) / 2
    return [(left + dot.x * scale, top + dot.y * scale) for dot in web.dots]


def _radius(dot: Dot) -> float:
    return 3.5 if dot.standing else 4.0 + 1.6 * math.sqrt(dot.degree)


def _sign(standing: str, x: float, y: float) -> str:
    """A pact: its colour says where it stands, and so does its shape."""
    shape, filled = _SIGNS[standing]
    look = paint(fill=standing if filled else "paper", stroke=standing)
    return element("path", d=shape, transform=f"translate({x:.1f} {y:.1f})", class_=look, stroke_width=1.6)


def _dot(dot: Dot, x: float, y: float) -> str:
    size = _radius(dot)
    if dot.standing:
        words = f"{dot.name}: {stands(dot.standing, dot.signed)}"
        shape = _sign(dot.standing, x, y)
    else:
        words = f"{dot.name}: {dot.degree} pacts"
        shape = element("circle", cx=x, cy=y, r=size, class_=paint(fill="ink"))
    drawn = element("a", told(words) + shape, href=dot.iri)
    return element("g", drawn, data_pact=curie(dot.iri)) if dot.standing else drawn


def _labels(web: Web, points: list[tuple[float, float]]) -> list[Box]:
    """Names beside their dots, the most joined first; one that would lie on another, or beyond the rim, is left out."""
    found: list[Box] = []
    order = sorted(range(len(web.dots)), key=lambda n: (bool(web.dots[n].standing), -web.dots[n].degree, web.dots[n].name))
    for number in order:
        dot, (x, y) = web.dots[number], points[number]
        line = ((dot.name, "soft" if dot.standing else "name"),)
        width = Box(0, 0, line).width
        for across, down in ((1, 0), (-1, 0), (0, -1), (0, 1)):
            box = Box(x + across * (_radius(dot) + width / 2 - 4), y + down * (_radius(dot) + 12), line)
            inside = box.x - width / 2 > 4 and box.x + width / 2 < _SIDE - 4
            if inside and not any(box.overlaps(other) for other in found) and not _on_a_dot(box, number, web, points):
                found.append(box)
                break
        if len(found) > 150:
            break
    return found


def _on_a_dot(box: Box, own: int, web: Web, points: list[tuple[float, float]]) -> bool:
    across, down = box.width / 2, 8.0
    return any(
        abs(x - box.x) < across + _radius(dot) - 6 and abs(y - box.y) < down + _radius(dot)
        for number, (dot, (x, y)) in enumerate(zip(web.dots, points, strict=True))
        if number != own
    )


def _legend() -> list[str]:
    return legend([(_sign(name, 5, 0), 10.0, SAYING[name]) for name in STANDINGS], 28, 87, _SIDE)[0]


def canvas(web: Web) -> Extra:
    """Write the network for WebGL.

    Errors: UsageError when the package was built without its parts.
    """
    if not (_ENGINE / "sigma.js").exists():
        raise UsageError("this treatykg was built without WebGL for pages", hint="install Node.js, then treatykg again; or draw svg")
    dots = [[curie(dot.iri), dot.name, dot.standing, dot.signed, dot.x, -dot.y, round(_radius(dot) * 0.75, 1)] for dot in web.dots]
    colours = {name: PALETTE[name.replace(" ", "-")] for name in (*STANDINGS, "ink", "faint", "paper")}
    data = json.dumps({"dots": dots, "links": web.links, "colours": colours}, ensure_ascii=False, separators=(",", ":"))
    scripts = [path.read_text(encoding="utf-8").strip() for path in (_ENGINE / "graphology.js", _ENGINE / "sigma.js", _HERE / "web.js")]
    script = "\n".join(scripts)
    html = Template((_HERE / "web.html").read_text(encoding="utf-8")).substitute(
        data=data.replace("<", "\\u003c"), script=script, legend=_legend_of_page()
    )
    return Extra(html, f"{(_HERE / 'web.css').read_text(encoding='utf-8')}{style()}", script)


def _legend_of_page() -> str:
    frame = '<span><svg width="10" height="10" aria-hidden="true">'
    dot = f'{frame}<circle cx="5" cy="5" r="5" class="{paint(fill="ink")}"/></svg> State</span>'
    squares = (f'{frame}<rect width="10" height="10" class="{paint(fill=name)}"/></svg> {name}</span>' for name in STANDINGS)
    return f'<p class="muted legend">{dot} {" ".join(squares)}</p>'
