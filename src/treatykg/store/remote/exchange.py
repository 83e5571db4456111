"""The requests of the SPARQL 1.1 Protocol: SPARQLWrapper writes them, and our own host sends them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.request import Request

from treatykg import __version__
from treatykg.store.remote.http import Host, Reply
from treatykg.store.remote.reading import GRAPH, ROWS

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper


def ask(
    host: Host, query: str, graph: str = "", named: Sequence[str] = (), *, wants_graph: bool = False
) -> Reply:
    """Send a query as it is, by POST with a form.

    Parameters: `graph`, the default graph, and `named`, the named graphs that the query is about (SPARQL 1.1
    Protocol, section 2.1.4); `wants_graph` for CONSTRUCT and DESCRIBE.
    Errors: as `Host.send`.
    """
    wrapper = _wrapper(host, GRAPH if wants_graph else ROWS)
    wrapper.setQuery(query)
    if graph:
        wrapper.addParameter("default-graph-uri", graph)
    for one in named:
        wrapper.addParameter("named-graph-uri", one)
    return host.send(wrapper._createRequest(), again=True)


def update(host: Host, text: str) -> None:
    """Send a SPARQL 1.1 Update, by POST.

    Errors: as `Host.send`; it is never sent twice.
    """
    from SPARQLWrapper import INSERT, POSTDIRECTLY

    wrapper = _wrapper(host, "*/*")
    wrapper.setRequestMethod(POSTDIRECTLY)
    wrapper.setQuery(text)
    wrapper.queryType = INSERT
    written = wrapper._createRequest()
    host.send(Request(host.url, written.data, dict(written.header_items()), method="POST"))  # noqa: S310


def _wrapper(host: Host, accept: str) -> SPARQLWrapper:
    from SPARQLWrapper import POST, SELECT, SPARQLWrapper

    class Wrapper(SPARQLWrapper):
        def _getAcceptHeader(self) -> str:
            return accept

        def _parseQueryType(self, query: str) -> str:
            return SELECT  # it guesses, and takes any word of a comment or a string for the form

    wrapper = Wrapper(host.url, updateEndpoint=host.url, agent=f"treatykg/{__version__}")
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    return wrapper


__all__ = ["ask", "update"]
