"""Project the accepted view to the lives of agreements: what happened, when, and which dates are contested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from treatykg.claims import Standing
from treatykg.dates import Certainty, PartialDate
from treatykg.namespaces import PREFIXES, tkg
from treatykg.network.project import NEGOTIATING, pacts_of, standing_on
from treatykg.treaties.model import Agreement, Event
from treatykg.treaties.read import agreement
from treatykg.treaties.status import periods
from treatykg.view.lookup import Accepted

Rivals = Mapping[str, Sequence[tuple[str, str, str]]]
_BY_WHOM = ("ChamberApproval", "GovernmentApproval", "Ratification", "ExecutiveAssent")


@dataclass(frozen=True, slots=True)
class Mark:
    """One event in a life: the first and the last day it can have, either may be missing.

    `standing` is `accepted`, or how the claim stands that gives this other date; `iri` the event, or that claim.
    """

    iri: str
    kind: str
    text: str
    date: str
    earliest: dt.date | None
    latest: dt.date | None
    standing: str = "accepted"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which an agreement stood one way, to a last day or still; not `sure` where that hangs on a date that is coarse."""

    first: dt.date
    last: dt.date | None
    standing: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Life:
    """One agreement, with all that happened to it in order, and where it stood through time."""

    iri: str
    name: str
    partner: str
    standing: str
    marks: tuple[Mark, ...]
    stretches: tuple[Stretch, ...] = ()


def lives_of(graph: Accepted, centre: str, rivals: Rivals, as_of: dt.date | None = None) -> tuple[str, list[Life]]:
    """Return the name of a State and the lives of its pacts, the earliest signed first.

    Parameters: `rivals`, the dates that are not accepted, by event (see `view.evidence.rival_dates`).
    """
    name, pacts = pacts_of(graph, centre, as_of)
    lives = []
    for pact in pacts:
        about = agreement(graph, pact.iri)
        events = [(event, _text(graph, event)) for event in about.events] + [(use, "used") for use in about.uses]
        marks = [mark for event, text in events for mark in _marks(event, text, rivals) if _shown(mark, as_of)]
        marks += _reported(graph, pact.iri)
        stretches = tuple(_stretches(about, as_of))
        lives.append(Life(pact.iri, pact.name, pact.partner_name, pact.standing, tuple(marks), stretches))
    return name, lives


def _reported(graph: Accepted, agreement: str) -> list[Mark]:
    """What only weak voices say of its status, from the first day that they name."""
    found = []
    for node in graph.pointing("isStatusOf", agreement):
        for status in graph.all(node, "reportsStatus"):
            first, last = graph.day(node, "earliest"), graph.day(node, "latest")
            claim = min(graph.values(node, f"{PREFIXES['prov']}wasDerivedFrom"), default=node)
            written = " or ".join(dict.fromkeys(str(day) for day in (first, last) if day))
            found.append(Mark(claim, "EntryIntoForce", f"reported {graph.name(status)}", written, first, last, Standing.UNCONFIRMED))
    return found


def _stretches(about: Agreement, as_of: dt.date | None) -> list[Stretch]:
    """Ask where the agreement stood on each day on which that can have changed; a life is over where it ended."""
    told = periods(about)
    spans = [span for period in told for span in (period.begin, period.end) if span]
    spans += [event.span for event in (*about.events, *about.uses)]
    days = sorted({day for span in spans for day in (span.first, span.last) if day and (as_of is None or day <= as_of)})
    found: list[Stretch] = []
    for day in days:
        standing, _ = standing_on(about, told, day)
        sure = _sure(about, standing, day)
        if found and found[-1].last is None:
            if (found[-1].standing, found[-1].sure) == (standing, sure):
                continue
            found[-1] = replace(found[-1], last=day)
        if standing not in ("", "ended"):
            found.append(Stretch(day, None, standing, sure))
    return found


def _shown(mark: Mark, as_of: dt.date | None) -> bool:
    """Whether a mark can lie before the end of a day; one of which only a later last day is known is left out."""
    first = mark.earliest or mark.latest
    return as_of is None or first is None or first <= as_of


def _sure(about: Agreement, standing: str, day: dt.date) -> bool:
    """Whether the event behind a status had certainly happened: the signature or, of an unsigned agreement, any event."""
    if standing in (NEGOTIATING, "unsigned"):
        return any(event.happened(day) == Certainty.CERTAINLY for event in (*about.events, *about.uses))
    return standing != "possibly signed"


def _marks(event: Event, text: str, rivals: Rivals) -> list[Mark]:
    found = [Mark(event.iri, event.kind, text, event.date, event.earliest, event.latest)]
    others = {(written, standing): claim for written, standing, claim in reversed(rivals.get(event.iri, ()))}
    for (written, standing), claim in sorted(others.items()):
        try:
            date = PartialDate.read(written)
        except ValueError:
            continue
        found.append(Mark(claim, event.kind, text, written, date.first, date.last, standing))
    return found


def _text(graph: Accepted, event: Event) -> str:
    """What happened, in a word or two; of chambers and governments also who acted."""
    what = graph.name(tkg(event.kind))
    actors = event.actors or event.by
    return f"{what}: {graph.name(actors[0])}" if event.kind in _BY_WHOM and actors else what
