"""The evidence model: claims, what they state, who says so, and how they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from treatykg.dates import bounds
from treatykg.namespaces import PREFIXES, tkg

Term = NamedNode | Literal | BlankNode
Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]

TYPE = NamedNode(PREFIXES["rdf"] + "type")
CLAIM = NamedNode(tkg("Claim"))
DATE = NamedNode(tkg("date"))
STATED_BY = NamedNode(tkg("statedBy"))
STANDING = NamedNode(tkg("hasStanding"))
YIELDS_TO = NamedNode(tkg("yieldsTo"))
HAS_SOURCE = NamedNode(PREFIXES["oa"] + "hasSource")
REFERENCE_WORK = NamedNode(tkg("ReferenceWork"))
ACCEPTED, ANTICIPATED, ASSESSMENT = "accepted", "anticipated", "assessment"
_YIELDING = frozenset({"coarser", "overruled", "disputed"})


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


def published(evidence: Iterable[Quad]) -> dict[str, dt.date | None]:
    """Return the day by which each source had surely been published.

    A reference work (ISO codes, say) states what was common knowledge, so it has no lower limit;
    a source without a date is never known to have been out.
    """
    days: dict[str, dt.date | None] = {}
    for quad in evidence:
        if quad.predicate == DATE and isinstance(quad.object, Literal):
            days.setdefault(quad.subject.value, bounds(quad.object.value, quad.object.datatype.value)[1])  # type: ignore[union-attr]
    for quad in evidence:
        if quad.predicate == TYPE and quad.object == REFERENCE_WORK:
            days[quad.subject.value] = dt.date.min  # type: ignore[union-attr]
    return days


def known(claims: Mapping[str, Claim], days: Mapping[str, dt.date | None], on: dt.date | None) -> dict[str, Claim]:
    """Keep the claims that a source published by `on` supports (all of them when `on` is None)."""
    if on is None:
        return dict(claims)
    return {
        iri: claim
        for iri, claim in claims.items()
        if any((when := days.get(source)) is not None and when <= on for source in claim.sources)
    }


def standing_among(claim: Claim, claims: Mapping[str, Claim], every: Mapping[str, Claim]) -> str:
    """Return how a claim stands among the claims that are known.

    A claim that is coarser, overruled or disputed gives way only to claims that are themselves
    known, directly or through a chain; where none is, it is what one knew, and stands accepted.
    """
    if claim.standing not in _YIELDING or not claim.yields_to:
        return claim.standing
    todo, seen = list(claim.yields_to), {claim.iri}
    while todo:
        better = todo.pop()
        if better in claims:
            return claim.standing
        if better not in seen and better in every:
            seen.add(better)
            todo.extend(every[better].yields_to)
    return ACCEPTED


__all__ = ["ACCEPTED", "ANTICIPATED", "ASSESSMENT", "Claim", "Statement", "claims_of", "known", "published", "standing_among"]
