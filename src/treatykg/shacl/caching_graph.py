"""A graph of rdflib that parses each query text once.

The validator asks the same text for every focus node, and parsing it takes far longer than answering it.
"""

from __future__ import annotations

from typing import Any

from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result


class CachingGraph(Graph):
    """An rdflib Graph that keeps its parsed queries.

    >>> bool(CachingGraph().query("ASK { ?s ?p ?o }"))
    False
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._prepared: dict[str, Query] = {}

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> Result:
        """Answer a query, parsed already or not (see rdflib.Graph.query)."""
        if isinstance(query_object, str):
            text = query_object
            if text not in self._prepared:
                self._prepared[text] = prepareQuery(
                    text, initNs=options.get("initNs") or dict(self.namespaces())
                )
            query_object = self._prepared[text]
        return super().query(query_object, *arguments, **options)
