"""TreatyGraph: the one noun in front, from which everything else is reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode

from treatykg.backends.bundled import BundledBackend
from treatykg.backends.memory import Backend, MemoryBackend
from treatykg.clocks import Clocks
from treatykg.errors import UsageError
from treatykg.namespaces import PREFIXES, curie, expand
from treatykg.outputs import Outputs
from treatykg.queries.catalogue import Question, question
from treatykg.queries.parameters import bind
from treatykg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from treatykg.dataset.load import Dataset
    from treatykg.shacl.report import Report
    from treatykg.shacl.setwise import Progress
    from treatykg.store.base import Store
    from treatykg.store.remote import RemoteStore
    from treatykg.store.results import Answer, Row
    from treatykg.treaties.compare import Difference
    from treatykg.treaties.report import StatusReport
    from treatykg.view.build import View
    from treatykg.view.diff import Change
    from treatykg.view.evidence import Entity, Evidence
    from treatykg.view.lookup import Accepted
    from treatykg.view.names import Names
    from treatykg.view.search import Hit


class TreatyGraph(Outputs):
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

        Parameters: `store`, a folder that `treatykg load` made, or the URL of a SPARQL 1.1 endpoint (see `backends.stores`).
        Errors: InputError with file:line:column for a file that cannot be parsed; UsageError for both files and a store.
        """
        clocks = Clocks(as_of, known_on)
        if store is not None and paths is not None:
            raise UsageError("both files and a store", hint="load the files into the store first, with `treatykg load`")
        if isinstance(store, str):
            from treatykg.backends.stores import open_backend

            return cls(open_backend(store), clocks)
        if paths is not None:
            from treatykg.dataset.load import load

            return cls(MemoryBackend(load(paths)), clocks)
        return cls(store or BundledBackend(), clocks)

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
        """The query engine: the backing store when no clock is set, otherwise an in-memory store built for this view."""
        return self._backend.store

    @property
    def left_out(self) -> int:
        """How many claims are left out because only sources without a day support them: a reader may have known them."""
        return self._backend.left_out

    @cached_property
    def accepted(self) -> Accepted:
        """What is accepted, and what follows from it: the default graph of this view, ready to be looked up."""
        from treatykg.view.lookup import Accepted

        return Accepted(self._backend.accepted)

    def query(self, name: str, /, **parameters: str) -> Answer:
        """Ask a saved question.

        Parameters: `name` of the question; its parameters, as one would type them.
        Errors: UsageError for an unknown name, parameter or entity.
        """
        return self.ask(question(name), parameters)

    def ask(self, saved: Question, parameters: Mapping[str, str]) -> Answer:
        """Ask a saved question that was already read.

        A question with a parameter `date` asks about that day: the day asked about, unless another one is given.
        """
        given = dict(parameters)
        if self.clocks.as_of and any(p.name == "date" and p.type == "xsd_date" for p in saved.parameters):
            if "date" in given:
                raise UsageError("parameter date and as-of both name the day asked about", hint="give one of them")
            given["date"] = self.clocks.as_of.isoformat()
        text, terms = bind(saved.text, saved.parameters, given)
        for name, term in terms.items():
            if isinstance(term, NamedNode):
                self.find(term.value, f"parameter {name}: ")
        return self.store.query(text, str(saved.path))

    def select(self, text: str, name: str = "query") -> Answer:
        """Answer a SPARQL query of one's own."""
        return self.store.query(text, name)

    def find(self, iri: str, what: str = "") -> str:
        """Return `iri` when the data or the vocabulary says anything of it (see `view.names`)."""
        if self.store.quads(NamedNode(iri)):
            return iri
        return self._names.find(iri, what)

    def entity(self, text: str, kind: str = "") -> str:
        """Read what a person typed for an entity: an IRI, a CURIE, or a bare key of any kind.

        Errors: UsageError when it names nothing, or more than one thing.

        >>> curie(TreatyGraph.open().entity("relos"))
        'agreement:relos'
        """
        return self.find(expand(text, kind=kind)) if kind or ":" in text else self._names.entity(text)

    @cached_property
    def _names(self) -> Names:
        from treatykg.view.names import Names

        return Names(self.view)

    def evidence_for(self, saved: Question, row: Row, variables: Sequence[str]) -> list[Evidence]:
        """List the claims behind one row of a saved question, accepted ones first, with what they state of its entities."""
        from treatykg.view import evidence

        return evidence.behind(self.store, dict(zip(variables, row, strict=True)), saved.trace)

    def show(self, text: str) -> Entity:
        """Gather what is known of an entity, each statement with its claim and sources."""
        from treatykg.view import evidence

        iri = self.entity(text)
        return evidence.entity(self.store, self.accepted, iri)

    def status(self, text: str) -> StatusReport:
        """Say where an agreement stands on the day asked about, why, and what must happen next.

        >>> import datetime as dt
        >>> TreatyGraph.open(as_of=dt.date(2025, 1, 1)).status("relos").status.value
        'negotiating'
        """
        from treatykg.treaties.report import status_report

        return status_report(self.accepted, self.agreement(text), self.clocks.as_of)

    def agreement(self, text: str) -> str:
        """Read what a person typed for an agreement.

        Errors: UsageError when it names none.
        """
        iri = self.entity(text, "" if ":" in text else "agreement")
        if "Agreement" not in self.accepted.types(iri):
            raise UsageError(f"not an agreement: {curie(iri)}", hint="see `treatykg query in-force` for the agreements")
        return iri

    def accepted_claims(self, entity: str, name: str) -> list[str]:
        """List the accepted claims that give one of our properties of an entity, by IRI."""
        from treatykg.view import evidence

        return evidence.giving(self.store, entity, name)

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Find entities that were there on the day asked about by what they are called, in any language (see `view.search`)."""
        from treatykg.view.search import search

        return search(self._backend.accepted, text, limit)

    def compare(self, left: str, right: str) -> list[Difference]:
        """Compare two agreements provision by provision, as they were on the day asked about (see `treaties.compare`).

        Errors: UsageError when one of them was not there, or they have no party in common.
        """
        from treatykg.treaties.compare import compare

        return compare(self.accepted, *(self.agreement(text) for text in (left, right)))

    def changes(self, other: TreatyGraph) -> list[Change]:
        """List what `other` accepts and this view does not, and the reverse."""
        from treatykg.view.diff import changes

        return changes(self.view.accepted, other.view.accepted)

    def explain(self, text: str) -> Evidence:
        """Follow a claim back to its passages and sources.

        Parameters: `text`, a claim's IRI, CURIE, key or register identifier such as `S037`.
        """
        from treatykg.view import evidence

        key = text.lower() if ":" not in text else text
        iri = self.find(expand(key, kind="claim"))
        if not iri.startswith(PREFIXES["claim"]):
            raise UsageError(f"not a claim: {curie(iri)}", hint="`treatykg show` tells what is claimed of an entity")
        found = evidence.claim(self.store, iri)
        if not found.statements:
            raise UsageError(f"nothing is known of {curie(iri)}", hint="leave the days out, or name later ones")
        return found

    def validate(
        self,
        *,
        engine: str = "compiled",
        profile: str = "publish",
        as_of: dt.date | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """Check the data against the shapes (see `validation.check`); a store behind an endpoint is checked there.

        Parameters: `as_of`, the day after which all is still to come: the day asked about or, by no clock, today.
        """
        as_of = as_of or self.clocks.as_of
        from treatykg.validation.check import validate, validate_remotely

        if engine == "compiled" and not isinstance(self.store, EmbeddedStore):
            return validate_remotely(cast("RemoteStore", self.store), profile=profile, as_of=as_of, progress=progress)
        return validate(
            self.dataset if self.clocks == Clocks() else self.view.seen(),
            self.quads,
            engine=engine,
            profile=profile,
            as_of=as_of,
            progress=progress,
        )

    def state(self, text: str) -> str:
        """Read what a person typed for a State.

        Errors: UsageError when it names no State.
        """
        iri = self.entity(text, "" if ":" in text else "state")
        if not {"State", "HistoricalState"} & self.accepted.types(iri):
            raise UsageError(f"not a State: {curie(iri)}", hint="name a State, such as in")
        return iri

    def unlike(self) -> int:
        """Count the quads that differ between the store and the view recomputed from its claims."""
        return len(set(self.store.quads()) ^ set(EmbeddedStore(self.quads).quads()))

    def info(self) -> dict[str, int]:
        """Count what the graph holds."""
        return {**self.view.seen().counts(), "quads in the view": len(self.store)}


__all__ = ["Clocks", "TreatyGraph"]
