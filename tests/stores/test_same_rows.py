"""Every store gives the rows that memory gives: queries made by chance, and those that once differed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from treatykg.backends.memory import MemoryBackend
from treatykg.backends.stores import open_backend
from treatykg.dataset.load import load
from treatykg.graph import TreatyGraph
from treatykg.namespaces import ACCEPTED_GRAPH, DERIVED, EVIDENCE, PREFIXES, WHOLE
from treatykg.store.remote import store as remote
from treatykg.store.remote.departures import beyond
from treatykg.store.remote.store import RemoteStore
from treatykg.store.results import Answer
from treatykg.store.scope import has_own_dataset, names_graphs

from .made_queries import CLAIMS, Maker
from .made_queries import PREFIXES as NAMES
from .servers import oxigraph, oxigraph_program, virtuoso
from .test_bad_servers import Handler, reply, serving

pytestmark = pytest.mark.thorough

MADE = 150
LEAST_WITH_ROWS = MADE // 3
ONCE_DIFFERENT = [
    r"SELECT ?o { e:x\#y e:p ?o }",
    r"SELECT ?o { e:Paris_\(1783 ?p ?o }",
    r"SELECT ?o { <http://example.org/\u006E/x#y> e:p ?o }",
    "SELECT ?g { GRAPH ?g { } }",
    "SELECT ?g { GRAPH ?g { e:b e:p ?o } }",
    "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?g) AS ?m) { GRAPH ?g { ?s ?p ?o } }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "SELECT ?s (EXISTS { ?s e:q 2 } AS ?two) { ?s e:p ?o }",
    "SELECT ?s (IF(EXISTS { ?s e:q 2 }, 1, 0) AS ?two) { ?s e:p ?o }",
    "SELECT ?s (COUNT(*) AS ?n) { ?s e:p ?o } GROUP BY ?s HAVING (EXISTS { ?s e:q ?v })",
    "SELECT ?two (COUNT(*) AS ?n) { ?s e:p ?o } GROUP BY (EXISTS { ?s e:q 2 } AS ?two)",
    "SELECT ?s ?o { ?s e:p ?o } ORDER BY (EXISTS { ?s e:q 2 }) ?s ?o",
    "SELECT ?s ?g { ?s e:p e:b { SELECT ?s ?g { GRAPH ?g { ?s e:q ?v } } } }",
    "SELECT ?s { ?s e:p ?o FILTER NOT EXISTS { GRAPH ?g { ?s e:q 2 } } }",
    "SELECT ?s ?o { ?s e:p+ ?o }",
    "SELECT ?s ?o { ?s (e:p|^e:r)* ?o . ?s e:q ?v }",
    "SELECT ?s ?o { ?s ?p ?v OPTIONAL { ?s e:p+ ?o } FILTER(isIRI(?o)) }",
    "DESCRIBE agreement:one",
    "DESCRIBE ?s { ?s e:p e:c }",
    "DESCRIBE ?s { GRAPH ?g { ?s e:q 4 } }",
    "SELECT ?s ?o FROM claim:a { ?s ?p ?o }",
    "SELECT ?g ?s FROM NAMED claim:a FROM NAMED claim:e { GRAPH ?g { ?s e:q ?o } }",
    "ASK FROM <urn:none> { ?s ?p ?o }",
    "SELECT ?s FROM <https://w3id.org/treatykg/id/graph/checked> { ?s ?p ?o }",
    "SELECT ?s { GRAPH <https://w3id.org/treatykg/id/graph/checked> { ?s ?p ?o } }",
    "SELECT * { ?s e:q ?n ; e:p ?o # } GRAPH ?g {\r\n}",
    'SELECT ?s { ?s e:p ?o FILTER(STR(?o) != """ } FROM <urn:x> GRAPH ?g { """) }',
    "CONSTRUCT WHERE { ?s e:p ?o }",
    "CONSTRUCT { ?s e:in ?g } WHERE { GRAPH ?g { ?s e:p ?o } }",
    "SELECT ?a ?b { ?a e:p ?a . e:b e:p ?b }",
    "SELECT (COUNT(*) AS ?n) { ?s e:none ?o }",
    "SELECT (SUM(?n) AS ?sum) (AVG(?n) AS ?mean) (GROUP_CONCAT(?t) AS ?all) "
    "{ SELECT ?n (STR(?n) AS ?t) { ?s e:q ?n } ORDER BY ?n }",
]


SERVERS = ["oxigraph", "virtuoso"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "made.trig"
    path.write_text(CLAIMS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def memory(data: Path) -> TreatyGraph:
    return TreatyGraph(MemoryBackend(load([data])))


@pytest.fixture(scope="module", params=["folder", *SERVERS])
def there(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, data: Path
) -> Iterator[TreatyGraph]:
    """The same data in another store."""

    def stored(where: str) -> TreatyGraph:
        open_backend(where).save(load([data]), replace=True, progress=lambda *_: None)
        return TreatyGraph(open_backend(where))

    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "folder":
        yield stored(str(folder / "graph"))
        return
    if request.param == "oxigraph" and oxigraph_program() is None:
        pytest.skip("needs the server that comes as the wheel `oxigraph` (in .ci/run)")
    if request.param == "virtuoso" and shutil.which("virtuoso-t") is None:
        pytest.skip("needs Debian's virtuoso-opensource (in .ci/run)")
    with (oxigraph if request.param == "oxigraph" else virtuoso)(folder) as url:
        yield stored(url)


def told(answer: Answer) -> object:
    """An answer without the order of its rows."""
    if answer.truth is not None:
        return answer.truth
    if answer.triples is not None:
        return sorted(map(str, answer.triples))
    return answer.variables, sorted(tuple(map(str, row)) for row in answer.rows)


def test_queries_made_by_chance(memory: TreatyGraph, there: TreatyGraph) -> None:
    with_rows = 0
    for seed in range(MADE):
        query = Maker(seed).query()
        here = memory.select(query)
        assert told(there.select(query)) == told(here), query
        with_rows += bool(here.rows or here.triples or here.truth)
    assert with_rows > LEAST_WITH_ROWS


@pytest.mark.parametrize("query", ONCE_DIFFERENT)
def test_those_that_once_differed(memory: TreatyGraph, there: TreatyGraph, query: str) -> None:
    assert told(there.select(NAMES + query)) == told(memory.select(NAMES + query))


def test_what_is_in_no_view_does_not_show(there: TreatyGraph) -> None:
    graphs = {row[0] for row in there.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").values()}
    claims = {f"{PREFIXES['claim']}{name}" for name in "abcdef"}
    assert claims <= graphs <= claims | {EVIDENCE, DERIVED}


@pytest.mark.parametrize("there", SERVERS, indirect=True)
def test_other_graphs_of_the_server_do_not_show(memory: TreatyGraph, there: TreatyGraph) -> None:
    assert isinstance(there.store, RemoteStore)
    there.store.update("INSERT DATA { GRAPH <urn:other> { <http://example.org/n/b> <urn:p> 1 } }")
    for query in ("SELECT ?g { GRAPH ?g { e:b ?p ?o } }", "SELECT ?p { e:b ?p ?o }", "DESCRIBE e:b"):
        assert told(there.select(NAMES + query)) == told(memory.select(NAMES + query))
    there.store.update("CLEAR GRAPH <urn:other>")


def test_more_graphs_than_fit_in_a_request(
    memory: TreatyGraph, there: TreatyGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "MOST_NAMED", {"": 3})
    for query in ("SELECT ?g { GRAPH ?g { } }", "SELECT ?s { ?s e:p ?o GRAPH ?g { ?s e:q ?v } }"):
        assert told(there.select(NAMES + query)) == told(memory.select(NAMES + query))


@pytest.mark.parametrize("there", SERVERS, indirect=True)
def test_a_load_between_two_queries_is_seen(there: TreatyGraph, data: Path, tmp_path: Path) -> None:
    assert isinstance(there.store, RemoteStore)
    query = NAMES + "SELECT ?g { GRAPH ?g { agreement:three ?p ?o } }"
    own = f"{NAMES} SELECT ?s FROM claim:z {{ ?s ?p ?o }}"  # noqa: S608  # SPARQL
    assert (there.select(query).rows, there.select(own).rows) == ([], [])
    other = tmp_path / "other.trig"
    other.write_text(CLAIMS + "claim:z { agreement:three e:q 1 } claim:z tkg:hasStanding standing:accepted .")
    open_backend(_address(there)).save(load([other]), replace=True, progress=lambda *_: None)
    assert [len(there.select(one).rows) for one in (query, own)] == [1, 1]
    open_backend(_address(there)).save(load([data]), replace=True, progress=lambda *_: None)


def _address(graph: TreatyGraph) -> str:
    store = graph.store
    assert isinstance(store, RemoteStore)
    scheme, place = store.url.split("://")
    return f"{scheme}://dba:of-the-tests@{place}" if place.endswith("/sparql") else store.url


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT ?s { ?s ?p ?o } # \u00e9", []),
        ("SELECT ?s\r\n{ GRAPH ?g { ?s ?p '\\u0041' } }", ["urn:claim:a", "urn:claim:b"]),
    ],
)
def test_a_query_is_sent_as_it_was_written(query: str, named: list[str]) -> None:
    sent: list[dict[str, list[str]]] = []

    def serve(handler: Handler) -> None:
        asked = parse_qs(handler.sent.decode())  # type: ignore[attr-defined]
        sent.append(asked)
        text_sent = asked["query"][0]
        names = ["what", "which"] if "?which" in text_sent else ["g"] if "UNION" in text_sent else ["s"]
        values = [[WHOLE, "urn:1"]] if len(names) > 1 else [[one] for one in ("urn:claim:a", "urn:claim:b")]
        rows = ({n: {"type": "uri", "value": v} for n, v in zip(names, row, strict=True)} for row in values)
        head = {"head": {"vars": names}, "results": {"bindings": list(rows)}}
        reply(handler, json.dumps(head).encode())

    with serving(serve) as (port, _):
        assert len(RemoteStore(f"http://127.0.0.1:{port}/query").query(query).rows) == 2
    (asked,) = [one for one in sent if one["query"] == [query]]
    assert asked["default-graph-uri"] == [ACCEPTED_GRAPH]
    assert asked.get("named-graph-uri", []) == named


@pytest.mark.parametrize(
    ("query", "names", "own"),
    [
        ("ASK { ?s ?p ?o }", False, False),
        ("ASK { graph?g{} }", True, False),
        ("ASK { GRAPH<urn:g>{} }", True, False),
        ("ASK { ?s ?p 1GRAPH#\r?g{} }", True, False),
        ("ASK { GRAPH#x\nex:g {} }", True, False),
        ("ASK { GRAPH :g {} }", True, False),
        ("ASK FROM<urn:g>{}", False, True),
        ("SELECT (1 AS ?x)from#\rex:g {}", False, True),
        ("SELECT *FROM\tNAMED<urn:g> {}", False, True),
        ("DESCRIBE <urn:x>FROM :g", False, True),
        ("ASK { ?from < 3 ; tkg:fromSource ?graph . ?graph ?p ?o }", False, False),
    ],
)
def test_the_look_sees_each_graph_that_is_named(query: str, names: bool, own: bool) -> None:
    assert (names_graphs(query), has_own_dataset(query)) == (names, own)


@pytest.mark.parametrize(
    "query", ["ASK { ?s <urn:p>* ?o }", "ASK { GRAPH <urn:none> { ?s ?p ?o } }", "ASK {"]
)
def test_what_cannot_be_told_is_answered_here(query: str) -> None:
    assert beyond(query, ["urn:g"])
    assert not beyond("ASK { GRAPH <urn:g> { ?s ?p ?o } }", ["urn:g"])
