"""Write a network for other tools: Gephi, Cytoscape, Graphviz, Neo4j."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from treatykg.export.text import NOT_XML, csv_text, xml_text
from treatykg.visible import json_text, visible

Network = nx.MultiDiGraph
_NODE_COLUMNS = ("name", "kind", "class", "status", "start", "end")


def graphml(network: Network[str]) -> str:
    """GraphML, as NetworkX writes it, keys numbered: nodes and edges have properties of the same name."""
    return xml_text(f"{GraphMLWriter(_clean(network))}\n")


def gexf(network: Network[str]) -> str:
    """GEXF 1.2 with the days on which agreements begin and end, for Gephi's timeline."""
    copy = _clean(network)
    copy.graph["mode"] = "dynamic"
    nx.set_node_attributes(copy, {node: said.get("name", node) for node, said in _nodes(copy)}, "label")
    writer = GEXFWriter(copy, version="1.2draft")
    writer.graph_element.attrib.pop("name", None)  # the schema does not know it
    writer.xml[0].attrib.pop("lastmodifieddate")
    return xml_text(f"{writer}\n")


def cyjs(network: Network[str]) -> str:
    """Cytoscape's JSON."""
    return json_text(nx.cytoscape_data(_clean(network)))


def dot(network: Network[str]) -> str:
    """Graphviz's DOT: a shape for each kind."""
    shapes = {"state": "ellipse", "agreement": "box", "provision": "note", "person": "plaintext"}
    lines = ["digraph treatykg {"]
    for node, said in _nodes(network):
        label, shape = _label(said.get("name", node)), shapes.get(said.get("kind", ""), "box")
        lines.append(f"  {_quoted(node)} [label={label}, shape={shape}];")
    for source, target, said in _edges(network):
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [label={_label(said.get('kind', ''))}];")
    return "\n".join([*lines, "}"]) + "\n"


def tables(network: Network[str]) -> dict[str, str]:
    """Two tables with the headers of Neo4j's importer: nodes.csv and edges.csv."""
    nodes = [
        [node, *(said.get(name, "") for name in _NODE_COLUMNS), said.get("kind", "").capitalize()]
        for node, said in _nodes(network)
    ]
    edges = [
        [source, target, said.get("role", ""), said.get("kind", "").upper()]
        for source, target, said in _edges(network)
    ]
    return {
        "nodes.csv": csv_text(["id:ID", *_NODE_COLUMNS, ":LABEL"], nodes),
        "edges.csv": csv_text([":START_ID", ":END_ID", "role", ":TYPE"], edges),
    }


def _nodes(network: Network[str]) -> list[tuple[str, dict[str, str]]]:
    return sorted(((node, dict(said)) for node, said in network.nodes(data=True)), key=lambda node: node[0])


def _edges(network: Network[str]) -> list[tuple[str, str, dict[str, str]]]:
    return sorted(
        network.edges(data=True),
        key=lambda edge: (edge[0], edge[1], edge[2].get("kind", ""), edge[2].get("role", "")),
    )


def _quoted(text: str) -> str:
    return '"' + visible(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _label(text: str) -> str:
    """A label as it is to be seen: Graphviz reads the entities of HTML in it."""
    return _quoted(text.replace("&", "&amp;"))


def _clean(network: Network[str]) -> Network[str]:
    """A copy without what XML cannot hold, its nodes and edges in order."""
    copy: Network[str] = nx.MultiDiGraph()
    for node, said in _nodes(network):
        copy.add_node(node, **{key: NOT_XML.sub("\ufffd", value) for key, value in said.items()})
    for number, (source, target, said) in enumerate(_edges(network)):
        copy.add_edge(
            source,
            target,
            key=str(number),
            **{key: NOT_XML.sub("\ufffd", value) for key, value in said.items()},
        )
    return copy


FORMATS: dict[str, Callable[[Network[str]], str]] = {
    "graphml": graphml,
    "gexf": gexf,
    "cyjs": cyjs,
    "dot": dot,
}
