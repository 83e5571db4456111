"""Put a graph into a store behind SPARQL 1.1 Update: all or nothing.

Where the server takes a request as one transaction (as SPARQL 1.1 Update, section 2.2, recommends), the whole
load is one request. Virtuoso takes only short ones: there the graph `graph/load` says that a load is under
way, and readers refuse until it says that the load is whole.
"""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.errors import UsageError
from treatykg.namespaces import (
    ACCEPTED_GRAPH,
    CHECKED_GRAPH,
    DERIVED,
    EVIDENCE,
    LOAD_GRAPH,
    LOADING,
    PREFIXES,
    WHOLE,
    tkg,
)
from treatykg.store.base import Progress
from treatykg.store.remote.store import RemoteStore
from treatykg.store.results import text

_AT_ONCE = 2000
_CLAIM = f"<{PREFIXES['rdf']}type> <{tkg('Claim')}>"
_LOAD = NamedNode(LOAD_GRAPH)
_EMPTY = f"CLEAR SILENT GRAPH <{LOAD_GRAPH}>"


def with_load_marker(quads: Iterable[Quad]) -> list[Quad]:
    """Add to a load what says that it is whole, and which one it is: a digest of all of it."""
    quads = list(quads)
    digest = hashlib.sha256("\n".join(sorted(map(str, quads))).encode())
    return [*quads, Quad(_LOAD, NamedNode(WHOLE), Literal(digest.hexdigest()), _LOAD)]


def upload(
    store: RemoteStore, quads: Iterable[Quad], *, replace: bool = False, progress: Progress = lambda *_: None
) -> None:
    """Make `quads` what the store holds of ours; graphs that are not ours stay as they are.

    Parameters: `quads`, all in named graphs, and `with_load_marker`; `replace` also what a load left that was
    stopped half-way; `progress` is told how many quads are there, of all.
    Errors: NetworkError; TimeLimitError; UsageError when another load is under way.
    """
    quads = list(quads)
    under_way = store.loading()
    if under_way and not replace:
        raise UsageError(
            f"a load is under way, or was stopped: {under_way}",
            where=store.url,
            hint="wait for it, or load with --replace",
        )
    if not store.needs_chunks():
        store.update(";\n".join([*_clear(), _insert(quads)]))
        progress(len(quads), len(quads), "")
        return
    who = Literal(f"process {os.getpid()} on {socket.gethostname()}")
    store.update(";\n".join([_EMPTY, _insert([Quad(_LOAD, NamedNode(LOADING), who, _LOAD)])]))
    for statement in _clear():
        if statement != _EMPTY:
            store.update(statement)
    mark = [quad for quad in quads if quad.graph_name == _LOAD]
    for done, part in _parts([quad for quad in quads if quad.graph_name != _LOAD]):
        store.update(_insert(part))
        progress(done, len(quads), "")
    store.update(";\n".join([_EMPTY, _insert(mark)]))


def _clear() -> Iterator[str]:
    """Remove what we loaded: first the graphs of the claims that the checked graph lists, then our own."""
    ours = f"GRAPH <{CHECKED_GRAPH}> {{ ?g {_CLAIM} }} GRAPH ?g {{ ?s ?p ?o }}"
    yield f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ {ours} }}"
    for graph in (ACCEPTED_GRAPH, DERIVED, EVIDENCE, CHECKED_GRAPH):
        yield f"CLEAR SILENT GRAPH <{graph}>"
    yield _EMPTY


def _parts(quads: list[Quad]) -> Iterator[tuple[int, list[Quad]]]:
    ordered = sorted(quads, key=lambda quad: text(quad.graph_name))  # type: ignore[arg-type]
    for start in range(0, len(ordered), _AT_ONCE):
        part = ordered[start : start + _AT_ONCE]
        yield start + len(part), part


def _insert(quads: Iterable[Quad]) -> str:
    graphs: dict[str, list[str]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name), []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    blocks = (f"GRAPH {graph} {{\n" + "\n".join(lines) + "\n}" for graph, lines in graphs.items())
    return "INSERT DATA {\n" + "\n".join(blocks) + "\n}"
