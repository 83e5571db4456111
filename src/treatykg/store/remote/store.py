"""A store on another machine, or in another process: SPARQL 1.1 over HTTP, whatever the engine.

The view stands there as named graphs (`graph/accepted`, `graph/derived`, `graph/evidence`, one for each
claim). Each query is sent as it was written, over the dataset that the protocol names (SPARQL 1.1 Protocol,
section 2.1.4): `graph/accepted` as the default graph and, for a query that looks into named graphs, those of
the view, so that what else the server holds does not show. Where they are too many, and where a query names
its own dataset, the view is fetched and the query answered here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad
from pyoxigraph import Store as Engine

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
from treatykg.store.embedded import EmbeddedStore
from treatykg.store.guard import check
from treatykg.store.remote import departures, exchange, quirks
from treatykg.store.remote.http import TIME_LIMIT, Host, Reply
from treatykg.store.remote.reading import answer, fitted, full
from treatykg.store.results import Answer, Term, answer_of, text
from treatykg.store.scope import has_own_dataset, names_graphs
from treatykg.visible import excerpt

CLAIM = tkg("Claim")
MOST_NAMED = {"": 900, "oxigraph": 2_000}
"""Graphs in one request, by server: most take a thousand fields of a form, and some drop the others."""
_DIGITS = 19
_OURS = frozenset([ACCEPTED_GRAPH, CHECKED_GRAPH, LOAD_GRAPH])
_UPDATES = {"/query": "/update", "/sparql": "/sparql-auth", "/statements": "/statements"}
_T = TypeVar("_T")


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
        self.url, self.shown = self._host.url, self._host.shown
        self._updates = Host(update_url or _update_url(url), time_limit=time_limit)
        self.update_url = self._updates.url
        self._generation: str | None = None
        self._named: tuple[str | None, list[str]] = ("", [])
        self._copied: tuple[str | None, EmbeddedStore] = ("", EmbeddedStore([]))

    def query(self, text: str, name: str = "query") -> Answer:
        """Answer one query over the accepted view (see `EmbeddedStore.query`).

        Errors: InputError when it is refused or the store cannot read it; NetworkError, also while the store
        is being loaded; TimeLimitError.
        """
        check(text, name)
        asked = EmbeddedStore([]).query(text, name)
        named = self._graphs() if names_graphs(text) else []
        if (
            has_own_dataset(text)
            or len(named) > self._most_named()
            or (self._virtuoso and departures.beyond(text, named))
        ):
            return self._copy().query(text, name)
        try:
            return self._consistently(
                lambda: self.ask(text, ACCEPTED_GRAPH, self._graphs() if named else [], like=asked)
            )
        except (InputError, NetworkError):
            if not self._virtuoso:  # which cannot read all of SPARQL 1.1
                raise
            return self._copy().query(text, name)

    def ask(
        self, text: str, graph: str = "", named: Sequence[str] = (), *, like: Answer | None = None
    ) -> Answer:
        """Answer one query of the server as it stands.

        Parameters: `graph`, the default graph, and `named`, the named graphs that it is about; without them
        the server says. `like`, an answer of the form that is asked for, where that is known.
        Errors: as `query`.
        """
        asked = answer_of(Engine().query(text)) if like is None else like
        if self._virtuoso:
            text, graph, named = quirks.portable(text, graph, named), "", ()
        reply = exchange.ask(self._host, text, graph, named, wants_graph=asked.triples is not None)
        return fitted(quirks.answered(answer(reply, self.shown), reply, self.shown), asked, self.shown)

    def update(self, text: str) -> None:
        """Change what the store holds (SPARQL 1.1 Update)."""
        exchange.update(self._updates, text)

    def __len__(self) -> int:
        """Count the quads of the view."""
        query = f"SELECT (COUNT(*) AS ?count) {{ {_in_view('?s ?p ?o')} }}"
        rows = self._consistently(lambda: self._told(query))
        number = text(rows[0][0]) if rows else ""
        if not (number.isascii() and number.isdigit() and len(number) < _DIGITS):
            raise NetworkError("a count that is no number", where=self.shown, hint="is this a SPARQL server?")
        return int(number)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | None = None,
        graph: NamedNode | None = None,
    ) -> list[Quad]:
        """List the quads that match a pattern, in any graph of the view when `graph` is None (see
        `EmbeddedStore.quads`). A blank node of ours is none of the server's.
        """
        if any(isinstance(term, BlankNode) for term in (subject, predicate, value, graph)):
            return []
        terms = {
            name: str(term)
            for name, term in (("s", subject), ("p", predicate), ("o", value), ("g", graph))
            if term is not None
        }
        s, p, o, g = (terms.get(name, f"?{name}") for name in "spog")
        pattern = _in_view(f"{s} {p} {o}") if graph is None else f"GRAPH {g} {{ {s} {p} {o} }}"
        wanted = [name for name in "spog" if name not in terms]
        query = f"SELECT {' '.join(f'?{name}' for name in wanted) or '(1 AS ?one)'} {{ {pattern} }}"
        rows = self._consistently(lambda: self._told(query))
        given: dict[str, Term] = {
            name: term
            for name, term in zip("spog", (subject, predicate, value, graph), strict=True)
            if term is not None
        }
        return [self._quad(given | dict(zip(wanted, row, strict=False))) for row in rows]

    @contextmanager
    def consistent_read(self) -> Iterator[None]:
        """See to it that many queries are about one load.

        Errors: NetworkError when the store was loaded anew meanwhile.
        """
        before = self._loaded()
        yield
        if self._loaded() != before:
            raise NetworkError("it was loaded anew meanwhile", where=self.shown, hint="ask again")

    def loading(self) -> str:
        """Say which load is under way, or was stopped half-way; empty when there is none."""
        rows = self._told(f"SELECT ?who {{ GRAPH <{LOAD_GRAPH}> {{ ?load <{LOADING}> ?who }} }}")
        return excerpt(text(rows[0][0])) if rows else ""

    def is_loaded(self) -> bool:
        """Say whether anything of ours was loaded."""
        return bool(self.ask(f"ASK {{ GRAPH <{LOAD_GRAPH}> {{ ?load ?what ?which }} }}").truth)

    def needs_chunks(self) -> bool:
        """Say whether the server takes only short updates, so that a load is many."""
        return self._virtuoso

    def _consistently(self, ask: Callable[[], _T]) -> _T:
        """Ask of one whole load: once more, when another load came between."""
        self._generation = before = self._generation or self._loaded()
        for _ in range(3):
            found = ask()
            self._generation = self._loaded()
            if self._generation == before:
                return found
            before = self._generation
        raise NetworkError("it is loaded again and again", where=self.shown, hint="try again later")

    def _graphs(self) -> list[str]:
        """The named graphs of the view, of which a server may hold others."""
        if self._named[0] != self._generation or self._generation is None:
            query = f"SELECT DISTINCT ?g {{ {_in_view('?s ?p ?o')} }}"
            found = self._consistently(lambda: {text(graph) for (graph,) in self._told(query)})
            self._named = (self._generation, sorted(found - _OURS))
        return self._named[1]

    def _copy(self) -> EmbeddedStore:
        """The view, fetched."""
        if self._copied[0] != self._generation or self._generation is None:
            quads = self.quads()
            self._copied = (self._generation, EmbeddedStore(quads))
        return self._copied[1]

    def _told(self, query: str) -> list[tuple[Term, ...]]:
        """The rows of a query of ours, in which nothing may be missing."""
        return full(self.ask(query), self.shown)

    def _loaded(self) -> str:
        """Which load the store holds.

        Errors: NetworkError while one is under way, InputError before the first.
        """
        rows = self._told(f"SELECT ?what ?which {{ GRAPH <{LOAD_GRAPH}> {{ ?load ?what ?which }} }}")
        said = {text(what): text(which) for what, which in rows}
        if LOADING in said:
            cause = f"it holds no whole graph: a load is under way, or was stopped ({excerpt(said[LOADING])})"
            raise NetworkError(cause, where=self.shown, hint="wait for it, or load again with --replace")
        if WHOLE not in said:
            raise InputError(
                "nothing was loaded yet", where=self.shown, hint=f"run `treatykg load --store {self.shown}`"
            )
        return said[WHOLE]

    @cached_property
    def _reply(self) -> Reply:
        """What the server replies to a query about nothing, which tells what it is."""
        return exchange.ask(self._host, "ASK {}")

    @property
    def _virtuoso(self) -> bool:
        return quirks.virtuoso(self._reply)

    def _most_named(self) -> int:
        server = self._reply.fields.get("server", "").partition("/")[0].lower()
        return MOST_NAMED.get(server, MOST_NAMED[""])

    def _quad(self, row: dict[str, Term]) -> Quad:
        subject, predicate, value, graph = (row[name] for name in "spog")
        if not (
            isinstance(subject, (NamedNode, BlankNode))
            and isinstance(predicate, NamedNode)
            and isinstance(graph, NamedNode)
        ):
            raise NetworkError(
                f"a row that is no statement: {excerpt(' '.join(map(str, row.values())))}",
                where=self.shown,
                hint="is this a SPARQL 1.1 endpoint?",
            )
        return Quad(subject, predicate, value, DefaultGraph() if graph.value == ACCEPTED_GRAPH else graph)


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
