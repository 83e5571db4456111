"""States, joined by the pacts between each two of them."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import networkx as nx

from treatykg.treaties.pacts import pacts_on
from treatykg.view.lookup import Accepted


def dyads(graph: Accepted, as_of: dt.date | None = None, category: str = "") -> nx.MultiGraph[str]:
    """Project the pacts of a day to a multigraph: an edge per pact and pair of parties.

    Nodes carry `name`; edges carry `agreement`, `name`, `signed`, `status` and, where weak voices
    say more of the status, `reported` (see `treaties.pacts.AgreementOnDay`).
    Parameters: `category`, the key of the only category that counts; by none, all but the background.
    """
    network: nx.MultiGraph[str] = nx.MultiGraph()
    for pact in pacts_on(graph, as_of, category):
        for party in pact.parties:
            network.add_node(party, name=graph.name(party))
        for one, other in combinations(pact.parties, 2):
            said = {"name": pact.about.name, "signed": pact.signed, "status": pact.status}
            if pact.reported:
                said["reported"] = "; ".join(pact.reported)
            network.add_edge(one, other, agreement=pact.about.iri, **said)
    return network
