"""A store on another machine, or in another process: SPARQL 1.1 over HTTP, whatever the engine.

The view stands there as named graphs (`graph/accepted`, `graph/evidence`, one for each claim), and each query is asked of
`graph/accepted`: servers do not agree on what their default graph is, and on this they do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.request import Request

from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results

from treatykg import __version__
from treatykg.errors import NetworkError
from treatykg.namespaces import ACCEPTED_GRAPH
from treatykg.store import quirks
from treatykg.store.guard import check, over
from treatykg.store.http import TIME_LIMIT, Host, Reply
from treatykg.store.results import Answer

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

_ROWS, _GRAPH = "application/sparql-results+json", "application/n-triples"
_LINES = frozenset([_GRAPH, "text/plain"])


class RemoteStore:
    """A graph behind a SPARQL 1.1 endpoint.

    Parameters: `url` of the query endpoint (see `store.http.Host` for credentials); `time_limit` in seconds for each query.
    Errors: UsageError for what is no URL of an endpoint.
    See SPARQL 1.1 Protocol, section 2.1.

    >>> RemoteStore("http://localhost:7878/query").url
    'http://localhost:7878/query'
    """

    def __init__(self, url: str, *, time_limit: float = TIME_LIMIT) -> None:
        self.host = Host(url, time_limit=time_limit)
        self.url = self.host.url

    def query(self, text: str, name: str = "query") -> Answer:
        """Answer one query over the accepted view (see `EmbeddedStore.query`).

        Errors: InputError when it is refused or the store cannot read it; NetworkError; TimeLimitError.
        """
        check(text, name)
        return self.ask(over(text, ACCEPTED_GRAPH))

    def ask(self, text: str) -> Answer:
        """Answer one query as it stands."""
        return _answer(self._send(text), self.url)

    def _send(self, text: str) -> Reply:
        from SPARQLWrapper import POST

        wrapper = _wrapper(self.url, lambda request: self.host.send(request, again=True))
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setQuery(text)
        reply: Reply = wrapper.query().response
        return reply


def _wrapper(url: str, send: Callable[[Request], Reply]) -> SPARQLWrapper:
    """SPARQLWrapper writes the request; our own host sends it."""
    from SPARQLWrapper import SPARQLWrapper

    class Wrapper(SPARQLWrapper):
        def _getAcceptHeader(self) -> str:
            return _GRAPH if self.queryType in ("CONSTRUCT", "DESCRIBE") else _ROWS

        def _query(self) -> tuple[Reply, str]:
            return send(self._createRequest()), ""

    return Wrapper(url, agent=f"treatykg/{__version__}")


def _answer(reply: Reply, url: str) -> Answer:
    try:
        if reply.kind in _LINES:
            return Answer(triples=[quad.triple for quad in parse(reply.body, RdfFormat.N_TRIPLES)])
        if reply.kind not in (_ROWS, "application/json"):
            raise NetworkError(f"an answer of type {reply.kind or 'unknown'!r}, not a result of SPARQL", where=url, hint="is this its query endpoint?")
        found = parse_query_results(reply.body, QueryResultsFormat.JSON)
        if isinstance(found, QueryBoolean):
            return Answer(truth=bool(found))
        variables = tuple(variable.value for variable in found.variables)  # type: ignore[union-attr]
        answer = Answer(variables, [tuple(row[v] for v in variables) for row in found])  # type: ignore[union-attr, index]
    except (SyntaxError, ValueError) as error:
        raise NetworkError(f"an answer that cannot be read: {error}", where=url, hint="it may have been cut off: try again") from None
    return quirks.answered(answer, reply, url)


def is_url(text: str) -> bool:
    """Say whether a store is named by a URL, and not by a folder.

    >>> is_url("http://localhost:7878/query"), is_url("./graph")
    (True, False)
    """
    return "://" in text


__all__ = ["RemoteStore", "is_url"]
