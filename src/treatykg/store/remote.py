"""A store on another machine, or in another process: SPARQL 1.1 over HTTP, whatever the engine.

The view stands there as named graphs (`graph/accepted`, `graph/derived`, `graph/evidence`, one for each
claim), and each query is asked of `graph/accepted`: servers do not agree on what their default graph is, and
on this they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    RdfFormat,
    parse,
    parse_query_results,
)

from treatykg import __version__
from treatykg.errors import InputError, NetworkError
from treatykg.namespaces import (
    ACCEPTED_GRAPH,
    CHECKED_GRAPH,
    DERIVED,
    EVIDENCE,
    LOAD_GRAPH,
    LOADING,
    WHOLE,
    tkg,
)
from treatykg.store import quirks
from treatykg.store.guard import check, form, over
from treatykg.store.http import TIME_LIMIT, Host, Reply
from treatykg.store.results import Answer, Term, answer_of, text

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

_ROWS, _GRAPH = "application/sparql-results+json", "application/n-triples"
CLAIM = tkg("Claim")
_LINES = frozenset([_GRAPH, "text/plain"])
_UPDATES = {"/query": "/update", "/sparql": "/sparql-auth", "/statements": "/statements"}


class RemoteStore:
    """A graph behind a SPARQL 1.1 endpoint.

    Parameters: `url` of the query endpoint (see `store.http.Host` for credentials); `update_url` of the
    endpoint for updates, which is needed only where it cannot be told from `url`; `time_limit` in seconds for
    each exchange.
    Errors: UsageError for what is no URL of an endpoint. See SPARQL 1.1 Protocol, section 2.

    >>> RemoteStore("http://localhost:7878/query").update_url
    'http://localhost:7878/update'
    """

    def __init__(self, url: str, *, update_url: str = "", time_limit: float = TIME_LIMIT) -> None:
        self._host = Host(url, time_limit=time_limit)
        self.url = self._host.url
        self._updates = Host(update_url or _update_url(url), time_limit=time_limit)
        self.update_url = self._updates.url
        self._generation: str | None = None

    def query(self, text: str, name: str = "query") -> Answer:
        """Answer one query over the accepted view (see `EmbeddedStore.query`).

        Errors: InputError when it is refused or the store cannot read it; NetworkError, also while the store
        is being loaded; TimeLimitError.
        """
        check(text, name)
        return self._consistently(over(text, ACCEPTED_GRAPH))

    def ask(self, text: str) -> Answer:
        """Answer one query as it stands."""
        return _answer(self._send(quirks.portable(text) if self.needs_chunks() else text), self.url)

    def update(self, text: str) -> None:
        """Change what the store holds (SPARQL 1.1 Update)."""
        from SPARQLWrapper import INSERT, POST, POSTDIRECTLY

        wrapper = _wrapper(self.url, self.update_url, "*/*", self._updates.send)
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setOnlyConneg(True)
        wrapper.setQuery(text)
        wrapper.queryType = INSERT  # it guesses, and takes any word of a comment or a string for the form
        wrapper.query()

    def __len__(self) -> int:
        """Count the quads of the view."""
        (row,) = self._consistently(f"SELECT (COUNT(*) AS ?count) {{ {_in_view('?s ?p ?o')} }}").rows
        return int(row[0].value)  # type: ignore[union-attr]

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | None = None,
        graph: NamedNode | None = None,
    ) -> list[Quad]:
        """List the quads that match a pattern, in any graph of the view when `graph` is None (see
        `EmbeddedStore.quads`).
        """
        terms = {
            name: str(term)
            for name, term in (("s", subject), ("p", predicate), ("o", value), ("g", graph))
            if term is not None
        }
        s, p, o, g = (terms.get(name, f"?{name}") for name in "spog")
        pattern = _in_view(f"{s} {p} {o}") if graph is None else f"GRAPH {g} {{ {s} {p} {o} }}"
        found = self._consistently(f"SELECT * {{ {pattern} }}")
        given: dict[str, Term | None] = {"s": subject, "p": predicate, "o": value, "g": graph}
        rows = (given | dict(zip(found.variables, row, strict=True)) for row in found.rows)
        return [_quad(row) for row in rows]

    @contextmanager
    def consistent_read(self) -> Iterator[None]:
        """See to it that many queries are about one load.

        Errors: NetworkError when the store was loaded anew meanwhile.
        """
        before = self._loaded()
        yield
        if self._loaded() != before:
            raise NetworkError("it was loaded anew meanwhile", where=self.url, hint="ask again")

    def loading(self) -> str:
        """Say which load is under way, or was stopped half-way; empty when there is none."""
        rows = self.ask(f"SELECT ?who {{ GRAPH <{LOAD_GRAPH}> {{ ?load <{LOADING}> ?who }} }}").rows
        return text(rows[0][0]) if rows else ""

    def is_loaded(self) -> bool:
        """Say whether anything of ours was loaded."""
        return bool(self.ask(f"ASK {{ GRAPH <{LOAD_GRAPH}> {{ ?load ?what ?which }} }}").truth)

    def needs_chunks(self) -> bool:
        """Say whether the server takes only short updates, so that a load is many."""
        return self._virtuoso

    def _consistently(self, query: str) -> Answer:
        """Answer a query of one whole load: once more, when another load came between."""
        before = self._generation or self._loaded()
        for _ in range(3):
            answer = self.ask(query)
            self._generation = self._loaded()
            if self._generation == before:
                return answer
            before = self._generation
        raise NetworkError("it is loaded again and again", where=self.url, hint="try again later")

    def _loaded(self) -> str:
        """Which load the store holds.

        Errors: NetworkError while one is under way, InputError before the first.
        """
        rows = self.ask(f"SELECT ?what ?which {{ GRAPH <{LOAD_GRAPH}> {{ ?load ?what ?which }} }}").rows
        said = {text(what): text(which) for what, which in rows}
        if LOADING in said:
            cause = f"it holds no whole graph: a load is under way, or was stopped ({said[LOADING]})"
            raise NetworkError(cause, where=self.url, hint="wait for it, or load again with --replace")
        if WHOLE not in said:
            raise InputError(
                "nothing was loaded yet", where=self.url, hint=f"run `treatykg load --store {self.url}`"
            )
        return said[WHOLE]

    @cached_property
    def _virtuoso(self) -> bool:
        return quirks.virtuoso(self._send("ASK {}"))

    def _send(self, query: str) -> Reply:
        from SPARQLWrapper import POST

        kind = form(query)
        accept = _GRAPH if kind in ("CONSTRUCT", "DESCRIBE") else _ROWS
        wrapper = _wrapper(
            self.url, self.update_url, accept, lambda request: self._host.send(request, again=True)
        )
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setQuery(query)
        wrapper.queryType = kind
        return cast("Reply", wrapper.query().response)


def _quad(row: dict[str, Term | None]) -> Quad:
    graph = DefaultGraph() if text(row["g"]) == ACCEPTED_GRAPH else row["g"]
    return Quad(row["s"], row["p"], row["o"], graph)  # type: ignore[arg-type]


def _in_view(pattern: str) -> str:
    """Look for a pattern in the graphs of the view, ?g; a server may hold others that are not ours."""
    claims = f"GRAPH <{CHECKED_GRAPH}> {{ ?g a <{CLAIM}> }}"
    graphs = f"VALUES ?g {{ <{ACCEPTED_GRAPH}> <{DERIVED}> <{EVIDENCE}> }}"
    return f"{{ {claims} GRAPH ?g {{ {pattern} }} }} UNION {{ {graphs} GRAPH ?g {{ {pattern} }} }}"


def _update_url(url: str) -> str:
    """Where a server takes updates, as Oxigraph, Fuseki, Virtuoso and RDF4J (GraphDB) name it; else where it
    takes queries.
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if "/repositories/" in path:
        path = path.removesuffix("/statements") + "/statements"
    for ending, other in _UPDATES.items():
        path = path.removesuffix(ending) + other if path.endswith(ending) else path
    return urlunsplit(parts._replace(path=path))


def _wrapper(url: str, update_url: str, accept: str, send: Callable[[Request], Reply]) -> SPARQLWrapper:
    """SPARQLWrapper writes the request; our own host sends it."""
    from SPARQLWrapper import SPARQLWrapper

    class Wrapper(SPARQLWrapper):
        def _getAcceptHeader(self) -> str:
            return accept

        def _query(self) -> tuple[Reply, str]:  # type: ignore[override]
            return send(self._createRequest()), ""

    return Wrapper(url, updateEndpoint=update_url, agent=f"treatykg/{__version__}")


def _answer(reply: Reply, url: str) -> Answer:
    try:
        if reply.kind in _LINES:
            return Answer(triples=[quad.triple for quad in parse(reply.body, RdfFormat.N_TRIPLES)])
        if reply.kind not in (_ROWS, "application/json"):
            cause = f"an answer of type {reply.kind or 'unknown'!r}, not a result of SPARQL"
            raise NetworkError(cause, where=url, hint="is this its query endpoint?")
        answer = answer_of(parse_query_results(reply.body, QueryResultsFormat.JSON))
    except (SyntaxError, ValueError) as error:
        error.__traceback__ = None  # it holds solutions that no other thread may drop
        raise NetworkError(
            f"an answer that cannot be read: {error}", where=url, hint="it may have been cut off: try again"
        ) from None
    return quirks.answered(answer, reply, url)
