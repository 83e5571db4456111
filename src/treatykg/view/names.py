"""From what a person typed to the entity that is meant."""

from __future__ import annotations

import difflib

from pyoxigraph import NamedNode

from treatykg.errors import UsageError
from treatykg.namespaces import ID, curie, expand
from treatykg.view.build import View


class Names:
    """What a dataset says anything of.

    >>> from treatykg.dataset.load import Dataset
    >>> Names(View.of(Dataset())).known
    set()
    """

    def __init__(self, dataset: View) -> None:
        self._vocabulary = {quad.subject for quad in dataset.vocabulary}
        stated = {statement[0].value for claim in dataset.claims.values() for statement in claim.statements}
        self.known: set[str] = stated | dataset.claims.keys() | {quad.subject.value for quad in dataset.evidence}  # type: ignore[union-attr]

    def find(self, iri: str, what: str = "") -> str:
        """Return `iri` when anything is said of it.

        Errors: UsageError with the nearest names, begun by `what`.
        """
        if iri in self.known or NamedNode(iri) in self._vocabulary:
            return iri
        kind = iri.rpartition("/")[0] + "/"
        near = difflib.get_close_matches(iri, [name for name in self.known if name.startswith(kind)], n=4, cutoff=0.6)
        listed = near or sorted(name for name in self.known if name.startswith(kind))[:8]
        hint = ("did you mean " if near else "there are ") + ", ".join(curie(name) for name in listed) if listed else "see `treatykg info`"
        raise UsageError(f"{what}nothing is known of {curie(iri)}", hint=hint)

    def entity(self, text: str) -> str:
        """Read a bare key of any kind.

        Errors: UsageError when it names nothing, or more than one thing.
        """
        expand(text, kind="agreement")
        text = text.lower()
        found = sorted(iri for iri in self.known if iri.startswith(ID) and iri.rpartition("/")[2] == text)
        if len(found) > 1:
            raise UsageError(f"{text!r} names {len(found)} things", hint="write one of " + ", ".join(map(curie, found)))
        return found[0] if found else self.find(expand(text, kind="agreement"))
