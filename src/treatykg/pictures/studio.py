"""Every kind of picture by its name, as SVG or as a page."""

from __future__ import annotations

from dataclasses import dataclass

from treatykg import __version__
from treatykg.clocks import Clocks
from treatykg.errors import UsageError
from treatykg.namespaces import curie
from treatykg.network.atlas import FIRM, WEAK, Atlas, atlas_of
from treatykg.network.cells import GROUPS, Matrix, matrix_of
from treatykg.network.lives import Life, lives_of
from treatykg.network.project import Pact, Right, pacts_of
from treatykg.network.web import Web, web_of
from treatykg.pictures import map as map_picture
from treatykg.pictures import matrix, radial, timeline
from treatykg.pictures import web as web_picture
from treatykg.pictures.details import details_of
from treatykg.pictures.sheet import Extra, Table, sheet
from treatykg.store.base import Store
from treatykg.view.evidence import doubts, rival_dates
from treatykg.view.lookup import Accepted

KINDS = {
    "graph": "a State in the middle, its partners around it",
    "timeline": "the life of each pact",
    "matrix": "what each pact grants, excludes or leaves open",
    "map": "land without any border, arcs to the partners, the places that sources name",
    "network": "all States and all pacts",
}


MANY = 300


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and the same as a table; of a network also what was drawn."""

    svg: str
    table: Table
    web: Web | None = None


def draw(kind: str, graph: Accepted, store: Store, focus: str, clocks: Clocks, depth: int = 1) -> Picture:
    """Draw one picture of a State's pacts.

    Parameters: `graph`, what is accepted; `store`, for what is not; `focus`, the State's IRI; `clocks` of the view; `depth`
    of a graph (see `radial.draw`).
    Errors: UsageError for a kind that there is not.
    """
    days = clocks.as_of, clocks.known_on
    if kind == "graph":
        name, pacts = pacts_of(graph, focus, clocks.as_of)
        warned = doubts(store, [pact.iri for pact in pacts])
        return Picture(radial.draw((name, pacts), *days, doubts=warned, depth=depth), _of_pacts(name, pacts, warned))
    if kind == "timeline":
        name, lives = lives_of(graph, focus, rival_dates(store), clocks.as_of)
        return Picture(timeline.draw((name, lives), *days), _of_lives(lives))
    if kind == "matrix":
        cells = matrix_of(graph, store, focus, clocks.as_of)
        return Picture(matrix.draw(cells, *days), _of_cells(cells))
    if kind == "map":
        atlas = atlas_of(graph, store, focus, clocks.as_of)
        return Picture(map_picture.draw(atlas, *days), _of_atlas(atlas))
    if kind == "network":
        web = web_of(graph, clocks.as_of)
        return Picture(web_picture.draw(web, *days), _of_web(web), web)
    raise UsageError(f"no picture {kind!r}", hint=f"use {', '.join(KINDS)}")


def page(kind: str, graph: Accepted, store: Store, focus: str, clocks: Clocks, depth: int = 1, asking: Extra | None = None) -> str:
    """Draw one picture as a page of its own, with a filter, the table, and what stands behind it (see `pictures.sheet`).

    Parameters: as `draw`; `asking`, the part that answers SPARQL (see `pictures.ask`).
    """
    picture = draw(kind, graph, store, focus, clocks, depth)
    web = picture.web
    found = _pacts_of(picture.table) if web else pacts_of(graph, focus, clocks.as_of)[1]
    kinds = {pact.iri: [graph.name(category) for category in graph.all(pact.iri, "hasCategory")] for pact in found}
    about = [f"treatykg {__version__}", "every fact with its claims and sources"]
    about += [f"{words} {day.isoformat()}" for words, day in (("as of", clocks.as_of), ("known on", clocks.known_on)) if day]
    extras = (asking,) if asking else ()
    if web and len(web.dots) > MANY:
        return sheet(picture.svg, found, kinds, picture.table, (), " · ".join(about), *extras, web=web_picture.canvas(web))
    details = details_of(graph, store, [pact.iri for pact in found])
    return sheet(picture.svg, found, kinds, picture.table, details, " · ".join(about), *extras)


def _of_pacts(name: str, pacts: list[Pact], warned: dict[str, tuple[str, ...]]) -> Table:
    columns = ("Pact", "Partner", "Signed", "Status", f"{name} grants", f"{name} receives", "Places", "Doubts")
    rows = []
    for pact in pacts:
        about = (pact.name, pact.partner_name, pact.signed or "no date", pact.standing)
        said = (_right(pact.granted), _right(pact.received), ", ".join(pact.places), ", ".join(warned[pact.iri]))
        rows.append((pact.iri, about + said))
    return columns, rows


def _right(right: Right) -> str:
    named = (("access", right.facilities), ("support", right.supports))
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in named if names) or "not stated"


def _of_lives(lives: list[Life]) -> Table:
    rows = [
        (life.iri, (life.name, life.partner, mark.text, mark.date or "no date", mark.standing)) for life in lives for mark in life.marks
    ]
    return ("Pact", "Partner", "What happened", "When", "Standing"), rows


def _of_cells(cells: Matrix) -> Table:
    rows = []
    for pact in cells.pacts:
        for group, name, concept in cells.columns:
            if cell := cells.cells.get((pact.iri, group, concept)):
                claims = ", ".join(sorted(curie(claim) for claim in cell.claims))
                rows.append((pact.iri, (pact.name, GROUPS[group], name, cell.value, claims)))
    return ("Pact", "What", "Of what kind", f"For {cells.centre}", "Claims"), rows


def _of_atlas(atlas: Atlas) -> Table:
    rows = []
    for pact in atlas.pacts:
        spots = [spot for spot in atlas.spots if spot.pact == pact.name]
        named = ["; ".join(spot.name for spot in spots if spot.grade == grade) or "none" for grade in (FIRM, WEAK)]
        rows.append((pact.iri, (pact.name, pact.partner_name, pact.signed or "no date", pact.standing, *named)))
    return ("Pact", "Partner", "Signed", "Status", "Places stated", "Places weakly stated, or contested"), rows


def _of_web(web: Web) -> Table:
    joined: dict[int, list[str]] = {}
    for agreement, party in web.links:
        joined.setdefault(agreement, []).append(web.dots[party].name)
    rows = [
        (dot.iri, (dot.name, ", ".join(joined.get(number, ())), dot.signed or "no date", dot.standing))
        for number, dot in enumerate(web.dots)
        if dot.standing
    ]
    return ("Pact", "Between", "Signed", "Status"), rows


def _pacts_of(table: Table) -> list[Pact]:
    """The pacts of a network, for the filter: the parties as one name."""
    nothing = Right((), ())
    return [
        Pact(iri, name, "", between, "" if signed == "no date" else signed, standing, nothing, nothing)
        for iri, (name, between, signed, standing) in table[1]
    ]
