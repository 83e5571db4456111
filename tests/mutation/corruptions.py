"""Spoil the real data in ways that a careless editor might, and see whether the right shape says so.

`python -m tests.mutation.corruptions [SEED]` prints, for each kind, how many of the tried corruptions were
caught.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import TYPE, claims_of
from treatykg.dataset.load import Dataset, load
from treatykg.namespaces import EVIDENCE, PREFIXES, tkg
from treatykg.treaties.derived import view_quads as view
from treatykg.validation.check import validate

Term = NamedNode | Literal
Change = Callable[[Quad], Iterable[Quad]]
TODAY = dt.date(2026, 11, 26)
EACH = 8  # corruptions of one kind


def node(curie: str) -> NamedNode:
    prefix, name = curie.split(":", 1)
    return NamedNode(PREFIXES[prefix] + name)


def day(value: dt.date) -> Literal:
    return Literal(value.isoformat(), datatype=node("xsd:date"))


@dataclass(frozen=True)
class Corruption:
    """One spoiling: what is changed, for people, and how each quad comes out of it."""

    what: str
    change: Change
    added: tuple[Quad, ...] = ()


class Facts:
    """The accepted facts and the evidence of the real data, to find something to spoil."""

    def __init__(self, dataset: Dataset) -> None:
        self.quads = [
            Quad(s, p, o, NamedNode(iri))
            for iri, claim in dataset.claims.items()
            for s, p, o in claim.statements
        ]
        self.quads += dataset.evidence
        self.claims = dataset.claims
        self.about: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in sorted(view(dataset), key=str):
            if not isinstance(quad.graph_name, NamedNode) or quad.graph_name.value == EVIDENCE:
                self.about[quad.subject][quad.predicate].append(quad.object)

    def a(self, *classes: str) -> list[NamedNode]:
        """Whatever is accepted to be of one of our classes."""
        wanted = {NamedNode(tkg(name)) for name in classes}
        return sorted((s for s, said in self.about.items() if wanted & set(said.get(TYPE, ()))), key=str)

    def all(self, subject: Term, name: str) -> list[Term]:
        """Values of one property of ours, or of a CURIE."""
        return self.about[subject].get(node(name if ":" in name else f"tkg:{name}"), [])

    def one(self, subject: Term, name: str) -> Term | None:
        """The only value, if there is just one."""
        found = self.all(subject, name)
        return found[0] if len(found) == 1 else None

    def having(self, name: str, *classes: str) -> Iterator[tuple[NamedNode, Term]]:
        """Things with exactly one value of a property."""
        for subject in self.a(*classes):
            if (value := self.one(subject, name)) is not None:
                yield subject, value

    def bound(self, subject: Term, name: str) -> dt.date | None:
        """The first (earliest) or last (latest) day that a thing can have."""
        value = self.one(subject, name)
        return dt.date.fromisoformat(value.value) if value else None

    def beside(self, event: Term, *classes: str) -> list[NamedNode]:
        """Dated events of other classes in the life of the same agreement."""
        agreement = self.one(event, "ofAgreement")
        return [
            e for e in self.a(*classes) if self.one(e, "ofAgreement") == agreement and self.all(e, "earliest")
        ]


def put(subject: Term, name: str, *new: Term) -> Change:
    """Say something else about a thing: in every claim that speaks of it, so that the claims agree."""
    predicate = node(name if ":" in name else f"tkg:{name}")

    def change(quad: Quad) -> Iterator[Quad]:
        if quad.subject == subject and quad.predicate == predicate:
            yield from (Quad(subject, predicate, value, quad.graph_name) for value in new)
        else:
            yield quad

    return change


def forget(*subjects: Term) -> Change:
    """Say nothing of some things any more."""
    return lambda quad: () if quad.subject in subjects else (quad,)


def also(facts: Facts, subject: Term, name: str, value: Term) -> tuple[Quad, ...]:
    """Say one thing more, in an accepted claim that speaks of the subject (or beside the claims)."""
    predicate = node(name if ":" in name else f"tkg:{name}")
    graphs = [
        q.graph_name for q in facts.quads if q.subject == subject and isinstance(q.graph_name, NamedNode)
    ]
    graphs = [graph for graph in graphs if facts.claims[graph.value].standing == "accepted"] or graphs
    return (
        Quad(subject, predicate, value, min(graphs, key=str)) if graphs else Quad(subject, predicate, value),
    )


Kind = Callable[[Facts, random.Random], Iterator[Corruption]]
KINDS: dict[str, tuple[frozenset[str], Kind]] = {}


def kind(name: str, *codes: str) -> Callable[[Kind], Kind]:
    """Register a kind of corruption with the shapes of which one has to see it."""

    def register(function: Kind) -> Kind:
        KINDS[name] = frozenset(codes), function
        return function

    return register


def later(
    facts: Facts, rng: random.Random, first: tuple[str, ...], then: tuple[str, ...]
) -> Iterator[Corruption]:
    """Move events of the first classes past those of the second."""
    for event in facts.a(*first):
        lasts = [last for other in facts.beside(event, *then) if (last := facts.bound(other, "latest"))]
        if facts.all(event, "date") and lasts and max(lasts) < TODAY - dt.timedelta(days=1):
            moved = max(lasts) + dt.timedelta(
                days=rng.randint(1, max(1, min(400, (TODAY - max(lasts)).days)))
            )
            yield Corruption(
                f"{event.value} on {moved}, after its consequence", put(event, "date", day(moved))
            )


@kind("submission after the chambers", "NationalOrderShape-submission")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    yield from later(facts, rng, ("Submission",), ("ChamberApproval",))


@kind("chamber after the assent", "NationalOrderShape-chamber")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    yield from later(facts, rng, ("ChamberApproval",), ("ExecutiveAssent",))


@kind("chambers in the wrong order", "StepOrderShape-inOrder")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for agreement in facts.a("Agreement"):
        votes = [
            e
            for e in facts.a("ChamberApproval")
            if facts.one(e, "ofAgreement") == agreement and facts.one(e, "date")
        ]
        if len(votes) == 2 and facts.all(votes[0], "date") != facts.all(votes[1], "date"):
            one, other = (put(votes[i], "date", *facts.all(votes[1 - i], "date")) for i in (0, 1))
            yield Corruption(
                f"dates of the chambers swapped: {agreement.value}",
                lambda q, a=one, b=other: [y for x in a(q) for y in b(x)],
            )


@kind("signature after consent", "AgreementOrderShape-signatureBeforeConsent")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    yield from later(facts, rng, ("Signature",), ("Ratification", "Acceptance", "Approval"))


@kind("force after the end", "AgreementOrderShape-forceBeforeEnd")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for event in facts.a("EntryIntoForce"):
        if first := facts.bound(event, "earliest"):
            end = NamedNode(f"{event.value}-end")
            graph = also(facts, event, "note", Literal("x"))[0].graph_name
            said = {
                TYPE: NamedNode(tkg("Termination")),
                node("tkg:ofAgreement"): facts.one(event, "ofAgreement"),
                node("tkg:date"): day(first - dt.timedelta(days=rng.randint(1, 900))),
                node("skos:prefLabel"): Literal("End", language="en"),
            }
            yield Corruption(
                f"ended before it began: {event.value}",
                lambda q: (q,),
                tuple(Quad(end, p, o, graph) for p, o in said.items()),
            )


@kind("force before its trigger", "AgreementOrderShape-triggerBeforeForce")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for event in facts.a("EntryIntoForce"):
        agreement = facts.one(event, "ofAgreement")
        triggers = {t.value.rpartition("/")[2] for t in facts.all(agreement, "hasEntryIntoForceTrigger")}
        for name, cls in (
            ("signature", "Signature"),
            ("exchange-of-notes", "ExchangeOfNotes"),
            ("exchange-of-instruments", "ExchangeOfInstruments"),
        ):
            for other in facts.beside(event, cls) if name in triggers else ():
                early = facts.bound(other, "earliest") - dt.timedelta(days=rng.randint(1, 300))
                yield Corruption(
                    f"{event.value} on {early}, before its trigger", put(event, "date", day(early))
                )


@kind("an actual event in the future", "ActualEventShape-past")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for event in facts.a(
        "LifecycleEvent", "Signature", "Submission", "ChamberApproval", "Negotiation", "EntryIntoForce"
    ):
        if facts.all(event, "date"):
            yield Corruption(
                f"{event.value} in the future",
                put(event, "date", day(TODAY + dt.timedelta(days=rng.randint(2, 3000)))),
            )


@kind("an actor who was gone", "ActualEventShape-actorThere")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    gone = node("state:su")
    for event in facts.a("Signature", "Negotiation"):
        first = facts.bound(event, "earliest")
        if node("state:ru") in facts.all(event, "performedBy") and first and first.year > 1991:
            kept = [value for value in facts.all(event, "performedBy") if value != node("state:ru")]
            yield Corruption(f"the Soviet Union at {event.value}", put(event, "performedBy", *kept, gone))


@kind("an end before the beginning", "SpanShape-bounds", "SpanShape-endDate", "DatedThingShape-bounds")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for thing in facts.about:
        first = (
            facts.bound(thing, "earliest")
            if facts.all(thing, "endDate") and facts.all(thing, "date")
            else None
        )
        if first:
            yield Corruption(
                f"{thing.value} ends too early",
                put(thing, "endDate", day(first - dt.timedelta(days=rng.randint(1, 900)))),
            )


@kind("an expectation whose day has passed", "AnticipationAdviceShape-passed")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for iri, claim in facts.claims.items():
        events = [s for s, p, o in claim.statements if p == TYPE and "/event/" in str(s)]
        if (
            claim.standing == "anticipated"
            and events
            and not any(p == node("tkg:date") for _, p, _ in claim.statements)
        ):
            gone = TODAY - dt.timedelta(days=rng.randint(30, 2000))
            yield Corruption(
                f"{iri} expected by {gone}",
                lambda q: (q,),
                (Quad(events[0], node("tkg:date"), day(gone), NamedNode(iri)),),
            )


@kind("two accepted dates", "DatedThingShape-date", "LifecycleEventShape-date")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for event, first in facts.having(
        "date", "Signature", "ChamberApproval", "EntryIntoForce", "ExecutiveAssent"
    ):
        other = day(facts.bound(event, "earliest") + dt.timedelta(days=rng.randint(1, 60)))
        if other != first:
            yield Corruption(
                f"a second date of {event.value}", lambda q: (q,), also(facts, event, "date", other)
            )


@kind("an expected event as accepted", "LifecycleEventShape-hasMode")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for event in facts.a("Signature", "ChamberApproval", "Negotiation", "EntryIntoForce", "Submission"):
        mode = node(rng.choice(["mode:anticipated", "mode:scheduled"]))
        yield Corruption(f"still to come: {event.value}", lambda q: (q,), also(facts, event, "hasMode", mode))


@kind("grantor is beneficiary", "ProvisionShape-twoStates")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for provision, grantor in facts.having("hasGrantor", *PROVISIONS):
        yield Corruption(f"{provision.value} to its own grantor", put(provision, "hasBeneficiary", grantor))


@kind("a grantor that is no party", "ProvisionShape-parties")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    states = facts.a("State")
    for provision, agreement in facts.having("ofAgreement", *PROVISIONS):
        stranger = rng.choice([state for state in states if state not in facts.all(agreement, "hasParty")])
        yield Corruption(
            f"{provision.value} granted by {stranger.value}", put(provision, "hasGrantor", stranger)
        )


@kind("no grantor", "ProvisionShape-hasGrantor")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for provision, _ in facts.having("hasGrantor", *PROVISIONS):
        yield Corruption(f"no grantor: {provision.value}", put(provision, "hasGrantor"))


@kind("a lost mirror", "AccessRightAdviceShape-mirror")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    rights = facts.a("AccessRight")
    for right in rights:
        ends = [facts.one(right, name) for name in ("ofAgreement", "hasGrantor", "hasBeneficiary")]
        mirrors = [
            r
            for r in rights
            if [facts.one(r, n) for n in ("ofAgreement", "hasBeneficiary", "hasGrantor")] == ends
        ]
        if mirrors and node("category:logistics-pact") in facts.all(ends[0], "hasCategory"):
            yield Corruption(f"mirror of {right.value} lost", forget(*mirrors))


@kind("a number without its unit", "LimitShape-limitUnit", "ProvisionShape-valueAndUnit")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for provision, _ in facts.having("limitUnit", "Limit", "Duration", "NotificationDuty"):
        yield Corruption(f"no unit: {provision.value}", put(provision, "limitUnit"))


@kind(
    "a limit of nothing",
    "LimitShape-limitValue",
    "DurationShape-limitValue",
    "NotificationDutyShape-limitValue",
)
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for provision, _ in facts.having("limitValue", "Limit", "Duration", "NotificationDuty"):
        nothing = rng.choice(
            [
                Literal(str(-rng.randint(1, 9)), datatype=node("xsd:integer")),
                Literal("0", datatype=node("xsd:integer")),
                Literal("five"),
            ]
        )
        yield Corruption(f"{provision.value}: {nothing.value}", put(provision, "limitValue", nothing))


@kind("an exclusion that permits", "ExclusionShape-hasModality")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for provision in facts.a("Exclusion"):
        other = node(rng.choice(["modality:may", "modality:must"]))
        yield Corruption(
            f"permitted: {provision.value}", lambda q: (q,), also(facts, provision, "hasModality", other)
        )


@kind("may and must at once", "ProvisionShape-hasModality")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for provision in facts.a("AccessRight", "SupportObligation"):
        both = [
            also(facts, provision, "hasModality", node(modality))[0]
            for modality in ("modality:may", "modality:must")
        ]
        yield Corruption(f"two modalities: {provision.value}", lambda q: (q,), tuple(both))


@kind("a kind of support as a facility", "ProvisionShape-coversFacility")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for provision in facts.a("AccessRight"):
        yield Corruption(
            f"fuel as a facility: {provision.value}",
            put(provision, "coversFacility", node(rng.choice(["support:fuel", "force:navy"]))),
        )


@kind("a payment rule that does not say how", "ReimbursementShape-hasPayment")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for provision in facts.a("Reimbursement"):
        yield Corruption(f"no payment: {provision.value}", put(provision, "hasPayment"))


@kind("an article of a secret text", "ProvisionShape-publicArticle")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    secret = Literal("false", datatype=node("xsd:boolean"))
    for provision, agreement in facts.having("ofAgreement", *PROVISIONS):
        if not facts.all(agreement, "textIsPublic"):
            extra = also(facts, provision, "article", Literal(str(rng.randint(1, 20)))) + also(
                facts, agreement, "textIsPublic", secret
            )
            yield Corruption(f"article of a secret text: {provision.value}", lambda q: (q,), extra)


@kind("a pact with itself", "AgreementShape-hasParty")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for agreement in facts.a("Agreement"):
        parties = facts.all(agreement, "hasParty")
        if len(parties) == 2:
            yield Corruption(f"one party: {agreement.value}", put(agreement, "hasParty", rng.choice(parties)))


@kind("a signatory without a part", "ParticipationShape-hasRole")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for participation in facts.a("Participation"):
        yield Corruption(
            f"no role: {participation.value}",
            put(participation, "hasRole", *([node("mode:scheduled")] if rng.random() < 0.5 else [])),
        )


@kind("a chamber of another State", "ChamberShape-sameState")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    legislatures = facts.a("Legislature")
    for chamber, state in facts.having("organOf", "LowerChamber", "UpperChamber"):
        other = rng.choice([body for body in legislatures if facts.one(body, "organOf") not in (state, None)])
        yield Corruption(f"{chamber.value} in {other.value}", put(chamber, "chamberOf", other))


@kind("two States with one code", "StateShape-ownCodes")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    coded = list(facts.having("isoAlpha3", "State"))
    for state, code in coded:
        other = rng.choice([value for other, value in coded if value != code])
        yield Corruption(f"{state.value} is {other.value}", put(state, "isoAlpha3", other))


@kind("a step of another procedure", "RouteShape-sameProcedure")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    steps = facts.a("Step")
    for route, procedure in facts.having("inProcedure", "Route"):
        far = rng.choice([step for step in steps if facts.one(step, "inProcedure") != procedure])
        yield Corruption(f"{route.value} to {far.value}", put(route, "toStep", far))


@kind("two steps with one number", "StepShape-numbers")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for step, procedure in facts.having("inProcedure", "Step"):
        others = [s for s in facts.a("Step") if s != step and facts.one(s, "inProcedure") == procedure]
        yield Corruption(
            f"number twice: {step.value}",
            put(step, "stepNumber", *facts.all(rng.choice(others), "stepNumber")),
        )


@kind("a step taken by the wrong kind of event", "StepOrderShape-kind")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for event, step in facts.having(
        "actualises", "Submission", "ChamberApproval", "ExecutiveAssent", "Signature", "ExchangeOfNotes"
    ):
        wanted = facts.all(step, "hasEventClass")
        others = [
            s for s in facts.a("Step") if (classes := facts.all(s, "hasEventClass")) and classes != wanted
        ]
        yield Corruption(f"{event.value} takes another step", put(event, "actualises", rng.choice(others)))


@kind("a required step that was skipped", "StepAdviceShape-required")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for route in facts.a("Route"):
        if facts.one(route, "hasRouteKind") == node("routekind:requires"):
            before = facts.one(route, "fromStep")
            takers = [s for s, said in facts.about.items() if before in said.get(node("tkg:actualises"), ())]
            followers = [
                s
                for s, said in facts.about.items()
                if facts.one(route, "toStep") in said.get(node("tkg:actualises"), ())
            ]
            if takers and followers:
                yield Corruption(f"{before.value} skipped", forget(*takers))


@kind("a claim without a source", "ClaimShape-statedBy")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for iri in facts.claims:
        yield Corruption(f"no source: {iri}", put(NamedNode(iri), "statedBy"))


@kind("overruled for no reason", "ClaimShape-reason")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for iri, claim in facts.claims.items():
        if claim.standing in ("overruled", "disputed"):
            yield Corruption(f"no reason: {iri}", put(NamedNode(iri), "standingReason"))


@kind("overruled by nobody", "ClaimShape-better", "ClaimShape-yieldsTo")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for iri, claim in facts.claims.items():
        if claim.standing in ("overruled", "coarser"):
            yield Corruption(f"yields to nothing: {iri}", put(NamedNode(iri), "yieldsTo"))


@kind("accepted, and yields", "ClaimShape-noYield")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for iri, claim in facts.claims.items():
        if claim.standing in ("overruled", "coarser") and claim.yields_to:
            yield Corruption(
                f"accepted after all: {iri}", put(NamedNode(iri), "hasStanding", node("standing:accepted"))
            )


@kind("two standings", "ClaimShape-hasStanding")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for iri, claim in facts.claims.items():
        if claim.standing == "accepted":
            extra = node(rng.choice(["standing:overruled", "standing:disputed"]))
            yield Corruption(
                f"two standings: {iri}",
                lambda q: (q,),
                (Quad(NamedNode(iri), node("tkg:hasStanding"), extra),),
            )


@kind(
    "an opinion among the facts",
    "NoOpinionShape-assessment",
    "NoOpinionShape-opinion",
    "NoOpinionShape-namesRegion",
)
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for iri, claim in facts.claims.items():
        if claim.standing == "assessment":
            yield Corruption(
                f"opinion accepted: {iri}", put(NamedNode(iri), "hasStanding", node("standing:accepted"))
            )


@kind("a fact outside a claim", "FactInClaim")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for provision in facts.a(*PROVISIONS):
        yield Corruption(
            f"beside the claims: {provision.value}",
            lambda q: (q,),
            (Quad(provision, node("tkg:article"), Literal("3")),),
        )


@kind("a source that cannot be found", "SourceShape-ranked")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    reference = facts.a("ReferenceWork")
    for source, _ in facts.having("url", "Source"):
        if source not in reference:
            yield Corruption(
                f"no address or tier: {source.value}", put(source, rng.choice(["url", "hasTier"]))
            )


@kind("one story as two voices", "SourceAdviceShape-oneVoice")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    dated = [source for source, _ in facts.having("date", "Source") if facts.one(source, "dcterms:title")]
    for source in dated:
        copy = NamedNode(f"{source.value}-copy")
        said = [
            Quad(copy, p, o)
            for p, values in facts.about[source].items()
            for o in values
            if p != node("tkg:inGroup")
        ]
        group = rng.choice(
            [g for other in dated if (g := facts.one(other, "inGroup")) and g != facts.one(source, "inGroup")]
        )
        yield Corruption(
            f"copied: {source.value}", lambda q: (q,), (*said, Quad(copy, node("tkg:inGroup"), group))
        )


@kind("a passage that ends before it starts", "PassageShape-offsets", "PassageShape-endOffset")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for passage, start in facts.having("startOffset", "Passage"):
        if int(start.value) > 0:
            early = Literal(str(rng.randrange(int(start.value))), datatype=node("xsd:integer"))
            yield Corruption(f"backwards: {passage.value}", put(passage, "endOffset", early))


@kind("a thing without a name", "LabelShape-prefLabel")
def _(facts: Facts, rng: random.Random) -> Iterator[Corruption]:
    for thing in facts.a("Agreement", "Person", "State", "Signature", "AccessRight", "Legislature"):
        yield Corruption(f"no name: {thing.value}", put(thing, "skos:prefLabel"))


PROVISIONS = ("AccessRight", "SupportObligation", "Limit", "Exclusion", "Reimbursement", "NotificationDuty")


def spoiled(facts: Facts, dataset: Dataset, corruption: Corruption) -> Dataset:
    """The dataset after a corruption."""
    quads = [new for quad in facts.quads for new in corruption.change(quad)]
    claims, evidence = claims_of([*quads, *corruption.added])
    return Dataset(dataset.vocabulary, claims, evidence)


_Results = set[tuple[str, str, str]]


def results(dataset: Dataset) -> _Results:
    """What the shapes say: code, focus, value."""
    return {
        (r.code.removeprefix("shape:"), r.focus, r.value)
        for r in validate(dataset, view(dataset), as_of=TODAY).results
    }


_SHARED: list[
    tuple[Dataset, Facts, _Results, list[tuple[str, Corruption]]]
] = []  # what a forked worker has: a change is not sent


def _seen(number: int) -> list[str]:
    dataset, facts, clean, tasks = _SHARED[0]
    return sorted({code for code, _, _ in results(spoiled(facts, dataset, tasks[number][1])) - clean})


def chosen(facts: Facts, seed: int) -> Iterator[tuple[str, Corruption]]:
    """Up to EACH corruptions of each kind, the same for the same seed."""
    for name, (_, sites) in KINDS.items():
        rng = random.Random(f"{seed} {name}")  # noqa: S311 - a repeatable choice, no secret
        found = list(sites(facts, rng))
        yield from ((name, corruption) for corruption in rng.sample(found, min(EACH, len(found))))


def run(seed: int = 1) -> dict[str, list[tuple[str, bool, list[str]]]]:
    """For each kind: what was spoiled, whether one of the right shapes said so, and which shapes spoke."""
    dataset = load()
    facts = Facts(dataset)
    tasks = list(chosen(facts, seed))
    _SHARED[:] = [
        (dataset, facts, results(Dataset(dataset.vocabulary, dataset.claims, dataset.evidence)), tasks)
    ]
    found: dict[str, list[tuple[str, bool, list[str]]]] = {name: [] for name in KINDS}
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        for (name, corruption), codes in zip(
            tasks, pool.map(_seen, range(len(tasks)), chunksize=4), strict=True
        ):
            found[name].append((corruption.what, bool(KINDS[name][0] & set(codes)), codes))
    return found


def main() -> None:
    """Print what was caught."""
    found = run(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for name, tried in sorted(found.items()):
        print(f"{sum(ok for _, ok, _ in tried):3d} of {len(tried):3d}  {name}")
        for what, ok, codes in tried:
            if not ok:
                print(f"           missed: {what} (said: {', '.join(codes) or 'nothing'})")
    every = [ok for tried in found.values() for _, ok, _ in tried]
    print(
        f"\n{len(found)} kinds, {len(every)} corruptions, {sum(every)} caught ({sum(every) / len(every):.1%})"
    )


if __name__ == "__main__":
    main()
