"""What must or may happen next with an agreement, for each party (the States' own procedures, MODEL of steps
and routes).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from treatykg.treaties.model import Agreement, Event
from treatykg.treaties.read import keys
from treatykg.treaties.status import BY_ANNOUNCEMENT, BY_CLAUSE, BY_EVENT, beginning
from treatykg.view.lookup import Accepted

_KINDS = ("allows", "requires", "precludes")


class NextStep(NamedTuple):
    """A step that a State can or must take now, the step and the event that lead to it; without a step, none
    is known.
    """

    agreement: str
    state: str
    step: str = ""
    after: str = ""
    event: str = ""


class Procedures(NamedTuple):
    """The States' procedures: their steps, and which step leads to, needs or shuts off which."""

    of: dict[str, tuple[str, ...]]
    allows: dict[str, frozenset[str]]
    requires: dict[str, frozenset[str]]
    precludes: dict[str, frozenset[str]]
    needs: Mapping[str, frozenset[str]]


def procedures(graph: Accepted, needs: Mapping[str, frozenset[str]]) -> Procedures:
    """Read the procedures of all States.

    Parameters: `needs`, the steps without which each step cannot be taken (see `view.bounds.Happenings`).
    """
    of: dict[str, tuple[str, ...]] = {}
    for procedure in graph.instances("Procedure"):
        for state in graph.all(procedure, "ofState"):
            of[state] = (
                *of.get(state, ()),
                *(part for part in graph.pointing("inProcedure", procedure) if "Step" in graph.types(part)),
            )
    ends: dict[str, dict[str, set[str]]] = {kind: {} for kind in _KINDS}
    for route in graph.instances("Route"):
        for kind in keys(graph, route, "hasRouteKind"):
            for start in graph.all(route, "fromStep"):
                ends.setdefault(kind, {}).setdefault(start, set()).update(graph.all(route, "toStep"))
    allows, requires, precludes = (
        {start: frozenset(stops) for start, stops in ends[kind].items()} for kind in _KINDS
    )
    return Procedures(of, allows, requires, precludes, needs)


def next_steps(graph: Accepted, agreement: Agreement, known: Procedures) -> Iterator[NextStep]:
    """List for each party the steps that a taken step leads to, and that are neither taken, nor shut off, nor
    wait for another.

    A party of which we know no such step gets an answer without a step. Once what brings the agreement into
    force has happened, or its entry into force was announced, consent is complete (Vienna Convention, article
    13), and only the entry into force itself can be next.
    """
    _, _, rule = beginning(agreement)
    complete = rule in (BY_EVENT, BY_CLAUSE, BY_ANNOUNCEMENT)
    for state in agreement.parties:
        found = _following(agreement.iri, state, _taken(graph, agreement, state, known), known)
        if complete:
            yield from (one for one in found if event_classes(graph, one.step) & {"EntryIntoForce"})
        else:
            yield from found or [NextStep(agreement.iri, state)]


def _following(agreement: str, state: str, taken: dict[str, str], known: Procedures) -> list[NextStep]:
    shut = {stop for step in taken for stop in known.precludes.get(step, ())}
    steps = set(known.of.get(state, ()))
    found: dict[str, NextStep] = {}
    for step in sorted(taken):
        for stop in sorted(known.allows.get(step, frozenset()) | known.requires.get(step, frozenset())):
            waits = {
                start for start, stops in known.requires.items() if stop in stops and start in steps
            } - taken.keys()
            if stop in steps and stop not in taken and stop not in shut and not waits:
                found[stop] = NextStep(agreement, state, stop, step, taken[step])
    return list(found.values())


def _taken(graph: Accepted, agreement: Agreement, state: str, known: Procedures) -> dict[str, str]:
    """The steps of a State that were taken, each with the event that shows it; one that a taken step needs
    was taken, told or not.
    """
    steps = known.of.get(state, ())
    found: dict[str, str] = {}
    for event in agreement.events:
        for step in event.steps & set(steps) or _shown_by(graph, event, state, steps):
            found.setdefault(step, event.iri)
    todo = list(found)
    while todo:
        step = todo.pop()
        for before in known.needs.get(step, frozenset()) & set(steps) - found.keys():
            found[before] = found[step]
            todo.append(before)
    return found


def _shown_by(graph: Accepted, event: Event, state: str, steps: tuple[str, ...]) -> set[str]:
    """The step that an event shows as taken by its class, where the event names none itself and its actor
    took part in that step.
    """
    if event.steps & set(steps) or state not in event.by:
        return set()
    fitting = [step for step in steps if event.kind in event_classes(graph, step)]
    taken = {step for step in fitting if set(graph.all(step, "takenBy")) & set(event.actors)}
    return taken or (set(fitting) if len(fitting) == 1 else set())


def event_classes(graph: Accepted, step: str) -> set[str]:
    """The names of the classes of event that show a step as taken."""
    return {one.rpartition("#")[2] for one in graph.all(step, "hasEventClass")}
