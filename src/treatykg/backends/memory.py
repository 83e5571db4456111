"""A dataset and the store that answers questions about it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph

from treatykg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from treatykg.dataset.load import Dataset
    from treatykg.store.remote import RemoteStore
    from treatykg.view.build import View


class Backend(ABC):
    """A dataset and its store: the store answers questions that ask by no clock; the dataset is read for the others."""

    @property
    @abstractmethod
    def store(self) -> EmbeddedStore | RemoteStore:
        """What answers questions about the view by no clock."""

    @property
    @abstractmethod
    def dataset(self) -> Dataset:
        """Everything that is kept."""

    @cached_property
    def view(self) -> View:
        """The view by no clock (see `view.build`)."""
        from treatykg.view.build import View

        return View.of(self.dataset)

    @cached_property
    def quads(self) -> list[Quad]:
        """The quads of the view by no clock, and of what follows from it (see `treaties.derived`)."""
        from treatykg.treaties.derived import all_quads

        return all_quads(self.view)

    @property
    def accepted(self) -> list[Quad]:
        """What is accepted by no clock: the default graph of the view."""
        return [quad for quad in self.quads if quad.graph_name == DefaultGraph()]


class MemoryBackend(Backend):
    """A dataset that was read, and its view in memory."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    @property
    def dataset(self) -> Dataset:
        """The dataset."""
        return self._dataset

    @cached_property
    def store(self) -> EmbeddedStore:
        """Its view, indexed when it is first asked for."""
        return EmbeddedStore(self.quads)
