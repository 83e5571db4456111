"""TreatyGraph: the one noun in front, from which everything else is reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from treatykg.backends.opening import backend_for
from treatykg.clocks import Clocks
from treatykg.errors import UsageError
from treatykg.namespaces import curie
from treatykg.queries.catalogue import Question, catalogue, question
from treatykg.queries.parameters import asked_about, bind
from treatykg.store.embedded import EmbeddedStore
from treatykg.view import evidence
from treatykg.view.names import Names

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Quad

    from treatykg.backends.memory import Backend
    from treatykg.dataset.load import Dataset
    from treatykg.pictures.svg import Drawing
    from treatykg.shacl.report import Report
    from treatykg.store.base import Progress, Store
    from treatykg.store.remote.store import RemoteStore
    from treatykg.store.results import Answer, Row
    from treatykg.treaties.compare import Difference
    from treatykg.treaties.report import StatusReport
    from treatykg.view.build import View
    from treatykg.view.diff import Change
    from treatykg.view.evidence import Entity, Evidence
    from treatykg.view.lookup import Accepted
    from treatykg.view.search import Hit


class TreatyGraph:
    """A treaty knowledge graph as seen on one day, with one day's knowledge.

    Parameters: `backend`, a dataset and its store (see `backends.memory`), seen by `clocks`.

    >>> graph = TreatyGraph.open()
    >>> graph.query("days-between-chambers", agreement="relos").rows[0][3].value
    '8'
    """

    def __init__(self, backend: Backend, clocks: Clocks = Clocks()) -> None:
        self._backend, self.clocks = backend.at(clocks), clocks

    @classmethod
    def open(
        cls,
        paths: Sequence[Path] | None = None,
        *,
        store: str | Backend | None = None,
        as_of: dt.date | None = None,
        known_on: dt.date | None = None,
    ) -> TreatyGraph:
        """Read the shipped data, or the files and folders in `paths`, or open a store.

        Parameters: `store`, a folder that `treatykg load` made, or the URL of a SPARQL 1.1 endpoint (see
        `backends.stores`).
        Errors: InputError with file:line:column for a file that cannot be parsed; UsageError for both files
        and a store.
        """
        return cls(backend_for(paths, store), Clocks(as_of, known_on))

    def at(self, *, as_of: dt.date | None = None, known_on: dt.date | None = None) -> TreatyGraph:
        """Return the same graph with other clocks."""
        return TreatyGraph(self._backend, Clocks(as_of, known_on))

    @property
    def dataset(self) -> Dataset:
        """The vocabulary, the claims and the evidence. For a remote store this downloads all claims."""
        return self._backend.dataset

    @property
    def view(self) -> View:
        """What is so on the day asked about, as known on the day of the knowledge (see `view.build`)."""
        return self._backend.view

    @property
    def quads(self) -> list[Quad]:
        """The quads of this view and of what follows from it (see `treaties.derived`)."""
        return self._backend.quads

    @property
    def store(self) -> Store:
        """The query engine: the backing store when no clock is set, otherwise an in-memory store built for
        this view.
        """
        return self._backend.store

    @property
    def left_out(self) -> int:
        """How many claims are left out because only sources without a day support them: a reader may have
        known them.
        """
        return self._backend.left_out

    @cached_property
    def accepted(self) -> Accepted:
        """What is accepted, and what follows from it: the default graph of the view, to be looked up."""
        from treatykg.view.lookup import Accepted

        return Accepted(self._backend.accepted)

    @cached_property
    def names(self) -> Names:
        """From what a person types to the entity that is meant."""
        return Names(self.store, lambda: self.accepted, lambda: self.view)

    def query(self, name: str, /, **parameters: str) -> Answer:
        """Ask a saved question.

        Parameters: `name` of the question; its parameters, as one would type them.
        Errors: UsageError for an unknown name, parameter or entity.
        """
        return self.ask(question(name), parameters)

    def ask(self, saved: Question, parameters: Mapping[str, str]) -> Answer:
        """Ask a saved question that was already read.

        A question with a parameter `date` asks about that day: the day asked about, unless another one is
        given.
        """
        given = asked_about(saved.parameters, parameters, self.clocks.as_of)
        text, _ = bind(saved.text, saved.parameters, given, self.names.entity)
        return self.store.query(text, str(saved.path))

    def select(self, text: str, name: str = "query") -> Answer:
        """Answer a SPARQL query of one's own."""
        return self.store.query(text, name)

    def evidence_for(self, saved: Question, row: Row, variables: Sequence[str]) -> list[Evidence]:
        """List the claims behind one row of a saved question, accepted ones first, with what they state of
        its entities.
        """
        return evidence.behind(self.store, dict(zip(variables, row, strict=True)), saved.trace, self._known)

    @cached_property
    def _known(self) -> evidence.Known:
        return evidence.Known()

    def show(self, text: str) -> Entity:
        """Gather what is known of an entity, each statement with its claim and sources."""
        return evidence.entity(self.store, self.accepted, self.names.entity(text))

    def status(self, text: str) -> StatusReport:
        """Say where an agreement stands on the day asked about, why, and what must happen next.

        >>> import datetime as dt
        >>> TreatyGraph.open(as_of=dt.date(2025, 1, 1)).status("relos").status.value
        'negotiating'
        """
        from treatykg.treaties.report import status_report

        return status_report(self.accepted, self.names.agreement(text), self.clocks.as_of)

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Find entities that were there on the day asked about by what they are called, in any language (see
        `view.search`).
        """
        from treatykg.view.search import search

        return search(self._backend.accepted, text, limit)

    def compare(self, left: str, right: str) -> list[Difference]:
        """Compare two agreements provision by provision, as they were on the day asked about (see
        `treaties.compare`).

        Errors: UsageError when one of them was not there, or they have no party in common.
        """
        from treatykg.treaties.compare import compare

        return compare(self.accepted, *(self.names.agreement(text) for text in (left, right)))

    def changes(self, other: TreatyGraph) -> list[Change]:
        """List what `other` accepts and this view does not, and the reverse."""
        from treatykg.view.diff import changes

        return changes(self.view.accepted, other.view.accepted)

    def explain(self, text: str) -> Evidence:
        """Follow a claim back to its passages and sources.

        Parameters: `text`, a claim's IRI, CURIE, key or register identifier such as `S037`.
        """
        iri = self.names.claim(text)
        found = evidence.claim(self.store, iri)
        if not found.statements:
            raise UsageError(
                f"nothing is known of {curie(iri)}", hint="leave the days out, or name later ones"
            )
        return found

    def validate(
        self,
        *,
        engine: str = "compiled",
        profile: str = "publish",
        as_of: dt.date | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Check the data against the shapes (see `validation.check`); a store behind an endpoint is checked
        there.

        Parameters: `as_of`, the day after which all is still to come: the day asked about or, without one,
        today.
        """
        from treatykg.validation.check import validate, validate_remotely

        how: dict[str, Any] = {"profile": profile, "as_of": as_of or self.clocks.as_of, "progress": progress}
        if engine == "compiled" and not isinstance(self.store, EmbeddedStore):
            return validate_remotely(cast("RemoteStore", self.store), **how)
        return validate(
            self.dataset if self.clocks == Clocks() else self.view.seen(), self.quads, engine=engine, **how
        )

    def frame(self, name: str, /, library: str = "pandas", **parameters: str) -> object:
        """Ask a saved question, and return a typed data frame (see `export.frames`).

        Parameters: `library`, pandas or polars.
        Errors: UsageError as `query`, and when the library is not installed.
        """
        from treatykg.export.frames import frame

        return frame(self.query(name, **parameters), library)

    def export(self, form: str = "turtle", *, category: str = "") -> str:
        """Write the view as RDF (`export.rdf`), its claims in another form (`export.reified`), or the network
        (`export.networks`).
        """
        from treatykg.export import networks, rdf, reified

        if form in networks.FORMATS:
            return networks.FORMATS[form](self.network(category=category))
        return (
            reified.FORMATS[form](self.view.seen())
            if form in reified.FORMATS
            else rdf.write(self.quads, form)
        )

    def dyads(self, *, category: str = "") -> nx.MultiGraph[str]:
        """Project the view to States, joined by each pact between them (see `networks.dyads`).

        >>> from treatykg import TreatyGraph
        >>> "https://w3id.org/treatykg/id/state/ru" in TreatyGraph.open().dyads()
        True
        """
        from treatykg.networks.dyads import dyads

        return dyads(self.accepted, self.clocks.as_of, self.names.category(category))

    def network(self, *, category: str = "") -> nx.MultiDiGraph[str]:
        """Project the view to a network of States, agreements, provisions and persons (see `networks.full`).

        >>> from treatykg import TreatyGraph
        >>> sorted({kind for _, kind in TreatyGraph.open().network().nodes(data="kind")})
        ['agreement', 'person', 'provision', 'state']
        """
        from treatykg.networks.full import full_network

        return full_network(self.accepted, self.clocks.as_of, self.names.category(category))

    def similar(self, agreement: str, *, focus: str = "in") -> list[tuple[str, float, int]]:
        """List a State's other pacts by how much of what they say is the same (see `treaties.similar`)."""
        from treatykg.treaties.similar import similar_pacts

        centre = self.names.state(focus)
        return similar_pacts(
            self.accepted, self.store, self.names.agreement(agreement), centre, self.clocks.as_of
        )

    def tables(self) -> dict[str, str]:
        """Write flat tables for policy scholars: file name to text (see `export.scholar`)."""
        from treatykg.export.scholar import package

        return package(self.accepted, self.clocks.as_of)

    def draw(
        self,
        kind: str = "graph",
        *,
        focus: str = "in",
        form: str = "svg",
        depth: int = 1,
        category: str = "",
        with_sparql: bool = False,
    ) -> Drawing:
        """Draw a picture: text, which a notebook shows as the picture.

        Parameters: `kind`, one of `pictures.render.KINDS`; `focus`, the State in the middle; `form`, svg or
        html (one file that opens without a network: the picture, a filter, the table and the sources);
        `depth` of a graph: 0 the pacts, 1 also what they grant, 2 also the places that a source names;
        `category`, the only one that is drawn; `with_sparql` puts the graph, the saved questions and an
        engine into the html.
        Errors: UsageError for a kind that there is not, and when the engine was not built in.
        """
        from treatykg.pictures import render
        from treatykg.pictures.svg import Drawing

        centre = "" if kind == "network" else self.names.state(focus)
        only = self.names.category(category)
        asked = render.Request(self.accepted, self.store, centre, self.clocks, depth, only)
        if form != "html":
            return Drawing(render.draw(kind, asked).svg)
        console = render.console(self.quads, catalogue()) if with_sparql else None
        return Drawing(render.page(kind, asked, console))

    def count_mismatches(self) -> int:
        """Count the quads that differ between the store and the view recomputed from its claims.

        Errors: InputError when a file of the store is lost or is not what was written.
        """
        self._backend.verify()
        return len(set(self.store.quads()) ^ set(EmbeddedStore(self.quads).quads()))

    def info(self) -> dict[str, int]:
        """Count what the graph holds."""
        return {**self.view.seen().counts(), "quads in the view": len(self.store)}
