"""What is asked of a picture, and what it is: a drawing, the same as a table, and the pacts by which a page
can filter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from treatykg.clocks import Clocks
from treatykg.store.base import Store
from treatykg.treaties.pacts import Pact, pacts_of
from treatykg.view.lookup import Accepted

Table = tuple[tuple[str, ...], Sequence[tuple[str, tuple[str, ...]]]]
"""The columns, and the rows, each with the IRI of its pact."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to draw.

    `graph`, what is accepted; `store`, for what is not; `focus`, the State in the middle; `clocks` of the
    view; `depth` of a graph (see `graph.drawing.draw`); `category`, the key of the only category of
    agreements, or empty.
    """

    graph: Accepted
    store: Store
    focus: str
    clocks: Clocks
    depth: int = 1
    category: str = ""

    def pacts(self) -> tuple[str, list[Pact]]:
        """Return the name of the State in the middle, and its pacts, the earliest signed first."""
        return pacts_of(self.graph, self.focus, self.clocks.as_of, self.category)


@dataclass(frozen=True, slots=True)
class Entry:
    """A pact as a page filters it: `partner`, whom it is with; `words`, what it says, to be searched;
    `reported`, what weak voices say of its status.
    """

    iri: str
    name: str
    partner: str
    signed: str
    status: str
    words: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extra:
    """A part of a page with a style sheet and a script of its own; `allows`, what the page's policy must let
    it do.
    """

    html: str = ""
    style: str = ""
    script: str = ""
    allows: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, the same as a table, and its pacts; `canvas` draws on a page what is too large for
    SVG.
    """

    svg: str
    table: Table
    entries: tuple[Entry, ...]
    canvas: Callable[[], Extra] | None = None


def entry(pact: Pact) -> Entry:
    """Return a pact as a page filters it."""
    rights = [
        word for right in (pact.granted, pact.received) for word in (*right.facilities, *right.supports)
    ]
    words = (*rights, *pact.places, *pact.limits)
    return Entry(pact.iri, pact.name, pact.partner_name, pact.signed, pact.status, words, pact.reported)
