"""The timelines of pacts: what happened, when, which dates are contested, and the status through time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from treatykg.claims import Standing
from treatykg.dates import Certainty, PartialDate
from treatykg.namespaces import tkg
from treatykg.treaties.model import Agreement, Event, Status
from treatykg.treaties.pacts import NEGOTIATING, AgreementOnDay, Pact, status_in_words
from treatykg.treaties.reported import reported_statuses
from treatykg.view.lookup import Accepted

Rivals = Mapping[str, Sequence[tuple[str, str, str]]]
_BEGUN_BY = {
    Status.SIGNED: "Signature",
    Status.CONSENTED: "Ratification",
    Status.IN_FORCE: "EntryIntoForce",
    Status.ENDED: "Termination",
}
_BY_WHOM = ("ChamberApproval", "GovernmentApproval", "Ratification", "ExecutiveAssent")


@dataclass(frozen=True, slots=True)
class EventMark:
    """One event in a timeline: the first and the last day it can have, either may be missing.

    `standing` is `accepted`, or how the claim stands that gives this other date; `iri` the event, or that
    claim.
    """

    iri: str
    kind: str
    text: str
    date: str
    earliest: dt.date | None
    latest: dt.date | None
    standing: str = "accepted"


@dataclass(frozen=True, slots=True)
class Interval:
    """A time in which an agreement had one status, to a last day or still; not `sure` where that hangs on a
    coarse date.
    """

    first: dt.date
    last: dt.date | None
    status: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """One agreement, with all that happened to it in order, and its status through time."""

    iri: str
    name: str
    partner: str
    status: str
    marks: tuple[EventMark, ...]
    intervals: tuple[Interval, ...] = ()


def timelines_of(
    graph: Accepted, pacts: Sequence[Pact], rivals: Rivals, as_of: dt.date | None = None
) -> list[Timeline]:
    """Return the timeline of each pact.

    Parameters: `rivals`, the dates that are not accepted, by event (see `view.evidence.rival_dates`).
    """
    timelines = []
    for pact in pacts:
        about = pact.on_day.about
        events = [(event, _text(graph, event)) for event in about.events] + [
            (use, "used") for use in about.uses
        ]
        marks = [
            mark for event, text in events for mark in _marks(event, text, rivals) if _shown(mark, as_of)
        ]
        marks += _reported(graph, pact.iri)
        intervals = tuple(_intervals(pact.on_day, as_of))
        timelines.append(
            Timeline(pact.iri, pact.name, pact.partner_name, pact.status, tuple(marks), intervals)
        )
    return timelines


def _reported(graph: Accepted, agreement: str) -> list[EventMark]:
    """What only weak voices say of its status, from the first day that they name."""
    return [
        EventMark(
            min(one.claims, default=one.node),
            _BEGUN_BY.get(one.status, "LifecycleEvent"),
            f"reported {one.what()}",
            one.days,
            one.first,
            one.last,
            Standing.UNCONFIRMED,
        )
        for one in reported_statuses(graph, agreement)
    ]


def _intervals(pact: AgreementOnDay, as_of: dt.date | None) -> list[Interval]:
    """Ask for the status of the agreement on each day on which it can have changed; a timeline is over where
    it ended.
    """
    about, told = pact.about, pact.periods
    spans = [span for period in told for span in (period.begin, period.end) if span]
    spans += [event.span for event in (*about.events, *about.uses)]
    days = sorted({day for span in spans for day in span if day and (as_of is None or day <= as_of)})
    intervals: list[Interval] = []
    for day in days:
        status, _ = status_in_words(about, told, day)
        sure = _sure(about, status, day)
        if intervals and intervals[-1].last is None:
            if (intervals[-1].status, intervals[-1].sure) == (status, sure):
                continue
            intervals[-1] = replace(intervals[-1], last=day)
        if status not in ("", "ended"):
            intervals.append(Interval(day, None, status, sure))
    return intervals


def _shown(mark: EventMark, as_of: dt.date | None) -> bool:
    """Whether a mark can lie before the end of a day; one of which only a later last day is known is left
    out.
    """
    first = mark.earliest or mark.latest
    return as_of is None or first is None or first <= as_of


def _sure(about: Agreement, status: str, day: dt.date) -> bool:
    """Whether the event behind a status had certainly happened: the signature or, of an unsigned agreement,
    any event.
    """
    if status in (NEGOTIATING, "unsigned"):
        return any(event.happened(day) == Certainty.CERTAINLY for event in (*about.events, *about.uses))
    return status != "possibly signed"


def _marks(event: Event, text: str, rivals: Rivals) -> list[EventMark]:
    found = [EventMark(event.iri, event.kind, text, event.date, event.earliest, event.latest)]
    others = {(written, standing): claim for written, standing, claim in reversed(rivals.get(event.iri, ()))}
    for (written, standing), claim in sorted(others.items()):
        try:
            date = PartialDate.read(written)
        except ValueError:
            continue
        found.append(EventMark(claim, event.kind, text, written, date.first, date.last, standing))
    return found


def _text(graph: Accepted, event: Event) -> str:
    """What happened, in a word or two; of chambers and governments also who acted."""
    what = graph.name(tkg(event.kind))
    actors = event.actors or event.by
    return f"{what}: {graph.name(actors[0])}" if event.kind in _BY_WHOM and actors else what
