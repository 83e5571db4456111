"""Every kind of picture by its name."""

from __future__ import annotations

from treatykg.clocks import Clocks
from treatykg.dataset.accepted import Accepted
from treatykg.dataset.evidence import Quads, rival_dates
from treatykg.errors import UsageError
from treatykg.network.cells import matrix_of
from treatykg.network.lives import lives_of
from treatykg.network.project import pacts_of
from treatykg.pictures import matrix, radial, timeline

KINDS = {
    "graph": "a State in the middle, its partners around it",
    "timeline": "the life of each pact",
    "matrix": "what each pact grants, excludes or leaves open",
}


def draw(kind: str, graph: Accepted, store: Quads, focus: str, clocks: Clocks) -> str:
    """Draw one picture of a State's pacts as SVG.

    Parameters: `graph`, what is accepted; `store`, for what is not; `focus`, the State's IRI; `clocks` of the view.
    Errors: UsageError for a kind that there is not.
    """
    if kind == "graph":
        return radial.draw(pacts_of(graph, focus, clocks.as_of), clocks.as_of)
    if kind == "timeline":
        return timeline.draw(lives_of(graph, focus, rival_dates(store), clocks.as_of), clocks.as_of, clocks.known_on)
    if kind == "matrix":
        return matrix.draw(matrix_of(graph, store, focus, clocks.as_of), clocks.as_of)
    raise UsageError(f"no picture {kind!r}", hint=f"use {', '.join(KINDS)}")
