"""Where an agreement stands on a day, why, and what must happen next.

Nothing of this is stored: it follows from the dated events, the trigger of entry into force and
the States' procedures (Vienna Convention on the Law of Treaties, articles 10 to 16, 24 and 54).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal, Quad

from treatykg.claims import DATE, TYPE, Statement
from treatykg.dates import bounds
from treatykg.namespaces import PREFIXES, curie, tkg
from treatykg.store.results import visible

CERTAINLY, POSSIBLY, UNKNOWN, NO = "certainly", "possibly", "unknown", "no"
_BINDING = ("Ratification", "Acceptance", "Approval", "Accession")
_ENDING = ("Termination", "Expiry", "Suspension")
_SHOWN = 3
_TRIGGERS = {"exchange-of-instruments": "ExchangeOfInstruments", "exchange-of-notes": "ExchangeOfNotes", "signature": "Signature"}


@dataclass(frozen=True, slots=True)
class Event:
    """One event in the life of an agreement, with the first and the last day it can have."""

    iri: str
    kind: str
    label: str
    date: str
    earliest: dt.date | None
    latest: dt.date | None
    by: tuple[str, ...]

    def happened(self, as_of: dt.date | None) -> str:
        """Say whether it had happened by `as_of`: certainly, possibly, no or unknown.

        What is only told to have happened by some day (no last day) is possible from then on.
        """
        if as_of is None:
            return CERTAINLY if self.latest or not self.earliest else POSSIBLY
        if self.earliest is None:
            return UNKNOWN
        if self.latest is None:
            return POSSIBLY if self.earliest <= as_of else NO
        return CERTAINLY if self.latest <= as_of else POSSIBLY if self.earliest <= as_of else NO


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
    signed: str = UNKNOWN
    in_force: str = UNKNOWN
    ended: bool = False
    ratified_by: list[tuple[str, str]] = field(default_factory=list)
    waiting_for: str = ""
    next_steps: list[Reason] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)


class Accepted:
    """Look things up in the accepted statements of a view."""

    def __init__(self, statements: Iterable[Quad | Statement]) -> None:
        self._by_subject: dict[str, dict[str, list[str]]] = {}
        self._by_object: dict[tuple[str, str], list[str]] = {}
        self._dates: dict[str, list[tuple[str, str]]] = {}
        for subject, predicate, value in ((s[0], s[1], s[2]) for s in statements):
            self._by_subject.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value.value)
            self._by_object.setdefault((predicate.value, value.value), []).append(subject.value)
            if predicate == DATE and isinstance(value, Literal):
                self._dates.setdefault(subject.value, []).append((value.value, value.datatype.value))

    def all(self, subject: str, name: str) -> list[str]:
        """List the values of one of our properties, sorted."""
        return sorted(self._by_subject.get(subject, {}).get(tkg(name), []))

    def pointing(self, name: str, value: str) -> list[str]:
        """List what points at `value` with one of our properties, sorted."""
        return sorted(self._by_object.get((tkg(name), value), []))

    def subjects(self, name: str) -> set[str]:
        """Return whatever has one of our properties."""
        wanted = tkg(name)
        return {subject for subject, said in self._by_subject.items() if wanted in said}

    def types(self, subject: str) -> set[str]:
        """Return the names of its classes in our vocabulary."""
        found = self._by_subject.get(subject, {}).get(TYPE.value, [])
        return {value.removeprefix(PREFIXES["tkg"]) for value in found if value.startswith(PREFIXES["tkg"])}

    def name(self, iri: str) -> str:
        """Return the preferred label, or the CURIE where there is none."""
        said = self._by_subject.get(iri, {})
        labels = said.get(f"{PREFIXES['skos']}prefLabel") or said.get(f"{PREFIXES['rdfs']}label")
        return visible(min(labels)) if labels else curie(iri)

    def definition(self, iri: str) -> str:
        """Return the definition of a term or concept, or nothing."""
        return min(self._by_subject.get(iri, {}).get(f"{PREFIXES['skos']}definition", [""]))

    def last_year(self) -> int:
        """Return the last year in which anything dated can lie."""
        years = [last.year for iri in self._dates if (last := self.span(iri)[2])]
        return max(years, default=0)

    def states(self, subject: str, predicate: str, value: str) -> bool:
        """Say whether this very statement is accepted."""
        return value in self._by_subject.get(subject, {}).get(predicate, ())

    def span(self, iri: str) -> tuple[str, dt.date | None, dt.date | None]:
        """Return the date as written, and the first and last day it can mean."""
        written = sorted(self._dates.get(iri, []))
        days = []
        for lexical, datatype in written:
            try:
                days.append(bounds(lexical, datatype))
            except ValueError:
                continue
        if not days:
            return "", None, None
        return " or ".join(lexical for lexical, _ in written), min(d[0] for d in days), max(d[1] for d in days)

    def events(self, agreement: str) -> list[Event]:
        """List the agreement's events that took place, in time's order, the undated last."""
        found = [self._event(iri) for iri in self.pointing("ofAgreement", agreement) if self._took_place(iri)]
        return sorted(found, key=lambda e: (e.latest or dt.date.max, e.earliest or dt.date.max, e.iri))

    def uses(self, agreement: str) -> list[Event]:
        """List the recorded uses of the agreement, the earliest first; of some only a day by which they had happened is told."""
        found = []
        for iri in self.pointing("ofAgreement", agreement):
            if "Use" in self.types(iri):
                event = self._event(iri)
                ends = self.all(iri, "endDate") if event.earliest is None else []
                found.append(replace(event, date=f"by {ends[0]}", earliest=_first_day(ends[0])) if ends else event)
        return sorted(found, key=lambda e: (e.latest or dt.date.max, e.earliest or dt.date.max, e.iri))

    def _took_place(self, iri: str) -> bool:
        modes = {mode.rpartition("/")[2] for mode in self.all(iri, "hasMode")}
        return "/event/" in iri and not modes & {"anticipated", "scheduled"}

    def _event(self, iri: str) -> Event:
        kinds = sorted(self.types(iri) - {"LifecycleEvent"})
        written, first, last = self.span(iri)
        by = tuple(self.all(iri, "onBehalfOf") or self.all(iri, "performedBy"))
        return Event(iri, kinds[0] if kinds else "LifecycleEvent", self.name(iri), written, first, last, by)


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
    used = [event for event in graph.uses(found.agreement) if event.happened(found.as_of) != NO] if not (begun or met) else []
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


def _after_the_end(found: Status, events: list[Event], answer: str) -> str:
    for event in events:
        if event.kind not in _ENDING:
            continue
        ended = event.happened(found.as_of)
        if ended != NO:
            found.reasons.append(Reason(f"{event.kind.lower()}: {event.label} {event.date}".rstrip(), event.iri))
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


def _first_day(written: str) -> dt.date | None:
    """The first day of a date written as a day, a month or a year."""
    try:
        return dt.date.fromisoformat((written + "-01-01")[:10])
    except ValueError:
        return None


def _best(answers: Iterable[str]) -> str:
    """The strongest answer that some event gives; no event at all is not known."""
    found = set(answers)
    return next((answer for answer in (CERTAINLY, POSSIBLY, UNKNOWN, NO) if answer in found), UNKNOWN)
