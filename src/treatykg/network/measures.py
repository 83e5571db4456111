"""Measures of the network that mean something for treaties."""

from __future__ import annotations

import networkx as nx

from treatykg.network.cells import DISPUTED, NOT_STATED, OVERRULED, REPORTED, Matrix


def similar(matrix: Matrix, agreement: str) -> list[tuple[str, float, int]]:
    """List the other pacts by how much of what they say is the same: IRI, share, number of shared commitments.

    What two pacts say in common (the same thing, granted the same way round) over what either says (Jaccard, 1901). What is contested or
    not stated counts for neither, and so does a pact that says nothing.
    """
    said = {pact.iri: _said(matrix, pact.iri) for pact in matrix.pacts}
    mine = said.get(agreement, frozenset())
    others = ((iri, other) for iri, other in said.items() if iri != agreement and mine and other)
    found = [(iri, len(mine & other) / len(mine | other), len(mine & other)) for iri, other in others]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _said(matrix: Matrix, agreement: str) -> frozenset[tuple[str, str, str]]:
    cells = ((group, concept, cell.value) for (iri, group, concept), cell in matrix.cells.items() if iri == agreement)
    return frozenset(cell for cell in cells if cell[2] not in (DISPUTED, OVERRULED, REPORTED, NOT_STATED))


def brokers(network: nx.MultiDiGraph[str]) -> list[tuple[str, int, float]]:
    """List the persons by the agreements they acted in: CURIE, number of agreements, betweenness.

    Betweenness (Freeman, 1977) in the network of persons and agreements alone: who joins agreements that nobody else joins.
    """
    both: nx.Graph[str] = nx.Graph()
    both.add_edges_from((person, agreement) for person, agreement, said in network.edges(data=True) if said["kind"] == "acted")
    between = nx.betweenness_centrality(both) if both else {}
    persons = (node for node in both if network.nodes[node]["kind"] == "person")
    return sorted(((one, both.degree(one), round(between[one], 6)) for one in persons), key=lambda one: (-one[1], -one[2], one[0]))
