"""From what a person typed to the entity that is meant."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from treatykg.errors import UsageError
from treatykg.namespaces import ID, PREFIXES, curie, expand, is_claim, is_iri, key_of
from treatykg.terms import SKOS
from treatykg.view.search import folded, search

if TYPE_CHECKING:
    from treatykg.store.base import Store
    from treatykg.view.build import View
    from treatykg.view.lookup import Accepted


_LONGEST = 200  # of what may be misspelt: comparing letters takes time by the square
_NEAR, _LISTED, _TELLING = 4, 8, 4
_NAMED_BY = (SKOS.prefLabel, SKOS.altLabel)
_FILLERS = frozenset("a agreement agreements and between deal for of pact the treaty with".split())


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

    def find(self, iri: str) -> str:
        """Return `iri` when anything is said of it.

        Errors: UsageError with the nearest names.
        """
        if self._is_stated(iri) or iri in self.known:
            return iri
        key, kind = key_of(iri), iri.rpartition("/")[0] + "/"
        raise self._unknown(curie(iri), key, kind, self._called(key, kind))

    def _unknown(self, told: str, text: str, kind: str, called: list[tuple[str, int]]) -> UsageError:
        """Nothing has this name: say what is near, by key or by what it is called, or what there is."""
        names = {key_of(name).lower(): name for name in sorted(self.known) if name.startswith(kind)}
        near: list[str] = []
        if len(text) <= _LONGEST:
            close = difflib.get_close_matches(text.lower(), names, n=_NEAR, cutoff=0.6)
            alike = [iri for iri, _ in called if iri.startswith(kind)]
            near = list(dict.fromkeys([names[key] for key in close] + alike))[:_NEAR]
        listed = ", ".join(curie(name) for name in near or sorted(names.values())[:_LISTED])
        hint = f"{'did you mean' if near else 'there are'} {listed}" if listed else "see `treatykg search`"
        return UsageError(f"nothing is known of {told}", hint=hint)

    def _called(self, text: str, kind: str) -> list[tuple[str, int]]:
        """What is called so, or nearly so, of one kind, the nearest first; and how near (see `search`)."""
        hits = search(self._accepted().statements, text, None) if len(text) <= _LONGEST else []
        return [(hit.iri, hit.rank) for hit in hits if hit.iri.startswith(kind)]

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
        """Read an IRI, a CURIE, a key or a name in any case, of any kind unless one is given; of an
        agreement, also the States that it is between (the Russia pact).

        Errors: UsageError when it names nothing, or more than one thing.
        """
        if ":" in text or (kind and self._has_key(text, kind)):
            return self.find(self._read(text, kind))
        begin, key = PREFIXES[kind] if kind else ID, text.lower()
        named = [iri for iri in self.known if iri.startswith(begin) and key_of(iri).lower() == key]
        called = [] if named else self._called(text, begin)
        named = named or [iri for iri, rank in called if rank == 0]
        if not named and len(text) <= _LONGEST and kind in ("", "agreement"):
            named = between(self._accepted(), text)
        if len(named) > 1:
            listed = ", ".join(map(curie, sorted(named)[:_LISTED])) + ", …" * (len(named) > _LISTED)
            raise UsageError(f"{text!r} names {len(named)} things", hint=f"write one of {listed}")
        if named:
            return named[0]
        told = f"{kind or 'agreement'}:{text}" if " " not in text else repr(text)
        raise self._unknown(told, text, PREFIXES[kind or "agreement"], called)

    def _has_key(self, text: str, kind: str) -> bool:
        return is_iri(iri := PREFIXES[kind] + text) and self._is_stated(iri)

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
        iri = self.entity(text, "claim")
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


def between(accepted: Accepted, text: str) -> list[str]:
    """List the agreements, those of the background left out, that the words of a text tell by their names
    and by the States that are parties: the Russia pact.
    """
    wanted = [word for word in folded(text).split() if word not in _FILLERS]
    if not wanted:
        return []
    found = []
    for iri in sorted(accepted.subjects("hasParty")):
        if f"{PREFIXES['category']}background" in accepted.all(iri, "hasCategory"):
            continue
        there = {word for one in (iri, *accepted.all(iri, "hasParty")) for word in _words(accepted, one)}
        if all(any(_alike(word, one) for one in there) for word in wanted):
            found.append(iri)
    return found


def _words(accepted: Accepted, iri: str) -> list[str]:
    names = [key_of(iri), *(name for by in _NAMED_BY for name in accepted.values(iri, by.value))]
    return [word for name in names for word in folded(name).split()]


def _alike(wanted: str, word: str) -> bool:
    """Whether a word is meant: the same, or begun by the other as Russian is by Russia."""
    short, long = sorted((wanted, word), key=len)
    return wanted == word or (len(short) >= _TELLING and long.startswith(short))
