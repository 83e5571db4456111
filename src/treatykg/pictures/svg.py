"""Write SVG: escaped text, numbers with one decimal, and the house's colours."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from treatykg.store.results import visible

STYLE = """
svg { --paper: #ffffff; --ink: #1b1f24; --soft: #5a6470;
  --in-force: #0072b2; --possibly-in-force: #00805c; --signed: #b85c00; --unsigned: #7a5195; --ended: #6b7280;
  background: var(--paper); color: var(--ink); font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
@media (prefers-color-scheme: dark) {
  svg { --paper: #14181d; --ink: #eef1f4; --soft: #a9b3be;
    --in-force: #56b4e9; --possibly-in-force: #3fc79a; --signed: #f0a35e; --unsigned: #c9a6e4; --ended: #9ca3af; } }
text { fill: var(--ink); font-size: 13px; }
.soft { fill: var(--soft); font-size: 12px; }
.title { font-size: 20px; font-weight: 600; }
.centre { font-weight: 600; font-size: 20px; }
.name { font-weight: 600; font-size: 14px; }
a:focus { outline: 3px solid var(--ink); outline-offset: 2px; }
""".strip()


def number(value: float) -> str:
    """Write a coordinate.

    >>> number(-0.04)
    '0'
    """
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Write an element; `class_` and `stroke_width` become `class` and `stroke-width`.

    >>> element("circle", cx=1.25, r=2)
    '<circle cx="1.2" r="2"/>'
    """
    written = ""
    for key, value in attributes.items():
        text = number(value) if isinstance(value, float) else str(value)
        written += f" {key.rstrip('_').replace('_', '-')}={quoteattr(text)}"
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def label(x: float, y: float, text: str, *, anchor: str = "middle", kind: str = "", colour: str = "") -> str:
    """Write one line of text at a point."""
    more = {key: value for key, value in (("class_", kind), ("style", f"fill: {colour}" if colour else "")) if value}
    return element("text", escape(visible(text)), x=x, y=y, text_anchor=anchor, **more)


def told(text: str) -> str:
    """Write what a reader is told of the element around it, by pointing or by ear."""
    return element("title", escape(visible(text)))


def page(width: int, height: int, title: str, description: str, body: list[str]) -> str:
    """Write a whole picture with its title and description for readers who do not see it."""
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">'
    inner = [element("title", escape(visible(title)), id="title"), element("desc", escape(visible(description)), id="desc")]
    inner.append(f"<style>{STYLE}</style>")
    paper = element("rect", width=width, height=height, fill="var(--paper)")
    return "\n".join([head, *inner, paper, *body, "</svg>"]) + "\n"
