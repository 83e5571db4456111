"""The protocol of all stores: what the rest of the program may ask of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from pyoxigraph import NamedNode, Quad

from treatykg.store.results import Answer

Progress = Callable[[int, int, str], None]
"""Told how far something is: how much is done, of how much, and what comes next."""


class Store(Protocol):
    """A store of quads that answers SPARQL 1.1 (see `store.embedded` and `store.remote`)."""

    def query(self, text: str, name: str = "query") -> Answer:
        """Answer one query.

        Parameters: `text` in SPARQL 1.1; `name` of the file it came from, for messages.
        Errors: InputError with line and column when it cannot be parsed or is refused; of a remote store also
        NetworkError, TimeLimitError.
        """

    def __len__(self) -> int:
        """Count the quads of the view."""

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | None = None,
        graph: NamedNode | None = None,
    ) -> list[Quad]:
        """List the quads that match a pattern, in any graph when `graph` is None."""


__all__ = ["Progress", "Store"]
