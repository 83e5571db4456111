"""From what a person typed to the entity that is meant."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from treatykg.errors import UsageError
from treatykg.namespaces import ID, PREFIXES, curie, expand, is_claim, is_iri, key_of

if TYPE_CHECKING:
    from treatykg.store.base import Store
    from treatykg.view.build import View
    from treatykg.view.lookup import Accepted


_LONGEST = 200  # of what may be misspelt: comparing letters takes time by the square


class Names:
    """Read names of entities.

    Parameters: `store`, which is asked first; `accepted`, what is accepted; `view`, whose names are listed
    once one is not found.

    >>> from treatykg import TreatyGraph
    >>> curie(TreatyGraph.open().names.entity("relos"))
    'agreement:relos'
    """

    def __init__(self, store: Store, accepted: Callable[[], Accepted], view: Callable[[], View]) -> None:
        self._store, self._accepted, self._view = store, accepted, view

    @cached_property
    def known(self) -> set[str]:
        """Whatever a claim, the evidence or the vocabulary says something of, by IRI."""
        view = self._view()
        stated = {statement[0].value for claim in view.claims.values() for statement in claim.statements}
        told = {
            quad.subject.value
            for quad in (*view.evidence, *view.vocabulary)
            if isinstance(quad.subject, NamedNode)
        }
        return stated | view.claims.keys() | told

    def find(self, iri: str, what: str = "") -> str:
        """Return `iri` when anything is said of it.

        Errors: UsageError with the nearest names, begun by `what`.
        """
        if self._is_stated(iri) or iri in self.known:
            return iri
        kind = iri.rpartition("/")[0] + "/"
        names = sorted(name for name in self.known if name.startswith(kind))
        near = difflib.get_close_matches(iri, names, n=4, cutoff=0.6) if len(iri) <= _LONGEST else []
        listed = ", ".join(curie(name) for name in near or names[:8])
        hint = f"{'did you mean' if near else 'there are'} {listed}" if listed else "see `treatykg info`"
        raise UsageError(f"{what}nothing is known of {curie(iri)}", hint=hint)

    def _read(self, text: str, kind: str) -> str:
        """Read a name; what looks like a CURIE is an IRI where the data says something of that."""
        try:
            iri = expand(text, kind=kind)
        except UsageError:
            if self._is_stated(text):
                return text
            raise
        return text if iri != text and not self._is_stated(iri) and self._is_stated(text) else iri

    def _is_stated(self, iri: str) -> bool:
        return is_iri(iri) and bool(self._store.quads(NamedNode(iri)))

    def entity(self, text: str, kind: str = "") -> str:
        """Read an IRI, a CURIE or a bare key, which may be of any kind unless one is given.

        Errors: UsageError when it names nothing, or more than one thing.
        """
        if kind or ":" in text:
            return self.find(self._read(text, kind))
        meant, key = expand(text, kind="agreement"), text.lower()
        named = sorted(iri for iri in self.known if iri.startswith(ID) and key_of(iri) == key)
        if len(named) > 1:
            raise UsageError(
                f"{key!r} names {len(named)} things", hint="write one of " + ", ".join(map(curie, named))
            )
        return named[0] if named else self.find(meant.lower())

    def agreement(self, text: str) -> str:
        """Read the name of an agreement.

        Errors: UsageError when it names none.
        """
        iri = self.entity(text, "" if ":" in text else "agreement")
        if "Agreement" not in self._accepted().types(iri):
            raise UsageError(
                f"not an agreement: {curie(iri)}", hint="see `treatykg query in-force` for the agreements"
            )
        return iri

    def state(self, text: str) -> str:
        """Read the name of a State.

        Errors: UsageError when it names none.
        """
        iri = self.entity(text, "" if ":" in text else "state")
        if not {"State", "HistoricalState"} & self._accepted().types(iri):
            raise UsageError(f"not a State: {curie(iri)}", hint="name a State, such as in")
        return iri

    def claim(self, text: str) -> str:
        """Read the name of a claim, or its identifier in a register, such as `S037`.

        Errors: UsageError when it names none.
        """
        iri = self.entity(text if ":" in text else text.lower(), "claim")
        if not iri.startswith(PREFIXES["claim"]) and not (
            is_claim(iri) and self._store.quads(graph=NamedNode(iri))
        ):
            raise UsageError(
                f"not a claim: {curie(iri)}", hint="`treatykg show` tells what is claimed of an entity"
            )
        return iri

    def category(self, text: str) -> str:
        """Read the name of a category of agreements, and return its key; of nothing, nothing.

        Errors: UsageError when it names none.
        """
        if not text:
            return ""
        iri = self.find(expand(text, kind="category"))
        if not iri.startswith(PREFIXES["category"]):
            raise UsageError(f"not a category: {curie(iri)}", hint="name a category, such as logistics-pact")
        return iri.removeprefix(PREFIXES["category"])
