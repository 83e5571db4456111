"""Conflicts: claims that yield to one another, and what each side says of the same thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from treatykg.claims import SKOS_LABEL, TYPE, Claim
from treatykg.namespaces import NS, tkg
from treatykg.terms import TKG, name_of

Key = tuple[str, str]
_WHOLE: Key = ("", "")
_EXCLUSION, _OF, _COVERS = tkg("Exclusion"), tkg("ofAgreement"), f"{NS}covers"
_WHO_AND_OF_WHAT = (
    "ofAgreement hasMode hasModality hasGrantor hasBeneficiary performedBy onBehalfOf actualises concernsAct"
)
FRAME = frozenset([TYPE.value, SKOS_LABEL, *(NS + name for name in _WHO_AND_OF_WHAT.split())])


class Position(NamedTuple):
    """What one claim says where claims disagree: of a thing, by a property; both are empty where the sides
    have none in common.

    `first` is the first claim, by IRI, of all that are joined by yielding; with thing and property it names
    the conflict. `matter` says in words what is in dispute.
    """

    first: str
    claim: str
    thing: str
    property: str
    matter: str
    words: str


def positions(claims: Mapping[str, Claim], name: Callable[[str], str]) -> Iterator[Position]:
    """List what each side of each conflict says, and who else says the same of the same thing.

    Parameters: `name`, what a thing, a concept or a property is called.
    """
    pairs = [
        (iri, other)
        for iri, claim in claims.items()
        for other in claim.yields_to
        if other in claims and other != iri
    ]
    if not pairs:
        return
    conflict = _joined(pairs)
    said = {iri: _said(claims[iri]) for pair in pairs for iri in pair}
    sides: dict[tuple[str, Key], dict[str, frozenset[str]]] = {}
    for iri, other in pairs:
        common = [key for key in said[iri] if key in said[other] and said[iri][key] != said[other][key]]
        for key in common or [_WHOLE]:
            of_key = sides.setdefault((conflict[iri], key), {})
            of_key |= {one: said[one].get(key, frozenset()) for one in (iri, other)}
    who_says = _who_says(claims, {key for _, key in sides} - {_WHOLE})
    for (first, key), told in sides.items():
        matter = f"{name(key[0])}: {name(key[1])}" if key != _WHOLE else _subject(claims[first], name)
        agreeing = {iri: values for iri, values in who_says.get(key, {}).items() if values in told.values()}
        for iri, values in (agreeing | told).items():
            words = in_words(claims[iri], name) if key == _WHOLE else ", ".join(sorted(map(name, values)))
            yield Position(first, iri, *key, matter, words)


def in_words(claim: Claim, name: Callable[[str], str]) -> str:
    """Say what a claim states, an exclusion as one."""
    excluding = {name_of(s) for s, p, o in claim.statements if p == TYPE and o.value == _EXCLUSION}
    found = set()
    for subject, predicate, value in claim.statements:
        if predicate.value not in FRAME:
            verb = (
                "excludes"
                if name_of(subject) in excluding and predicate.value.startswith(_COVERS)
                else name(predicate.value)
            )
            found.add(f"{verb} {name(name_of(value))}")
    return "; ".join(sorted(found or _things(claim, name)))


def _things(claim: Claim, name: Callable[[str], str]) -> set[str]:
    """What a claim speaks of, where it only says that it is there or is to come."""
    modes = {name_of(s): name(name_of(value)) for s, p, value in claim.statements if p == TKG.hasMode}
    return {
        f"{name(iri)}: {modes.get(iri, 'it is there')}"
        for iri in {name_of(s) for s, _, _ in claim.statements}
    }


def _subject(claim: Claim, name: Callable[[str], str]) -> str:
    """What a claim speaks of, by name: the agreement where it names one."""
    whole = {name_of(value) for _, predicate, value in claim.statements if predicate.value == _OF}
    return ", ".join(sorted(map(name, whole or {name_of(subject) for subject, _, _ in claim.statements})))


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The first claim, by IRI, of all that are joined by pairs."""
    leader: dict[str, str] = {}

    def first(one: str) -> str:
        while leader.get(one, one) != one:
            one = leader[one]
        return one

    for pair in pairs:
        low, high = sorted(map(first, pair))
        leader[high] = low
    return {iri: first(iri) for pair in pairs for iri in pair}


def _said(claim: Claim) -> dict[Key, frozenset[str]]:
    found: dict[Key, set[str]] = {}
    for subject, predicate, value in claim.statements:
        found.setdefault((name_of(subject), predicate.value), set()).add(name_of(value))
    return {key: frozenset(values) for key, values in found.items()}


def _who_says(claims: Mapping[str, Claim], keys: set[Key]) -> dict[Key, dict[str, frozenset[str]]]:
    """What each claim, whether or not it yields, says of some things by some properties."""
    found: dict[Key, dict[str, frozenset[str]]] = {}
    things = {thing for thing, _ in keys}
    for iri, claim in claims.items():
        if any(name_of(subject) in things for subject, _, _ in claim.statements):
            for key, values in _said(claim).items():
                if key in keys:
                    found.setdefault(key, {})[iri] = values
    return found


__all__ = ["Position", "in_words", "positions"]
