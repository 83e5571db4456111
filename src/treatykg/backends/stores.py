"""A dataset that a store keeps: in a folder, or behind a SPARQL 1.1 endpoint."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad

from treatykg.backends.memory import Backend
from treatykg.claims import Claim, claims_of
from treatykg.dataset.blank import apart, steady
from treatykg.dataset.load import VOCABULARY, Dataset, as_data, load, read
from treatykg.errors import InputError, UsageError
from treatykg.namespaces import ACCEPTED_GRAPH, CHECKED_GRAPH, curie
from treatykg.resources import files
from treatykg.store.base import Progress
from treatykg.store.embedded import EmbeddedStore
from treatykg.store.folder.generation import Generation
from treatykg.store.folder.store import Folder
from treatykg.treaties.derived import view_quads
from treatykg.view.checked import checked

if TYPE_CHECKING:
    from treatykg.store.remote.store import RemoteStore

_STEPS = ("reading", "claims", "index", "optimising", "switching")


class StoringBackend(Backend):
    """A dataset in a store that can be loaded anew."""

    @abstractmethod
    def save(self, dataset: Dataset, *, replace: bool, progress: Progress) -> None:
        """Add a dataset to what is kept, or put it in its place: all or nothing."""

    def recover(self, progress: Progress) -> str:
        """Bring back the newest graph that is whole, and say what was done.

        Errors: UsageError for a server; InputError when nothing is whole.
        """
        raise UsageError("--recover without a folder", hint="a server looks after its own files")


class FolderBackend(StoringBackend):
    """A dataset in a folder (see `store.disk`).

    Errors: UsageError for a folder that is not a store of ours.
    """

    def __init__(self, path: Path) -> None:
        self._folder = Folder(path)

    @cached_property
    def _opened(self) -> Generation:
        """What was loaded last when this was first asked for: all that is read is of one load."""
        return self._folder.opened()

    @cached_property
    def store(self) -> EmbeddedStore:
        """The view, as it was when it was first asked for."""
        return self._opened.store()

    @cached_property
    def dataset(self) -> Dataset:
        """The claims as they were given, to the letter."""
        return load([self._opened.claims()])

    def verify(self) -> None:
        """Read all files to their end.

        Errors: InputError with the one that is lost or is not what was written.
        """
        self._opened.check()

    def save(self, dataset: Dataset, *, replace: bool, progress: Progress) -> None:
        """Write the next generation."""
        with self._folder.writing(replace=replace) as there:
            if there and not replace:
                dataset = merged(load([there.claims()]), dataset)
            self._write(dataset, progress)

    def recover(self, progress: Progress) -> str:
        """Make the newest generation that is whole the current one, or load it anew from its claims."""
        return self._folder.recover(lambda claims: self._write(load([claims]), progress))

    def _write(self, dataset: Dataset, progress: Progress) -> None:
        self._folder.replace(
            view_quads(dataset),
            given(dataset),
            lambda step: progress(_STEPS.index(step), len(_STEPS), step),
        )


class EndpointBackend(StoringBackend):
    """A dataset behind an endpoint (see `store.remote`)."""

    def __init__(self, store: RemoteStore) -> None:
        self._store = store

    @property
    def store(self) -> RemoteStore:
        """The endpoint."""
        return self._store

    @cached_property
    def dataset(self) -> Dataset:
        """The claims and the evidence, as the server gives them back."""
        vocabulary = [quad for path in files("ontology", *VOCABULARY) for quad in read(path)]
        return Dataset(vocabulary, *claims_of(as_data(self.store.quads())))

    def save(self, dataset: Dataset, *, replace: bool, progress: Progress) -> None:
        """Upload the view, and what the shapes look at."""
        from treatykg.store.remote.upload import upload

        if not replace and self.store.is_loaded():
            dataset = merged(self.dataset, dataset)
        upload(self.store, layout(dataset), replace=replace, progress=progress)


def open_backend(where: str, *, update_url: str = "", time_limit: float | None = None) -> StoringBackend:
    """Name a store: the URL of a query endpoint, or a folder.

    Errors: UsageError when it is neither.
    """
    if "://" in where:
        from treatykg.store.remote.store import RemoteStore

        limit = {} if time_limit is None else {"time_limit": time_limit}
        return EndpointBackend(RemoteStore(where, update_url=update_url, **limit))
    return FolderBackend(Path(where))


def given(dataset: Dataset) -> Iterator[Quad]:
    """The claims and the evidence as quads, as they were read."""
    for claim in dataset.claims.values():
        yield from (Quad(*statement, NamedNode(claim.iri)) for statement in claim.statements)
    yield from dataset.evidence


def merged(*datasets: Dataset) -> Dataset:
    """Several datasets as one.

    Errors: InputError where two of them have different claims with one key.
    """
    labels: set[str] = set()
    quads: dict[Quad, None] = {}
    known: set[str] = set()
    for one, other in combinations(datasets, 2):
        for iri in one.claims.keys() & other.claims.keys():
            if not _same(one.claims[iri], other.claims[iri]):
                raise InputError(
                    f"two claims with the key {curie(iri)}: the store has another one",
                    where=", ".join(map(str, other.paths)),
                    hint="give it another key, or load everything again with --replace",
                )
    for dataset in datasets:
        new = (
            quad
            for quad in given(dataset)
            if not isinstance(quad.graph_name, NamedNode) or quad.graph_name.value not in known
        )
        quads.update(dict.fromkeys(apart(list(new), labels)))
        known |= dataset.claims.keys()
    return Dataset(
        datasets[0].vocabulary,
        *claims_of(quads),
        tuple(path for dataset in datasets for path in dataset.paths),
    )


def _same(one: Claim, other: Claim) -> bool:
    """Whether two claims state the same and stand the same, by the same sources."""
    about = [(c.standing, c.sources, c.yields_to, steady(c.statements)) for c in (one, other)]
    return about[0] == about[1]


def layout(dataset: Dataset) -> list[Quad]:
    """List the quads to upload to an endpoint, all in named graphs: the view and the validation graph."""
    from treatykg.store.remote.upload import with_load_marker

    quads: Sequence[Quad] = view_quads(dataset)
    accepted, looked_at = NamedNode(ACCEPTED_GRAPH), NamedNode(CHECKED_GRAPH)
    named = [_in(accepted, quad) if isinstance(quad.graph_name, DefaultGraph) else quad for quad in quads]
    return with_load_marker(
        [*dict.fromkeys(named), *(_in(looked_at, quad) for quad in checked(dataset, quads))]
    )


def _in(graph: NamedNode, quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, graph)


__all__ = ["EndpointBackend", "FolderBackend", "layout", "merged", "open_backend"]
