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
    def view(self) -> list[Quad]:
        """The quads of the view by no clock (see `treaties.derived`)."""
        from treatykg.treaties.derived import view_quads

        return view_quads(self.dataset)

    @property
    def accepted(self) -> list[Quad]:
        """What is accepted by no clock: the default graph of the view."""
        return [quad for quad in self.view if quad.graph_name == DefaultGraph()]


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
        return EmbeddedStore(self.view)
