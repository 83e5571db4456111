"""What Virtuoso answers wrongly with status 200, seen in the parsed query; such a query is answered here.

Found by queries made by chance (`tests/stores/made_queries.py`). Virtuoso 7.2.5

- takes EXISTS anywhere but as the whole of a FILTER for a number, and groups by it wrongly;
- loses rows where one EXISTS stands in another;
- finds a node once for each way that a path of any length takes to it, and in OPTIONAL only one node;
- forgets that a variable stands twice in one triple, where another pattern of the group has no part in it;
- takes MINUS for a condition, also where it shares no variable with what it is taken from, or not always;
- compares an IRI with a number, which is an error, and finds it greater;
- describes out of all graphs of the dataset;
- gives a value to a variable that a sub-select or a GROUP BY names and nothing binds;
- drops the rows of a group with a GRAPH that is not in the dataset in an OPTIONAL of it;
- finds no graph by an empty `GRAPH ?g { }`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

_EXISTS = frozenset(["Builtin_EXISTS", "Builtin_NOTEXISTS"])
_SUMS = frozenset(["AdditiveExpression", "MultiplicativeExpression"])
_ORDERS = frozenset(["<", ">", "<=", ">="])


def beyond(query: str, named: Collection[str] = ()) -> bool:
    """Say whether Virtuoso would answer a query wrongly, or whether that cannot be told.

    Parameters: `named`, the named graphs that it is asked of.

    >>> beyond("SELECT ?s (EXISTS { ?s ?p 1 } AS ?one) { ?s ?q ?o }"), beyond("SELECT ?s { ?s ?p ?o }")
    (True, False)
    """
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.sparql import SPARQLError

    try:
        prologue, asked = parseQuery(query)
        graphs = _Graphs(prologue, named)
        return any(_wrong(node, graphs) for node in _nodes(asked))
    except (ParseException, RecursionError, ValueError, LookupError, SPARQLError):
        return True


class _Graphs:
    """The graphs that a query may name."""

    def __init__(self, prologue: Any, named: Collection[str]) -> None:
        from rdflib.plugins.sparql.algebra import translatePrologue

        self._names, self._named = translatePrologue(prologue, None), set(named)
        self.some = bool(self._named)

    def lacks(self, term: Any) -> bool:
        """Whether a graph is none of them; a variable stands for all."""
        from rdflib import URIRef
        from rdflib.plugins.sparql.parserutils import CompValue

        if isinstance(term, (CompValue, URIRef)):
            term = self._names.absolutize(term)
        return isinstance(term, URIRef) and str(term) not in self._named


def _nodes(tree: Any) -> Iterator[Any]:
    """All parts of a parsed query."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(tree, CompValue):
        yield tree
        for part in tree.values():
            yield from _nodes(part)
    elif isinstance(tree, (list, tuple, ParseResults)):
        for part in tree:
            yield from _nodes(part)


def _variables(tree: Any) -> set[str]:
    from pyparsing import ParseResults
    from rdflib import Variable
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(tree, Variable):
        return {str(tree)}
    parts = tree.values() if isinstance(tree, CompValue) else tree
    if not isinstance(tree, (CompValue, list, tuple, ParseResults)):
        return set()
    return {name for part in parts for name in _variables(part)}


def _wrong(node: Any, graphs: _Graphs) -> bool:
    name = node.name
    if name in ("SelectQuery", "SubSelect"):
        return _names_what_nothing_binds(node, sub=name == "SubSelect")
    if name == "DescribeQuery":
        return graphs.some
    if name == "TriplesBlock":
        return any(_twice(triples) for triples in node.triples or ())
    if name == "GroupGraphPatternSub":
        return _takes_away_what_it_does_not_share(node.part or ())
    if name == "GraphGraphPattern":
        return graphs.lacks(node.term) or not _variables(node.graph)
    return _is_long_path(node) or _is_wrong_condition(node)


def _is_wrong_condition(node: Any) -> bool:
    if node.name in _EXISTS:
        return _has_exists(node.graph)
    if node.name == "Filter":
        return getattr(node.expr, "name", "") not in _EXISTS and _has_exists(node.expr)
    if node.name == "RelationalExpression" and node.op in _ORDERS:
        return _has_number_and_variable(node.expr, node.other)
    places = [value for key, value in node.items() if key not in ("graph", "part", "where")]
    return any(map(_has_exists, places))


def _has_number_and_variable(*sides: Any) -> bool:
    from rdflib import Literal, Variable

    leaves = [_leaf(side) for side in sides]
    numbers = [
        one for one in leaves if isinstance(one, Literal) and isinstance(one.value, (int, float, Decimal))
    ]
    return bool(numbers) and any(isinstance(one, Variable) for one in leaves)


def _leaf(expression: Any) -> Any:
    while getattr(expression, "name", "") in _SUMS and not expression.op:
        expression = expression.expr
    return expression


def _is_long_path(node: Any) -> bool:
    """Whether a part is a path of any length, but for the one that `quirks` writes out."""
    if node.name != "PathElt" or node.mod not in ("*", "+"):
        return False
    step = node.part
    return bool(node.mod == "*" or getattr(step, "localname", str(step).rpartition("#")[2]) != "subClassOf")


def _has_exists(tree: Any) -> bool:
    return any(node.name in _EXISTS for node in _nodes(tree))


def _twice(triples: Any) -> bool:
    """Whether a variable stands twice in one of the triples, which are one flat list."""
    from rdflib import BNode, Variable

    flat = list(triples)
    for at in range(0, len(flat) - 2, 3):
        open_ones = [term for term in flat[at : at + 3] if isinstance(term, (Variable, BNode))]
        if len(open_ones) != len(set(open_ones)):
            return True
    return False


def _takes_away_what_it_does_not_share(parts: Any) -> bool:
    before: set[str] = set()
    for part in parts:
        if part.name == "MinusGraphPattern" and not before & _sure(getattr(part.graph, "part", None) or ()):
            return True
        before |= _sure([part])
    return False


def _sure(parts: Any) -> set[str]:
    """The variables that triples bind, and not only in some rows."""
    found: set[str] = set()
    for part in parts:
        if part.name == "TriplesBlock":
            found |= _variables(part)
        elif part.name == "GraphGraphPattern":
            found |= _sure(getattr(part.graph, "part", None) or ())
    return found


def _names_what_nothing_binds(node: Any, *, sub: bool) -> bool:
    bound = _variables(node.where)
    named = _variables(getattr(node.groupby, "condition", None) or [])
    if sub:
        named |= {str(one.var) for one in node.projection or () if one.var}
    return bool(named - bound - {str(one.evar) for one in node.projection or () if one.evar})


__all__ = ["beyond"]
