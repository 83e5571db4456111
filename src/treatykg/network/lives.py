"""Project the accepted view to the lives of agreements: what happened, when, and which dates are contested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from treatykg.dataset.accepted import NO, Accepted, Event
from treatykg.dates import bounds
from treatykg.namespaces import PREFIXES, tkg
from treatykg.network.project import pacts_of

Rivals = Mapping[str, Sequence[tuple[str, str, str]]]
_BY_WHOM = ("ChamberApproval", "GovernmentApproval", "Ratification", "ExecutiveAssent")
_BY_LENGTH = {4: "gYear", 7: "gYearMonth", 10: "date"}


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
class Life:
    """One agreement, with all that happened to it in order."""

    iri: str
    name: str
    partner: str
    standing: str
    marks: tuple[Mark, ...]


def lives_of(graph: Accepted, centre: str, rivals: Rivals, as_of: dt.date | None = None) -> tuple[str, list[Life]]:
    """Return the name of a State and the lives of its pacts, the earliest signed first.

    Parameters: `rivals`, the dates that are not accepted, by event (see `dataset.evidence.rival_dates`).
    """
    name, pacts = pacts_of(graph, centre, as_of)
    lives = []
    for pact in pacts:
        events = [(event, _text(graph, event)) for event in graph.events(pact.iri)] + [(use, "used") for use in graph.uses(pact.iri)]
        marks = [mark for event, text in events if event.happened(as_of) != NO for mark in _marks(event, text, rivals)]
        lives.append(Life(pact.iri, pact.name, pact.partner_name, pact.standing, tuple(marks)))
    return name, lives


def _marks(event: Event, text: str, rivals: Rivals) -> list[Mark]:
    found = [Mark(event.iri, event.kind, text, event.date, event.earliest, event.latest)]
    others = {(written, standing): claim for written, standing, claim in reversed(rivals.get(event.iri, ()))}
    for (written, standing), claim in sorted(others.items()):
        try:
            first, last = bounds(written, PREFIXES["xsd"] + _BY_LENGTH.get(len(written), ""))
        except ValueError:
            continue
        found.append(Mark(claim, event.kind, text, written, first, last, standing))
    return found


def _text(graph: Accepted, event: Event) -> str:
    """What happened, in a word or two; of chambers and governments also who acted."""
    what = graph.name(tkg(event.kind))
    actors = graph.all(event.iri, "performedBy") or event.by
    return f"{what}: {graph.name(actors[0])}" if event.kind in _BY_WHOM and actors else what
