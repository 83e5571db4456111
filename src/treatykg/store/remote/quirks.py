"""Where a server departs from SPARQL 1.1, and what we do about it: all of it, in this one place.

Virtuoso 7.2.5

- loses the rows of the boundary day when `<=` or `>=` has a day on one side, so these are written as `!(>)`
  and `!(<)`;
- does not come back from some queries that get a constant by VALUES, nor from some that get UNDEF: a
  parameter's VALUES is written as BIND where it is a day, and left out where it is UNDEF (each stands at the
  head of its group);
- writes truth values as 0 and 1, so these become false and true;
- finds one row where a transitive path stands in OPTIONAL, MINUS or NOT EXISTS, so `rdfs:subClassOf+` is
  written out to four levels;
- takes the graphs of the protocol only a few at a time, and repeats each as a header field, so these stand as
  DEFINE in front of the query;
- describes by what points to a node, too, so it is told to describe as others do;
- answers an ASK about a named graph with a row;
- gives no value for the SUM of nothing, so the compiler of shapes takes that for 0;
- answers 200 with a part of the rows when its time or its limit of rows is reached.

What it answers wrongly, and no other words would mend, stands in `store.departures`.

What it still gets wrong: `=` between a day in the data and a day given by VALUES or BIND finds nothing; a
month is taken for its first day, so that of two values of one property, the month 2025-06 and the day
2025-06-01, it keeps whichever comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pyoxigraph import Literal

from treatykg.errors import TimeLimitError
from treatykg.namespaces import PREFIXES
from treatykg.store.guard import literal_spans
from treatykg.store.remote.http import Reply
from treatykg.store.results import Answer, Term
from treatykg.terms import XSD

_TRUTH = "__ASK_RETVAL"
_SLOT = re.compile(r"VALUES\s+(\?_\w+)\s*\{\s*([^{}\s]+)\s*\}")
_BOOLEAN = XSD.boolean.value
_TRUTHS = {"0": Literal(False), "1": Literal(True)}
_DAY = r'"[0-9]{4}-[0-9]{2}-[0-9]{2}"\^\^(?:xsd:date|<http://www\.w3\.org/2001/XMLSchema#date>)'
_OPERAND = rf"\?\w+|{_DAY}"
_ORDER = re.compile(rf"(?<=[(&|,])(\s*)({_OPERAND})\s*(<=|>=)\s*({_OPERAND})(?=\s*[)&|,])")
_BELOW = re.compile(rf"(rdfs:subClassOf|<{PREFIXES['rdfs']}subClassOf>)\+")
_LEVELS = 4
_NUMBER = re.compile(r"[0-9]{1,18}")
_DESCRIBE = 'DEFINE sql:describe-mode "CBD"'
_OPPOSITE = {"<=": ">", ">=": "<"}


def portable(query: str, graph: str = "", named: Sequence[str] = ()) -> str:
    """A query in words that Virtuoso understands as others do, with its dataset in front.

    Parameters: `graph`, the default graph, and `named`, the named graphs that the query is about.

    >>> portable("SELECT * { ?s ?p ?d FILTER(?d <= ?day) }")
    'SELECT * { ?s ?p ?d FILTER(!(?d > ?day)) }'
    """
    for pattern, turned in ((_SLOT, _bound), (_BELOW, _levels), (_ORDER, _turned)):
        query = _outside_strings(pattern, turned, query)
    dataset = [f"DEFINE input:default-graph-uri <{graph}> {_DESCRIBE}"] if graph else []
    dataset += [f"DEFINE input:named-graph-uri <{one}>" for one in named]
    return " ".join([*dataset, query])


def _outside_strings(pattern: re.Pattern[str], turned: Callable[[re.Match[str]], str], query: str) -> str:
    quoted = literal_spans(query)

    def one(match: re.Match[str]) -> str:
        inside = any(start < match.start() < end for start, end in quoted)
        return match[0] if inside else turned(match)

    return pattern.sub(one, query)


def _turned(order: re.Match[str]) -> str:
    return f"{order[1]}!({order[2]} {_OPPOSITE[order[3]]} {order[4]})"


def _levels(path: re.Match[str]) -> str:
    return "(" + "|".join("(" + "/".join([path[1]] * level) + ")" for level in range(1, _LEVELS + 1)) + ")"


def _bound(slot: re.Match[str]) -> str:
    if slot[2] == "UNDEF":
        return ""
    return f"BIND({slot[2]} AS {slot[1]})" if slot[1].endswith("_xsd_date") else slot[0]


def answered(answer: Answer, reply: Reply, url: str) -> Answer:
    """An answer as it is meant.

    Errors: TimeLimitError when the server gave only a part of it.
    """
    if reply.fields.get("x-sql-state", "").upper() == "S1TAT":
        raise TimeLimitError("the store gave up half-way", where=url, hint="raise its MaxQueryExecutionTime")
    most = reply.fields.get("x-sparql-maxrows", "")
    if _NUMBER.fullmatch(most) and len(answer.rows) >= int(most):
        raise TimeLimitError(
            f"the store gives at most {most} rows", where=url, hint="raise its ResultSetMaxRows"
        )
    if answer.variables == (_TRUTH,):
        return Answer(
            truth=any(
                isinstance(row[0], Literal) and row[0].value not in ("0", "false") for row in answer.rows
            )
        )
    return (
        Answer(answer.variables, [tuple(map(_truth, row)) for row in answer.rows])
        if virtuoso(reply) and answer.triples is None
        else answer
    )


def virtuoso(reply: Reply) -> bool:
    """Say whether a reply is from Virtuoso."""
    return reply.fields.get("server", "").lower().startswith("virtuoso")


def _truth(term: Term | None) -> Term | None:
    """A truth value in its canonical form."""
    if isinstance(term, Literal) and term.value in _TRUTHS and term.datatype.value == _BOOLEAN:
        return _TRUTHS[term.value]
    return term
