"""Made-up agreements in any number, shaped like the real ones.

Claims with sources; events with dates, some coarse, some without; persons who sign, texts, uses, places;
provisions both ways, exclusions; opinions; and claims that overrule, dispute or only report.
The same number and seed give the same quads. About one agreement in fifty has a mistake that a shape catches.
Run it with `python benchmarks/generate.py 1000 > out/thousand.nq`.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from random import Random

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from treatykg.dates import PartialDate
from treatykg.namespaces import PREFIXES
from treatykg.terms import DCTERMS, GEO, RDF, SKOS, TKG, XSD

STATES, SOURCES, PERSONS, PLACES = 200, 400, 1500, 300
TYPE, LABEL, DATE = RDF.type, SKOS.prefLabel, TKG.date
KINDS = ("agreement", "arrangement", "memorandum-of-understanding", "intergovernmental-agreement")
FACILITIES = ("port", "airfield", "base")
SUPPORT = ("fuel", "food", "repair", "berthing", "medical", "transport")
Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def name(kind: str, key: str) -> NamedNode:
    """An entity's IRI."""
    return NamedNode(PREFIXES[kind] + key)


def day(value: dt.date, precision: int = 10) -> Literal:
    """A day as a literal, or (7, 4) its month or year."""
    kind = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}[precision]
    return Literal(value.isoformat()[:precision], datatype=kind)


def english(value: str) -> Literal:
    """English text."""
    return Literal(value, language="en")


class Claims:
    """Writes claims: the facts in a named graph, and who states them."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def claim(self, key: str, facts: list[Triple], standing: str = "accepted") -> Iterator[Quad]:
        """One claim with its facts, its identifier and one or two sources."""
        claim = name("claim", key)
        yield from (Quad(*fact, claim) for fact in facts)
        yield Quad(claim, TYPE, TKG.Claim)
        yield Quad(claim, DCTERMS.identifier, Literal(key.upper()))
        yield Quad(claim, TKG.hasStanding, name("standing", standing))
        if standing != "accepted":
            yield Quad(
                claim, TKG.standingReason, english("Another source says otherwise, or none confirms it.")
            )
        if standing in ("overruled", "disputed"):
            rival = key.removesuffix("-b") if key.endswith("-b") else f"{key}-b"
            yield Quad(claim, TKG.yieldsTo, name("claim", rival))
        for number in {self.random.randrange(SOURCES) for _ in range(self.random.randint(1, 2))}:
            yield Quad(claim, TKG.statedBy, name("source", f"s{number}"))


def fact(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
    """A triple with a property of ours."""
    return subject, TKG[predicate], value


def typed(subject: NamedNode, kind: str) -> Triple:
    """What kind of thing it is."""
    return subject, TYPE, TKG[kind]


def world(random: Random) -> Iterator[Quad]:
    """The States with their chambers, and the sources."""
    claims = Claims(random)
    for number in range(STATES):
        state = name("state", f"g{number}")
        letters = chr(65 + number // 26) + chr(65 + number % 26)
        facts = [
            typed(state, "State"),
            (state, LABEL, english(f"State {number}")),
            fact(state, "isoAlpha2", Literal(letters)),
        ]
        facts += [
            fact(state, "isoAlpha3", Literal(f"{letters}X")),
            fact(state, "isoNumeric", Literal(f"{number:03}")),
        ]
        for part, kind in (("lower", "LowerChamber"), ("upper", "UpperChamber"), ("head", "HeadOfState")):
            organ = name("organ", f"g{number}-{part}")
            facts += [
                typed(organ, kind),
                (organ, LABEL, english(f"{part} of state {number}")),
                fact(organ, "organOf", state),
            ]
            if part != "head":
                facts.append(fact(organ, "chamberOf", name("organ", f"g{number}-legislature")))
        legislature = name("organ", f"g{number}-legislature")
        facts += [
            typed(legislature, "Legislature"),
            (legislature, LABEL, english(f"legislature {number}")),
            fact(legislature, "organOf", state),
        ]
        yield from claims.claim(f"g-state-{number}", facts)
    yield from claims.claim("g-persons", _persons())
    yield from claims.claim("g-places", _places(random))
    for number in range(SOURCES):
        source, group = name("source", f"s{number}"), name("group", f"s{number // 2}")
        if number % 2 == 0:
            yield Quad(group, TYPE, TKG.IndependenceGroup)
        yield Quad(source, TYPE, TKG.Source)
        yield Quad(source, DCTERMS.title, Literal(f"Report {number}"))
        yield Quad(source, DCTERMS.language, Literal("en"))
        yield Quad(source, TKG.publisher, Literal(f"Publisher {number // 2}"))
        yield Quad(
            source,
            TKG.url,
            Literal(f"https://s{number}.example/", datatype=XSD.anyURI),
        )
        yield Quad(source, TKG.hasTier, name("tier", "reputable-press"))
        yield Quad(source, TKG.inGroup, group)
        yield Quad(
            source,
            TKG.date,
            day(dt.date(1950, 1, 1) + dt.timedelta(days=random.randrange(27000))),
        )


def _persons() -> list[Triple]:
    persons = [(name("person", f"g{number}"), number) for number in range(PERSONS)]
    return [
        one
        for person, number in persons
        for one in (typed(person, "Person"), (person, LABEL, english(f"Person {number}")))
    ]


def _places(random: Random) -> list[Triple]:
    facts: list[Triple] = []
    for number in range(PLACES):
        place = name("place", f"g{number}")
        facts += [typed(place, "Place"), (place, LABEL, english(f"Place {number}"))]
        if number % 10:  # of some nobody says where they are
            for axis, most in ((GEO.lat, 60), (GEO.long, 170)):
                degrees = Literal(f"{random.uniform(-most, most):.2f}", datatype=XSD.decimal)
                facts.append((place, axis, degrees))
    return facts


def agreements(number: int, seed: int = 1) -> Iterator[Quad]:
    """The world, and so many agreements.

    Parameters: `number` of agreements, `seed` of the random choices.
    """
    random = Random(seed)  # noqa: S311 (nothing secret)
    yield from world(random)
    for index in range(number):
        yield from _agreement(random, index)


def _event(
    agreement: NamedNode, key: str, kind: str, when: Literal | None, by: list[NamedNode]
) -> list[Triple]:
    event = name("event", key)
    facts = [typed(event, kind), fact(event, "ofAgreement", agreement)]
    facts.append((event, LABEL, english(f"{kind} {key}")))
    if when is not None:
        facts.append(fact(event, "date", when))
    return facts + [fact(event, "performedBy", actor) for actor in by]


def _written(random: Random, when: dt.date) -> Literal | None:
    """A day as sources write it: one in five as a month or a year, one in twenty not at all."""
    share = random.random()
    return None if share < 0.05 else day(when, 4 if share < 0.12 else 7 if share < 0.25 else 10)


def _agreement(random: Random, index: int) -> Iterator[Quad]:
    claims = Claims(random)
    key = f"g{index}"
    agreement = name("agreement", key)
    first, second = random.sample(range(STATES), 2)
    parties = [name("state", f"g{first}"), name("state", f"g{second}")]
    signed = dt.date(1950, 1, 1) + dt.timedelta(days=random.randrange(25000))
    about = [typed(agreement, "Agreement"), (agreement, LABEL, english(f"Pact {index}"))]
    about += [fact(agreement, "hasParty", party) for party in parties]
    about += [
        fact(agreement, "hasCategory", name("category", "logistics-pact")),
        fact(agreement, "hasInstrumentKind", name("instrument", random.choice(KINDS))),
    ]
    about += [
        fact(agreement, "hasBindingness", name("bindingness", "binding")),
        fact(agreement, "officialTitle", english(f"Agreement no. {index} on mutual support")),
    ]
    about += [
        fact(agreement, "hasEntryIntoForceTrigger", name("trigger", "exchange-of-instruments")),
        fact(agreement, "textIsPublic", Literal(value=True)),
    ]
    yield from claims.claim(f"{key}-about", about)
    yield from _signed(random, claims, key, agreement, parties, signed)
    yield from _around(random, claims, key, agreement, parties, signed)
    if random.random() < 0.3:
        yield from _ratified(random, claims, key, agreement, first, parties, signed)
    yield from _provisions(random, claims, key, agreement, parties)


def _signed(
    random: Random, claims: Claims, key: str, agreement: NamedNode, parties: list[NamedNode], signed: dt.date
) -> Iterator[Quad]:
    """The signature, who signed, and what is said against it."""
    event = name("event", f"{key}-signature")
    disputed = random.random() < 0.05
    when = _written(random, signed)
    facts = _event(agreement, f"{key}-signature", "Signature", None if disputed else when, parties)
    yield from claims.claim(f"{key}-sign", facts)
    if disputed:  # neither of two days is accepted
        for ending, days in (("", 0), ("-b", 7)):
            said = [fact(event, "date", day(signed + dt.timedelta(days=days)))]
            yield from claims.claim(f"{key}-day{ending}", said, "disputed")
    elif random.random() < 0.1:
        said = [fact(event, "date", day(signed + dt.timedelta(days=2)))]
        yield from claims.claim(f"{key}-sign-b", said, "overruled")
    persons: list[Triple] = []
    for party in parties if random.random() < 0.6 else ():
        number = random.randrange(PERSONS)
        part = name("participation", f"{key}-{party.value.rpartition('/')[2]}")
        persons += [typed(part, "Participation"), fact(part, "hasRole", name("role", "signed"))]
        persons += [fact(part, "inEvent", event), fact(part, "ofPerson", name("person", f"g{number}"))]
        persons += [fact(part, "onBehalfOf", party), fact(part, "office", english(f"Office {number % 9}"))]
    if persons:
        yield from claims.claim(f"{key}-persons", persons)


def _around(
    random: Random, claims: Claims, key: str, agreement: NamedNode, parties: list[NamedNode], signed: dt.date
) -> Iterator[Quad]:
    """Texts, uses, opinions, and what only weak sources report."""
    if random.random() < 0.5:
        text = name("text", key)
        facts = [typed(text, "AgreementText"), fact(text, "ofAgreement", agreement)]
        facts += [(text, LABEL, english(f"Text of pact {key}")), fact(text, "language", Literal("en"))]
        yield from claims.claim(f"{key}-text", facts)
    for number in range(random.choice((0, 0, 0, 1, 2))):
        use = name("use", f"{key}-{number}")
        facts = [typed(use, "Use"), fact(use, "ofAgreement", agreement)]
        facts += [(use, LABEL, english(f"Use {number} of pact {key}"))]
        facts += [fact(use, "performedBy", parties[0]), fact(use, "hasHost", parties[1])]
        facts += [fact(use, "coversSupport", name("support", random.choice(SUPPORT)))]
        facts += [fact(use, "atPlace", name("place", f"g{random.randrange(PLACES)}"))]
        when = _written(random, signed + dt.timedelta(days=random.randint(30, 4000)))
        dated_by = "date" if random.random() < 0.7 else "endDate"
        facts += [fact(use, dated_by, when)] if when else []
        yield from claims.claim(f"{key}-use-{number}", facts)
    if random.random() < 0.2:
        opinion = name("assessment", key)
        facts = [typed(opinion, "Assessment"), fact(opinion, "about", agreement)]
        facts += [fact(opinion, "opinion", english(f"Pact {key} changes little."))]
        yield from claims.claim(f"{key}-opinion", facts, "assessment")
    if random.random() < 0.03:
        told = signed + dt.timedelta(days=500)
        facts = _event(agreement, f"{key}-rumour", "EntryIntoForce", day(told, 7), parties)
        yield from claims.claim(f"{key}-rumour", facts, "unconfirmed")


def _ratified(
    random: Random,
    claims: Claims,
    key: str,
    agreement: NamedNode,
    first: int,
    parties: list[NamedNode],
    signed: dt.date,
) -> Iterator[Quad]:
    when = signed
    facts: list[Triple] = []
    steps = [
        ("Submission", [parties[0]]),
        ("ChamberApproval", [name("organ", f"g{first}-lower")]),
        ("ChamberApproval", [name("organ", f"g{first}-upper")]),
    ]
    steps += [
        ("ExecutiveAssent", [name("organ", f"g{first}-head")]),
        ("Ratification", [parties[0]]),
        ("Ratification", [parties[1]]),
    ]
    steps += [("ExchangeOfInstruments", parties), ("EntryIntoForce", parties)]
    for place, (kind, by) in enumerate(steps):
        when += dt.timedelta(days=random.randint(1, 60))
        wrong = kind == "EntryIntoForce" and random.random() < 0.02
        told = day(signed - dt.timedelta(days=400)) if wrong else _written(random, when)
        facts += _event(agreement, f"{key}-{place}", kind, told, by)
    yield from claims.claim(f"{key}-steps", facts)


def _provisions(
    random: Random, claims: Claims, key: str, agreement: NamedNode, parties: list[NamedNode]
) -> Iterator[Quad]:
    both = random.random() < 0.8
    for way, (grantor, beneficiary) in enumerate([parties, parties[::-1]][: 1 + both]):
        every: list[Triple] = []
        for kind, modality, share in (
            ("AccessRight", "", 1),
            ("SupportObligation", "must", 1),
            ("Limit", "must-not", 0.5),
            ("Duration", "", 0.3),
            ("Exclusion", "", 0.1),
        ):
            if random.random() >= share:
                continue
            provision = name("provision", f"{key}-{kind.lower()}-{way}")
            facts = [
                typed(provision, kind),
                fact(provision, "ofAgreement", agreement),
                (provision, LABEL, english(f"{kind} {key} {way}")),
            ]
            facts += [fact(provision, "hasGrantor", grantor), fact(provision, "hasBeneficiary", beneficiary)]
            facts += [fact(provision, "hasModality", name("modality", modality))] if modality else []
            facts.append(fact(provision, "article", Literal(str(way + 1))))
            if kind == "AccessRight" and random.random() < 0.3:
                facts.append(fact(provision, "namesPlace", name("place", f"g{random.randrange(PLACES)}")))
            if kind == "Exclusion":
                facts.append(fact(provision, "coversFacility", name("facility", "permanent-base")))
            elif kind == "AccessRight":
                facts += [
                    fact(provision, "coversFacility", name("facility", one))
                    for one in random.sample(FACILITIES, 2)
                ]
            elif kind == "SupportObligation":
                facts += [
                    fact(provision, "coversSupport", name("support", one))
                    for one in random.sample(SUPPORT, 3)
                ]
            else:
                facts += [fact(provision, "limitValue", Literal(random.randint(1, 30)))]
                facts += [
                    fact(provision, "limitUnit", name("unit", "warships" if kind == "Limit" else "years"))
                ]
            every += facts
        yield from claims.claim(f"{key}-provisions-{way}", every)


def merged(number: int, seed: int = 1) -> Iterator[Quad]:
    """What the shapes look at, as one graph: the accepted facts, the first and last day of each date, and the
    evidence.
    """
    quads = list(agreements(number, seed))
    accepted = name("standing", "accepted")
    taken = {q.subject for q in quads if q.predicate == TKG.hasStanding and q.object == accepted}
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name not in taken:
            continue
        yield Quad(quad.subject, quad.predicate, quad.object)
        if quad.predicate in (DATE, TKG.endDate) and isinstance(quad.object, Literal):
            read = PartialDate.read(quad.object.value, quad.object.datatype.value)
            ending = "" if quad.predicate == DATE else "End"
            yield Quad(quad.subject, TKG[f"earliest{ending}"], day(read.first))
            yield Quad(quad.subject, TKG[f"latest{ending}"], day(read.last))


if __name__ == "__main__":
    serialize(agreements(int(sys.argv[1])), output=sys.stdout.buffer, format=RdfFormat.N_QUADS)
