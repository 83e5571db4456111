"""Every kind of picture by its name, as SVG or as a page."""

from __future__ import annotations

from collections.abc import Callable

from treatykg import __version__
from treatykg.errors import UsageError
from treatykg.pictures.graph.picture import picture as graph
from treatykg.pictures.map.picture import picture as map_
from treatykg.pictures.matrix.picture import picture as matrix
from treatykg.pictures.overview.picture import picture as overview
from treatykg.pictures.page.ask import ask as console
from treatykg.pictures.page.details import details_of
from treatykg.pictures.page.html_page import html_page
from treatykg.pictures.picture import Extra, Picture, Request
from treatykg.pictures.timeline.picture import picture as timeline

KINDS = {
    "graph": "a State in the middle, its partners around it",
    "timeline": "the life of each pact",
    "matrix": "what each pact grants, excludes or leaves open",
    "map": "land without any border, arcs to the partners, the places that sources name",
    "network": "all States and all pacts",
}
_DRAWN_BY: dict[str, Callable[[Request], Picture]] = {
    "graph": graph,
    "timeline": timeline,
    "matrix": matrix,
    "map": map_,
    "network": overview,
}


def draw(kind: str, asked: Request) -> Picture:
    """Draw one picture of a State's pacts.

    Errors: UsageError for a kind that there is not.
    """
    if kind not in _DRAWN_BY:
        raise UsageError(f"no picture {kind!r}", hint=f"use {', '.join(KINDS)}")
    return _DRAWN_BY[kind](asked)


def page(kind: str, asked: Request, console: Extra | None = None) -> str:
    """Draw one picture as a page of its own, with a filter, the table, and what stands behind it (see
    `page.html_page`).

    Parameters: as `draw`; `console`, the part that answers SPARQL (see `page.ask`).
    """
    drawn = draw(kind, asked)
    accepted, clocks = asked.graph, asked.clocks
    iris = list(dict.fromkeys(entry.iri for entry in drawn.entries))
    categories = {iri: [accepted.name(one) for one in accepted.all(iri, "hasCategory")] for iri in iris}
    about = [f"treatykg {__version__}", "every fact with its claims and sources"]
    days = (("as of", clocks.as_of), ("known on", clocks.known_on))
    about += [f"{words} {day.isoformat()}" for words, day in days if day]
    details = () if drawn.canvas else details_of(accepted, asked.store, iris)
    extras = (console,) if console else ()
    return html_page(drawn, categories, details, " · ".join(about), *extras)


__all__ = ["KINDS", "Request", "console", "draw", "page"]
