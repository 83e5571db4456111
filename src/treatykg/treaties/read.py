"""Read agreements out of what is accepted: the one module that knows by which properties an agreement is
told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from treatykg.namespaces import key_of
from treatykg.treaties.model import Agreement, Event, Provision, Span
from treatykg.view.lookup import Accepted

_DELAY = re.compile(r"[0-9]{1,9}\Z")
_GENERAL = frozenset({"LifecycleEvent"})


def agreement(graph: Accepted, iri: str) -> Agreement:
    """Read one agreement."""
    events, uses, provisions = [], [], []
    happenings, provided = graph.kinds_below("LifecycleEvent"), graph.kinds_below("Provision")
    for part in graph.pointing("ofAgreement", iri):
        types = graph.types(part)
        if "Use" in types:
            uses.append(_event(graph, part, types))
        elif types & happenings:
            events.append(_event(graph, part, types & happenings))
        elif types & provided:
            provisions.append(_provision(graph, part, types & provided))
    delays = [int(days) for days in graph.all(iri, "entryIntoForceDelay") if _DELAY.match(days)]
    return Agreement(
        iri,
        graph.name(iri),
        tuple(graph.all(iri, "hasParty")),
        _in_order(events),
        _in_order(uses),
        tuple(provisions),
        tuple(keys(graph, iri, "hasEntryIntoForceTrigger")),
        delays[0] if len(set(delays)) == 1 else None,
        frozenset(keys(graph, iri, "hasCategory")),
    )


def agreements(graph: Accepted) -> list[str]:
    """List what is accepted to be an agreement, by IRI."""
    return graph.instances("Agreement")


def keys(graph: Accepted, iri: str, name: str) -> list[str]:
    """List the keys of the concepts that one of our properties gives."""
    return [key_of(value) for value in graph.all(iri, name)]


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """In time's order, the undated last."""
    return tuple(sorted(events, key=lambda e: (e.latest or dt.date.max, e.earliest or dt.date.max, e.iri)))


def _event(graph: Accepted, iri: str, types: set[str]) -> Event:
    kinds = sorted(types - _GENERAL) or sorted(types)
    written, ended = graph.all(iri, "date"), graph.all(iri, "endDate")
    over = Span(graph.day(iri, "earliestEnd"), graph.day(iri, "latestEnd")) if ended else None
    date, dated_by = " or ".join(written), "date" if written else ""
    if not written and over:
        date, dated_by = f"by {' or '.join(ended)}", "endDate"
    return Event(
        iri,
        kinds[0],
        graph.name(iri),
        date,
        Span(graph.day(iri, "earliest"), graph.day(iri, "latest")),
        tuple(graph.all(iri, "byState")),
        tuple(graph.all(iri, "performedBy")),
        frozenset(graph.all(iri, "actualises")),
        bool(graph.all(iri, "onlyAnnounced")),
        dated_by,
        over,
    )


def _provision(graph: Accepted, iri: str, types: set[str]) -> Provision:
    return Provision(
        iri,
        frozenset(types),
        tuple(graph.all(iri, "hasGrantor")),
        tuple(graph.all(iri, "hasBeneficiary")),
        frozenset(graph.all(iri, "coversFacility")),
        frozenset(graph.all(iri, "coversSupport")),
    )


__all__ = ["agreement", "agreements", "keys"]
