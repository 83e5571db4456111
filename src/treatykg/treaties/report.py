"""Where an agreement stands on a day, why, and what must happen next, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from treatykg.dates import Certainty
from treatykg.namespaces import PREFIXES
from treatykg.treaties import status
from treatykg.treaties.model import Agreement, Event, Period, Status
from treatykg.treaties.next_steps import NextStep, event_classes
from treatykg.treaties.read import agreement as read
from treatykg.treaties.reported import ReportedStatus, reported_statuses
from treatykg.view.lookup import Accepted

CERTAINLY, POSSIBLY, UNKNOWN, NO = Certainty
_SHOWN = 3
_DOUBT = {
    NO: "not yet: ",
    POSSIBLY: "perhaps by then: ",
    UNKNOWN: "on a day that is not known: ",
    CERTAINLY: "",
}
_SIGNATURE = {
    CERTAINLY: "signed",
    POSSIBLY: "perhaps signed by then:",
    NO: "not yet signed: signature",
    UNKNOWN: "signed on an unknown day",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of the why, and whose claims stand behind it: those on `property` of `entity`, or the
    claims named outright.
    """

    text: str
    entity: str
    property: str = "date"
    claims: tuple[str, ...] = ()


@dataclass(slots=True)
class StatusReport:
    """Where an agreement stands.

    `status` is the furthest that it had on the day, None where it had none. `signed`, `in_force` and
    `suspended` are certainly, possibly, unknown or no; `ended` tells a no after from a no before;
    `ratified_by` lists States by name with one of these; `waiting_for` and `next_steps` say what is missing;
    `reported` what only weak voices say.
    """

    agreement: str
    name: str
    as_of: dt.date | None
    status: Status | None = None
    signed: Certainty = UNKNOWN
    in_force: Certainty = UNKNOWN
    suspended: Certainty = NO
    ended: bool = False
    ratified_by: list[tuple[str, Certainty]] = field(default_factory=list)
    waiting_for: str = ""
    next_steps: list[Reason] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    reported: list[ReportedStatus] = field(default_factory=list)


def status_report(graph: Accepted, iri: str, as_of: dt.date | None = None) -> StatusReport:
    """Work out where an agreement stands.

    Parameters: `graph`, what is accepted (and known); `iri` of the agreement; `as_of`, the day asked about,
    or none for all that is known.
    """
    about = read(graph, iri)
    periods = status.periods(about)
    found = StatusReport(iri, about.name, as_of)
    found.status, _ = status.status_on(periods, as_of)
    found.reported = reported_statuses(graph, iri)
    _signed(found, about, periods)
    _ratified(graph, found, about)
    _in_force(graph, found, about, periods)
    _interrupted(found, periods)
    if found.in_force != CERTAINLY and not found.ended:
        found.next_steps = [_step(graph, one) for one in listed_steps(graph, iri)]
    return found


def answers(periods: Sequence[Period], as_of: dt.date | None, kind: Status) -> Certainty:
    """Say how certainly an agreement had a status on a day."""
    return status.best(period.on(as_of) for period in periods if period.status == kind)


def _signed(found: StatusReport, about: Agreement, periods: Sequence[Period]) -> None:
    signatures = about.of_kind("Signature")
    found.signed = status.best(event.happened(found.as_of) for event in signatures)
    for event in signatures:
        found.reasons.append(_reason(f"{_SIGNATURE[event.happened(found.as_of)]} {event.date}", event))
    if not signatures:
        found.reasons.append(Reason("no source gives a signature", found.agreement))
    if found.status == Status.NEGOTIATING:
        talks = (
            event for period in periods if period.status == Status.NEGOTIATING for event in period.because
        )
        found.reasons += [
            _reason(f"{event.label} {event.date}", event)
            for event in talks
            if event.happened(found.as_of) != NO
        ]


def _ratified(graph: Accepted, found: StatusReport, about: Agreement) -> None:
    for event in about.of_kind(*status.CONSENT):
        answer = event.happened(found.as_of)
        for state in event.by if answer != NO else ():
            found.ratified_by.append((graph.name(state), answer))
            found.reasons.append(_reason(f"{event.kind.lower()} by {graph.name(state)} {event.date}", event))
    if found.signed in (CERTAINLY, POSSIBLY) and found.ratified_by:
        done = {name for name, _ in found.ratified_by}
        for state in about.parties:
            if graph.name(state) not in done:
                reported = any(
                    one.status == Status.CONSENTED and graph.name(state) in one.state
                    for one in found.reported
                )
                text = f"{_nobody(reported)} gives a ratification by {graph.name(state)}"
                found.reasons.append(Reason(text, state))


def _in_force(graph: Accepted, found: StatusReport, about: Agreement, periods: Sequence[Period]) -> None:
    begin, because, rule = status.beginning(about)
    if rule == status.BY_USE and because:
        because = [event for event in about.uses if event.happened(found.as_of) != NO][:_SHOWN]
    for event in because:
        found.reasons.append(
            _reason(f"{rule}: {_DOUBT[event.happened(found.as_of)]}{event.label} {event.date}", event)
        )
    if rule == status.BY_CLAUSE and any(event.happened(found.as_of) != NO for event in because):
        when = (
            f"{about.delay} days after that event: {' to '.join(begin.days())}"
            if about.delay
            else "on that event"
        )
        found.reasons.append(
            Reason(f"it enters into force {when}", found.agreement, "hasEntryIntoForceTrigger")
        )
    for event in about.of_kind("EntryIntoForce") if rule == status.BY_CLAUSE else ():
        found.reasons.append(_reason(f"announced beforehand: {event.label} {event.date}", event))
    found.ended = answers(periods, found.as_of, Status.ENDED) == CERTAINLY
    found.in_force = answers(periods, found.as_of, Status.IN_FORCE)
    if found.signed == NO or found.ended:
        found.in_force = NO
    if found.in_force == UNKNOWN and not found.ended and not about.of_kind("EntryIntoForce"):
        _not_reported(graph, found, about)


def _interrupted(found: StatusReport, periods: Sequence[Period]) -> None:
    """Tell of suspension, which is no end (Vienna Convention, article 57), and of the end."""
    found.suspended = (
        answers(periods, found.as_of, Status.SUSPENDED)
        if any(p.status == Status.SUSPENDED for p in periods)
        else NO
    )
    for period in periods:
        if period.status in (Status.SUSPENDED, Status.ENDED):
            for event in period.because:
                if event.happened(found.as_of) != NO:
                    found.reasons.append(_reason(f"{event.kind.lower()}: {event.label} {event.date}", event))


def _not_reported(graph: Accepted, found: StatusReport, about: Agreement) -> None:
    reported = any(one.status == Status.IN_FORCE for one in found.reported)
    found.reasons.append(Reason(f"{_nobody(reported)} gives an entry into force", found.agreement))
    for trigger in about.triggers:
        met = about.of_kind(status.TRIGGERS.get(trigger, ""))
        if not any(event.happened(found.as_of) == CERTAINLY for event in met):
            found.waiting_for = graph.name(f"{PREFIXES['trigger']}{trigger}").lower()
            text = f"it enters into force on the {found.waiting_for}, which no source reports"
            found.reasons.append(Reason(text, found.agreement, "hasEntryIntoForceTrigger"))


def _nobody(reported: bool) -> str:
    """Who does not say it: nobody, or nobody but those of whom is told apart."""
    return "no source but unconfirmed ones" if reported else "no source"


def _reason(text: str, event: Event) -> Reason:
    return Reason(text.rstrip(), event.iri, event.dated_by or "ofAgreement")


def listed_steps(graph: Accepted, iri: str) -> list[NextStep]:
    """List the next steps of an agreement, as they were derived."""
    found = []
    for node in graph.pointing("isNextStepOf", iri):
        said = {
            name: next(iter(graph.all(node, name)), "") for name in ("ofState", "hasNextStep", "fromStep")
        }
        found.append(NextStep(iri, said["ofState"], said["hasNextStep"], said["fromStep"]))
    return sorted(found, key=lambda one: (one.step == "", one.step, one.state))


def _step(graph: Accepted, one: NextStep) -> Reason:
    state = graph.name(one.state)
    if not one.step:
        return Reason(f"{state}: what it must do is not known", one.state, "hasNextStep")
    who = ", ".join(graph.name(organ) for organ in graph.all(one.step, "takenBy"))
    needed = (
        "" if "Ratification" not in event_classes(graph, one.step) else f"; whether {state} must is not known"
    )
    return Reason(f"{state}: {graph.name(one.step)}" + (f" ({who})" if who else "") + needed, one.step)
