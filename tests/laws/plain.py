"""The view as docs/view.md tells it: slow, plain, and written from that text alone. Numbers in docstrings are
its sections.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

TKG = "https://w3id.org/treatykg/ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
TIER = "https://w3id.org/treatykg/concept/tier/"
STANDING = "https://w3id.org/treatykg/concept/standing/"
ROUTE_KIND = "https://w3id.org/treatykg/concept/routekind/"

TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
HAS_SOURCE = NamedNode("http://www.w3.org/ns/oa#hasSource")
(
    DATE,
    END_DATE,
    RETRIEVED,
    NOTE,
    STATED_BY,
    YIELDS_TO,
    HAS_STANDING,
    STANDING_REASON,
    HAS_TIER,
    IN_GROUP,
    OF_AGREEMENT,
    IN_EVENT,
    WITHDRAWN_ON,
    SETTLED_BY,
) = (
    NamedNode(TKG + name)
    for name in (
        "date endDate retrieved note statedBy yieldsTo hasStanding standingReason hasTier inGroup "
        "ofAgreement inEvent withdrawnOn settledBy".split()
    )
)
ACTUALISES, FROM_STEP, TO_STEP, HAS_ROUTE_KIND, PERFORMED_BY, ORGAN_OF = (
    NamedNode(TKG + name) for name in "actualises fromStep toStep hasRouteKind performedBy organOf".split()
)
PREF_LABEL, ALT_LABEL = NamedNode(SKOS + "prefLabel"), NamedNode(SKOS + "altLabel")
PROSE = {NOTE, *(NamedNode(SKOS + name) for name in ("definition", "scopeNote", "editorialNote"))}
USE, SIGNATURE = TKG + "Use", TKG + "Signature"

WITHIN_A_STATE = {
    TKG + name: rank
    for rank, name in enumerate(
        "Submission ChamberApproval Forwarding ExecutiveAssent OfficialPublication".split()
    )
}
BETWEEN_STATES = {
    TKG + name: rank
    for rank, names in enumerate(
        (
            "Signature",
            "Ratification Acceptance Approval",
            "ExchangeOfInstruments",
            "EntryIntoForce",
            "Termination Expiry",
        )
    )
    for name in names.split()
}

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]
Days = tuple[dt.date | None, dt.date | None]


def meaning(text: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that a day, a month or a year can mean."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return dt.date(parts[0], 1, 1), dt.date(parts[0], 12, 31)
    if len(parts) == 2:
        first = dt.date(parts[0], parts[1], 1)
        return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    return dt.date(*parts), dt.date(*parts)


class Said(dict[tuple[str, str], set[str]]):
    """What some statements say, by subject and predicate."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        for s, p, o in statements:
            self.setdefault((s.value, p.value), set()).add(o.value)

    def of(self, subject: str, predicate: NamedNode) -> set[str]:
        """What is said of a subject by a predicate."""
        return self.get((subject, predicate.value), set())


def objects(statements: Iterable[Statement], subject: str, predicate: NamedNode) -> set[str]:
    """What some statements say of a subject by a predicate."""
    return {o.value for s, p, o in statements if s.value == subject and p == predicate}


def pairs(statements: Iterable[Statement], predicate: NamedNode) -> set[tuple[str, str]]:
    """Who is said by a predicate to have what."""
    return {(s.value, o.value) for s, p, o in statements if p == predicate}


def below(subclasses: set[tuple[str, str]], top: str) -> set[str]:
    """The classes below a class, itself left out."""
    found: set[str] = set()
    while more := {sub for sub, over in subclasses if over in {top, *found}} - found:
        found |= more
    return found


def earliest(days: Iterable[dt.date | None]) -> dt.date | None:
    """The earliest of the days that are known."""
    return min((day for day in days if day), default=None)


def latest(days: Iterable[dt.date | None]) -> dt.date | None:
    """The latest of the days that are known."""
    return max((day for day in days if day), default=None)


@dataclass(frozen=True)
class World:
    """Claims and the evidence for them: data, or what is left of it. `yieldsTo` is kept where it leads
    nowhere (1.5).
    """

    claims: Mapping[str, frozenset[Statement]]
    evidence: frozenset[Statement]
    happenings: frozenset[str]  # the classes below tkg:LifecycleEvent

    @classmethod
    def of(cls, quads: Iterable[Quad], vocabulary: Iterable[Quad]) -> World:
        """Sort quads into claims (named graphs) and evidence (the default graph)."""
        claims: dict[str, set[Statement]] = {}
        evidence: set[Statement] = set()
        for quad in quads:
            statement = _statement(quad)
            if isinstance(quad.graph_name, NamedNode):
                claims.setdefault(quad.graph_name.value, set()).add(statement)
            else:
                evidence.add(statement)
        for claim, kind in pairs(evidence, TYPE):
            if kind == TKG + "Claim":
                claims.setdefault(claim, set())
        subclasses = pairs(
            (_statement(q) for q in vocabulary if q.predicate.value == RDFS + "subClassOf"),
            NamedNode(RDFS + "subClassOf"),
        )
        return cls(
            {claim: frozenset(stated) for claim, stated in claims.items()},
            frozenset(evidence),
            frozenset(below(subclasses, TKG + "LifecycleEvent")),
        )

    def quads(self) -> set[Quad]:
        """The world as a file holds it."""
        stated = {
            Quad(*statement, NamedNode(claim))
            for claim, statements in self.claims.items()
            for statement in statements
        }
        return stated | {Quad(*statement, DefaultGraph()) for statement in self.evidence}

    def seen(self) -> set[Quad]:
        """The evidence that a view shows: no `yieldsTo` that leads to a claim that is not there (1.5)."""
        there = (
            statement
            for statement in self.evidence
            if statement[1] not in (YIELDS_TO, SETTLED_BY) or statement[2].value in self.claims
        )
        return {Quad(*statement, DefaultGraph()) for statement in there}

    def _only(self, claims: Mapping[str, frozenset[Statement]]) -> World:
        """Take away the other claims, with what is said of them."""
        lost = self.claims.keys() - claims.keys()
        return replace(
            self, claims=claims, evidence=frozenset(s for s in self.evidence if s[0].value not in lost)
        )

    # --- sources

    @cached_property
    def _said(self) -> Said:
        return Said(self.evidence)

    def sources(self, claim: str) -> set[str]:
        """The sources of a claim, through a passage or not."""
        named = self._said.of(claim, STATED_BY)
        return {source for one in named for source in self._said.of(one, HAS_SOURCE) or {one}}

    def _every_source(self) -> set[str]:
        typed = {
            s
            for s, kind in pairs(self.evidence, TYPE)
            if kind in {TKG + "Source", TKG + "ReferenceWork", TKG + "EditorialSource"}
        }
        return typed.union(
            *(self.sources(claim) for claim in self.claims),
            (source for _, source in pairs(self.evidence, HAS_SOURCE)),
        )

    def _is(self, source: str, kind: str) -> bool:
        return TKG + kind in self._said.of(source, TYPE)

    def _out(self, source: str) -> dt.date | None:
        """1.1: the day by which a source was certainly out."""
        dated = latest(meaning(text)[1] for text in self._said.of(source, DATE))
        return earliest([dated, *(meaning(text)[1] for text in self._said.of(source, RETRIEVED))])

    def _editorial(self, claim: str) -> bool:
        sources = self.sources(claim)
        return bool(sources) and all(self._is(source, "EditorialSource") for source in sources)

    # --- 1, what is known on a day

    def known_on(self, day: dt.date) -> World:
        """Delete the sources that were not out, and what nothing else supports (1.1 to 1.5 and 1.7)."""
        kept = {source for source in self._every_source() if self._stays(source, day)}
        gone = self._every_source() - kept
        gone |= {passage for passage, source in pairs(self.evidence, HAS_SOURCE) if source in gone}
        left = replace(
            self,
            evidence=frozenset(
                (s, p, o)
                for s, p, o in self.evidence
                if s.value not in gone and not (p == STATED_BY and o.value in gone) and p != STANDING_REASON
            ),
        )
        left = left._before_withdrawals(day)
        claims: dict[str, frozenset[Statement]] = {}
        for claim, statements in left.claims.items():
            if left._editorial(claim):
                claims[claim] = frozenset(statement for statement in statements if statement[1] not in PROSE)
            elif any(left._supports(source, statements, day) for source in left.sources(claim)):
                claims[claim] = statements
        return left._only(claims)

    def _before_withdrawals(self, day: dt.date) -> World:
        """1.9."""
        later = {s for s, written in pairs(self.evidence, WITHDRAWN_ON) if meaning(written)[1] > day}
        kept = set()
        for s, p, o in self.evidence:
            if s.value in later and p == HAS_STANDING:
                weak = all(TIER + "weak" in self._said.of(one, HAS_TIER) for one in self.sources(s.value))
                kept.add((s, p, NamedNode(STANDING + ("unconfirmed" if weak else "accepted"))))
            elif s.value not in later or p != WITHDRAWN_ON:
                kept.add((s, p, o))
        return replace(self, evidence=frozenset(kept))

    def _stays(self, source: str, day: dt.date) -> bool:
        out = self._out(source)
        return (
            self._is(source, "ReferenceWork")
            or self._is(source, "EditorialSource")
            or (out is not None and out <= day)
        )

    def _supports(self, source: str, statements: Iterable[Statement], day: dt.date) -> bool:
        """1.2 to 1.4, of a source that is there."""
        if self._is(source, "EditorialSource"):
            return False
        dates = [meaning(o.value)[0] for _, p, o in statements if p in (DATE, END_DATE)]
        return not self._is(source, "ReferenceWork") or all(first <= day for first in dates)

    def settled(self) -> World:
        """1.6 and 1.8, which hold by every clock and by none."""
        editorial = {claim for claim in self.claims if self._editorial(claim)}
        spoken = {
            term
            for claim in self.claims.keys() - editorial
            for s, _, o in self.claims[claim]
            for term in (s, o)
        }
        while more := {o for claim in editorial for s, _, o in self.claims[claim] if s in spoken} - spoken:
            spoken |= more
        claims: dict[str, frozenset[Statement]] = {}
        for claim, statements in self.claims.items():
            there = frozenset(statement for statement in statements if statement[0] in spoken)
            if claim not in editorial:
                claims[claim] = statements
            elif there:
                claims[claim] = there
        return self._only(claims)._only_what_is_used()

    def _only_what_is_used(self) -> World:
        """1.8."""
        named = {o for claim in self.claims for o in self._said.of(claim, STATED_BY)}
        sources = {source for claim in self.claims for source in self.sources(claim)}
        groups = {group for source, group in pairs(self.evidence, IN_GROUP) if source in sources}
        kinds = pairs(self.evidence, TYPE)
        passages = {passage for passage, _ in pairs(self.evidence, HAS_SOURCE)} | {
            s for s, kind in kinds if kind == TKG + "Passage"
        }
        every_group = {group for _, group in pairs(self.evidence, IN_GROUP)} | {
            s for s, k in kinds if k == TKG + "IndependenceGroup"
        }
        unused = (self._every_source() | passages | every_group) - named - sources - groups
        return replace(
            self,
            evidence=frozenset(statement for statement in self.evidence if statement[0].value not in unused),
        )

    # --- 2, how a claim stands

    @cached_property
    def standings(self) -> dict[str, str]:
        """How each claim stands."""
        return {claim: self._standing(claim) for claim in self.claims}

    def _standing(self, claim: str) -> str:
        given = "".join(self._said.of(claim, HAS_STANDING)).rpartition("/")[2]
        others = self._said.of(claim, YIELDS_TO) - {claim}
        if given not in ("coarser", "overruled", "disputed") or not others or others & self.claims.keys():
            return given
        weak = all(TIER + "weak" in self._said.of(source, HAS_TIER) for source in self.sources(claim))
        return "unconfirmed" if weak else "accepted"

    @cached_property
    def accepted(self) -> set[Statement]:
        """The statements of accepted claims, and what the sides of a dispute about a day agree on."""
        standings = self.standings
        found = {
            statement
            for claim, standing in standings.items()
            if standing == "accepted"
            for statement in self.claims[claim]
        }
        disputed = {claim for claim, standing in standings.items() if standing == "disputed"}
        yields = pairs(self.evidence, YIELDS_TO)
        for claim in disputed:
            others = {
                other for other in disputed - {claim} if (claim, other) in yields or (other, claim) in yields
            }
            if others:
                sides = [self.claims[side] for side in (claim, *others)]
                found |= {
                    statement
                    for statement in frozenset.intersection(*sides)
                    if all(_dates(side, statement[0]) for side in sides)
                }
        return found

    # --- 3, bounds

    def own(self, predicate: NamedNode) -> dict[str, tuple[dt.date, dt.date]]:
        """3.1: the bounds that dates give, accepted or else disputed."""
        disputed = [
            self.claims[claim] for claim, standing in self.standings.items() if standing == "disputed"
        ]
        found: dict[str, tuple[dt.date, dt.date]] = {}
        for statements in ({s for side in disputed for s in side}, self.accepted):
            said = Said(statements)
            for thing in {s.value for s, p, _ in statements if p == predicate}:
                meanings = [meaning(text) for text in said.of(thing, predicate)]
                found[thing] = min(first for first, _ in meanings), max(last for _, last in meanings)
        return found

    @cached_property
    def ends(self) -> dict[str, tuple[dt.date, dt.date]]:
        """The bounds of the end of each thing that has one."""
        return self.own(END_DATE)

    @cached_property
    def events(self) -> dict[str, set[str]]:
        """3.2: the events, and the classes that make them events."""
        found: dict[str, set[str]] = {}
        for thing, kind in pairs(self.accepted, TYPE):
            if kind == USE or kind in self.happenings:
                found.setdefault(thing, set()).add(kind)
        return found

    def _told(self, event: str, classes: set[str]) -> dt.date | None:
        """3.2, publication: the earliest day on which a source of its class was out."""
        sources: set[str] = set()
        for claim, standing in self.standings.items():
            if standing == "accepted" and objects(self.claims[claim], event, TYPE) & classes:
                sources |= self.sources(claim)
        reports = (
            s for s in sources if not self._is(s, "ReferenceWork") and not self._is(s, "EditorialSource")
        )
        return earliest(self._out(source) for source in reports)

    @cached_property
    def bounds(self) -> dict[str, Days]:
        """3.2: own bounds, and bounds by order for events without."""
        found: dict[str, Days] = dict(self.own(DATE))
        events, ends = self.events, self.ends
        loose = events.keys() - found.keys()
        for event in loose:
            found[event] = (
                None,
                earliest([ends[event][1] if event in ends else None, self._told(event, events[event])]),
            )
        order = Order.of(self.accepted, events)
        while changed := {
            event: days for event in loose if (days := order.narrowed(event, found)) != found[event]
        }:
            found |= changed
        return {thing: days for thing, days in found.items() if days != (None, None)}

    @cached_property
    def scheduled(self) -> set[str]:
        """3.4: the events that were only announced."""
        own = self.own(DATE)
        return {event for event in self.events.keys() & own.keys() if self._announced(event, own[event][0])}

    def _announced(self, event: str, first: dt.date) -> bool:
        dating = [claim for claim, statements in self.claims.items() if objects(statements, event, DATE)]
        days = [self._day(source) for claim in dating for source in self.sources(claim)]
        return all(self.sources(claim) for claim in dating) and all(
            day is not None and day < first for day in days
        )

    def _day(self, source: str) -> dt.date | None:
        """The day of a source; a reference work has none (1.2)."""
        return None if self._is(source, "ReferenceWork") else self._out(source)

    # --- 4, what was there on a day

    def as_of(self, day: dt.date) -> World:
        """Delete all that certainly began after the day."""
        base = self.settled()
        late = {thing for thing, (first, _) in base.bounds.items() if first and first > day}
        gone, negotiated = base._agreements(day, late)
        told = {statement for statements in base.claims.values() for statement in statements}
        gone |= {part for part, event in pairs(told, IN_EVENT) if event in gone}
        claims: dict[str, frozenset[Statement]] = {}
        for claim, statements in base.claims.items():
            left = frozenset(s for s in statements if not _falls(s, gone, negotiated, day))
            if base.standings[claim] in ("unconfirmed", "overruled"):
                later = base.not_yet(base.standings[claim], negotiated, day)
                left = frozenset(s for s in left if not {s[0].value, s[2].value} & later)
            if (left or not statements) and not base._opinion_of_later(claim, day):
                claims[claim] = left
        return base._only(claims)

    def not_yet(self, standing: str, negotiated: set[str], day: dt.date) -> set[str]:
        """4.5."""
        told = {
            statement
            for claim, its in self.standings.items()
            if its == standing
            for statement in self.claims[claim]
        }
        everything = {statement for statements in self.claims.values() for statement in statements}
        dated = pairs(told, DATE)
        of = {part for part, agreement in pairs(everything, OF_AGREEMENT) if agreement in negotiated}
        by_date = {
            thing
            for thing, _ in dated
            if min(meaning(written)[0] for other, written in dated if other == thing) > day
        }
        by_order = {
            thing for thing, kind in pairs(told, TYPE) if BETWEEN_STATES.get(kind, 0) > 0 and thing in of
        }
        return (by_date | by_order) - self.bounds.keys()

    def _opinion_of_later(self, claim: str, day: dt.date) -> bool:
        """4.1."""
        if self._standing(claim) not in ("assessment", "anticipated"):
            return False
        days = [self._first_out(source) for source in self.sources(claim)]
        return bool(days) and all(first is not None and first > day for first in days)

    def _first_out(self, source: str) -> dt.date | None:
        """The first day on which a source can have been out; a reference work has none."""
        if self._is(source, "ReferenceWork"):
            return None
        dated = earliest(meaning(text)[0] for text in self._said.of(source, DATE))
        return dated or earliest(meaning(text)[0] for text in self._said.of(source, RETRIEVED))

    def _agreements(self, day: dt.date, late: set[str]) -> tuple[set[str], set[str]]:
        """4.2 and 4.3: all that is gone but for who took part, and the agreements under negotiation."""
        told = {statement for statements in self.claims.values() for statement in statements}
        classed = {thing for thing, kind in pairs(told, TYPE) if kind in self.happenings}
        parts = pairs(told, OF_AGREEMENT)
        gone, negotiated = set(late), set()
        for agreement in {agreement for _, agreement in parts}:
            own = {part for part, of in parts if of == agreement}
            state = self._agreement_on(day, agreement, late)
            if state == "not there":
                gone |= {agreement, *own}
            elif state == "under negotiation":
                gone |= own - classed
                negotiated.add(agreement)
        return gone, negotiated

    def _agreement_on(self, day: dt.date, agreement: str, late: set[str]) -> str:
        events, bounds = self.events, self.bounds
        happenings = {
            event for event, of in pairs(self.accepted, OF_AGREEMENT) if of == agreement and event in events
        }
        signatures = {event for event in happenings if SIGNATURE in events[event]}
        begun = any(
            bound and bound <= day for event in happenings - late for bound in bounds.get(event, (None, None))
        )
        if signatures - late if signatures else not happenings & late or begun:
            return "made"
        return "under negotiation" if signatures and begun else "not there"


@dataclass(frozen=True)
class Order:
    """3.2, order: which event must come before which."""

    before: frozenset[tuple[str, str]]
    signed: Mapping[
        str, list[set[str]]
    ]  # for an event, agreement by agreement, the signatures that it comes after

    @classmethod
    def of(cls, accepted: set[Statement], events: Mapping[str, set[str]]) -> Order:
        """Read the order of all events."""
        steps = set(_needs(accepted))
        said = Said(accepted)
        acts_for = {event: _acts_for(said, event) for event in events}
        before: set[tuple[str, str]] = set()
        signed: dict[str, dict[str, set[str]]] = {}
        for e, f, agreement in _of_one_agreement(accepted, events):
            if any(
                (one, other) in steps for one in said.of(e, ACTUALISES) for other in said.of(f, ACTUALISES)
            ):
                before.add((e, f))
            if acts_for[e] & acts_for[f] and _ranked(events[e], events[f], WITHIN_A_STATE):
                before.add((e, f))
            lawful = _ranked(events[e], events[f], BETWEEN_STATES)
            if SIGNATURE in events[e] and (lawful or USE in events[f]):
                signed.setdefault(f, {}).setdefault(agreement, set()).add(e)
            elif lawful:
                before.add((e, f))
        return cls(frozenset(before), {event: list(found.values()) for event, found in signed.items()})

    def narrowed(self, event: str, bounds: Mapping[str, Days]) -> Days:
        """The bounds of an event, narrowed once by those of its neighbours."""
        first, last = bounds[event]
        firsts = [_first(bounds, e) for e, f in self.before if f == event]
        for signatures in self.signed.get(event, []):
            days = [_first(bounds, signature) for signature in signatures]
            firsts.append(None if None in days else earliest(days))
        lasts = [bounds[f][1] for e, f in self.before if e == event and f in bounds]
        return latest([first, *firsts]), earliest([last, *lasts])


def _first(bounds: Mapping[str, Days], thing: str) -> dt.date | None:
    return bounds[thing][0] if thing in bounds else None


def _of_one_agreement(
    accepted: set[Statement], events: Mapping[str, set[str]]
) -> Iterator[tuple[str, str, str]]:
    parts = [(part, agreement) for part, agreement in pairs(accepted, OF_AGREEMENT) if part in events]
    return ((e, f, one) for e, one in parts for f, other in parts if one == other and e != f)


def _needs(accepted: set[Statement]) -> Iterator[tuple[str, str]]:
    """3.2 (a): each step, after a step that it needs."""
    allowing = {route for route, kind in pairs(accepted, HAS_ROUTE_KIND) if kind == ROUTE_KIND + "allows"}
    requiring = {route for route, kind in pairs(accepted, HAS_ROUTE_KIND) if kind == ROUTE_KIND + "requires"}
    begins = pairs(accepted, FROM_STEP)
    for step in {step for _, step in pairs(accepted, TO_STEP)}:
        into = {route for route, end in pairs(accepted, TO_STEP) if end == step}
        yield from ((start, step) for route, start in begins if route in into & requiring)
        if len(starts := {start for route, start in begins if route in into & allowing}) == 1:
            yield starts.pop(), step


def _acts_for(said: Said, event: str) -> set[str]:
    """3.2 (b): the States for which an event's doers act, or else the doers."""
    return {one for doer in said.of(event, PERFORMED_BY) for one in said.of(doer, ORGAN_OF) or {doer}}


def _ranked(ones: set[str], others: set[str], ranks: Mapping[str, int]) -> bool:
    return any(ranks[one] < ranks[other] for one in ones & ranks.keys() for other in others & ranks.keys())


def _dates(statements: Iterable[Statement], subject: NamedNode) -> bool:
    return any(s == subject and p in (DATE, END_DATE) for s, p, _ in statements)


def _falls(statement: Statement, gone: set[str], negotiated: set[str], day: dt.date) -> bool:
    """4: whether a statement is not there on a day."""
    s, p, o = statement
    if s.value in gone or (isinstance(o, NamedNode) and o.value in gone):
        return True
    if s.value in negotiated and p not in (TYPE, PREF_LABEL, ALT_LABEL):
        return True
    return p == END_DATE and meaning(o.value)[0] > day


def _statement(quad: Quad) -> Statement:
    s, p, o = quad.subject, quad.predicate, quad.object
    if not isinstance(s, NamedNode) or not isinstance(o, NamedNode | Literal):
        raise TypeError(f"not in a world: {quad}")
    return s, p, o
