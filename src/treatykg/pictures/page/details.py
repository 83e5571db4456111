"""What stands behind a picture: each pact's facts, part by part, with the claims and sources of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from treatykg.claims import TYPE, Statement
from treatykg.namespaces import curie, tkg
from treatykg.store.base import Store
from treatykg.store.results import text
from treatykg.terms import SKOS, resource
from treatykg.view import evidence
from treatykg.view.evidence import Evidence, Known
from treatykg.view.lookup import Accepted, telling
from treatykg.visible import visible

_UNSAID = frozenset({TYPE.value, SKOS.prefLabel.value, tkg("ofAgreement"), tkg("about")})


@dataclass(frozen=True, slots=True)
class Fact:
    """What the same claims state of one thing, and how it stands."""

    words: tuple[str, ...]
    standing: str
    claims: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A thing that belongs to a pact, or the pact itself, with the facts about it."""

    iri: str
    heading: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """All that is known of one pact, the pact itself first."""

    iri: str
    name: str
    parts: tuple[Part, ...]


def details_of(graph: Accepted, store: Store, agreements: Iterable[str]) -> Iterator[Detail]:
    """Gather what is known of each agreement."""
    known, said = Known(), _Said()
    for iri in agreements:
        about = (*evidence.about(store, iri, known), *evidence.opinions(store, iri))
        own = Part(iri, "The pact", _facts(graph, about, iri, said))
        parts = [
            Part(
                part,
                _heading(graph, store, part),
                _facts(graph, evidence.about(store, part, known), part, said),
            )
            for part in evidence.parts_of(store, iri)
        ]
        yield Detail(iri, graph.name(iri), (own, *sorted(parts, key=lambda part: (part.heading, part.iri))))


class _Said:
    """What claims state, by subject: one claim can tell of very many things."""

    def __init__(self) -> None:
        self._by_subject: dict[str, dict[str, list[Statement]]] = {}

    def of(self, claim: Evidence, subject: str) -> Iterable[Statement]:
        """What a claim states of a thing; an opinion is all that it states."""
        if claim.standing == "assessment":
            return claim.statements
        if claim.claim not in self._by_subject:
            found = self._by_subject[claim.claim] = {}
            for statement in claim.statements:
                found.setdefault(statement[0].value, []).append(statement)
        return self._by_subject[claim.claim].get(subject, ())


def _facts(graph: Accepted, claims: Iterable[Evidence], subject: str, said: _Said) -> tuple[Fact, ...]:
    behind: dict[tuple[str, str], dict[str, Evidence]] = {}
    for claim in claims:
        for _, predicate, value in said.of(claim, subject):
            if predicate.value in _UNSAID:
                continue
            told = graph.name(value.value) if isinstance(value, NamedNode) else visible(text(value))
            behind.setdefault((f"{graph.name(predicate.value)}: {told}", claim.standing), {})[claim.claim] = (
                claim
            )
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (words, standing), stating in sorted(behind.items(), key=lambda one: one[0]):
        found.setdefault((standing, tuple(sorted(stating))), []).append(words)
    every = {iri: claim for stating in behind.values() for iri, claim in stating.items()}
    return tuple(
        Fact(tuple(words), standing, tuple(every[iri] for iri in iris))
        for (standing, iris), words in found.items()
    )


def _heading(graph: Accepted, store: Store, iri: str) -> str:
    """The class of a part, as accepted or else as claimed, and between whom it is or what it is called."""
    claimed = {text(quad.object).rpartition("#")[2] for quad in store.quads(resource(iri), TYPE)}
    kind = telling(graph.types(iri) or claimed)
    what = graph.name(tkg(kind)) if kind else "part"
    sides = [
        ", ".join(graph.name(state) for state in graph.all(iri, side))
        for side in ("hasGrantor", "hasBeneficiary")
    ]
    if any(sides):
        return f"{what}: {' → '.join(side or 'not stated' for side in sides)}"
    name = graph.name(iri)
    return what if name == curie(iri) else f"{what}: {name}"
