"""What was known on a day, and what the editors' own claims add to it (docs/view.md, section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import (
    BOUNDS,
    HAS_SOURCE,
    IN_GROUP,
    STANDING_REASON,
    STATED_BY,
    TYPE,
    YIELDS_TO,
    Claim,
    Sources,
)
from treatykg.namespaces import PREFIXES, tkg
from treatykg.view.bounds import date_of

Claims = dict[str, Claim]
_ABOUT_SOURCES = frozenset(NamedNode(tkg(name)) for name in ("Source", "ReferenceWork", "EditorialSource", "Passage", "IndependenceGroup"))
_PROSE = frozenset(
    NamedNode(iri) for iri in (tkg("note"), *(f"{PREFIXES['skos']}{name}" for name in ("definition", "scopeNote", "editorialNote")))
)


def known_on(claims: Mapping[str, Claim], sources: Sources, day: dt.date) -> Claims:
    """Keep what a careful reader could have said on a day: the claims that a source out by then supports, and the editors' own.

    Each keeps only the sources that were out. An editors' claim keeps no prose, which is written with hindsight.
    """
    seen = {source for source, out in sources.out.items() if out <= day} | sources.reference | sources.editorial
    found: Claims = {}
    for iri, claim in claims.items():
        stated_by = claim.sources & seen
        if is_editorial(stated_by, sources):
            statements = [statement for statement in claim.statements if statement[1] not in _PROSE]
            found[iri] = replace(claim, sources=stated_by, statements=statements)
        elif any(_supports(source, claim, sources, day) for source in stated_by - sources.editorial):
            found[iri] = claim if stated_by == claim.sources else replace(claim, sources=stated_by)
    return found


def left_out(claims: Mapping[str, Claim], known: Mapping[str, Claim], sources: Sources) -> int:
    """Count the claims that are not known by a day, and may have been: a source without a date states them.

    Parameters: `known`, those that are (see `known_on`).
    """
    bearing_a_day = sources.dated | sources.reference | sources.editorial
    return sum(iri not in known and not claim.sources <= bearing_a_day for iri, claim in claims.items())


def is_editorial(stated_by: Set[str], sources: Sources) -> bool:
    """Whether nobody but the editors is behind a claim."""
    return bool(stated_by) and stated_by <= sources.editorial


def _supports(source: str, claim: Claim, sources: Sources, day: dt.date) -> bool:
    if source not in sources.reference:
        return True
    dates = (date_of(value) for _, predicate, value in claim.statements if predicate in BOUNDS and isinstance(value, Literal))
    return all(date is None or date.first <= day for date in dates)


def settled(claims: Mapping[str, Claim], sources: Sources) -> Claims:
    """Keep of the editors' claims what they say of things that somebody else speaks of, statement by statement."""
    editorial = {iri for iri, claim in claims.items() if is_editorial(claim.sources, sources)}
    if not editorial:
        return dict(claims)
    spoken_of: set[object] = set()
    for iri, claim in claims.items():
        if iri not in editorial:
            for subject, _, value in claim.statements:
                spoken_of.add(subject)
                spoken_of.add(value)
    objects: dict[object, set[object]] = {}
    for iri in editorial:
        for subject, _, value in claims[iri].statements:
            objects.setdefault(subject, set()).add(value)
    todo = [subject for subject in objects if subject in spoken_of]
    while todo:
        more = objects.pop(todo.pop(), set()) - spoken_of
        spoken_of |= more
        todo.extend(subject for subject in more if subject in objects)
    found: Claims = {}
    for iri, claim in claims.items():
        kept = claim.statements if iri not in editorial else [one for one in claim.statements if one[0] in spoken_of]
        if kept:
            found[iri] = claim if len(kept) == len(claim.statements) else replace(claim, statements=kept)
    return found


def evidence_of(evidence: Sequence[Quad], claims: Mapping[str, Claim], every: Mapping[str, Claim], prose: bool) -> list[Quad]:
    """Keep of the evidence what is said of these claims, and of the sources, passages and groups that they use.

    Parameters: `every`, all the claims that there are; `prose`, whether to keep the editors' reasons.
    """
    origin = {subject.value: value.value for subject, predicate, value, _ in evidence if predicate == HAS_SOURCE}
    used = {source for claim in claims.values() for source in claim.sources}
    unused = _named_as_sources(evidence, origin) - used
    for subject, predicate, value, _ in evidence:
        claim = claims.get(subject.value) if predicate == STATED_BY else None
        if (claim and origin.get(value.value) in claim.sources) or (predicate == IN_GROUP and subject.value in used):
            used.add(value.value)
    unused -= used

    def there(quad: Quad) -> bool:
        name: str = quad.subject.value  # type: ignore[union-attr]
        if name not in every:
            return name not in unused
        claim = claims.get(name)
        if claim is None or (quad.predicate == STANDING_REASON and not prose):
            return False
        value: str = quad.object.value  # type: ignore[union-attr]
        if quad.predicate == STATED_BY:
            return origin.get(value, value) in claim.sources
        return quad.predicate != YIELDS_TO or value in claims

    return [quad for quad in evidence if there(quad)]


def _named_as_sources(evidence: Iterable[Quad], origin: Mapping[str, str]) -> set[str]:
    """Whatever the evidence calls a source, a passage or a group of sources."""
    found = {*origin, *origin.values()}
    for subject, predicate, value, _ in evidence:
        if predicate == TYPE and value in _ABOUT_SOURCES:
            found.add(subject.value)
        elif predicate in (STATED_BY, IN_GROUP):
            found.add(value.value)
    return found
