"""Slips of the pen, which no shape sees: names that nobody declared or described, claims that say nothing.

What follows from such a slip (an undescribed State is no `tkg:State`, say) is not told a second time.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import CLAIM, TYPE, YIELDS_TO, Claim, Sources, Standing, sources_of
from treatykg.dataset.load import Dataset
from treatykg.namespaces import CONCEPT, ID, KINDS, NS, PREFIXES, curie, key_of
from treatykg.shacl.report import Result
from treatykg.store.results import text
from treatykg.terms import TKG
from treatykg.view.bounds import days_of

CODES = tuple(
    f"{PREFIXES['shape']}{name}"
    for name in (
        "DeclaredTerm",
        "KnownCode",
        "KnownEntity",
        "ClaimWithFacts",
        "ClaimWithRecord",
        "ToldAfterwards",
        "KnownWhenSigned",
    )
)
UNDECLARED, UNKNOWN_CODE, UNKNOWN_ENTITY, EMPTY, UNRECORDED, TOLD_BEFORE, KNOWN_LATER = CODES
_DESCRIBED = tuple(f"{ID}{kind}/" for kind in KINDS)
_WHAT_IT_IS = (TKG.hasParty, TKG.hasCategory)
_HAS_PARTY = TKG.hasParty.value
_BOTH_SIDES, _SIDES = "shape:ProvisionShape-twoStates", (TKG.hasGrantor.value, TKG.hasBeneficiary.value)
_MOST = 30


def slips(dataset: Dataset, *, draft: bool = False) -> Iterator[Result]:
    """List the slips in a dataset.

    Parameters: `draft`, whether what is not there yet may still come: then only what is misspelt is told.
    """
    quads = [
        *(Quad(*statement) for claim in dataset.claims.values() for statement in claim.statements),
        *(Quad(quad.subject, quad.predicate, quad.object) for quad in dataset.evidence),
    ]
    declared = {quad.subject.value for quad in dataset.vocabulary if isinstance(quad.subject, NamedNode)}
    yield from _undeclared(quads, declared)
    yield from _unknown_codes(quads, declared)
    if not draft:
        yield from _unknown_entities(quads, dataset.claims)
        yield from _empty(dataset)
        yield from _unrecorded(dataset)
        sources = sources_of(dataset.evidence)
        yield from _told_before(dataset.claims, sources)
        yield from _known_later(dataset.claims, sources)


def without_consequences(results: Iterable[Result], told: Iterable[Result], dataset: Dataset) -> list[Result]:
    """Leave out what follows from slips that are told, and what says the same of the same thing again."""
    results, wrong, typed = list(results), set[str](), set[tuple[str, str]]()
    for one in told:
        if one.shape in (UNKNOWN_CODE, UNKNOWN_ENTITY):
            wrong |= {one.value, *_speaking_of(one, dataset)}
        elif one.shape == UNRECORDED:
            wrong.add(one.focus)
        elif one.shape == UNDECLARED:
            typed.add((one.focus, one.path))
    parts = _parts_of({one.focus for one in told if one.path == _HAS_PARTY and one.value in wrong}, dataset)
    one_sided = {one.focus for one in results if one.code == _BOTH_SIDES}
    kept: dict[tuple[str, ...], Result] = {}
    for one in results:
        follows = (
            one.value in wrong
            or one.focus in wrong
            or (one.focus, one.path) in typed
            or (one.focus in parts and one.code.endswith("-parties"))
            or (one.focus in one_sided and one.path in _SIDES and one.code != _BOTH_SIDES)
        )
        value = "" if one.code == _BOTH_SIDES else one.value
        if not follows:
            kept.setdefault((one.severity, one.code, one.focus, one.path, value), one)
    return list(kept.values())


def _speaking_of(one: Result, dataset: Dataset) -> set[str]:
    """Of a claim that yields to nothing there is: the claim, and what it speaks of."""
    claim = dataset.claims.get(one.focus) if one.path == YIELDS_TO.value else None
    return {one.focus, *(s.value for s, _, _ in claim.statements)} if claim else set()


def _parts_of(agreements: set[str], dataset: Dataset) -> set[str]:
    return {
        s.value
        for claim in dataset.claims.values()
        for s, p, o in claim.statements
        if p == TKG.ofAgreement and o.value in agreements
    }


def _undeclared(quads: list[Quad], declared: set[str]) -> Iterator[Result]:
    terms = sorted(iri for iri in declared if iri.startswith(NS))
    for subject, predicate, value, _ in quads:
        is_class = predicate == TYPE and isinstance(value, NamedNode)
        name = value.value if is_class else predicate.value
        if name.startswith(NS) and name not in declared:
            message = f"{curie(name)} is not declared in the vocabulary.{_nearest(name, terms)}"
            yield _result("violation", UNDECLARED, subject, predicate, value, message)


def _unknown_codes(quads: list[Quad], declared: set[str]) -> Iterator[Result]:
    for subject, predicate, value, _ in quads:
        if not isinstance(value, NamedNode) or not value.value.startswith(CONCEPT):
            continue
        scheme, _, key = value.value.rpartition("/")
        if key and value.value not in declared:
            codes = sorted(iri for iri in declared if iri.startswith(f"{scheme}/"))
            there = ", ".join(key_of(iri) for iri in codes[:_MOST]) or "none"
            more = ", …" if len(codes) > _MOST else ""
            message = (
                f"{curie(value.value)} is no code.{_nearest(value.value, codes)} There are: {there}{more}."
            )
            yield _result("violation", UNKNOWN_CODE, subject, predicate, value, message)


def _unknown_entities(quads: list[Quad], claims: Iterable[str]) -> Iterator[Result]:
    known = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)} | set(claims)
    by_kind: dict[str, list[str]] = {}
    for subject, predicate, value, _ in quads:
        if not isinstance(value, NamedNode) or not value.value.startswith(_DESCRIBED) or value.value in known:
            continue
        kind = value.value.rpartition("/")[0]
        if kind not in by_kind:
            by_kind[kind] = sorted(iri for iri in known if iri.startswith(f"{kind}/"))
        near = _nearest(value.value, by_kind[kind])
        message = f"Nothing is said of {curie(value.value)}.{near} Correct the key, or describe it."
        yield _result("violation", UNKNOWN_ENTITY, subject, predicate, value, message)


def _empty(dataset: Dataset) -> Iterator[Result]:
    for quad in dataset.evidence:
        if quad.predicate == TYPE and quad.object == CLAIM and text(quad.subject) not in dataset.claims:
            message = "This claim states nothing. Write its facts into the graph of that name, or remove it."
            yield _result("violation", EMPTY, quad.subject, TYPE, quad.object, message)


def _unrecorded(dataset: Dataset) -> Iterator[Result]:
    """Facts in the graph of a claim of which nothing is said."""
    recorded = {text(quad.subject) for quad in dataset.evidence}
    for iri in sorted(dataset.claims.keys() - recorded):
        message = "Nothing is said about this claim. Write below its graph who states it, and how it stands."
        yield Result("violation", UNRECORDED, iri, message=message, node=f"<{iri}>")


def _told_before(claims: dict[str, Claim], sources: Sources) -> Iterator[Result]:
    """Dates of accepted claims that lie after every source that tells them."""
    for iri, claim in claims.items():
        out = [sources.out.get(source) for source in claim.sources if source in sources.dated]
        if claim.standing != Standing.ACCEPTED or not out or len(out) < len(claim.sources):
            continue
        last = max(day for day in out if day)
        for thing, days in days_of(claim.statements).items():
            if days.first and days.first > last:
                message = (
                    f"{curie(iri)} dates {curie(thing.value)} to {days.first}, after all its sources "
                    f"(the last of {last}), so that it counts as announced. "
                    "Correct the date, add a later source, or state it as anticipated."
                )
                yield Result("warning", TOLD_BEFORE, thing.value, f"{NS}date", "", message, node=str(thing))


def _known_later(claims: dict[str, Claim], sources: Sources) -> Iterator[Result]:
    """Agreements whose parties or category are known only after their signature is."""
    signed: dict[str, dt.date] = {}
    told: dict[tuple[str, NamedNode], dt.date | None] = {}
    for claim in claims.values():
        if claim.standing != Standing.ACCEPTED:
            continue
        days = [sources.out[source] for source in claim.sources & sources.out.keys() - sources.reference]
        by = dt.date.min if claim.sources & sources.reference else min(days, default=None)
        signatures = {s for s, p, o in claim.statements if p == TYPE and o == TKG.Signature}
        for subject, predicate, value in claim.statements:
            if predicate == TKG.ofAgreement and subject in signatures and by:
                signed[value.value] = min(signed.get(value.value, by), by)
            elif predicate in _WHAT_IT_IS:
                before = told.get((subject.value, predicate))
                told[subject.value, predicate] = min(before or by, by) if by and before else by or before
    for (agreement, predicate), day in told.items():
        if agreement in signed and (day is None or day > signed[agreement]):
            message = (
                f"{curie(predicate.value)} is known only by {day or 'sources without a day'}, the signature "
                f"by {signed[agreement]}. Rest it on the earliest source that tells it, too."
            )
            yield Result(
                "warning", KNOWN_LATER, agreement, predicate.value, "", message, node=f"<{agreement}>"
            )


def _nearest(name: str, there: list[str]) -> str:
    near = difflib.get_close_matches(name, there, n=1, cutoff=0.8)
    return f" Did you mean {curie(near[0])}?" if near else ""


def _result(
    severity: str, shape: str, subject: object, predicate: NamedNode, value: object, message: str
) -> Result:
    focus, said = getattr(subject, "value", str(subject)), getattr(value, "value", str(value))
    term = str(value) if isinstance(value, NamedNode | Literal) else ""
    return Result(severity, shape, focus, predicate.value, said, message, node=str(subject), term=term)
