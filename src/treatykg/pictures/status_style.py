"""How a picture tells the status of a pact: a dash beside the colour, and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from treatykg.pictures.svg import classes, element, label

_DASHES = {
    "in force": "",
    "possibly in force": "22 7",
    "signed": "9 5",
    "possibly signed": "4 10",
    "negotiating": "1 6 1 6 10 6",
    "unsigned": "1 10",
    "ended": "14 7 1 7",
}
STATUS_WORDS = {
    "in force": "in force",
    "possibly in force": "possibly in force",
    "signed": "signed, not known to be in force",
    "possibly signed": "possibly signed, not known to be in force",
    "negotiating": "negotiated, not signed",
    "unsigned": "no signature known",
    "ended": "ended",
}
STATUSES = tuple(STATUS_WORDS)
LINE: dict[str, object] = {"stroke_width": 3, "stroke_linecap": "round"}
_CHARACTER, _BETWEEN, _ROW = 6.8, 22.0, 24.0
Key = tuple[str, float, str]


def dash(status: str) -> dict[str, str]:
    """Return the attributes that give a line its dash; a whole line has none."""
    return {"stroke_dasharray": _DASHES[status]} if _DASHES[status] else {}


def status_and_date(status: str, signed: str) -> str:
    """Say the status of a pact and when it was signed, in a few words.

    >>> status_and_date("in force", "2022")
    'in force · signed 2022'
    >>> status_and_date("unsigned", "")
    'no signature known'
    """
    if status in ("negotiating", "unsigned"):
        return STATUS_WORDS[status]
    if status.endswith("signed"):
        return f"{status} {signed}".rstrip()
    return f"{status} · {f'signed {signed}' if signed else 'no date of signature'}"


def with_reports(words: str, reported: Iterable[str], between: str = "; ") -> str:
    """Add to words what weak voices report.

    >>> with_reports("signed 2025", ["in force since 2026-01-12"])
    'signed 2025; reported: in force since 2026-01-12'
    """
    return between.join([words, *reports(reported)])


def reports(reported: Iterable[str]) -> list[str]:
    """Say of each that it is only reported.

    >>> reports(["in force since 2026-01-12"])
    ['reported: in force since 2026-01-12']
    """
    return [f"reported: {told}" for told in reported]


def legend(keys: Sequence[Key], left: float, top: float, right: float) -> tuple[list[str], int]:
    """Write what signs mean, side by side, in as many rows as that takes.

    Parameters: `keys`, each a sign that is drawn from (0, 0) to the right, how wide it is, and its words;
    `left`, `top`, `right`, where.
    Returns: what is drawn, and the number of rows.
    """
    found, x, row = [], left, 0
    for sign, width, words in keys:
        wide = width + 8 + _CHARACTER * len(words)
        if x > left and x + wide > right:
            x, row = left, row + 1
        y = top + _ROW * row
        place = f"translate({x:.1f} {y:.1f})"
        found.append(
            element("g", sign + label(width + 8, 4, words, anchor="start", kind="soft"), transform=place)
        )
        x += wide + _BETWEEN
    return found, row + 1 if keys else 0


def status_legend(shown: Iterable[str], left: float, top: float, right: float) -> tuple[list[str], int]:
    """Write what the lines of a picture mean, those that are shown (see `legend`)."""
    there = set(shown)
    keys = []
    for status in STATUSES:
        if status in there:
            look = {**LINE, "class_": classes(stroke=status), **dash(status)}
            keys.append((element("line", x1=1, y1=0, x2=44, y2=0, **look), 46.0, STATUS_WORDS[status]))
    return legend(keys, left, top, right)
