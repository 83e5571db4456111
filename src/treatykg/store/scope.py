"""Which graphs a query reaches for besides the one that it is asked of.

The look is coarse on purpose: it sees every GRAPH and FROM that a parser would, and takes some words of
strings and comments for one. That costs time, never a row.
"""

from __future__ import annotations

import re

_NAME = r"[^\s:<>{}?$#]{0,300}:"
_GRAPH = re.compile(rf"(?<![?$])GRAPH(?:[\s#?$<]|{_NAME})", re.IGNORECASE)
_FROM = re.compile(rf"(?<![\w?$])FROM(?:<|\#|NAMED|\s++(?:<|\#|NAMED|{_NAME}))", re.IGNORECASE)


def names_graphs(query: str) -> bool:
    """Say whether a query looks into named graphs.

    >>> names_graphs("SELECT ?g { GRAPH ?g { ?s ?p ?o } }"), names_graphs("SELECT ?graph { ?graph ?p ?o }")
    (True, False)
    >>> names_graphs("SELECT ?s { ?s ?p ?o }")
    False
    """
    return bool(_GRAPH.search(query))


def has_own_dataset(query: str) -> bool:
    """Say whether a query names the graphs that it is about (SPARQL 1.1, section 13.2).

    >>> has_own_dataset("ASK FROM <urn:g> {}"), has_own_dataset("ASK { ?s tkg:fromSource ?o }")
    (True, False)
    """
    return bool(_FROM.search(query))


__all__ = ["has_own_dataset", "names_graphs"]
