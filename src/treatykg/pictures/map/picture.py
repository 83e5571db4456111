"""The picture: its drawing, and the same as a table."""

from __future__ import annotations

from treatykg.pictures.map.atlas import FIRM, WEAK, Atlas, atlas_of
from treatykg.pictures.map.drawing import draw
from treatykg.pictures.picture import Picture, Request, Table, entry
from treatykg.pictures.status_style import with_reports


def picture(asked: Request) -> Picture:
    """Draw the map of one State's pacts."""
    clocks = asked.clocks
    name, pacts = asked.pacts()
    atlas = atlas_of(asked.graph, asked.store, asked.focus, name, pacts)
    return Picture(draw(atlas, clocks.as_of, clocks.known_on), _table(atlas), tuple(map(entry, pacts)))


def _table(atlas: Atlas) -> Table:
    rows = []
    for pact in atlas.pacts:
        markers = [marker for marker in atlas.markers if marker.pact == pact.name]
        named = [
            "; ".join(one.name for one in markers if one.grade == grade) or "none" for grade in (FIRM, WEAK)
        ]
        status = with_reports(pact.status, pact.reported)
        rows.append((pact.iri, (pact.name, pact.partner_name, pact.signed or "no date", status, *named)))
    return (
        "Pact",
        "Partner",
        "Signed",
        "Status",
        "Places stated",
        "Places weakly stated, or contested",
    ), rows
