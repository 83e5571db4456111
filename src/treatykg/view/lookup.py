"""What is accepted, ready to be looked up: properties, names, classes, dates and events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from pyoxigraph import Literal, Quad

from treatykg.claims import DATE, END_DATE, TYPE, Statement
from treatykg.dates import Certainty, PartialDate
from treatykg.namespaces import PREFIXES, curie, tkg
from treatykg.store.results import visible

CERTAINLY, POSSIBLY, UNKNOWN, NO = Certainty


@dataclass(frozen=True, slots=True)
class Event:
    """One event in the life of an agreement, with the first and the last day it can have.

    `dated_by` names the property whose claims tell these days: `date`, or `endDate` of what had happened by then.
    """

    iri: str
    kind: str
    label: str
    date: str
    earliest: dt.date | None
    latest: dt.date | None
    by: tuple[str, ...]
    dated_by: str = "date"

    def happened(self, as_of: dt.date | None) -> Certainty:
        """Say whether it had happened by `as_of`: certainly, possibly, no or unknown.

        What is only told to have happened by some day (no last day) is possible from then on.
        """
        if as_of is None:
            return CERTAINLY if self.latest or not self.earliest else POSSIBLY
        if self.earliest is None:
            return CERTAINLY if self.latest and self.latest <= as_of else UNKNOWN
        if self.latest is None:
            return POSSIBLY if self.earliest <= as_of else NO
        return CERTAINLY if self.latest <= as_of else POSSIBLY if self.earliest <= as_of else NO


class Accepted:
    """Look things up in the accepted statements of a view."""

    def __init__(self, statements: Iterable[Quad | Statement]) -> None:
        self._by_subject: dict[str, dict[str, list[str]]] = {}
        self._by_object: dict[tuple[str, str], list[str]] = {}
        self._dates: dict[str, list[tuple[str, str]]] = {}
        self._ends: dict[str, list[tuple[str, str]]] = {}
        for subject, predicate, value in ((s[0], s[1], s[2]) for s in statements):
            self._by_subject.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value.value)
            self._by_object.setdefault((predicate.value, value.value), []).append(subject.value)
            dates = self._dates if predicate == DATE else self._ends if predicate == END_DATE else None
            if dates is not None and isinstance(value, Literal):
                dates.setdefault(subject.value, []).append((value.value, value.datatype.value))

    def all(self, subject: str, name: str) -> list[str]:
        """List the values of one of our properties, sorted."""
        return sorted(self._by_subject.get(subject, {}).get(tkg(name), []))

    def values(self, subject: str, predicate: str) -> list[str]:
        """List the values of any property, sorted."""
        return sorted(self._by_subject.get(subject, {}).get(predicate, []))

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
        return _span(self._dates.get(iri, ()))

    def events(self, agreement: str) -> list[Event]:
        """List the agreement's events that took place, in time's order, the undated last."""
        found = [self._by_its_end(self._event(iri)) for iri in self.pointing("ofAgreement", agreement) if self._took_place(iri)]
        return sorted(found, key=lambda e: (e.latest or dt.date.max, e.earliest or dt.date.max, e.iri))

    def uses(self, agreement: str) -> list[Event]:
        """List the recorded uses of the agreement, the earliest first; of some only a day by which they had happened is told."""
        found = []
        for iri in self.pointing("ofAgreement", agreement):
            if "Use" in self.types(iri):
                event = self._event(iri)
                written, first, _ = _span(self._ends.get(iri, ())) if event.earliest is None else ("", None, None)
                found.append(replace(event, date=f"by {written}", earliest=first, dated_by="endDate") if first else event)
        return sorted(found, key=lambda e: (e.latest or dt.date.max, e.earliest or dt.date.max, e.iri))

    def _by_its_end(self, event: Event) -> Event:
        """Of an event without a date and with an end, at least the last day is known."""
        written, _, last = _span(self._ends.get(event.iri, ())) if event.latest is None else ("", None, None)
        return replace(event, date=f"by {written}", latest=last, dated_by="endDate") if last else event

    def _took_place(self, iri: str) -> bool:
        modes = {mode.rpartition("/")[2] for mode in self.all(iri, "hasMode")}
        return "/event/" in iri and not modes & {"anticipated", "scheduled"}

    def _event(self, iri: str) -> Event:
        kinds = sorted(self.types(iri) - {"LifecycleEvent"})
        written, first, last = self.span(iri)
        by = tuple(self.all(iri, "onBehalfOf") or self.all(iri, "performedBy"))
        return Event(iri, kinds[0] if kinds else "LifecycleEvent", self.name(iri), written, first, last, by)


def _span(literals: Iterable[tuple[str, str]]) -> tuple[str, dt.date | None, dt.date | None]:
    """What dates say together: as written, the first and the last day that one of them can mean."""
    written = sorted(literals)
    dates = []
    for lexical, datatype in written:
        with suppress(ValueError):  # not a date: the shapes report it, with its place
            dates.append(PartialDate.read(lexical, datatype))
    if not dates:
        return "", None, None
    return " or ".join(lexical for lexical, _ in written), min(d.first for d in dates), max(d.last for d in dates)
