"""One compliance suite for every store: in memory, in a folder, an Oxigraph server, a Virtuoso.

The two servers are real processes on loopback; `.ci/run` requires them.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from treatykg.backends.memory import Backend, MemoryBackend
from treatykg.backends.stores import open_backend
from treatykg.claims import BOUNDS
from treatykg.dataset.load import load, read
from treatykg.graph import TreatyGraph
from treatykg.namespaces import PREFIXES, tkg
from treatykg.queries.catalogue import question, slugs
from treatykg.shacl import setwise
from treatykg.shacl.report import Result
from treatykg.store.remote.store import RemoteStore
from treatykg.validation.check import shapes
from treatykg.validation.remote import RemoteTarget
from treatykg.validation.slips import CODES as SLIPS

from ..conftest import ROOT, WORLD, Ran, treatykg
from .servers import oxigraph, oxigraph_program, virtuoso

STORES = ["memory", "folder", "oxigraph", "virtuoso"]
MANY = 20_000
LEAST_FINDINGS = 900
AT_ONCE = 500
XSD = PREFIXES["xsd"]
XSD_PREFIX = f"PREFIX xsd: <{XSD}> PREFIX tkg: <{PREFIXES['tkg']}> "
GIVEN = {
    "agreement": ["agreement:lemoa", "agreement:relos"],
    "state": ["state:us", "state:ru"],
    "date": ["2021-07-01", "2016-08-29"],
    "force": ["force:military-aircraft"],
    "conflict": ["X02", "S037"],
    "excluded": ["facility:permanent-base"],
    "from": ["tkg:Submission"],
    "to": ["tkg:EntryIntoForce"],
    "office": ["Minister of Defence"],
    "category": ["category:logistics-pact"],
    "source": ["source:seed"],
}


@pytest.fixture(scope="module", params=STORES)
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a store is; empty for memory."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "memory":
        yield ""
    elif request.param == "folder":
        yield str(folder / "graph")
    elif request.param == "oxigraph":
        if oxigraph_program() is None:
            pytest.skip("needs the server that comes as the wheel `oxigraph` (in .ci/run)")
        with oxigraph(folder) as url:
            yield url
    else:
        if shutil.which("virtuoso-t") is None:
            pytest.skip("needs Debian's virtuoso-opensource (in .ci/run)")
        with virtuoso(folder) as url:
            yield url


@pytest.fixture(scope="module")
def store(home: str) -> Backend | None:
    """The store with the shipped data."""
    if not home:
        return None
    loaded = open_backend(home)
    loaded.save(load(), replace=True, progress=lambda *_: None)
    return open_backend(home)


@pytest.fixture
def opened(store: Backend | None) -> TreatyGraph:
    """The shipped graph as one opens it in the store."""
    return TreatyGraph.open(store=store)


def told(graph: TreatyGraph, slug: str, **parameters: str) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in graph.query(slug, **parameters).rows]


@pytest.mark.thorough
@pytest.mark.parametrize("slug", slugs())
def test_saved_questions_give_the_same_rows(graph: TreatyGraph, opened: TreatyGraph, slug: str) -> None:
    assert told(opened, slug) == told(graph, slug)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("slug", "name"), [(slug, p.name) for slug in slugs() for p in question(slug).parameters]
)
def test_parameters_give_the_same_rows(graph: TreatyGraph, opened: TreatyGraph, slug: str, name: str) -> None:
    for value in GIVEN[name]:
        assert told(opened, slug, **{name: value}) == told(graph, slug, **{name: value})


@pytest.mark.thorough
@pytest.mark.parametrize(
    "clock", [{"as_of": dt.date(2021, 7, 1)}, {"known_on": dt.date(2025, 12, 9)}], ids=str
)
def test_clocks_give_the_same_rows(
    graph: TreatyGraph, opened: TreatyGraph, clock: dict[str, dt.date]
) -> None:
    here, there = graph.at(**clock), opened.at(**clock)
    for slug in slugs():
        assert told(there, slug) == told(here, slug), slug


def days(graph: TreatyGraph, condition: str) -> list[str]:
    pattern = f"?event a tkg:Signature ; tkg:earliest ?d FILTER({condition})"
    query = f"{XSD_PREFIX} SELECT ?event {{ {pattern} }} ORDER BY ?event"
    return [row[0] for row in graph.select(query).values()]


@pytest.mark.parametrize("operator", ["<", "<=", ">", ">=", "="])
@pytest.mark.parametrize("day", ["2016-08-28", "2016-08-29", "2016-08-30"])
def test_boundary_days(graph: TreatyGraph, opened: TreatyGraph, operator: str, day: str) -> None:
    as_day, as_text = f'?d {operator} "{day}"^^xsd:date', f'STR(?d) {operator} "{day}"'
    assert days(opened, as_day) == days(opened, as_text) == days(graph, as_text)


def test_language_tags(graph: TreatyGraph, opened: TreatyGraph) -> None:
    pattern = f"?s a tkg:State ; <{PREFIXES['skos']}prefLabel> ?name FILTER(LANG(?name) = 'en')"
    query = f"{XSD_PREFIX} SELECT ?s ?name {{ {pattern} }} ORDER BY ?s"
    rows = opened.select(query).rows
    assert rows == graph.select(query).rows
    assert {row[1].language for row in rows} == {"en"}  # type: ignore[union-attr]


def test_datatypes(graph: TreatyGraph, opened: TreatyGraph) -> None:
    query = f"{XSD_PREFIX} SELECT ?s ?p ?o {{ ?s ?p ?o FILTER(isLiteral(?o) && LANG(?o) = '') }}"
    assert set(opened.select(query).rows) == set(graph.select(query).rows)
    kinds = {row[2].datatype.value.removeprefix(XSD) for row in opened.select(query).rows}  # type: ignore[union-attr]
    assert {"date", "gYear", "gYearMonth", "integer", "boolean", "string"} <= kinds


def test_truths_and_triples(graph: TreatyGraph, opened: TreatyGraph) -> None:
    relos = f"<{PREFIXES['agreement']}relos>"
    assert opened.select(f"ASK {{ {relos} ?p ?o }}").truth is True
    assert opened.select(f"ASK {{ {relos} <urn:none> ?o }}").truth is False
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?s = {relos}) }}"
    assert set(opened.select(query).triples or ()) == set(graph.select(query).triples or ())
    short = f"CONSTRUCT WHERE {{ {relos} ?p ?o }}"
    assert set(opened.select(short).triples or ()) == set(graph.select(query).triples or ()) != set()


@pytest.mark.thorough
def test_empty_and_large_results(opened: TreatyGraph) -> None:
    empty = opened.select("SELECT ?s ?o { ?s <urn:none> ?o }")
    assert (empty.variables, empty.rows) == (("s", "o"), [])
    large = opened.select(
        f"SELECT ?s ?t {{ ?s a ?k . ?t a <{tkg('Participation')}> }} ORDER BY ?s ?t LIMIT {MANY}"
    )
    assert len(large.rows) == MANY


def test_named_graphs(graph: TreatyGraph, opened: TreatyGraph) -> None:
    query = f"SELECT ?s ?p ?o {{ GRAPH <{PREFIXES['claim']}s037> {{ ?s ?p ?o }} }}"
    assert set(opened.select(query).rows) == set(graph.select(query).rows) != set()
    inner = f"SELECT ?claim {{ ?a a <{tkg('Agreement')}> GRAPH ?claim {{ ?a <{tkg('hasParty')}> ?state }} }}"
    assert sorted(opened.select(inner).values()) == sorted(graph.select(inner).values()) != []


def test_everything_comes_back(graph: TreatyGraph, opened: TreatyGraph) -> None:
    assert set(opened.store.quads()) == set(graph.store.quads())
    assert opened.export("trig") == graph.export("trig")
    assert {claim: set(c.statements) for claim, c in opened.dataset.claims.items()} == {
        claim: set(c.statements) for claim, c in graph.dataset.claims.items()
    }


def test_it_answers_from_what_it_was_given(opened: TreatyGraph) -> None:
    assert opened.count_mismatches() == 0


def test_a_store_that_answers_from_something_else_is_seen() -> None:
    backend = MemoryBackend(load([ROOT / "tests" / "world" / "world.trig"]))
    graph = TreatyGraph(backend)
    assert graph.store.quads()
    del backend.dataset.claims[f"{PREFIXES['claim']}n07"]
    del backend.view, backend.quads
    assert graph.count_mismatches() > 0


def test_quads_by_pattern(graph: TreatyGraph, opened: TreatyGraph) -> None:
    relos, kind = NamedNode(f"{PREFIXES['agreement']}relos"), NamedNode(f"{PREFIXES['rdf']}type")
    for pattern in [
        (relos,),
        (relos, kind),
        (None, None, relos),
        (None, None, None, NamedNode(f"{PREFIXES['claim']}s037")),
    ]:
        assert set(opened.store.quads(*pattern)) == set(graph.store.quads(*pattern)) != set()
    assert opened.store.quads(NamedNode("urn:none")) == []


@pytest.mark.thorough
def test_validation_gives_the_same_report(graph: TreatyGraph, opened: TreatyGraph) -> None:
    there, here = (
        [one for one in each.validate().results if one.shape not in SLIPS] for each in (opened, graph)
    )  # slips are looked for where the claims are at hand
    assert _findings(there) == _findings(here)


@pytest.mark.thorough
def test_what_is_drawn_and_told_is_the_same(graph: TreatyGraph, opened: TreatyGraph) -> None:
    assert opened.draw() == graph.draw()
    assert opened.status("relos") == graph.status("relos")
    assert opened.show("relos") == graph.show("relos")
    assert opened.explain("S037") == graph.explain("S037")
    assert opened.search("RELOS") == graph.search("RELOS")
    assert opened.tables() == graph.tables()


@pytest.mark.thorough
def test_the_program_asks_the_store(home: str, store: Backend | None) -> None:
    options = ["--store", home] if home else []
    for command in (
        ["query", "reciprocal-access", "--with-sources", "-f", "csv"],
        ["query", "in-force", "--as-of", "2021-07-01"],
        ["status", "relos"],
        ["show", "relos"],
        ["explain", "S037"],
        ["compare", "lemoa", "relos"],
        ["search", "duqm"],
        ["info"],
        ["export", "-f", "turtle"],
        ["draw", "graph"],
    ):
        here, there = treatykg(*command), treatykg(*command, *options)
        assert (there.code, _lines(there)) == (here.code, _lines(here)), command


def _lines(ran: Ran) -> list[str]:
    return [line for line in ran.out.splitlines() if not line.startswith("data: ")]


@pytest.mark.thorough
def test_a_load_adds_or_replaces(home: str, tmp_path: Path, graph: TreatyGraph, world: TreatyGraph) -> None:
    where = home if "://" in home else str(tmp_path / "other")
    assert treatykg("load", WORLD, "--store", where, "--replace").code == 0
    assert TreatyGraph.open(store=where).dataset.claims.keys() == world.dataset.claims.keys()
    assert treatykg("load", "--store", where).code == 0
    both = TreatyGraph.open(store=where)
    assert both.dataset.claims.keys() == graph.dataset.claims.keys() | world.dataset.claims.keys()
    assert both.query("reciprocal-access").rows
    assert treatykg("load", "--store", where, "--replace").code == 0
    assert TreatyGraph.open(store=where).dataset.claims.keys() == graph.dataset.claims.keys()


@pytest.mark.thorough
@pytest.mark.parametrize("home", ["oxigraph", "virtuoso"], indirect=True)
def test_shapes_find_the_same_on_broken_data(home: str, tmp_path: Path) -> None:
    """All fixtures of the shapes as one graph."""
    fixtures = sorted((ROOT / "tests" / "shapes").glob("*/*.ttl"))
    triples = {q for path in fixtures for q in read(path)} | set(load([]).vocabulary)
    triples -= set(_months_taken_for_days(triples))
    here = list(setwise.results(triples, shapes()))
    assert len(here) > LEAST_FINDINGS
    graph = NamedNode(f"{PREFIXES['source']}fixtures")
    store = RemoteStore(home)
    lines = sorted(f"{quad.triple} ." for quad in triples)
    for start in range(0, len(lines), AT_ONCE):
        store.update(f"INSERT DATA {{ GRAPH {graph} {{ " + "\n".join(lines[start : start + AT_ONCE]) + " } }")
    there = list(setwise.against(RemoteTarget(store, graph.value), shapes()))
    store.update(f"CLEAR GRAPH {graph}")
    assert _findings(there) == _findings(here)


def _months_taken_for_days(triples: set[Quad]) -> Iterator[Quad]:
    """What Virtuoso cannot hold: it takes the month 2025-06 for the day 2025-06-01, and keeps whichever of
    the two comes first.
    """
    day, bounds = NamedNode(f"{XSD}date"), {derived for both in BOUNDS.values() for derived in both}
    for quad in triples:
        if not isinstance(quad.object, Literal) or quad.object.datatype.value != f"{XSD}gYearMonth":
            continue
        first = Literal(f"{quad.object.value}-01", datatype=day)
        if quad.predicate in bounds or Quad(quad.subject, quad.predicate, first) in triples:
            yield quad


def _findings(results: list[Result]) -> list[tuple[str, ...]]:
    return sorted((r.severity, r.code, r.focus, r.path, r.value, r.component, r.message) for r in results)
