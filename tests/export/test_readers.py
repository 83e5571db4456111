"""The reader of each format gets what was meant, or nobody gets anything."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from pathlib import Path
from xml.dom import minidom
from xml.etree import ElementTree

import networkx as nx
import pytest
from pyoxigraph import (
    BaseDirection,
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    Triple,
    parse,
    parse_query_results,
)
from rdflib import Graph

from treatykg.errors import InputError
from treatykg.export import networks, rdf, scholar, tables
from treatykg.export.citations import cite
from treatykg.graph import TreatyGraph
from treatykg.store.results import Answer
from treatykg.view.evidence import Citation

from .kinds import KINDS

S, P, A = NamedNode("http://e/s"), NamedNode("http://e/p"), NamedNode("http://e/o")
ODD = "one\r\ntwo\rthree\n\tfour ]]> & < > \" ' \\ \u0085\u2028\u202e é"
TRIPLE = Triple(S, P, Literal(ODD, language="en"))
TERMS = [
    A,
    BlankNode("b"),
    Literal(ODD),
    Literal(ODD, language="en"),
    Literal("01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")),
    Literal("1.50", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    Literal("x", datatype=NamedNode("urn:type")),
    Literal("x", language="ar", direction=BaseDirection.RTL),
    TRIPLE,
    Triple(BlankNode("b"), P, TRIPLE),
]
IRIS = [
    "urn:lex:it:stato:legge:2005-02-16;11",
    "agreement:relos",
    "tkg:hasParty",
    "tag:e,2020:a#b",
    "mailto:a@b",
    "http://e/rel/a2",
    "http://e/ü?q=1&r='2'#f",
    "https://w3id.org/treatykg/ns#a/b",
    "urn:x:\u202ey",
]


PLAIN = [(form, term) for form in KINDS for term in TERMS if isinstance(term, (NamedNode, Literal))]


@pytest.mark.parametrize(("form", "value"), PLAIN, ids=repr)
def test_rdf_holds_any_text(form: str, value: Literal | NamedNode) -> None:
    written = rdf.write([Quad(S, P, value)], form)
    assert {quad.triple for quad in parse(written.encode(), KINDS[form])} == {Triple(S, P, value)}


@pytest.mark.parametrize("iri", IRIS)
@pytest.mark.parametrize("form", KINDS)
def test_rdf_holds_any_absolute_iri(form: str, iri: str) -> None:
    name = NamedNode(iri)
    triples = {Triple(name, P, name), Triple(S, P, Literal("x", datatype=name))}
    if form != "rdfxml":
        triples.add(Triple(S, name, A))
    ours = Triple(NamedNode("https://w3id.org/treatykg/id/agreement/a"), P, A)
    written = rdf.write([Quad(*triple) for triple in {*triples, ours}], form)
    assert {quad.triple for quad in parse(written.encode(), KINDS[form])} == {*triples, ours}


def test_rdfxml_keeps_carriage_returns_for_another_reader() -> None:
    written = rdf.write([Quad(S, P, Literal("one\r\ntwo\rthree"))], "rdfxml")
    assert "&#xD;" in written
    ((_, _, value),) = Graph().parse(data=written, format="xml")
    assert str(value) == "one\r\ntwo\rthree"


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org/rel/2",
        "urn:x:2",
        "http://e/a%20",
        "http://e/",
        "http://e/p()",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#li",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#Description",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#about",
    ],
)
def test_rdfxml_names_the_property_that_it_cannot_write(iri: str) -> None:
    with pytest.raises(InputError, match="RDF/XML has no name for the property") as told:
        rdf.write([Quad(S, NamedNode(iri), Literal("v"))], "rdfxml")
    assert iri.rpartition("#")[2] in told.value.where


def test_the_command_refuses_what_xml_cannot_name(tmp_path: Path) -> None:
    from ..conftest import treatykg

    path = tmp_path / "a.trig"
    path.write_text(
        "<https://w3id.org/treatykg/id/claim/a> { <http://e/s> <http://example.org/rel/2> 'v' }\n"
        "<https://w3id.org/treatykg/id/claim/a> <https://w3id.org/treatykg/ns#hasStanding>"
        " <https://w3id.org/treatykg/concept/standing/accepted> .",
        encoding="utf-8",
    )
    ran = treatykg("export", "-f", "rdfxml", "--data", path)
    assert (ran.code, ran.out) == (3, "")
    assert "http://example.org/rel/2" in ran.err


@pytest.mark.parametrize("form", KINDS)
def test_triple_terms_are_written_or_refused(form: str) -> None:
    triples = [Triple(S, P, TRIPLE)]
    if form == "jsonld":
        with pytest.raises(InputError, match="JSON-LD cannot hold the value"):
            rdf.write_triples(triples, form)
        return
    written = rdf.write_triples(triples, form)
    assert [quad.triple for quad in parse(written.encode(), KINDS[form])] == triples


@pytest.mark.parametrize(
    ("form", "kind"),
    [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)],
)
@pytest.mark.parametrize("term", TERMS, ids=repr)
def test_results_hold_every_kind_of_term(form: str, kind: QueryResultsFormat, term: Literal) -> None:
    written = tables.write(Answer(("a", "b"), [(term, None)]), form, raw=True)
    back = parse_query_results(written.encode(), kind)
    (row,) = [tuple(row) for row in back]  # type: ignore[union-attr]
    same = Counter(re.sub(r"_:\w+", "_:b", str(cell)) for cell in row)
    assert same == Counter(re.sub(r"_:\w+", "_:b", str(cell)) for cell in (term, None))


def test_a_triple_term_in_json_is_one() -> None:
    found = json.loads(tables.write(Answer(("t",), [(Triple(S, P, TRIPLE),)]), "json"))
    cell = found["results"]["bindings"][0]["t"]
    assert cell["type"] == cell["value"]["object"]["type"] == "triple"
    assert cell["value"]["object"]["value"]["object"] == {"type": "literal", "value": ODD, "xml:lang": "en"}


def test_a_triple_term_in_csv_is_as_in_turtle() -> None:
    written = tables.write(Answer(("t",), [(Triple(S, P, A),)]), "csv")
    assert written == "t\n<<( <http://e/s> <http://e/p> <http://e/o> )>>\n"


LABELS = [
    "How to write &eacute; in HTML",
    "a\\b\\N \\",
    '"quoted" <b>',
    "two\nlines\rthree\x00\x1b\ufffe",
    "\u0085\u2028é 日本",
]


@pytest.fixture
def odd() -> nx.MultiDiGraph[str]:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, name in enumerate(LABELS):
        said = {"name": name, "kind": "agreement", "class": "Agreement", "status": "signed"}
        network.add_node(f"urn:x:{number};&'\u2028", **said, start="2020-01-01")
        network.add_edge("state:in", f"urn:x:{number};&'\u2028", kind="party")
        network.add_edge("state:in", f"urn:x:{number};&'\u2028", kind="acted", role=name)
    network.add_node("state:in", name="India", kind="state", **{"class": "State"})
    return network


def clean(name: str) -> str:
    return re.sub("[\x00\x1b\ufffe]", "\ufffd", name)


def test_graphml_is_read_back(odd: nx.MultiDiGraph[str]) -> None:
    back = nx.parse_graphml(networks.graphml(odd))
    assert set(back) == set(odd)
    assert {said["name"] for _, said in back.nodes(data=True)} == {"India", *map(clean, LABELS)}
    assert len(back.edges) == len(odd.edges)


@pytest.mark.parametrize("which", ["odd", "graph"])
def test_graphml_keys_are_unique_and_declared(which: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue(which)
    text = networks.graphml(found if which == "odd" else found.network())
    document = minidom.parseString(text)  # noqa: S318 (we wrote it)
    keys = document.getElementsByTagName("key")
    declared = {key.getAttribute("id"): key.getAttribute("for") for key in keys}
    assert len(declared) == len(keys)
    for data in document.getElementsByTagName("data"):
        assert declared[data.getAttribute("key")] == data.parentNode.tagName
    for kind in ("node", "edge"):
        ids = [one.getAttribute("id") for one in document.getElementsByTagName(kind)]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("which", ["odd", "graph"])
def test_gexf_holds_only_what_its_schema_knows(which: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue(which)
    text = networks.gexf(found if which == "odd" else found.network())
    (graph,) = ElementTree.fromstring(text).iter("{http://www.gexf.net/1.2draft}graph")
    assert set(graph.attrib) <= {"defaultedgetype", "idtype", "mode", "start", "end", "timeformat"}
    back = nx.read_gexf(io.BytesIO(text.encode()))
    assert len(back) == len(found if which == "odd" else found.network())
    if which == "odd":
        assert {said["label"] for _, said in back.nodes(data=True)} == {"India", *map(clean, LABELS)}


def test_cytoscape_is_read_back(odd: nx.MultiDiGraph[str]) -> None:
    back = nx.cytoscape_graph(json.loads(networks.cyjs(odd)))
    assert {said["name"] for _, said in back.nodes(data=True)} == {"India", *map(clean, LABELS)}


def test_dot_shows_labels_as_they_are(odd: nx.MultiDiGraph[str]) -> None:
    text = networks.dot(odd)
    drawn = [
        re.sub(r"\\(.)", r"\1", match).replace("&amp;", "&")
        for match in re.findall(r'\[label="((?:[^"\\]|\\.)*)", shape=box\]', text)
    ]
    assert drawn[:3] == LABELS[:3]
    assert "&amp;eacute;" in text
    assert len(text.splitlines()) == text.count("\n")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_dot_is_read_by_another_parser(odd: nx.MultiDiGraph[str]) -> None:
    pydot = pytest.importorskip("pydot", reason="pydot comes with the extra ci")
    (back,) = pydot.graph_from_dot_data(networks.dot(odd))
    assert (len(back.get_nodes()), len(back.get_edges())) == (len(odd), len(odd.edges))


@pytest.mark.parametrize("iri", ["urn:lex:it:stato:legge:2005-02-16;11", "https://data.example.org/law/7"])
def test_tables_keep_the_names_of_others(iri: str, tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    path.write_text(
        "PREFIX tkg: <https://w3id.org/treatykg/ns#> PREFIX state: <https://w3id.org/treatykg/id/state/>\n"
        f"<https://w3id.org/treatykg/id/claim/a> {{ <{iri}> a tkg:Agreement ;"
        " tkg:hasParty state:in, state:fr }\n"
        "<https://w3id.org/treatykg/id/claim/a> tkg:hasStanding"
        " <https://w3id.org/treatykg/concept/standing/accepted> .",
        encoding="utf-8",
    )
    ((treaty, *_),) = scholar.tables(TreatyGraph.open([path]).accepted)["treaty"]
    assert treaty == iri


DATES = ["2020-13", "2020-01-01Z", "-0044-03-15", "2020-xx-yy", "2020-01-01T00:00:00", "99999", "", "2020-1"]


@pytest.mark.parametrize("form", ["plain", "oscola", "bibtex"])
@pytest.mark.parametrize("date", DATES)
def test_a_citation_tells_a_date_as_it_stands(date: str, form: str) -> None:
    source = "http://e/a{b,c}%"
    told = cite([Citation(source, "T", "P", date, "http://e/", "", "")], form)
    assert date in told
    assert form != "bibtex" or re.match(r"@misc\{[A-Za-z0-9_.:+-]+,\n", told)
