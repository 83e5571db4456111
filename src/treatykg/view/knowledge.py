"""What was known on a day, and what the editors' own claims add to it (docs/view.md, section 1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import (
    BOUNDS,
    HAS_SOURCE,
    IN_GROUP,
    SETTLED_BY,
    STANDING,
    STANDING_REASON,
    STATED_BY,
    TYPE,
    WITHDRAWN_ON,
    YIELDS_TO,
    Claim,
    Sources,
    Standing,
)
from treatykg.namespaces import PREFIXES, tkg
from treatykg.store.results import text
from treatykg.terms import TKG
from treatykg.view.bounds import date_of

Claims = dict[str, Claim]
_WITHDRAWN = NamedNode(f"{PREFIXES['standing']}withdrawn")
_ABOUT_SOURCES = frozenset(
    TKG[name] for name in ("Source", "ReferenceWork", "EditorialSource", "Passage", "IndependenceGroup")
)
_PROSE = frozenset(
    NamedNode(iri)
    for iri in (
        tkg("note"),
        *(f"{PREFIXES['skos']}{name}" for name in ("definition", "scopeNote", "editorialNote")),
    )
)


def known_on(claims: Mapping[str, Claim], sources: Sources, day: dt.date) -> Claims:
    """Keep what a careful reader could have said on a day: the claims that a source out by then supports, and
    the editors' own.

    Each keeps only the sources that were out. An editors' claim keeps no prose, which is written with
    hindsight.
    """
    seen = (
        {source for source, out in sources.out.items() if out <= day} | sources.reference | sources.editorial
    )
    found: Claims = {}
    for iri, whole in claims.items():
        stated_by = whole.sources & seen
        claim = _not_yet_withdrawn(whole, stated_by, sources, day)
        if is_editorial(stated_by, sources):
            statements = [statement for statement in claim.statements if statement[1] not in _PROSE]
            found[iri] = replace(claim, sources=stated_by, statements=statements)
        elif any(_supports(source, claim, sources, day) for source in stated_by - sources.editorial):
            found[iri] = claim if stated_by == claim.sources else replace(claim, sources=stated_by)
    return found


def _not_yet_withdrawn(claim: Claim, stated_by: Set[str], sources: Sources, day: dt.date) -> Claim:
    """What was withdrawn later counts as it did: accepted or, by weak sources alone, unconfirmed."""
    if claim.standing != Standing.WITHDRAWN or claim.withdrawn_on is None or claim.withdrawn_on <= day:
        return claim
    weak = bool(stated_by) and stated_by <= sources.weak
    return replace(claim, standing=Standing.UNCONFIRMED if weak else Standing.ACCEPTED, withdrawn_on=None)


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
    dates = (
        date_of(value)
        for _, predicate, value in claim.statements
        if predicate in BOUNDS and isinstance(value, Literal)
    )
    return all(date is None or date.first <= day for date in dates)


def settled(claims: Mapping[str, Claim], sources: Sources) -> Claims:
    """Keep of the editors' claims what they say of things that somebody else speaks of, statement by
    statement.
    """
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
        kept = (
            claim.statements
            if iri not in editorial
            else [one for one in claim.statements if one[0] in spoken_of]
        )
        if kept:
            found[iri] = claim if len(kept) == len(claim.statements) else replace(claim, statements=kept)
    return found


def evidence_of(
    evidence: Iterable[Quad], claims: Mapping[str, Claim], every: Mapping[str, Claim], prose: bool
) -> list[Quad]:
    """Keep of the evidence what is said of these claims, and of the sources, passages and groups that they
    use.

    Parameters: `every`, all the claims that there are; `prose`, whether to keep the editors' reasons.
    """
    told: list[tuple[Quad, str, NamedNode, str]] = []
    origin: dict[str, str] = {}
    named: set[str] = set()
    for quad in evidence:
        subject, predicate, value, _ = quad
        name, said = text(subject), text(value)
        if name not in every or (name in claims and (prose or predicate != STANDING_REASON)):
            told.append((quad, name, predicate, said))
        if predicate == HAS_SOURCE:
            origin[name] = said
            named |= {name, said}
        elif predicate in (STATED_BY, IN_GROUP):
            named.add(said)
        elif predicate == TYPE and value in _ABOUT_SOURCES:
            named.add(name)
    unused = named - _used(told, claims, origin)

    def there(name: str, predicate: NamedNode, said: str) -> bool:
        if name not in claims:
            return name not in unused
        if predicate == STATED_BY:
            return _states(said, name, claims, origin)
        if predicate == WITHDRAWN_ON:
            return claims[name].withdrawn_on is not None
        return predicate not in (YIELDS_TO, SETTLED_BY) or said in claims

    return [_counted(quad, claims) for quad, name, predicate, said in told if there(name, predicate, said)]


def _counted(quad: Quad, claims: Mapping[str, Claim]) -> Quad:
    """The standing of a claim that is withdrawn later, as it counts."""
    withdrawn = quad.predicate == STANDING and quad.object == _WITHDRAWN
    claim = claims.get(text(quad.subject)) if withdrawn else None
    if claim is None or claim.standing == Standing.WITHDRAWN:
        return quad
    return Quad(quad.subject, STANDING, NamedNode(f"{PREFIXES['standing']}{claim.standing}"), quad.graph_name)


def _used(
    told: Iterable[tuple[Quad, str, NamedNode, str]], claims: Mapping[str, Claim], origin: Mapping[str, str]
) -> set[str]:
    """The sources of the claims, their groups, and the passages that they use."""
    used = {source for claim in claims.values() for source in claim.sources}
    used |= {said for _, name, predicate, said in told if predicate == IN_GROUP and name in used}
    return used | {
        said
        for _, name, predicate, said in told
        if predicate == STATED_BY and _states(said, name, claims, origin)
    }


def _states(said: str, name: str, claims: Mapping[str, Claim], origin: Mapping[str, str]) -> bool:
    """Whether a source, or the source of a passage, is one of those that a claim has in the view."""
    claim = claims.get(name)
    return claim is not None and origin.get(said, said) in claim.sources
