"""The network: what it holds, what its measures say, and that other tools read it back whole."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import Counter
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from treatykg.export import networks as formats
from treatykg.graph import TreatyGraph
from treatykg.networks.measures import brokers
from treatykg.pictures.status_style import STATUSES

from ..conftest import treatykg

OLD_NAMES = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot uses old names of pyparsing
INDIA, RELOS = "state:in", "agreement:relos"


@pytest.fixture(scope="module")
def network(graph: TreatyGraph) -> nx.MultiDiGraph[str]:
    return graph.network()


def counted(network: nx.Graph[str]) -> tuple[int, Counter[str]]:
    return len(network), Counter(kind for _, _, kind in network.edges(data="kind"))


def test_what_it_holds(network: nx.MultiDiGraph[str], graph: TreatyGraph) -> None:
    kinds = Counter(kind for _, kind in network.nodes(data="kind"))
    assert kinds["agreement"] == len(graph.accepted.subjects("hasParty"))
    assert set(kinds) == {"agreement", "state", "provision", "person"}
    assert network.nodes[RELOS] == {
        "name": "RELOS",
        "kind": "agreement",
        "class": "Agreement",
        "status": "signed",
        "start": "2025-02-18",
    }
    assert {key["kind"] for key in network.get_edge_data(INDIA, RELOS).values()} == {"party"}
    for source, target, said in network.edges(data=True):
        kind = {
            "party": ("state", "agreement"),
            "provision": ("agreement", "provision"),
            "grants": ("state", "provision"),
        }
        kind |= {"benefits": ("provision", "state"), "acted": ("person", "agreement")}
        assert (network.nodes[source]["kind"], network.nodes[target]["kind"]) == kind[said["kind"]]


def test_another_day(graph: TreatyGraph) -> None:
    early = graph.at(as_of=dt.date(2017, 1, 1)).network()
    assert "agreement:lemoa" in early
    assert RELOS not in early


def test_graphml(network: nx.MultiDiGraph[str]) -> None:
    back = nx.parse_graphml(formats.graphml(network))
    assert counted(back) == counted(network)
    assert back.nodes[RELOS] == network.nodes[RELOS]


def test_gexf_with_days(network: nx.MultiDiGraph[str]) -> None:
    text = formats.gexf(network)
    back = nx.read_gexf(io.BytesIO(text.encode()))
    assert counted(back) == counted(network)
    name = "{http://www.gexf.net/1.2draft}"
    nodes = {node.get("id"): node for node in ET.fromstring(text).iter(f"{name}node")}
    assert (nodes[RELOS].get("label"), nodes[RELOS].get("start"), nodes[RELOS].get("end")) == (
        "RELOS",
        "2025-02-18",
        None,
    )
    assert nodes["agreement:assumption"].get("end") == "2021-05-31"


def test_cyjs(network: nx.MultiDiGraph[str]) -> None:
    assert counted(nx.cytoscape_graph(json.loads(formats.cyjs(network)))) == counted(network)


@OLD_NAMES
def test_dot(network: nx.MultiDiGraph[str]) -> None:
    pydot = pytest.importorskip("pydot", reason="pydot comes with the extra ci")
    (back,) = pydot.graph_from_dot_data(formats.dot(network))
    assert len(back.get_nodes()) == len(network)
    assert Counter(edge.get_label().strip('"') for edge in back.get_edges()) == counted(network)[1]


def test_tables_for_neo4j(network: nx.MultiDiGraph[str]) -> None:
    files = {name: list(csv.DictReader(io.StringIO(text))) for name, text in formats.tables(network).items()}
    assert (len(files["nodes.csv"]), len(files["edges.csv"])) == (len(network), network.number_of_edges())
    assert {row[":START_ID"] for row in files["edges.csv"]} <= {row["id:ID"] for row in files["nodes.csv"]}
    assert {row[":LABEL"] for row in files["nodes.csv"]} == {"State", "Agreement", "Provision", "Person"}


@OLD_NAMES
def test_missing_values_and_hostile_names() -> None:
    odd: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    odd.add_node('a"\\', name="x\x00\n</node>")
    odd.add_node("b")
    odd.add_edge('a"\\', "b")
    assert len(nx.parse_graphml(formats.graphml(odd))) == 2
    assert len(nx.read_gexf(io.BytesIO(formats.gexf(odd).encode()))) == 2
    assert len(nx.cytoscape_graph(json.loads(formats.cyjs(odd)))) == 2
    assert len(list(csv.reader(io.StringIO(formats.tables(odd)["nodes.csv"])))) == 3
    pydot = pytest.importorskip("pydot", reason="pydot comes with the extra ci")
    assert len(pydot.graph_from_dot_data(formats.dot(odd))[0].get_nodes()) == 2


def test_an_empty_network() -> None:
    empty: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    assert all(write(empty) for write in formats.FORMATS.values())
    assert brokers(empty) == []


def test_the_most_similar_pact(graph: TreatyGraph) -> None:
    found = graph.similar("relos")
    shares = [share for _, share, _ in found]
    assert shares == sorted(shares, reverse=True)
    assert found[0][0].endswith("/lemoa")
    assert all(0 <= share <= 1 for share in shares)
    back = {iri: share for iri, share, _ in graph.similar("lemoa")}
    assert back["https://w3id.org/treatykg/id/agreement/relos"] == found[0][1]


def test_brokers_by_hand() -> None:
    small: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for person, agreement in (("p", "x"), ("p", "y"), ("q", "y")):
        small.add_node(person, kind="person")
        small.add_node(agreement, kind="agreement")
        small.add_edge(person, agreement, kind="acted")
    assert brokers(small) == [("p", 2, pytest.approx(2 / 3, abs=1e-6)), ("q", 1, 0.0)]


def test_the_program_writes_them() -> None:
    for form in ("graphml", "gexf", "cyjs", "dot"):
        assert len({treatykg("export", "-f", form, PYTHONHASHSEED=seed).out for seed in "01"}) == 1
    assert treatykg("compare", "relos").out.splitlines()[1].startswith("LEMOA,")


def test_dyads(graph: TreatyGraph) -> None:
    found = graph.dyads()
    state = "https://w3id.org/treatykg/id/state/"
    assert {edge["name"] for edge in found.get_edge_data(f"{state}in", f"{state}sg").values()} == {
        "India–Singapore navy agreement",
        "India–Singapore logistics arrangement",
    }
    assert {said["status"] for _, _, said in found.edges(data=True)} <= set(STATUSES)
