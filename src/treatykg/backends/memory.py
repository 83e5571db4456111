"""A dataset, the clocks by which it is seen, and the store that answers questions about it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph

from treatykg.clocks import Clocks
from treatykg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from treatykg.dataset.load import Dataset
    from treatykg.store.base import Store
    from treatykg.view.build import View


class Backend(ABC):
    """A dataset seen by two clocks, and the store that answers questions about what is seen."""

    clocks = Clocks()

    @property
    @abstractmethod
    def store(self) -> Store:
        """What answers questions about the view."""

    @property
    @abstractmethod
    def dataset(self) -> Dataset:
        """Everything that is kept, without a clock."""

    @cached_property
    def view(self) -> View:
        """What is so on the day asked about, as known on the day of the knowledge (see `view.build`)."""
        from treatykg.view.build import View

        return View.of(self.dataset, self.clocks)

    @cached_property
    def quads(self) -> list[Quad]:
        """The quads of the view, and of what follows from it (see `treaties.derived`)."""
        from treatykg.treaties.derived import all_quads

        return all_quads(self.view)

    @property
    def accepted(self) -> list[Quad]:
        """What is accepted, and what follows from it: the default graph of the view."""
        return [quad for quad in self.quads if quad.graph_name == DefaultGraph()]

    @property
    def left_out(self) -> int:
        """How many claims only sources without a day support, so that the view leaves them out."""
        return self.view.left_out

    def verify(self) -> None:
        """See that what is kept is what was written, where that can be told without the data.

        Errors: InputError when it is not.
        """
        return

    def at(self, clocks: Clocks) -> Backend:
        """The same data seen by other clocks."""
        return self if clocks == self.clocks else ClockedBackend(self, clocks)


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


class ClockedBackend(Backend):
    """The data of another backend, seen by clocks: a view in memory."""

    def __init__(self, whole: Backend, clocks: Clocks) -> None:
        self._whole, self.clocks = whole, clocks

    @property
    def dataset(self) -> Dataset:
        """All the data."""
        return self._whole.dataset

    @cached_property
    def store(self) -> EmbeddedStore:
        """The view, indexed when it is first asked for."""
        return EmbeddedStore(self.quads)

    def at(self, clocks: Clocks) -> Backend:
        """The same data seen by other clocks."""
        return self._whole.at(clocks)
