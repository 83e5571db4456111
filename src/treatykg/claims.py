"""The evidence model: claims, what they state, who says so, and how they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from treatykg.dates import PartialDate
from treatykg.namespaces import PREFIXES, tkg

Term = NamedNode | Literal | BlankNode
Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]

TYPE = NamedNode(PREFIXES["rdf"] + "type")
CLAIM = NamedNode(tkg("Claim"))
SKOS_LABEL = PREFIXES["skos"] + "prefLabel"
DATE, END_DATE = NamedNode(tkg("date")), NamedNode(tkg("endDate"))
# The properties that date something, each with the derived first and last day.
BOUNDS = {
    DATE: (NamedNode(tkg("earliest")), NamedNode(tkg("latest"))),
    END_DATE: (NamedNode(tkg("earliestEnd")), NamedNode(tkg("latestEnd"))),
}
STATED_BY = NamedNode(tkg("statedBy"))
STANDING = NamedNode(tkg("hasStanding"))
YIELDS_TO = NamedNode(tkg("yieldsTo"))
HAS_SOURCE = NamedNode(PREFIXES["oa"] + "hasSource")
REFERENCE_WORK = NamedNode(tkg("ReferenceWork"))
TIER, WEAK = NamedNode(tkg("hasTier")), NamedNode(PREFIXES["tier"] + "weak")
ACCEPTED, COARSER, OVERRULED, DISPUTED = "accepted", "coarser", "overruled", "disputed"
_YIELDING = frozenset({COARSER, OVERRULED, DISPUTED})


@dataclass(slots=True)
class Claim:
    """One named graph and what the evidence says about it (MODEL.md section 1)."""

    iri: str
    statements: list[Statement] = field(default_factory=list)
    standing: str = ""
    sources: set[str] = field(default_factory=set)
    yields_to: set[str] = field(default_factory=set)


def claims_of(quads: Iterable[Quad]) -> tuple[dict[str, Claim], list[Quad]]:
    """Split quads into claims and the evidence that describes them.

    Returns the claims by IRI, and the quads of the default graph.
    """
    claims: dict[str, Claim] = {}
    evidence: list[Quad] = []
    origin: dict[str, str] = {}
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            name = quad.graph_name.value
            stated = claims.get(name) or claims.setdefault(name, Claim(name))
            stated.statements.append((quad.subject, quad.predicate, quad.object))  # type: ignore[arg-type]
            continue
        evidence.append(quad)
        if quad.predicate == HAS_SOURCE:
            origin[quad.subject.value] = quad.object.value  # type: ignore[union-attr]
    for quad in evidence:
        claim = claims.get(quad.subject.value)  # type: ignore[union-attr]
        if claim:
            _describe(claim, quad, origin)
    return claims, evidence


def _describe(claim: Claim, quad: Quad, origin: Mapping[str, str]) -> None:
    value: str = quad.object.value  # type: ignore[union-attr]
    if quad.predicate == STATED_BY:
        claim.sources.add(origin.get(value, value))
    elif quad.predicate == STANDING:
        claim.standing = value.rpartition("/")[2]
    elif quad.predicate == YIELDS_TO:
        claim.yields_to.add(value)


@dataclass(frozen=True, slots=True)
class Sources:
    """What one needs to know of sources to tell what was known.

    `out` gives the day by which a source had surely been published; `reference` holds works that state common knowledge
    (ISO codes, say), which have no such day; `weak` holds publishers that check little.
    """

    out: Mapping[str, dt.date]
    reference: frozenset[str]
    weak: frozenset[str]


def sources_of(evidence: Iterable[Quad]) -> Sources:
    """Read the days, kinds and tiers of the sources; a source without a date is never known to have been out."""
    out: dict[str, dt.date] = {}
    reference, weak = set(), set()
    for quad in evidence:
        name: str = quad.subject.value  # type: ignore[union-attr]
        if quad.predicate == DATE and isinstance(quad.object, Literal):
            with suppress(ValueError):
                out.setdefault(name, PartialDate.read(quad.object.value, quad.object.datatype.value).last)
        elif quad.predicate == TYPE and quad.object == REFERENCE_WORK:
            reference.add(name)
        elif quad.predicate == TIER and quad.object == WEAK:
            weak.add(name)
    return Sources(out, frozenset(reference), frozenset(weak))


def known(claims: Mapping[str, Claim], sources: Sources, on: dt.date | None) -> dict[str, Claim]:
    """Keep the claims that a source published by `on` supports (all of them when `on` is None).

    A reference work supports a claim at any time, but not before what the claim dates can have happened.
    """
    if on is None:
        return dict(claims)
    return {iri: claim for iri, claim in claims.items() if any(_supports(source, claim, sources, on) for source in claim.sources)}


def _supports(source: str, claim: Claim, sources: Sources, on: dt.date) -> bool:
    if source not in sources.reference:
        return source in sources.out and sources.out[source] <= on
    for _, predicate, value in claim.statements:
        if predicate == DATE and isinstance(value, Literal):
            with suppress(ValueError):
                if PartialDate.read(value.value, value.datatype.value).first > on:
                    return False
    return True


def standing_among(claim: Claim, claims: Mapping[str, Claim], every: Mapping[str, Claim], weak: Set[str] = frozenset()) -> str:
    """Return how a claim stands among the claims that are known.

    A claim that is coarser, overruled or disputed gives way only to claims that are themselves
    known, directly or through a chain, never to itself; where none is, it is what one knew, and stands accepted.
    What only weak sources state, and better ones were to overrule, convinced no careful reader: it is disputed till then.
    """
    todo, seen = list(claim.yields_to - {claim.iri}), {claim.iri}
    if claim.standing not in _YIELDING or not todo:
        return claim.standing
    while todo:
        better = todo.pop()
        if better in seen:
            continue
        if better in claims:
            return claim.standing
        seen.add(better)
        if better in every:
            todo.extend(every[better].yields_to)
    return DISPUTED if claim.standing == OVERRULED and claim.sources <= weak else ACCEPTED


__all__ = ["ACCEPTED", "BOUNDS", "Claim", "Sources", "Statement", "claims_of", "known", "sources_of", "standing_among"]
