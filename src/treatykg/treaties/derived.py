"""What follows from the facts, as quads: the graph `graph/derived`, each node with what it was derived from
(PROV-O, wasDerivedFrom).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import SKOS_LABEL, TYPE, Standing, Statement
from treatykg.clocks import Clocks
from treatykg.dataset.load import Dataset
from treatykg.dates import Certainty
from treatykg.gc_pause import no_collection
from treatykg.namespaces import DERIVED, EVIDENCE, ID, NS, PREFIXES
from treatykg.terms import PROV, TKG, XSD, resource
from treatykg.treaties.concerns import concerns
from treatykg.treaties.conflicts import positions
from treatykg.treaties.modality import modalities
from treatykg.treaties.model import Period, Span, Status
from treatykg.treaties.next_steps import NextStep, next_steps, procedures
from treatykg.treaties.not_stated import not_stated
from treatykg.treaties.read import agreement, agreements
from treatykg.treaties.reciprocity import ACCESS, Reciprocity, reciprocities
from treatykg.treaties.reported import NO_DAY
from treatykg.treaties.status import periods
from treatykg.treaties.voices import voices
from treatykg.view.bounds import Bounds, days_of
from treatykg.view.build import View, day_statements
from treatykg.view.happenings import states_that_acted
from treatykg.view.lookup import Accepted

_FROM = PROV.wasDerivedFrom
_TRUE = Literal("true", datatype=XSD.boolean)
_DATE, _INTEGER = (XSD[name] for name in ("date", "integer"))
_DAYS = (("earliest", "first"), ("latest", "last"))
Triples = Iterator[Statement]


def view_quads(dataset: Dataset, clocks: Clocks = Clocks()) -> list[Quad]:
    """List all that questions read: the view of a dataset, and what follows from it.

    >>> view_quads(Dataset())
    []
    """
    return all_quads(View.of(dataset, clocks))


def all_quads(view: View) -> list[Quad]:
    """List the quads of a view and of what follows from it, all of which is in `graph/derived`.

    What follows from the facts is in the default graph too; what follows from claims of any standing is not.
    """
    with no_collection():
        quads = view.quads()
        happened = [*_announced(view), *_acted(view)]
        facts, graph = Accepted(view.vocabulary), NamedNode(DERIVED)
        facts.add(view.believed())
        facts.add(happened)
        derived = dict.fromkeys(_from_claims(view, facts))
        quads += [Quad(*statement, graph) for statement in derived]
        derived = dict.fromkeys((*happened, *_from_facts(view, facts)))
        quads += [Quad(*statement) for statement in derived]
        quads += [Quad(*statement, graph) for statement in derived]
        evidence = NamedNode(EVIDENCE)
        found = voices(view.evidence)
        quads += [
            Quad(resource(one), _t("hasVoice"), resource(voice), evidence) for one, voice in found.items()
        ]
        for iri, claim in view.claims.items():
            quads += [
                Quad(NamedNode(iri), _t("fromSource"), resource(one), evidence)
                for one in sorted(claim.sources)
            ]
        return quads


def _announced(view: View) -> Triples:
    return ((thing, _t("onlyAnnounced"), _TRUE) for thing in view.scheduled)


def _from_claims(view: View, graph: Accepted) -> Triples:
    """List what the rules derive from the claims, whatever their standing: what each concerns, and where they
    are in conflict.
    """
    concerned: dict[str, list[NamedNode]] = {}
    for iri, about in concerns(view.claims, view.accepted, agreements(graph)):
        concerned.setdefault(iri, []).append(resource(about))
        yield NamedNode(iri), _t("concernsAgreement"), resource(about)
    for one in positions(view.claims, graph.name):
        key = (one.thing, one.property.removeprefix(NS))
        conflict, node, claim = (
            _node("conflict", one.first, *key),
            _node("position", one.claim, *key),
            NamedNode(one.claim),
        )
        yield conflict, TYPE, _t("Conflict")
        yield conflict, NamedNode(SKOS_LABEL), Literal(one.matter)
        yield from ((conflict, _t("concernsAgreement"), about) for about in concerned.get(one.claim, ()))
        if one.thing:
            yield conflict, _t("concernsThing"), resource(one.thing)
            yield conflict, _t("concernsProperty"), NamedNode(one.property)
        yield node, TYPE, _t("Position")
        yield node, _t("inConflict"), conflict
        yield node, _t("inWords"), Literal(one.words)
        yield from ((each, _FROM, claim) for each in (conflict, node))


def _from_facts(view: View, graph: Accepted) -> Triples:
    """List what the rules derive from what is accepted.

    Parameters: `graph`, what is accepted, what was only announced, and who acted.
    """
    for thing, bounds in view.bounds.items():
        yield from _day_numbers(thing, bounds)
        yield from _ground(thing, bounds)
    needs = {_key(stop): frozenset(map(_key, starts)) for stop, starts in view.happenings.needs.items()}
    for iri, modality in modalities(graph):
        yield resource(iri), _t("hasModality"), resource(modality)
    found = procedures(graph, needs)
    standing: dict[str, list[Period]] = {}
    for iri in agreements(graph):
        about = agreement(graph, iri)
        told = standing[iri] = periods(about)
        for number, period in enumerate(told):
            yield from _period(period, number)
        for one in reciprocities(about):
            yield from _reciprocity(one)
        in_force = any(one.status == Status.IN_FORCE and one.on(None) == Certainty.CERTAINLY for one in told)
        over = any(one.status == Status.ENDED for one in told)
        if (
            not in_force
            and not over
            and (about.of_kind("Signature") or any(event.steps for event in about.events))
        ):
            for step in next_steps(graph, about, found):
                yield from _next_step(step)
    stated = (statement for claim in view.claims.values() for statement in claim.statements)
    for iri, aspect in not_stated(standing, stated):
        yield resource(iri), _t("doesNotState"), NamedNode(f"{PREFIXES['aspect']}{aspect}")
    yield from _reported(view, graph, standing)


def _acted(view: View) -> Triples:
    """Which States acted in each thing that happened."""
    happened = view.happenings
    return _by_state(
        {thing: states for thing, states in happened.states.items() if thing in happened.classes}
    )


def _by_state(acted: Mapping[NamedNode, Iterable[object]]) -> Triples:
    for thing, states in acted.items():
        yield from (
            (thing, _t("byState"), state) for state in sorted(states, key=str) if isinstance(state, NamedNode)
        )


def _day_numbers(thing: NamedNode, bounds: Bounds) -> Triples:
    """The days as numbers, counted from 1 January of the year 1 (Rata Die), so that any engine subtracts
    them.
    """
    for name, day in (("firstDayNumber", bounds.first), ("lastDayNumber", bounds.last)):
        if day:
            yield thing, _t(name), Literal(str(day.toordinal()), datatype=_INTEGER)


def _ground(thing: NamedNode, bounds: Bounds) -> Triples:
    """Of a bound that is not the thing's own date: what it follows from."""
    for (name, side), ground in zip(_DAYS, (bounds.after, bounds.before), strict=True):
        day = getattr(bounds, side)
        if ground is not None and day:
            node = _node("bound", thing.value, name)
            yield node, TYPE, _t("Bound")
            yield node, _t("isBoundOf"), thing
            yield node, _t(name), Literal(day.isoformat(), datatype=_DATE)
            yield node, _FROM, ground


def _period(period: Period, number: int, reported: Iterable[NamedNode] = ()) -> Triples:
    reported = list(reported)
    node = _node("reported" if reported else "period", period.agreement, period.status, str(number))
    yield node, TYPE, _t("StatusPeriod")
    yield node, _t("isStatusOf"), resource(period.agreement)
    yield (
        node,
        _t("reportsStatus" if reported else "hasStatus"),
        NamedNode(f"{PREFIXES['status']}{period.status}"),
    )
    if period.state:
        yield node, _t("ofState"), resource(period.state)
    for suffix, span in (("", period.begin), ("End", period.end or Span())):
        for name, side in _DAYS:
            if day := getattr(span, side):
                yield node, _t(f"{name}{suffix}"), Literal(day.isoformat(), datatype=_DATE)
    for name, span in (("since", period.begin), ("until", period.end or Span())):
        # A first day alone is the day before which it cannot have begun: no voice reports that.
        words = NO_DAY if reported and name == "since" and not span.last else span.words()
        if words:
            yield node, _t(name), Literal(words)
    if period.perhaps_before:
        yield node, _t("perhapsBefore"), _TRUE
    for event in period.because:
        yield node, _t("isBegunBy"), resource(event.iri)
    for event in period.ended_by:
        yield node, _t("isEndedBy"), resource(event.iri)
    for ground in reported or [resource(event.iri) for event in (*period.because, *period.ended_by)]:
        yield node, _FROM, ground


def _reciprocity(one: Reciprocity) -> Triples:
    kind = "ReciprocalAccess" if one.kind == ACCESS else "ReciprocalSupport"
    node = _node("reciprocity", one.agreement, kind, one.state, one.partner)
    yield node, TYPE, _t(kind)
    yield node, _t("isReciprocityOf"), resource(one.agreement)
    yield node, _t("ofState"), resource(one.state)
    yield node, _t("hasPartner"), resource(one.partner)
    for name, values in (
        ("hasRight", one.rights),
        ("hasMirror", one.mirrors),
        ("hasShared", one.both),
        ("hasOnlyGranted", one.only_granted),
        ("hasOnlyReceived", one.only_received),
    ):
        for value in values:
            yield node, _t(name), resource(value)
    for ground in (*one.rights, *one.mirrors):
        yield node, _FROM, resource(ground)


def _next_step(one: NextStep) -> Triples:
    node = _node("next-step", one.agreement, one.state, one.step, one.after)
    yield node, TYPE, _t("NextStep")
    yield node, _t("isNextStepOf"), resource(one.agreement)
    yield node, _t("ofState"), resource(one.state)
    if one.step:
        yield node, _t("hasNextStep"), resource(one.step)
        yield node, _t("fromStep"), resource(one.after)
    yield node, _FROM, resource(one.event or one.agreement)


def _reported(view: View, graph: Accepted, standing: Mapping[str, Sequence[Period]]) -> Triples:
    """The periods that follow only from what is not confirmed: told as reported, never as so.

    Parameters: `graph`, what is accepted, to which the reports are added; `standing`, the periods of each
    agreement without them.
    """
    unconfirmed = {
        iri: claim for iri, claim in view.claims.items() if view.standings[iri] == Standing.UNCONFIRMED
    }
    if not unconfirmed:
        return
    statements = [statement for claim in unconfirmed.values() for statement in claim.statements]
    graph.add(statements)
    organs = [statement for statement in (*view.accepted, *statements) if statement[1] == _t("organOf")]
    acted = states_that_acted(
        (statement for statement in statements if statement[1] == _t("performedBy")), organs
    )
    graph.add(
        _by_state({thing: states for thing, states in acted.items() if thing not in view.happenings.states})
    )
    graph.add(
        day_statements(
            {thing: bounds for thing, bounds in days_of(statements).items() if thing not in view.bounds}
        )
    )
    by_event: dict[str, list[NamedNode]] = {}
    for iri, claim in unconfirmed.items():
        for subject, _, _ in claim.statements:
            by_event.setdefault(subject.value, []).append(NamedNode(iri))
    for iri, firm in standing.items():
        for number, period in enumerate(periods(agreement(graph, iri))):
            claims = [
                claim
                for event in (*period.because, *period.ended_by)
                for claim in by_event.get(event.iri, ())
            ]
            if period not in firm and claims:
                yield from _period(period, number, dict.fromkeys(claims))


def _node(kind: str, *parts: str) -> NamedNode:
    """The IRI of a derived node, from what it is about: the same for the same facts."""
    return NamedNode(
        f"{ID}derived/{kind}/" + "/".join(quote(part.removeprefix(ID), safe="/") for part in parts if part)
    )


def _key(step: object) -> str:
    return str(getattr(step, "value", ""))


def _t(name: str) -> NamedNode:
    return TKG[name]


__all__ = ["all_quads", "view_quads"]
