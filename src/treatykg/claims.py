"""The evidence model: claims, what they state, who says so, and how they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from treatykg.dates import PartialDate
from treatykg.namespaces import PREFIXES
from treatykg.terms import RDF, SKOS, TKG, name_of

Node = NamedNode | Literal | BlankNode
Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]

TYPE = RDF.type
CLAIM = TKG.Claim
SKOS_LABEL = SKOS.prefLabel.value
DATE, END_DATE = TKG.date, TKG.endDate
# The properties that date something, each with the derived first and last day.
BOUNDS = {
    DATE: (TKG.earliest, TKG.latest),
    END_DATE: (TKG.earliestEnd, TKG.latestEnd),
}
STATED_BY = TKG.statedBy
STANDING = TKG.hasStanding
YIELDS_TO = TKG.yieldsTo
HAS_SOURCE = NamedNode(PREFIXES["oa"] + "hasSource")
REFERENCE_WORK = TKG.ReferenceWork
TIER, WEAK = TKG.hasTier, NamedNode(PREFIXES["tier"] + "weak")
EDITORIAL_SOURCE = TKG.EditorialSource
IN_GROUP = TKG.inGroup
RETRIEVED = TKG.retrieved
WITHDRAWN_ON, SETTLED_BY = TKG.withdrawnOn, TKG.settledBy
STANDING_REASON = TKG.standingReason
_DESCRIBING = frozenset({STATED_BY, STANDING, YIELDS_TO, WITHDRAWN_ON})
# What links a claim or a source to a thing; a literal there links to nothing, and the shapes report it.
LINKS = frozenset({STATED_BY, STANDING, YIELDS_TO, HAS_SOURCE, IN_GROUP})


class Standing(StrEnum):
    """How far a claim is trusted (the concepts of the scheme `standing`), in the order in which a reader
    wants to see them.
    """

    ACCEPTED = "accepted"
    UNCONFIRMED = "unconfirmed"
    COARSER = "coarser"
    OVERRULED = "overruled"
    DISPUTED = "disputed"
    ANTICIPATED = "anticipated"
    ASSESSMENT = "assessment"
    WITHDRAWN = "withdrawn"


YIELDING = frozenset({Standing.COARSER, Standing.OVERRULED, Standing.DISPUTED})


@dataclass(slots=True)
class Claim:
    """One named graph and what the evidence says about it."""

    iri: str
    statements: list[Statement] = field(default_factory=list)
    standing: str = ""
    sources: set[str] = field(default_factory=set)
    yields_to: set[str] = field(default_factory=set)
    withdrawn_on: dt.date | None = None


def claims_of(quads: Iterable[Quad]) -> tuple[dict[str, Claim], list[Quad]]:
    """Split quads into claims and the evidence that describes them.

    Returns the claims by IRI, and the quads of the default graph.
    """
    claims: dict[str, Claim] = {}
    evidence: list[Quad] = []
    origin: dict[str, str] = {}
    described: list[tuple[str, NamedNode, str]] = []
    for quad in quads:
        subject, predicate, value, graph = quad
        if isinstance(graph, NamedNode):
            stated = claims.get(graph.value) or claims.setdefault(graph.value, Claim(graph.value))
            stated.statements.append((subject, predicate, value))
            continue
        evidence.append(quad)
        if predicate in LINKS and isinstance(value, Literal):
            continue
        if predicate == HAS_SOURCE:
            origin[name_of(subject)] = name_of(value)
        elif predicate in _DESCRIBING:
            described.append((name_of(subject), predicate, name_of(value)))
    for name, predicate, said in described:
        if claim := claims.get(name):
            _describe(claim, predicate, origin.get(said, said))
    return claims, evidence


def _describe(claim: Claim, predicate: NamedNode, value: str) -> None:
    if predicate == STATED_BY:
        claim.sources.add(value)
    elif predicate == STANDING:
        claim.standing = value.removeprefix(PREFIXES["standing"])
    elif predicate == WITHDRAWN_ON:
        with suppress(ValueError):  # not a date: the shapes report it, with its place
            claim.withdrawn_on = PartialDate.read(value).last
    else:
        claim.yields_to.add(value)


@dataclass(frozen=True, slots=True)
class Sources:
    """What one needs to know of sources to tell what was known (docs/view.md, section 1).

    `out` gives the day by which a source had surely been published, `from_` the first day on which it can
    have been; `dated` holds those that bear a date of their own; `reference` holds works that state common
    knowledge (ISO codes, say), which have no such day; `editorial` what the editors chose themselves; `weak`
    publishers that check little.
    """

    out: Mapping[str, dt.date] = field(default_factory=dict)
    from_: Mapping[str, dt.date] = field(default_factory=dict)
    dated: Set[str] = frozenset()
    reference: Set[str] = frozenset()
    editorial: Set[str] = frozenset()
    weak: Set[str] = frozenset()


def sources_of(evidence: Iterable[Quad]) -> Sources:
    """Read the days, kinds and tiers of the sources; one without a day is never known to have been out."""
    dates: dict[str, list[PartialDate]] = {}
    read_on: dict[str, dt.date] = {}
    kinds: dict[Node, set[str]] = {REFERENCE_WORK: set(), EDITORIAL_SOURCE: set(), WEAK: set()}
    for subject, predicate, value, _ in evidence:
        if predicate in (DATE, RETRIEVED) and isinstance(value, Literal):
            with suppress(ValueError):  # not a date: the shapes report it, with its place
                date = PartialDate.read(value.value, value.datatype.value)
                if predicate == DATE:
                    dates.setdefault(name_of(subject), []).append(date)
                else:
                    read = read_on.get(name_of(subject), dt.date.max)
                    read_on[name_of(subject)] = min(read, date.last)
        elif predicate in (TYPE, TIER) and value in kinds:
            kinds[value].add(name_of(subject))
    out = {
        name: min(max(date.last for date in found), read_on.get(name, dt.date.max))
        for name, found in dates.items()
    }
    first = {name: min(date.first for date in found) for name, found in dates.items()}
    return Sources(
        {**read_on, **out},
        {**read_on, **first},
        dates.keys(),
        kinds[REFERENCE_WORK],
        kinds[EDITORIAL_SOURCE],
        kinds[WEAK],
    )


__all__ = ["BOUNDS", "YIELDING", "Claim", "Sources", "Standing", "Statement", "claims_of", "sources_of"]
