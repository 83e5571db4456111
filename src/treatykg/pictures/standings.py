"""How a picture tells where a pact stands: a dash beside the colour, and words."""

from __future__ import annotations

_DASHES = {"in force": "", "possibly in force": "22 7", "signed": "9 5", "unsigned": "1 10", "ended": "14 7 1 7"}
SAYING = {
    "in force": "in force",
    "possibly in force": "possibly in force",
    "signed": "signed, not known to be in force",
    "unsigned": "no signature known",
    "ended": "ended",
}
STANDINGS = tuple(SAYING)


def dash(standing: str) -> dict[str, str]:
    """Return the attributes that give a line its dash; a whole line has none."""
    return {"stroke_dasharray": _DASHES[standing]} if _DASHES[standing] else {}
