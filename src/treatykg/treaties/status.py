"""The status of an agreement through time, and on a day.

It follows from the dated events, the trigger of entry into force and the uses (Vienna Convention on the Law
of Treaties, articles 10 to 16, 24, 25, 54 and 57). `periods` is the only definition of signed, in force and
ended; the graph, tables and pictures read it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from treatykg.dates import Certainty
from treatykg.treaties.model import Agreement, Event, Period, Span, Status

CONSENT = ("Ratification", "Acceptance", "Approval", "Accession")
ENDING = ("Termination", "Expiry")
TRIGGERS = {
    "exchange-of-instruments": "ExchangeOfInstruments",
    "exchange-of-notes": "ExchangeOfNotes",
    "signature": "Signature",
}
BY_EVENT, BY_CLAUSE, BY_ANNOUNCEMENT, BY_USE = (
    "entry into force",
    "what brings it into force",
    "announced entry into force",
    "recorded use",
)
_TALKS = ("Negotiation", "GovernmentApproval")


def periods(agreement: Agreement) -> list[Period]:
    """List the periods of an agreement's life, each with the events because of which it began and ended."""
    signatures = agreement.of_kind("Signature")
    signed = earliest_of(signatures)
    ends = agreement.of_kind(*ENDING)
    over = earliest_of(ends) if ends else None
    found = [
        *_negotiation(agreement, signed if signatures else None),
        *_signed(agreement, signed, over, ends),
        *_consents(agreement),
        *_provisional(agreement),
        *_force(agreement, signed, over, ends),
        *_suspensions(agreement),
    ]
    if over is not None:
        found.append(Period(agreement.iri, Status.ENDED, over, tuple(ends), "end"))
    return found


def earliest_of(events: Iterable[Event]) -> Span:
    """The span of the first of several events: of what is only scheduled no last day is known."""
    events = list(events)
    firsts = [event.earliest for event in events if event.earliest]
    lasts = [event.latest for event in events if event.latest and not event.scheduled]
    return Span(min(firsts, default=None), min(lasts, default=None))


def _negotiation(agreement: Agreement, signed: Span | None) -> list[Period]:
    talks = agreement.of_kind(*_TALKS)
    agreed = signed is None and (agreement.provisions or agreement.uses)  # nobody tells how
    told = any(event.kind == "Negotiation" for event in talks) or (bool(talks) and signed is None)
    if not told or agreed:
        return []
    return [
        Period(agreement.iri, Status.NEGOTIATING, earliest_of(talks), tuple(talks), "negotiation", "", signed)
    ]


def _signed(agreement: Agreement, signed: Span, over: Span | None, ends: Sequence[Event]) -> list[Period]:
    signatures = tuple(agreement.of_kind("Signature"))
    period = Period(agreement.iri, Status.SIGNED, signed, signatures, "signature", "", over, tuple(ends))
    return [period] if signatures else []


def _suspensions(agreement: Agreement) -> list[Period]:
    found = []
    for event in agreement.of_kind("Suspension"):
        ended_by = (event,) if event.over else ()
        begun = (agreement.iri, Status.SUSPENDED, event.span, (event,), "suspension", "")
        found.append(Period(*begun, event.over, ended_by))
    return found


def _consents(agreement: Agreement) -> list[Period]:
    return [
        Period(agreement.iri, Status.CONSENTED, earliest_of([event]), (event,), event.kind, state)
        for event in agreement.of_kind(*CONSENT)
        for state in event.by
    ]


def _provisional(agreement: Agreement) -> list[Period]:
    applied, begun = agreement.of_kind("ProvisionalApplication"), agreement.of_kind("EntryIntoForce")
    if not applied:
        return []
    end = earliest_of(begun) if begun else None
    return [
        Period(
            agreement.iri,
            Status.PROVISIONALLY_APPLIED,
            earliest_of(applied),
            tuple(applied),
            "application",
            "",
            end,
            tuple(begun),
        )
    ]


def _force(agreement: Agreement, signed: Span, over: Span | None, ends: Sequence[Event]) -> list[Period]:
    """In force from a reported entry into force; else by the agreement's own clause, an announcement, or as
    far as use shows it.
    """
    begin, because, rule = beginning(agreement)
    if not because:
        return []
    if signed.first:  # not before it was signed
        begin = Span(
            max(begin.first or signed.first, signed.first), begin.last and max(begin.last, signed.first)
        )
    return [
        Period(
            agreement.iri, Status.IN_FORCE, begin, tuple(because), rule, "", over, tuple(ends), rule == BY_USE
        )
    ]


def beginning(agreement: Agreement) -> tuple[Span, list[Event], str]:
    """Say when an agreement entered into force, because of which events, and by which rule."""
    told = agreement.of_kind("EntryIntoForce")
    reported = [event for event in told if not event.scheduled]
    if reported:
        return earliest_of(reported), reported, BY_EVENT
    kinds = {TRIGGERS.get(trigger, "") for trigger in agreement.triggers}
    met = [event for event in agreement.events if event.kind in kinds and not event.scheduled]
    if met and (agreement.delay is not None or not told):
        return earliest_of(met).after(agreement.delay or 0), met, BY_CLAUSE
    if told:
        return earliest_of(told), told, BY_ANNOUNCEMENT
    return _shown_by_use(agreement)


def _shown_by_use(agreement: Agreement) -> tuple[Span, list[Event], str]:
    """In force as far as recorded use shows it: certainly from a dated use on, possibly from the day by which
    one is told to have been.

    Use shows nothing of what nobody signed, and nothing of the days before it.
    """
    if not agreement.of_kind("Signature"):
        return Span(), [], BY_USE
    firsts = [
        (event.earliest if event.dated_by == "date" else event.over and event.over.first, event)
        for event in agreement.uses
    ]
    told = sorted(((first, event.iri, event) for first, event in firsts if first), key=lambda one: one[:2])
    if not told:
        return Span(), [], BY_USE
    lasts = [event.latest for _, _, event in told if event.dated_by == "date" and event.latest]
    return Span(told[0][0], min(lasts, default=None)), [told[0][2]], BY_USE


def status_on(found: Sequence[Period], day: dt.date | None) -> tuple[Status | None, Certainty]:
    """Say which status an agreement had on a day, the furthest of those that it had, and how certain that is.

    None where it had none: it was not there.
    """
    by = {status: best(period.on(day) for period in found if period.status == status) for status in Status}
    for status in (Status.IN_FORCE, Status.ENDED, Status.SIGNED, Status.NEGOTIATING):
        if by[status] == Certainty.CERTAINLY or (by[status] == Certainty.POSSIBLY and status != Status.ENDED):
            signed = best(period.begin.by(day) for period in found if period.status == Status.SIGNED)
            return status, signed if status == Status.SIGNED else by[status]
    return None, Certainty.UNKNOWN


def best(answers: Iterable[Certainty]) -> Certainty:
    """The strongest answer that some event gives; no event at all is not known."""
    found = set(answers)
    return next((answer for answer in Certainty if answer in found), Certainty.UNKNOWN)


__all__ = ["best", "earliest_of", "periods", "status_on"]
