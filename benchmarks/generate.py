"""Made-up agreements in any number, shaped like the real ones: claims with sources, events with dates,
provisions both ways.

The same number and seed give the same quads. About one agreement in fifty has a mistake that a shape catches.
Run it with `python benchmarks/generate.py 1000 > out/thousand.nq`.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from random import Random

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from treatykg.namespaces import PREFIXES, tkg

STATES, SOURCES = 200, 400
TYPE = NamedNode(f"{PREFIXES['rdf']}type")
LABEL = NamedNode(f"{PREFIXES['skos']}prefLabel")
IDENTIFIER, LANGUAGE, TITLE = (
    NamedNode(f"{PREFIXES['dcterms']}{name}") for name in ("identifier", "language", "title")
)
DATE, EARLIEST, LATEST = (NamedNode(tkg(name)) for name in ("date", "earliest", "latest"))
XSD = PREFIXES["xsd"]
KINDS = ("agreement", "arrangement", "memorandum-of-understanding", "intergovernmental-agreement")
FACILITIES = ("port", "airfield", "base")
SUPPORT = ("fuel", "food", "repair", "berthing", "medical", "transport")
Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def name(kind: str, key: str) -> NamedNode:
    """An entity's IRI."""
    return NamedNode(PREFIXES[kind] + key)


def day(value: dt.date) -> Literal:
    """A day as a literal."""
    return Literal(value.isoformat(), datatype=NamedNode(f"{XSD}date"))


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
        yield Quad(claim, TYPE, NamedNode(tkg("Claim")))
        yield Quad(claim, IDENTIFIER, Literal(key.upper()))
        yield Quad(claim, NamedNode(tkg("hasStanding")), name("standing", standing))
        if standing != "accepted":
            yield Quad(claim, NamedNode(tkg("standingReason")), english("A better source gives another day."))
            yield Quad(claim, NamedNode(tkg("yieldsTo")), name("claim", key.removesuffix("-b")))
        for number in {self.random.randrange(SOURCES) for _ in range(self.random.randint(1, 2))}:
            yield Quad(claim, NamedNode(tkg("statedBy")), name("source", f"s{number}"))


def fact(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
    """A triple with a property of ours."""
    return subject, NamedNode(tkg(predicate)), value


def typed(subject: NamedNode, kind: str) -> Triple:
    """What kind of thing it is."""
    return subject, TYPE, NamedNode(tkg(kind))


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
    for number in range(SOURCES):
        source, group = name("source", f"s{number}"), name("group", f"s{number // 2}")
        yield Quad(group, TYPE, NamedNode(tkg("IndependenceGroup")))
        yield Quad(source, TYPE, NamedNode(tkg("Source")))
        yield Quad(source, TITLE, Literal(f"Report {number}"))
        yield Quad(source, LANGUAGE, Literal("en"))
        yield Quad(source, NamedNode(tkg("publisher")), Literal(f"Publisher {number // 2}"))
        yield Quad(
            source,
            NamedNode(tkg("url")),
            Literal(f"https://s{number}.example/", datatype=NamedNode(f"{XSD}anyURI")),
        )
        yield Quad(source, NamedNode(tkg("hasTier")), name("tier", "reputable-press"))
        yield Quad(source, NamedNode(tkg("inGroup")), group)
        yield Quad(
            source,
            NamedNode(tkg("date")),
            day(dt.date(1950, 1, 1) + dt.timedelta(days=random.randrange(27000))),
        )


def agreements(number: int, seed: int = 1) -> Iterator[Quad]:
    """The world, and so many agreements.

    Parameters: `number` of agreements, `seed` of the random choices.
    """
    random = Random(seed)  # noqa: S311 (nothing secret)
    yield from world(random)
    for index in range(number):
        yield from _agreement(random, index)


def _event(agreement: NamedNode, key: str, kind: str, when: dt.date, by: list[NamedNode]) -> list[Triple]:
    event = name("event", key)
    facts = [typed(event, kind), fact(event, "ofAgreement", agreement), fact(event, "date", day(when))]
    facts.append((event, LABEL, english(f"{kind} {key}")))
    return facts + [fact(event, "performedBy", actor) for actor in by]


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
    yield from claims.claim(
        f"{key}-sign", _event(agreement, f"{key}-signature", "Signature", signed, parties)
    )
    if random.random() < 0.1:
        other = _event(agreement, f"{key}-signature", "Signature", signed + dt.timedelta(days=2), parties)
        yield from claims.claim(f"{key}-sign-b", [one for one in other if one[1] != LABEL], "overruled")
    if random.random() < 0.3:
        yield from _ratified(random, claims, key, agreement, first, parties, signed)
    yield from _provisions(random, claims, key, agreement, parties)


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
        facts += _event(
            agreement, f"{key}-{place}", kind, signed - dt.timedelta(days=400) if wrong else when, by
        )
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
            if kind == "AccessRight":
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
    for quad in agreements(number, seed):
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.endswith("-b"):
            continue
        yield Quad(quad.subject, quad.predicate, quad.object)
        if quad.predicate == DATE:
            yield Quad(quad.subject, EARLIEST, quad.object)
            yield Quad(quad.subject, LATEST, quad.object)


if __name__ == "__main__":
    serialize(agreements(int(sys.argv[1])), output=sys.stdout.buffer, format=RdfFormat.N_QUADS)
