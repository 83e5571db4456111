"""States and the agreements between them, each with a point."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from treatykg.pictures.overview.force_layout import force_layout
from treatykg.treaties.pacts import pacts_on
from treatykg.view.lookup import Accepted


@dataclass(frozen=True, slots=True)
class Node:
    """A State or an agreement: `status` of an agreement, empty for a State; `degree`, how many it is joined
    to; `reported`, what weak voices say of its status.
    """

    iri: str
    name: str
    status: str
    signed: str
    reported: tuple[str, ...]
    degree: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Overview:
    """The nodes, and the pairs of them, by number, that are joined: the agreement first."""

    nodes: tuple[Node, ...]
    links: tuple[tuple[int, int], ...]


def overview_of(graph: Accepted, as_of: dt.date | None = None, category: str = "") -> Overview:
    """Return all States with pacts, and all pacts between them."""
    numbers: dict[str, int] = {}
    about: list[tuple[str, str, str, str, tuple[str, ...]]] = []
    links: list[tuple[int, int]] = []
    for pact in pacts_on(graph, as_of, category):
        agreement = pact.about.iri
        numbers[agreement] = len(about)
        about.append((agreement, pact.about.name, pact.status, pact.signed, pact.reported))
        for party in pact.parties:
            if party not in numbers:
                numbers[party] = len(about)
                about.append((party, graph.name(party), "", "", ()))
            links.append((numbers[agreement], numbers[party]))
    degrees = [0] * len(about)
    for one, other in links:
        degrees[one] += 1
        degrees[other] += 1
    points = force_layout(degrees, links)
    nodes = tuple(
        Node(*said, degree, x, y) for said, degree, (x, y) in zip(about, degrees, points, strict=True)
    )
    return Overview(nodes, tuple(links))
