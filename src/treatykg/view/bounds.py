"""The first and the last day that anything dated can have: from its own date, else by order (docs/view.md,
section 3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import DATE, TYPE, Claim, Sources, Standing, Statement
from treatykg.dates import PartialDate
from treatykg.terms import resource
from treatykg.view.happenings import (
    SIGNATURE,
    Happenings,
    event_classes,
    states_that_acted,
)


class Bounds(NamedTuple):
    """The first and the last day, either may be missing; `after` and `before` name what gives it where that
    is not its own date.
    """

    first: dt.date | None = None
    last: dt.date | None = None
    after: NamedNode | None = None
    before: NamedNode | None = None


@lru_cache(maxsize=4096)
def _read(text: str, datatype: str) -> PartialDate | None:
    try:
        return PartialDate.read(text, datatype)
    except ValueError:
        return None  # the shapes report it, with its place


def date_of(value: Literal) -> PartialDate | None:
    """Read a date, or nothing where it is none."""
    return _read(value.value, value.datatype.value)


def days_of(statements: Iterable[Statement | Quad], dated_by: NamedNode = DATE) -> dict[NamedNode, Bounds]:
    """The first and the last day on which each thing can have begun (or ended: `dated_by` END_DATE); a second
    date widens them. What is dated by something that is no date has neither.
    """
    found: dict[NamedNode, Bounds] = {}
    for statement in statements:
        if statement[1] == dated_by:
            subject, value = statement[0], statement[2]
            if isinstance(value, Literal) and isinstance(subject, NamedNode):
                found[subject] = _wider(found.get(subject, Bounds()), value)
    return found


def _wider(before: Bounds, value: Literal) -> Bounds:
    date = date_of(value)
    if date is None:
        return before
    if not before.first or not before.last:
        return Bounds(date.first, date.last)
    return Bounds(min(before.first, date.first), max(before.last, date.last))


def bounds_of(
    happenings: Happenings,
    dated: Mapping[NamedNode, Bounds],
    ends: Mapping[NamedNode, Bounds],
    told_by: Mapping[NamedNode, tuple[dt.date, NamedNode]],
) -> dict[NamedNode, Bounds]:
    """The bounds of everything: the own ones of what is dated, and those by order of the events that are not.

    Parameters: `dated` and `ends`, the own bounds; `told_by`, the first day on which a source told of an
    event as done, and that source.
    """
    found = dict(dated)
    undated = [event for event in happenings.classes if event not in dated]
    for event in undated:
        end, told = ends.get(event), told_by.get(event)
        lasts = [(end.last, event)] if end and end.last else []
        lasts += [told] if told else []
        last, before = min(lasts, default=(None, None), key=lambda one: one[0])
        found[event] = Bounds(None, last, None, before)
    _by_order(happenings, frozenset(undated), found)
    return {thing: bounds for thing, bounds in found.items() if bounds.first or bounds.last}


def _by_order(happenings: Happenings, undated: Set[NamedNode], found: dict[NamedNode, Bounds]) -> None:
    """Tighten until nothing changes; an event of two agreements carries its bounds from one to the other."""
    todo = dict.fromkeys(
        sorted(
            {one for event in undated for one in happenings.agreements.get(event, ())},
            key=lambda one: one.value,
        )
    )
    while todo:
        agreement = next(iter(todo))
        del todo[agreement]
        events = sorted(happenings.of[agreement], key=lambda event: event.value)
        signatures = [event for event in events if SIGNATURE in happenings.classes[event]]
        for event in events:
            if (
                event in undated
                and (tightened := _tightened(happenings, event, events, signatures, found)) != found[event]
            ):
                found[event] = tightened
                todo.update(dict.fromkeys(happenings.agreements[event]))


def _tightened(
    happenings: Happenings,
    event: NamedNode,
    events: Sequence[NamedNode],
    signatures: Sequence[NamedNode],
    found: Mapping[NamedNode, Bounds],
) -> Bounds:
    now = found[event]
    first, after, last, before = now.first, now.after, now.last, now.before
    for day, ground in _not_before(happenings, event, events, signatures, found):
        if first is None or day > first:
            first, after = day, ground
    others_sign = (
        SIGNATURE in happenings.classes[event]
    )  # perhaps later, so what follows the earliest signature bounds no other
    for other in events:
        until = found[other].last
        if (
            until
            and (last is None or until < last)
            and (happenings.leads_to if others_sign else happenings.precedes)(event, other)
        ):
            last, before = until, other
    return Bounds(first, last, after, before)


def _not_before(
    happenings: Happenings,
    event: NamedNode,
    events: Sequence[NamedNode],
    signatures: Sequence[NamedNode],
    found: Mapping[NamedNode, Bounds],
) -> Iterator[tuple[dt.date, NamedNode]]:
    """The days before which an event cannot lie, each with what it must follow: one of several signatures,
    the earliest, is enough.
    """
    for other in events:
        day = found[other].first
        if day and (happenings.leads_to if SIGNATURE in happenings.classes[other] else happenings.precedes)(
            other, event
        ):
            yield day, other
    signed = [(found[one].first, one) for one in signatures if happenings.comes_first(one, event)]
    known = [(day, one) for day, one in signed if day]
    if known and len(known) == len(signed):
        yield min(known, key=lambda one: one[0])


def told_of(
    claims: Mapping[str, Claim],
    standings: Mapping[str, str],
    sources: Sources,
    events: Mapping[NamedNode, object],
) -> dict[NamedNode, tuple[dt.date, NamedNode]]:
    """The first day on which a source told of each event as done, and that source."""
    found: dict[NamedNode, tuple[dt.date, NamedNode]] = {}
    silent = sources.reference | sources.editorial
    for iri, claim in claims.items():
        if standings[iri] != Standing.ACCEPTED:
            continue
        days = sorted(
            (sources.out[source], source)
            for source in claim.sources
            if source in sources.out and source not in silent
        )
        if days:
            told = (days[0][0], resource(days[0][1]))
            for subject, predicate, value in claim.statements:
                if predicate == TYPE and subject in events and value in events[subject]:  # type: ignore[operator]
                    found[subject] = min(
                        found.get(subject, told), told, key=lambda one: (one[0], one[1].value)
                    )
    return found


def announced(
    claims: Mapping[str, Claim], sources: Sources, dated: Mapping[NamedNode, Bounds]
) -> set[NamedNode]:
    """The events of which all that date them was out before they can have begun: nobody reports that they
    happened.

    Parameters: `dated`, the events with bounds of their own. Claims of any standing count: an overruled
    report is a report.
    """
    reported: set[NamedNode] = set()
    for claim in claims.values():
        for subject, predicate, _ in claim.statements:
            if (
                predicate == DATE
                and subject in dated
                and not _all_before(claim, sources, dated[subject].first)
            ):
                reported.add(subject)
    return dated.keys() - reported


def _all_before(claim: Claim, sources: Sources, first: dt.date | None) -> bool:
    """Whether a claim rests on sources with a day, all of them before this one; a reference work has none."""
    days = [None if source in sources.reference else sources.out.get(source) for source in claim.sources]
    return bool(days) and first is not None and all(day is not None and day < first for day in days)


__all__ = [
    "Bounds",
    "Happenings",
    "announced",
    "bounds_of",
    "date_of",
    "days_of",
    "event_classes",
    "states_that_acted",
    "told_of",
]
