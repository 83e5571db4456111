"""The picture: its drawing, and the same as a table."""

from __future__ import annotations

from treatykg.pictures.picture import Picture, Request, Table, entry
from treatykg.pictures.timeline.drawing import draw
from treatykg.pictures.timeline.timelines import Timeline, timelines_of
from treatykg.view.evidence import rival_dates


def picture(asked: Request) -> Picture:
    """Draw the timelines of one State's pacts."""
    clocks = asked.clocks
    name, pacts = asked.pacts()
    timelines = timelines_of(asked.graph, pacts, rival_dates(asked.store), clocks.as_of)
    svg = draw((name, timelines), clocks.as_of, clocks.known_on)
    return Picture(svg, _table(timelines), tuple(map(entry, pacts)))


def _table(timelines: list[Timeline]) -> Table:
    rows = [
        (line.iri, (line.name, line.partner, mark.text, mark.date or "no date", mark.standing))
        for line in timelines
        for mark in line.marks
    ]
    return ("Pact", "Partner", "What happened", "When", "Standing"), rows
