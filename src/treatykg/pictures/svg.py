"""Write SVG: escaped text, numbers with one decimal, and the house's colours."""

from __future__ import annotations

import datetime as dt
from html import escape

from treatykg.clocks import clock_suffix
from treatykg.visible import visible

PALETTE = {
    "paper": ("#ffffff", "#14181d"),
    "ink": ("#1b1f24", "#eef1f4"),
    "soft": ("#5a6470", "#a9b3be"),
    "faint": ("#dfe3e8", "#333b45"),
    "in-force": ("#0072b2", "#56b4e9"),
    "possibly-in-force": ("#00805c", "#3fc79a"),
    "signed": ("#b85c00", "#f0a35e"),
    "possibly-signed": ("#b85c00", "#f0a35e"),
    "negotiating": ("#a3357a", "#f09ac8"),
    "unsigned": ("#7a5195", "#c9a6e4"),
    "ended": ("#6b7280", "#9ca3af"),
    "disputed": ("#b3261e", "#f2867d"),
}
_TEXT = """svg { font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
text { font-size: 13px; }
.small { font-size: 12px; }
.title { font-size: 20px; font-weight: 600; }
.centre { font-weight: 600; font-size: 20px; }
.name { font-weight: 600; font-size: 14px; }
a:focus { outline: 3px solid currentColor; outline-offset: 2px; }"""


def style() -> str:
    """Write the style sheet: a class for each fill and each stroke, light and dark, in words that every
    renderer of SVG 1.1 knows.
    """
    light, dark = (
        "\n".join(
            f".f-{name} {{ fill: {pair[mode]}; }} .s-{name} {{ stroke: {pair[mode]}; }}"
            for name, pair in PALETTE.items()
        )
        for mode in (0, 1)
    )
    return f"{_TEXT}\n{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}"


def classes(*, fill: str = "", stroke: str = "", more: str = "") -> str:
    """Write the classes that give an element its colours.

    Parameters: `fill` and `stroke`, names of the palette; `more` classes.

    >>> classes(fill="paper", stroke="in force")
    'f-paper s-in-force'
    """
    names = (
        f"f-{fill.replace(' ', '-')}" if fill else "",
        f"s-{stroke.replace(' ', '-')}" if stroke else "",
        more,
    )
    return " ".join(name for name in names if name)


class Drawing(str):
    """A picture as SVG or as a page; a notebook shows it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        if self.startswith("<svg"):
            return str(self)
        size = 'width="100%" height="800" style="border: 0"'
        return f'<iframe srcdoc="{escape(self)}" {size} title="treatykg"></iframe>'


def number(value: float) -> str:
    """Write a coordinate.

    >>> number(-0.04)
    '0'
    """
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Write an element; `class_` and `stroke_width` become `class` and `stroke-width`.

    A link leads to the web or into the page; one that would lead elsewhere (run a script, say) leads nowhere.

    >>> element("circle", cx=1.25, r=2)
    '<circle cx="1.2" r="2"/>'
    """
    written = ""
    for key, value in attributes.items():
        text = number(value) if isinstance(value, float) else str(value)
        if key == "href" and not text.startswith(("https://", "http://", "#")):
            continue
        written += f' {key.rstrip("_").replace("_", "-")}="{escape(text)}"'
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def label(x: float, y: float, text: str, *, anchor: str = "middle", kind: str = "", colour: str = "") -> str:
    """Write one line of text at a point.

    Parameters: `kind`, one of title, centre, name, soft or none; `colour`, a name of the palette.
    """
    look = classes(
        fill=colour or ("soft" if kind == "soft" else "ink"), more="small" if kind == "soft" else kind
    )
    return element("text", escape(visible(text), quote=False), x=x, y=y, text_anchor=anchor, class_=look)


def empty_message(as_of: dt.date | None) -> str:
    """Say that there is nothing to draw.

    >>> empty_message(None)
    'no pact; agreements of the background are not drawn'
    """
    return f"no pact{' on that day' if as_of else ''}; agreements of the background are not drawn"


def title_width(title: str) -> float:
    """How wide a picture must be for its title with both clocks behind it, in pixels, on the generous side.

    The room is the same whether a clock was set or not, so that a clock changes nothing but the words that
    name it.
    """
    return 56 + 12.5 * len(title + clock_suffix(dt.date.max, dt.date.max))


def with_halo(words: str) -> str:
    """Draw text with a halo in the background colour; the halo is hidden from screen readers."""
    return (
        element("g", words, class_=classes(stroke="paper", more="halo"), stroke_width=4, aria_hidden="true")
        + words
    )


def svg_title(text: str) -> str:
    """Write a `<title>`: the tooltip and accessible name of the parent element."""
    return element("title", escape(visible(text), quote=False))


def document(width: int, height: int, title: str, description: str, body: list[str]) -> str:
    """Write a whole picture with its title and description for readers who do not see it."""
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    reader = 'role="graphics-document" aria-labelledby="title desc"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {reader}>'
    inner = [
        element("title", escape(visible(title), quote=False), id="title"),
        element("desc", escape(visible(description), quote=False), id="desc"),
    ]
    inner.append(f"<style>{style()}</style>")
    paper = element("rect", width=width, height=height, class_=classes(fill="paper"))
    return "\n".join([head, *inner, paper, *body, "</svg>"]) + "\n"
