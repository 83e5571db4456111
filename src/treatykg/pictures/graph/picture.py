"""The picture: its drawing, and the same as a table."""

from __future__ import annotations

from treatykg.pictures.graph.drawing import draw
from treatykg.pictures.picture import Picture, Request, Table, entry
from treatykg.pictures.status_style import reports
from treatykg.treaties.pacts import Pact, Right
from treatykg.view.evidence import doubts


def picture(asked: Request) -> Picture:
    """Draw the pacts of one State."""
    clocks = asked.clocks
    name, pacts = asked.pacts()
    warned = doubts(asked.store, [pact.iri for pact in pacts])
    svg = draw((name, pacts), clocks.as_of, clocks.known_on, doubts=warned, depth=asked.depth)
    return Picture(svg, _table(name, pacts, warned), tuple(map(entry, pacts)))


def _table(name: str, pacts: list[Pact], warned: dict[str, tuple[str, ...]]) -> Table:
    columns = (
        "Pact",
        "Partner",
        "Signed",
        "Status",
        f"{name} grants",
        f"{name} receives",
        "Places",
        "Doubts",
    )
    rows = []
    for pact in pacts:
        about = (pact.name, pact.partner_name, pact.signed or "no date", pact.status)
        said = (
            _right(pact.granted),
            _right(pact.received),
            ", ".join(pact.places),
            ", ".join(_doubts(pact, warned)),
        )
        rows.append((pact.iri, about + said))
    return columns, rows


def _doubts(pact: Pact, warned: dict[str, tuple[str, ...]]) -> list[str]:
    return [*reports(pact.reported), *warned[pact.iri]]


def _right(right: Right) -> str:
    named = (("access", right.facilities), ("support", right.supports))
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in named if names) or "not stated"
