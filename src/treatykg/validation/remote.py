"""The data as the compiler asks it, on a server: what is to be checked stands there as one named graph."""

from __future__ import annotations

from treatykg.store.guard import over
from treatykg.store.remote import RemoteStore
from treatykg.store.results import Answer, Term


class RemoteAnswers:
    """A named graph on a server, whose literals are taken as the server gives them back.

    Parameters: `store`, where it stands; `graph`, the IRI of the graph that is checked.
    """

    exact = True
    ambiguous = False

    def __init__(self, store: RemoteStore, graph: str) -> None:
        self._store, self._graph = store, graph

    def terms(self, query: str) -> Answer:
        """The rows of a SELECT."""
        return self._store.ask(over(query, self._graph))

    values = terms

    def written(self, term: Term) -> str:
        """A constant of a shape."""
        return str(term)

    def datatypes(self, datatype: str) -> str:
        """The datatype itself."""
        return f"<{datatype}>"
