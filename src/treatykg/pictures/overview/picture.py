"""The picture: its drawing, and the same as a table."""

from __future__ import annotations

from functools import partial

from treatykg.pictures.overview.canvas import canvas
from treatykg.pictures.overview.drawing import draw
from treatykg.pictures.overview.overview import Overview, overview_of
from treatykg.pictures.picture import Entry, Picture, Request, Table
from treatykg.pictures.status_style import with_reports

MOST_IN_SVG = 300  # of nodes on a page; more are drawn by WebGL


def picture(asked: Request) -> Picture:
    """Draw the whole network."""
    clocks = asked.clocks
    overview = overview_of(asked.graph, clocks.as_of, asked.category)
    entries = tuple(_entries(overview))
    large = partial(canvas, overview) if len(overview.nodes) > MOST_IN_SVG else None
    return Picture(draw(overview, clocks.as_of, clocks.known_on), _table(entries), entries, large)


def _entries(overview: Overview) -> list[Entry]:
    parties: dict[int, list[str]] = {}
    for agreement, party in overview.links:
        parties.setdefault(agreement, []).append(overview.nodes[party].name)
    return [
        Entry(
            node.iri,
            node.name,
            ", ".join(parties.get(number, ())),
            node.signed,
            node.status,
            reported=node.reported,
        )
        for number, node in enumerate(overview.nodes)
        if node.status
    ]


def _table(entries: tuple[Entry, ...]) -> Table:
    rows = [
        (one.iri, (one.name, one.partner, one.signed or "no date", with_reports(one.status, one.reported)))
        for one in entries
    ]
    return ("Pact", "Between", "Signed", "Status"), rows
