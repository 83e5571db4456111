"""An agreement as the field sees it: what happened to it, what it provides, how it was used, and its status
through time.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from treatykg.dates import Certainty


class Status(StrEnum):
    """The status of a treaty (the concepts of the scheme `status`): a period of time has one, never a treaty
    as such.
    """

    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    CONSENTED = "consented"
    PROVISIONALLY_APPLIED = "provisionally-applied"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Span(NamedTuple):
    """The first and the last day that something can have; either may be missing.

    >>> Span(dt.date(2021, 6, 1), dt.date(2021, 6, 30)).by(dt.date(2021, 6, 15)).value
    'possibly'
    """

    first: dt.date | None = None
    last: dt.date | None = None

    def by(self, day: dt.date | None) -> Certainty:
        """Say whether it had happened by a day, or (None) at all as far as is known; of what has no last day,
        only possibly.
        """
        if day is None:
            return Certainty.CERTAINLY if self.last or not self.first else Certainty.POSSIBLY
        if self.last and self.last <= day:
            return Certainty.CERTAINLY
        if self.first is None:
            return Certainty.UNKNOWN
        return Certainty.POSSIBLY if self.first <= day else Certainty.NO

    def days(self) -> list[str]:
        """The first and the last day as they are written, one where they are the same."""
        return list(dict.fromkeys(day.isoformat() for day in (self.first, self.last) if day))

    def words(self) -> str:
        """Write it for a reader: a day, a first and a last day, or the one that is known.

        >>> Span(None, dt.date(2021, 6, 30)).words()
        'by 2021-06-30'
        """
        if self.first and self.last:
            return " to ".join(self.days())
        return f"by {self.last}" if self.last else f"perhaps {self.first}" if self.first else ""

    def after(self, days: int) -> Span:
        """The span so many days later; the last day that a calendar has is the end of all of them."""
        return Span(self.first and _later(self.first, days), self.last and _later(self.last, days))


def _later(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


class Event(NamedTuple):
    """One event in the life of an agreement, or one use of it.

    `kind` is its class, `date` as its source writes it ("by …" where only an end is told), `by` the States
    that acted, `actors` who performed it, `steps` those of a procedure that it takes. `scheduled` where it
    was announced and nobody reports that it happened. `dated_by` names the property whose claims tell its
    days, and is empty where they follow by order alone. `over` is the span of its end, if one is told.
    """

    iri: str
    kind: str
    label: str
    date: str
    span: Span
    by: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    steps: frozenset[str] = frozenset()
    scheduled: bool = False
    dated_by: str = "date"
    over: Span | None = None

    @property
    def earliest(self) -> dt.date | None:
        """The first day that it can have."""
        return self.span.first

    @property
    def latest(self) -> dt.date | None:
        """The last day that it can have."""
        return self.span.last

    def happened(self, day: dt.date | None) -> Certainty:
        """Say whether it had happened by a day: what is only scheduled is possible from its first day on."""
        return (Span(self.span.first) if self.scheduled else self.span).by(day)


class Provision(NamedTuple):
    """One provision: what kind, who grants it to whom, and what it covers, by our properties."""

    iri: str
    kinds: frozenset[str]
    grantors: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    facilities: frozenset[str]
    support: frozenset[str]

    def grants(self, kind: str, grantor: str, beneficiary: str) -> bool:
        """Whether it is of a kind and goes from one State to another."""
        return kind in self.kinds and grantor in self.grantors and beneficiary in self.beneficiaries


class Agreement(NamedTuple):
    """One agreement with all that is accepted of it, events and uses in time's order.

    `triggers` are the kinds of event that bring it into force by its own clause, `delay` the days after that
    event. `categories` and `triggers` are keys of concepts.
    """

    iri: str
    name: str
    parties: tuple[str, ...]
    events: tuple[Event, ...]
    uses: tuple[Event, ...]
    provisions: tuple[Provision, ...]
    triggers: tuple[str, ...] = ()
    delay: int | None = None
    categories: frozenset[str] = frozenset()

    def of_kind(self, *kinds: str) -> list[Event]:
        """List its events of some kinds."""
        return [event for event in self.events if event.kind in kinds]


class Period(NamedTuple):
    """A time in which an agreement had a status: when it began and when it ended, and the events because of
    which.

    `state` is the State that consented, of a period of consent; `rule` says which rule gave it. `end` is None
    where no end is told. `perhaps_before` where its begin is only the first sign of it, so that nothing is
    known of the days before.
    """

    agreement: str
    status: Status
    begin: Span
    because: tuple[Event, ...]
    rule: str
    state: str = ""
    end: Span | None = None
    ended_by: tuple[Event, ...] = ()
    perhaps_before: bool = False

    def on(self, day: dt.date | None) -> Certainty:
        """Say whether the agreement had this status on a day, or (None) has it as far as is known."""
        begun = self.begin.by(day)
        if begun == Certainty.NO and self.perhaps_before:
            begun = Certainty.UNKNOWN
        if self.end is None or begun in (Certainty.NO, Certainty.UNKNOWN):
            return Certainty.NO if self.end and self.end.by(day) == Certainty.CERTAINLY else begun
        ended = self.end.by(day)
        if ended == Certainty.CERTAINLY:
            return Certainty.NO
        return Certainty.POSSIBLY if ended in (Certainty.POSSIBLY, Certainty.UNKNOWN) else begun
