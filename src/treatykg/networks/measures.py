"""Measures of a network that mean something for treaties."""

from __future__ import annotations

import networkx as nx


def brokers(network: nx.MultiDiGraph[str]) -> list[tuple[str, int, float]]:
    """List the persons by the agreements they acted in: CURIE, number of agreements, betweenness.

    Betweenness (Freeman, 1977) in the network of persons and agreements alone: who joins agreements that
    nobody else joins.
    """
    both: nx.Graph[str] = nx.Graph()
    both.add_edges_from(
        (person, agreement) for person, agreement, said in network.edges(data=True) if said["kind"] == "acted"
    )
    between = nx.betweenness_centrality(both) if both else {}
    persons = (node for node in both if network.nodes[node]["kind"] == "person")
    return sorted(
        ((one, both.degree(one), round(between[one], 6)) for one in persons),
        key=lambda one: (-one[1], -one[2], one[0]),
    )
