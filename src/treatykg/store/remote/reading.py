"""A server's reply, read as foreign data: what is malformed, too deep or no answer to the question is an
error of the server, never of ours.
"""

from __future__ import annotations

import re

from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from treatykg.errors import NetworkError
from treatykg.store.remote.http import Reply
from treatykg.store.results import Answer, Term, answer_of
from treatykg.tokens import IRI
from treatykg.visible import excerpt

ROWS, GRAPH = "application/sparql-results+json", "application/n-triples"
_LINES = frozenset([GRAPH, "text/plain"])
_DEEPEST = 12  # an answer in SPARQL 1.1 needs 5
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_INNERMOST = re.compile(rb"[\[{][^\[\]{}]*+[\]}]")
_OPEN = re.compile(rb"[\[{]")
_TERM = re.compile(rb'"(?:[^"\\\r\n]++|\\[^\r\n])*+"|' + IRI.encode())
_INNERMOST_TRIPLE = re.compile(rb"<<[^<>]*+>>")


def answer(reply: Reply, where: str) -> Answer:
    """Read what a server replied to a query.

    Errors: NetworkError when it is no result of SPARQL 1.1, or cannot be read.
    """
    if reply.kind not in _LINES and reply.kind not in (ROWS, "application/json"):
        cause = f"an answer of type {excerpt(reply.kind or 'unknown')!r}, not a result of SPARQL"
        raise NetworkError(cause, where=where, hint="is this its query endpoint?")
    try:
        _refuse_depth(reply)
        if reply.kind in _LINES:
            found = Answer(triples=[quad.triple for quad in parse(reply.body, RdfFormat.N_TRIPLES)])
        else:
            found = answer_of(parse_query_results(reply.body, QueryResultsFormat.JSON))
    except (SyntaxError, ValueError) as error:
        error.__traceback__ = None  # it holds solutions that no other thread may drop
        raise NetworkError(
            f"an answer that cannot be read: {excerpt(str(error))}",
            where=where,
            hint="it may have been cut off: try again",
        ) from None
    return found


def fitted(found: Answer, asked: Answer, where: str) -> Answer:
    """An answer with its columns in the order of the question.

    Parameters: `asked`, an answer of the form that is asked for.
    Errors: NetworkError when it is of another form, or has other variables.
    """
    forms = [(one.truth is None, one.triples is None) for one in (found, asked)]
    if forms[0] != forms[1] or sorted(found.variables) != sorted(asked.variables):
        what = ", ".join(f"?{name}" for name in found.variables)
        raise NetworkError(
            f"an answer to something else: {excerpt(what or _form(found))}",
            where=where,
            hint="is this a SPARQL 1.1 endpoint?",
        )
    if found.variables == asked.variables:
        return found
    order = [found.variables.index(name) for name in asked.variables]
    return Answer(asked.variables, [tuple(row[column] for column in order) for row in found.rows])


def full(found: Answer, where: str) -> list[tuple[Term, ...]]:
    """The rows of an answer in which each variable has a value.

    Errors: NetworkError when one has none.
    """
    rows = [tuple(cell for cell in row if cell is not None) for row in found.rows]
    if any(len(row) < len(found.variables) for row in rows):
        raise NetworkError(
            "an answer without the values that were asked for",
            where=where,
            hint="is this a SPARQL 1.1 endpoint?",
        )
    return rows


def _form(found: Answer) -> str:
    return "a graph" if found.triples is not None else "rows" if found.truth is None else "a truth value"


def _refuse_depth(reply: Reply) -> None:
    """Refuse what would be too deep for a parser, which dies of it.

    Strings are left out, then what is innermost, again and again.
    """
    lines = reply.kind in _LINES
    if lines and b"<<" not in reply.body:
        return
    left = (_TERM if lines else _STRING).sub(b"", reply.body)
    innermost, opening = (_INNERMOST_TRIPLE, re.compile(rb"<<")) if lines else (_INNERMOST, _OPEN)
    for _ in range(_DEEPEST):
        before, left = len(left), innermost.sub(b"", left)
        if len(left) == before:
            break
    if opening.search(left):
        raise ValueError("nested too deep, or cut off")


__all__ = ["GRAPH", "ROWS", "answer", "fitted", "full"]
