"""Small made-up worlds for the laws: agreements, their events and parts, and contradictory claims of all
standings about them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from hypothesis import strategies as some
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, serialize

from treatykg.namespaces import PREFIXES

FIRST, LAST = dt.date(2023, 7, 1), dt.date(2025, 6, 30)
EDGES = (
    "2023 2024 2025 2023-09 2023-12 2024-02 2024-06 2025-02 2023-12-31 2024-01-01 2024-01-31 2024-02-01 "
    "2024-02-28 2024-02-29 2024-03-01 2024-06-30 2024-07-01 2025-02-28 2025-03-01"
).split()
DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
EVENT_CLASSES = (
    "Signature Signature Signature Signature Signature Ratification Ratification EntryIntoForce Termination "
    "Use Use ChamberApproval ChamberApproval ExecutiveAssent OfficialPublication Submission Forwarding "
    "Negotiation ExchangeOfInstruments Acceptance Expiry Accession"
).split()
DOERS = ("state:aa", "state:bb", "organ:aa-commons", "organ:aa-president", "organ:bb-commons")
STEPS = ("step:1", "step:2", "step:3", "step:4")
GIVES_WAY = ("coarser", "overruled", "disputed")
Fact = tuple[str, str, str | Literal]


class Quads(tuple[Quad, ...]):
    """The quads of a world, shown as TriG where a test fails."""

    __slots__ = ()

    def __repr__(self) -> str:
        written = serialize(self, format=RdfFormat.TRIG, prefixes=PREFIXES) or b""
        return f"\n{written.decode()}"


def iri(curie: str) -> NamedNode:
    """A CURIE as a term."""
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def date(text: str) -> Literal:
    """A date of the precision in which it is written."""
    return Literal(text, datatype=iri(DATATYPES[len(text)]))


def label(text: str) -> Literal:
    """A text in English."""
    return Literal(text, language="en")


def days() -> some.SearchStrategy[dt.date]:
    """Days in the span of the worlds; often such as their dates begin or end with."""
    edges = [dt.date.fromisoformat(text) for text in EDGES if len(text) == 10]
    return some.sampled_from(edges) | some.dates(FIRST, LAST)


def dates() -> some.SearchStrategy[str]:
    """Dates as they are written."""
    return (
        some.sampled_from(EDGES) | some.sampled_from(EDGES) | some.dates(FIRST, LAST).map(dt.date.isoformat)
    )


def often(n: int, m: int = 10) -> some.SearchStrategy[bool]:
    """True in about n of m cases."""
    return some.sampled_from([False] * (m - n) + [True] * n)


@dataclass
class Draft:
    """A world in the making."""

    draw: some.DrawFn
    quads: list[Quad] = field(default_factory=list)
    stated_by: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)

    def one(self, values: Iterable[str]) -> str:
        """One of some values."""
        return self.draw(some.sampled_from(list(values)))

    def chance(self, n: int, m: int = 10) -> bool:
        """Whether to do what is done n times of m."""
        return self.draw(often(n, m))

    def say(self, subject: str, predicate: str, value: str | Literal) -> None:
        """Add to the evidence."""
        self.quads.append(
            Quad(
                iri(subject), iri(predicate), iri(value) if isinstance(value, str) else value, DefaultGraph()
            )
        )

    def claim(self, facts: Iterable[Fact], standing: str = "accepted", by: list[str] | None = None) -> str:
        """Add a claim."""
        name = f"claim:c{len(self.claims)}"
        self.claims.append(name)
        self.say(name, "rdf:type", "tkg:Claim")
        self.say(name, "tkg:hasStanding", f"standing:{standing}")
        for s, p, o in facts:
            self.quads.append(Quad(iri(s), iri(p), iri(o) if isinstance(o, str) else o, iri(name)))
        count = self.draw(some.sampled_from((0, 1, 1, 1, 1, 1, 1, 2, 2, 3)))
        for source in by if by is not None else [self.one(self.stated_by) for _ in range(count)]:
            self.say(name, "tkg:statedBy", source)
        if standing == "withdrawn":
            self.say(name, "tkg:withdrawnOn", date(self.draw(days()).isoformat()))
        if standing != "accepted":
            self.say(name, "tkg:standingReason", label("So it is."))
        return name

    def yields(self, claim: str, other: str) -> None:
        """Let a claim yield to another."""
        self.say(claim, "tkg:yieldsTo", other)


def sources(draft: Draft) -> None:
    """Add sources of all kinds, their passages and groups."""
    kinds = ["Source"] * 6 + ["ReferenceWork"]
    for number in range(draft.draw(some.integers(2, 6))):
        _source(draft, f"source:s{number}", draft.one(kinds))
    _source(draft, "source:editors", "EditorialSource")
    whole = tuple(draft.stated_by)
    for number in range(draft.draw(some.integers(0, 2))):
        passage = f"passage:p{number}"
        draft.say(passage, "rdf:type", "tkg:Passage")
        draft.say(passage, "oa:hasSource", draft.one(whole))
        draft.stated_by.append(passage)


def _source(draft: Draft, name: str, kind: str) -> None:
    draft.say(name, "rdf:type", "tkg:Source")
    if kind != "Source":
        draft.say(name, "rdf:type", f"tkg:{kind}")
    draft.say(name, "dcterms:title", Literal(name))
    draft.say(name, "tkg:hasTier", f"tier:{draft.one(('weak', 'weak', 'agency'))}")
    dated = {"Source": 8, "ReferenceWork": 2, "EditorialSource": 1}[kind]
    for _ in range(draft.chance(dated) + draft.chance(1)):
        draft.say(name, "tkg:date", date(draft.draw(dates())))
    if draft.chance(4 if kind == "Source" else 1):
        draft.say(name, "tkg:retrieved", date(draft.draw(days()).isoformat()))
    group = f"group:g{draft.draw(some.integers(0, 2))}"
    draft.say(name, "tkg:inGroup", group)
    draft.say(group, "rdf:type", "tkg:IndependenceGroup")
    draft.stated_by.append(name)


def event(draft: Draft, name: str, agreements: list[str]) -> None:
    """Add the claims about one event or use."""
    kind = draft.one(EVENT_CLASSES)
    of: Fact = (name, "tkg:ofAgreement", draft.one(agreements))
    base: list[Fact] = [(name, "rdf:type", f"tkg:{kind}"), of]
    base += [(name, "tkg:performedBy", draft.one(DOERS)) for _ in range(draft.draw(some.integers(0, 2)))]
    if draft.chance(1):
        base.append((name, "tkg:ofAgreement", draft.one(agreements)))
    if draft.chance(1, 20):
        base.append((name, "rdf:type", f"tkg:{draft.one(EVENT_CLASSES)}"))
    if draft.chance(4):
        base.append((name, "tkg:actualises", draft.one(STEPS)))
    base += _dated(draft, name, 5)
    standing = draft.one(["accepted"] * 15 + ["anticipated", "unconfirmed", "assessment", "withdrawn"])
    claim = draft.claim(base, standing)
    shape = draft.one(["alone"] * 8 + ["better"] * 2 + ["dispute"] * 2 + ["three", "second"])
    if shape in ("better", "second"):
        other = draft.claim(
            [base[0], *draft.draw(some.sampled_from(([], [of]))), *_dated(draft, name, 8)],
            _weaker(draft, shape),
        )
        if shape == "better":
            draft.yields(other, claim)
    elif shape != "alone":
        dispute(draft, [[*base[:2], *_dated(draft, name, 9)] for _ in range(2 + (shape == "three"))])


def _weaker(draft: Draft, shape: str) -> str:
    return (
        draft.one(GIVES_WAY)
        if shape == "better"
        else draft.one(("accepted", "anticipated", "unconfirmed", "disputed"))
    )


def _dated(draft: Draft, name: str, chance: int) -> list[Fact]:
    facts: list[Fact] = []
    if draft.chance(chance):
        facts.append((name, "tkg:date", date(draft.draw(dates()))))
    if draft.chance(2):
        facts.append((name, "tkg:endDate", date(draft.draw(dates()))))
    return facts


def dispute(draft: Draft, sides: list[list[Fact]]) -> None:
    """Add disputed claims that yield to each other, or one to the next."""
    names = [draft.claim(side, "disputed") for side in sides]
    ring = draft.chance(2)
    for index, name in enumerate(names):
        for other in [names[index - 1]] if ring else names:
            if other != name:
                draft.yields(name, other)


def provision(draft: Draft, name: str, agreements: list[str]) -> None:
    """Add a part of an agreement that is no event."""
    kind = draft.one(("tkg:Limit", "tkg:AgreementText", "tkg:AccessRight"))
    base: list[Fact] = [(name, "rdf:type", kind), (name, "tkg:ofAgreement", draft.one(agreements))]
    if draft.chance(3):
        dispute(
            draft,
            [
                [*base, (name, "tkg:limitValue", Literal(value)), *_dated(draft, name, 1)]
                for value in (100, 200)
            ],
        )
    else:
        base += [(name, "tkg:hasGrantor", draft.one(DOERS[:2])), *_dated(draft, name, 1)]
        draft.claim(base, draft.one(("accepted", "accepted", "overruled")))


def agreement(draft: Draft, name: str) -> None:
    """Add what is said of an agreement itself."""
    facts: list[Fact] = [
        (name, "rdf:type", "tkg:Agreement"),
        (name, "tkg:hasParty", draft.one(DOERS[:2])),
        (name, "skos:altLabel", label("A pact")),
        (name, "tkg:officialTitle", label("The pact")),
    ]
    draft.claim(
        [fact for fact in facts if draft.chance(8)],
        draft.one(("accepted", "accepted", "unconfirmed", "withdrawn")),
    )


def people(draft: Draft, events: list[str], agreements: list[str]) -> None:
    """Add who took part, and what authors think and expect."""
    for number in range(draft.draw(some.integers(0, 2))):
        name = f"participation:{number}"
        draft.claim(
            [
                (name, "rdf:type", "tkg:Participation"),
                (name, "tkg:inEvent", draft.one(events)),
                (name, "tkg:ofPerson", "person:ada"),
            ]
        )
    for number in range(draft.draw(some.integers(0, 2))):
        name = f"assessment:{number}"
        facts: list[Fact] = [
            (name, "rdf:type", "tkg:Assessment"),
            (name, "tkg:about", draft.one([*agreements, *events])),
        ]
        draft.claim([*facts, *_dated(draft, name, 1)], draft.one(("assessment", "assessment", "anticipated")))


def procedures(draft: Draft) -> None:
    """Add steps, and the routes between them."""
    facts: list[Fact] = [(step, "rdf:type", "tkg:Step") for step in STEPS]
    for number in range(draft.draw(some.integers(0, 4))):
        route, begin, end = f"route:{number}", draft.one(STEPS), draft.one(STEPS)
        kind = draft.one(("allows", "allows", "requires", "precludes"))
        facts += [
            (route, "tkg:fromStep", begin),
            (route, "tkg:toStep", end),
            (route, "tkg:hasRouteKind", f"routekind:{kind}"),
        ]
    draft.claim(facts)


def names(draft: Draft, things: list[str]) -> None:
    """Add the editors' names, classes and notes, and who the organs are."""
    facts: list[Fact] = [(state, "rdf:type", "tkg:State") for state in DOERS[:2]]
    facts += [(thing, "skos:prefLabel", label(thing)) for thing in things]
    for organ in DOERS[2:]:
        facts += [(organ, "tkg:organOf", f"state:{organ[6:8]}"), (organ, "tkg:chamberOf", "organ:house")]
    facts += [
        ("organ:house", "skos:prefLabel", label("House")),
        ("organ:house", "tkg:chamberOf", "organ:roof"),
    ]
    facts += [
        ("organ:roof", "skos:definition", label("A roof")),
        ("organ:other", "skos:prefLabel", label("Never spoken of")),
    ]
    half = draft.draw(some.integers(0, len(facts)))
    editors = ["source:editors"] if draft.chance(8) else None
    draft.claim([*facts[:half], (things[0], "tkg:note", label("With hindsight"))], by=editors)
    if half < len(facts):
        draft.claim(
            facts[half:], by=["source:editors", *([draft.one(draft.stated_by)] if draft.chance(2) else [])]
        )


def tangles(draft: Draft) -> None:
    """Add links between claims that nothing above would make: chains, claims that yield to themselves or to
    nobody, empty claims.
    """
    if draft.chance(1):
        draft.claim([], draft.one(("accepted", *GIVES_WAY)))
    for _ in range(draft.draw(some.sampled_from((0, 0, 1, 2, 3)))):
        draft.yields(draft.one(draft.claims), draft.one([*draft.claims[-3:], "claim:nowhere", *draft.claims]))


def _whole(quads: list[Quad]) -> list[Quad]:
    """Leave out the claims that state nothing: no RDF file can hold a graph without a triple."""
    graphs, claim = {quad.graph_name for quad in quads}, iri("tkg:Claim")
    claims = {quad.subject for quad in quads if quad.object == claim}
    return [quad for quad in quads if quad.subject not in claims or quad.subject in graphs]


@some.composite
def worlds(draw: some.DrawFn) -> Quads:
    """A world of two or three agreements."""
    draft = Draft(draw)
    sources(draft)
    agreements = [f"agreement:{letter}" for letter in "xyz"[: draw(some.integers(2, 3))]]
    events = [f"event:{number}" for number in range(draw(some.integers(3, 10)))]
    provisions = [f"provision:{number}" for number in range(draw(some.integers(0, 3)))]
    for name in agreements:
        agreement(draft, name)
    crowded = [agreements[0]] * draw(some.integers(0, 5)) + agreements
    for name in events:
        event(draft, name, crowded)
    for name in provisions:
        provision(draft, name, agreements)
    people(draft, events, agreements)
    procedures(draft)
    names(draft, [*agreements, *events, *provisions])
    tangles(draft)
    return Quads(dict.fromkeys(_whole(draft.quads)))
