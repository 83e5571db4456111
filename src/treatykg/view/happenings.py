"""The accepted events, and which of two comes first (docs/view.md, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad

from treatykg.claims import TYPE, Statement
from treatykg.namespaces import PREFIXES
from treatykg.terms import RDFS, TKG

_BELOW = RDFS.subClassOf
_OF, _ACTUALISES, _PERFORMED, _ORGAN_OF, _FROM, _TO, _ROUTE_KIND = (
    TKG[name]
    for name in ("ofAgreement", "actualises", "performedBy", "organOf", "fromStep", "toStep", "hasRouteKind")
)
_REQUIRES, _ALLOWS = (NamedNode(f"{PREFIXES['routekind']}{name}") for name in ("requires", "allows"))
_EVENT, SIGNATURE, _USE = (TKG[name] for name in ("LifecycleEvent", "Signature", "Use"))


def _ranks(*steps: str) -> dict[NamedNode, int]:
    return {TKG[name]: rank for rank, names in enumerate(steps) for name in names.split()}


_WITHIN_A_STATE = _ranks(
    "Submission", "ChamberApproval", "Forwarding", "ExecutiveAssent", "OfficialPublication"
)
_BETWEEN_STATES = _ranks(
    "Signature",
    "Ratification Acceptance Approval",
    "ExchangeOfInstruments",
    "EntryIntoForce",
    "Termination Expiry",
)
AFTER_SIGNATURE = frozenset(kind for kind, rank in _BETWEEN_STATES.items() if rank)
"""The classes of events that the law of treaties puts after every signature."""


def event_classes(vocabulary: Iterable[Quad]) -> frozenset[NamedNode]:
    """The classes of what happens to an agreement: those below LifecycleEvent, and Use."""
    above = [(quad.subject, quad.object) for quad in vocabulary if quad.predicate == _BELOW]
    found: set[object] = {_EVENT, _USE}
    while more := {below for below, whole in above if whole in found} - found:
        found |= more
    return frozenset(one for one in found if isinstance(one, NamedNode))


@dataclass(slots=True)
class Happenings:
    """The accepted events, with what their order depends on: classes, agreements, who acted, and the steps
    that they actualise.
    """

    classes: dict[NamedNode, set[NamedNode]] = field(default_factory=dict)
    agreements: dict[NamedNode, set[NamedNode]] = field(default_factory=dict)
    of: dict[NamedNode, list[NamedNode]] = field(default_factory=dict)
    states: dict[NamedNode, set[object]] = field(default_factory=dict)
    steps: dict[NamedNode, set[object]] = field(default_factory=dict)
    needs: dict[object, set[object]] = field(default_factory=dict)

    @classmethod
    def read(cls, accepted: Sequence[Statement], kinds: frozenset[NamedNode]) -> Happenings:
        """Gather them from the accepted statements."""
        said: dict[NamedNode, list[Statement]] = {
            one: [] for one in (_OF, _ACTUALISES, _PERFORMED, _ORGAN_OF, _FROM, _TO, _ROUTE_KIND)
        }
        found = cls()
        for statement in accepted:
            subject, predicate, value = statement
            if predicate == TYPE:
                if value in kinds:
                    found.classes.setdefault(subject, set()).add(value)  # type: ignore[arg-type]
            elif (listed := said.get(predicate)) is not None:
                listed.append(statement)
        for subject, _, value in said[_OF]:
            if isinstance(value, NamedNode):
                found.agreements.setdefault(subject, set()).add(value)
                if subject in found.classes:
                    found.of.setdefault(value, []).append(subject)
        for subject, _, value in said[_ACTUALISES]:
            found.steps.setdefault(subject, set()).add(value)
        found.states = states_that_acted(said[_PERFORMED], said[_ORGAN_OF])
        found._what_steps_need(said)
        return found

    def _what_steps_need(self, said: Mapping[NamedNode, list[Statement]]) -> None:
        ends: dict[object, tuple[set[object], set[object], set[object]]] = {}
        for index, predicate in enumerate((_FROM, _TO, _ROUTE_KIND)):
            for route, _, value in said[predicate]:
                ends.setdefault(route, (set(), set(), set()))[index].add(value)
        allowed: dict[object, set[object]] = {}
        for starts, stops, routes in ends.values():
            for stop in stops:
                if _REQUIRES in routes:
                    self.needs.setdefault(stop, set()).update(starts)
                if _ALLOWS in routes:
                    allowed.setdefault(stop, set()).update(starts)
        for stop, starts in allowed.items():
            if len(starts) == 1:
                self.needs.setdefault(stop, set()).update(starts)

    def leads_to(self, one: NamedNode, other: NamedNode) -> bool:
        """Whether a State's procedure or practice puts an event of an agreement before another one of it."""
        if one == other:
            return False
        needed = {need for step in self.steps.get(other, ()) for need in self.needs.get(step, ())}
        if not needed.isdisjoint(self.steps.get(one, ())):
            return True
        acted = self.states.get(one, set()) & self.states.get(other, set())
        return bool(acted) and _before(self.classes[one], self.classes[other], _WITHIN_A_STATE)

    def comes_first(self, one: NamedNode, other: NamedNode) -> bool:
        """Whether the law of treaties puts an event of an agreement before another one of it."""
        mine, theirs = self.classes[one], self.classes[other]
        return one != other and (
            _before(mine, theirs, _BETWEEN_STATES) or (SIGNATURE in mine and _USE in theirs)
        )

    def precedes(self, one: NamedNode, other: NamedNode) -> bool:
        """Whether an event of an agreement must come before another one of it, by procedure or by the law of
        treaties.
        """
        return self.comes_first(one, other) or self.leads_to(one, other)


def states_that_acted(
    performed: Iterable[Statement], organs: Iterable[Statement]
) -> dict[NamedNode, set[object]]:
    """The States that acted in each thing: those whose organs did, and whoever is told to be no organ of a
    State.

    Parameters: the statements by `tkg:performedBy`, and those by `tkg:organOf`.
    """
    state_of: dict[object, set[object]] = {}
    for organ, _, state in organs:
        state_of.setdefault(organ, set()).add(state)
    found: dict[NamedNode, set[object]] = {}
    for thing, _, actor in performed:
        found.setdefault(thing, set()).update(state_of.get(actor, {actor}))
    return found


def _before(mine: Iterable[NamedNode], theirs: Iterable[NamedNode], ranks: Mapping[NamedNode, int]) -> bool:
    return any(
        ranks[one] < ranks[other] for one in mine if one in ranks for other in theirs if other in ranks
    )
