"""Where an agreement stands on a day, why, and what must happen next.

Nothing of this is stored: it follows from the dated events, the trigger of entry into force and
the States' procedures (Vienna Convention on the Law of Treaties, articles 10 to 16, 24 and 54).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from treatykg.dates import Certainty
from treatykg.namespaces import PREFIXES
from treatykg.view.lookup import CERTAINLY, NO, POSSIBLY, UNKNOWN, Accepted, Event

_BINDING = ("Ratification", "Acceptance", "Approval", "Accession")
_ENDING = ("Termination", "Expiry", "Suspension")
_SHOWN = 3
_TRIGGERS = {"exchange-of-instruments": "ExchangeOfInstruments", "exchange-of-notes": "ExchangeOfNotes", "signature": "Signature"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of the why, and whose claims stand behind it: those on `property` of `entity`."""

    text: str
    entity: str
    property: str = "date"


@dataclass(slots=True)
class Status:
    """Where an agreement stands.

    `signed` and `in_force` are certainly, possibly, unknown or no; `ended` tells a no after from a no before; `ratified_by` lists States by
    name with one of these; `waiting_for` and `next_steps` say what is missing.
    """

    agreement: str
    name: str
    as_of: dt.date | None
    signed: Certainty = UNKNOWN
    in_force: Certainty = UNKNOWN
    ended: bool = False
    ratified_by: list[tuple[str, Certainty]] = field(default_factory=list)
    waiting_for: str = ""
    next_steps: list[Reason] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)


def status(graph: Accepted, agreement: str, as_of: dt.date | None = None) -> Status:
    """Work out where an agreement stands.

    Parameters: `graph`, what is accepted (and known); `agreement`, its IRI; `as_of`, the day asked
    about, or none for the whole of what is known.
    """
    found = Status(agreement, graph.name(agreement), as_of)
    events = graph.events(agreement)
    _signed(graph, found, events)
    _ratified(graph, found, events)
    _in_force(graph, found, events)
    if found.in_force != CERTAINLY:
        found.next_steps = list(_next_steps(graph, agreement, events, as_of))
    return found


def _signed(graph: Accepted, found: Status, events: list[Event]) -> None:
    signatures = [event for event in events if event.kind == "Signature"]
    found.signed = _best(event.happened(found.as_of) for event in signatures)
    for event in signatures:
        verb = {
            CERTAINLY: "signed",
            POSSIBLY: "perhaps signed by then:",
            NO: "not yet signed: signature",
            UNKNOWN: "signed on an unknown day",
        }
        found.reasons.append(Reason(f"{verb[event.happened(found.as_of)]} {event.date}".strip(), event.iri))
    if not signatures:
        found.reasons.append(Reason("no source gives a signature", found.agreement))


def _ratified(graph: Accepted, found: Status, events: list[Event]) -> None:
    parties = graph.all(found.agreement, "hasParty")
    for event in events:
        if event.kind not in _BINDING or event.happened(found.as_of) == NO:
            continue
        answer = event.happened(found.as_of)
        for state in event.by:
            found.ratified_by.append((graph.name(state), answer))
            found.reasons.append(Reason(f"{event.kind.lower()} by {graph.name(state)} {event.date}".rstrip(), event.iri))
    if found.signed in (CERTAINLY, POSSIBLY) and found.ratified_by:
        done = {name for name, _ in found.ratified_by}
        for state in parties:
            if graph.name(state) not in done:
                found.reasons.append(Reason(f"no source gives a ratification by {graph.name(state)}", state))


def _in_force(graph: Accepted, found: Status, events: list[Event]) -> None:
    begun = [event for event in events if event.kind == "EntryIntoForce"]
    triggers = [value.rpartition("/")[2] for value in graph.all(found.agreement, "hasEntryIntoForceTrigger")]
    met = [event for event in events if event.kind in {_TRIGGERS.get(trigger) for trigger in triggers}]
    tells = any(event.kind == "Signature" for event in events) and not (begun or met)  # use shows nothing of what nobody signed
    used = [event for event in graph.uses(found.agreement) if event.happened(found.as_of) != NO] if tells else []
    beginnings = begun or met or used[:_SHOWN]
    answer = _best(event.happened(found.as_of) for event in beginnings)
    for event in beginnings:
        found.reasons.append(
            _beginning(event, found, "entry into force" if begun else "what brings it into force" if met else "recorded use")
        )
    if not begun and met and answer != NO:
        found.reasons.append(Reason("it enters into force on that event", found.agreement, "hasEntryIntoForceTrigger"))
    if found.signed == NO or (begun and answer == NO):
        found.in_force = NO
        return
    found.in_force = _after_the_end(found, events, UNKNOWN if answer == NO else answer)
    if found.in_force == UNKNOWN and not begun:
        _not_reported(graph, found, triggers, met)


def _beginning(event: Event, found: Status, what: str) -> Reason:
    """Say what an event does for the entry into force: it is it, brings it about, or shows that it works."""
    happened = event.happened(found.as_of)
    doubt = {NO: "not yet: ", POSSIBLY: "perhaps by then: ", UNKNOWN: "on a day that is not known: "}.get(happened, "")
    return Reason(f"{what}: {doubt}{event.label} {event.date}".rstrip(), event.iri)


def _not_reported(graph: Accepted, found: Status, triggers: list[str], met: list[Event]) -> None:
    found.reasons.append(Reason("no source gives an entry into force", found.agreement))
    for trigger in triggers:
        if not any(event.kind == _TRIGGERS.get(trigger) and event.happened(found.as_of) == CERTAINLY for event in met):
            found.waiting_for = graph.name(f"{PREFIXES['trigger']}{trigger}").lower()
            text = f"it enters into force on the {found.waiting_for}, which no source reports"
            found.reasons.append(Reason(text, found.agreement, "hasEntryIntoForceTrigger"))


def _after_the_end(found: Status, events: list[Event], answer: Certainty) -> Certainty:
    for event in events:
        if event.kind not in _ENDING:
            continue
        ended = event.happened(found.as_of)
        if ended != NO:
            found.reasons.append(Reason(f"{event.kind.lower()}: {event.label} {event.date}".rstrip(), event.iri, event.dated_by))
        if ended == CERTAINLY:
            found.ended = True
            return NO
        if ended in (POSSIBLY, UNKNOWN) and answer == CERTAINLY:
            answer = POSSIBLY
    return answer


def _next_steps(graph: Accepted, agreement: str, events: list[Event], as_of: dt.date | None) -> Iterator[Reason]:
    """Steps to which a route leads from a step that was taken, and which were not taken themselves."""
    done = {step for event in events if event.happened(as_of) != NO for step in graph.all(event.iri, "actualises")}
    ends: dict[str, set[str]] = {"allows": set(), "requires": set(), "precludes": set()}
    needs: dict[str, set[str]] = {}
    for step in done:
        for route in graph.pointing("fromStep", step):
            for kind in graph.all(route, "hasRouteKind"):
                ends.setdefault(kind.rpartition("/")[2], set()).update(graph.all(route, "toStep"))
    for step in sorted((ends["allows"] | ends["requires"]) - ends["precludes"] - done):
        for route in graph.pointing("toStep", step):
            if any(kind.endswith("/requires") for kind in graph.all(route, "hasRouteKind")):
                needs.setdefault(step, set()).update(graph.all(route, "fromStep"))
        if needs.get(step, set()) <= done:
            who = ", ".join(graph.name(organ) for organ in graph.all(step, "takenBy"))
            yield Reason(graph.name(step) + (f" ({who})" if who else ""), step)


def _best(answers: Iterable[Certainty]) -> Certainty:
    """The strongest answer that some event gives; no event at all is not known."""
    found = set(answers)
    return next((answer for answer in Certainty if answer in found), UNKNOWN)
