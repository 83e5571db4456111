"""The accepted view: what a careful reader says on one day, about one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from treatykg.claims import ACCEPTED, BOUNDS, DATE, STANDING, TYPE, Claim, Statement, known, sources_of, standing_among
from treatykg.clocks import Clocks
from treatykg.dataset.load import Dataset
from treatykg.dates import PartialDate
from treatykg.namespaces import EVIDENCE, PREFIXES, tkg
from treatykg.pause import no_collection

_XSD_DATE = NamedNode(f"{PREFIXES['xsd']}date")
_STANDING = PREFIXES["standing"]
_GRAPH = NamedNode(EVIDENCE)
_OF, _GRANTOR, _SIGNATURE = (NamedNode(tkg(name)) for name in ("ofAgreement", "hasGrantor", "Signature"))
Bounds = dict[NamedNode, tuple[dt.date, dt.date]]
_DEPENDS_ON = frozenset({NamedNode(tkg("inEvent"))})


@no_collection()
def view(dataset: Dataset, clocks: Clocks = Clocks()) -> list[Quad]:
    """List the quads that questions read.

    The default graph holds the vocabulary, what the accepted and known claims state, and the first
    and last day of each date and end. Each known claim is also a named graph, and the graph
    `graph/evidence` says who states it and how it stands among what is known.

    >>> view(Dataset())
    []
    """
    sources = sources_of(dataset.evidence)
    claims = known(dataset.claims, sources, clocks.known_on)
    standings = {iri: standing_among(claim, claims, dataset.claims, sources.weak) for iri, claim in claims.items()}
    accepted = list(dict.fromkeys(s for iri, c in claims.items() if standings[iri] == ACCEPTED for s in c.statements))
    if clocks.as_of:
        gone = _not_yet(accepted, bounds_of(accepted), clocks.as_of)
        accepted = [s for s in accepted if s[0] not in gone and s[2] not in gone]
    quads = list(dataset.vocabulary)
    quads += [Quad(*statement) for statement in accepted]
    quads += _day_quads(accepted, DefaultGraph())
    for iri, claim in claims.items():
        graph = NamedNode(iri)
        quads += [Quad(subject, predicate, value, graph) for subject, predicate, value in claim.statements]
    quads += _evidence_quads(dataset.evidence, dataset.claims, standings)
    quads += _day_quads(dataset.evidence, _GRAPH)
    return quads


def bounds_of(statements: Iterable[Statement | Quad], dated_by: NamedNode = DATE) -> Bounds:
    """The first and the last day on which each thing can have begun (or ended: `dated_by` END_DATE); two accepted dates widen it."""
    found: Bounds = {}
    for subject, predicate, value, *_ in statements:
        if predicate != dated_by or not isinstance(value, Literal) or not isinstance(subject, NamedNode):
            continue
        try:
            date = PartialDate.read(value.value, value.datatype.value)
        except ValueError:
            continue  # not a date: the shapes report it, with its place
        first, last = found.get(subject, (date.first, date.last))
        found[subject] = (min(first, date.first), max(last, date.last))
    return found


def _not_yet(statements: Iterable[Statement], bounds: Bounds, as_of: dt.date) -> set[NamedNode | Literal]:
    """What had surely not happened by `as_of`, and what cannot have been there without it.

    Whoever took part in an event to come; the provisions of an agreement that was still to be signed; and such an
    agreement itself, unless something in its life (its negotiation, say) may have happened.
    """
    gone: set[NamedNode | Literal] = {subject for subject, (first, _) in bounds.items() if first > as_of}
    telling: dict[NamedNode, list[Statement]] = {predicate: [] for predicate in (_OF, TYPE, _GRANTOR, *_DEPENDS_ON)}
    for statement in statements:
        if (found := telling.get(statement[1])) is not None:
            found.append(statement)
    parts = [(part, whole) for part, _, whole in telling[_OF]]
    signatures = {subject for subject, _, kind in telling[TYPE] if kind == _SIGNATURE}
    signed = {whole for part, whole in parts if part in signatures and part not in gone}
    unsigned = {whole for part, whole in parts if part in signatures and part in gone} - signed
    begun = {whole for part, whole in parts if part in bounds and part not in gone}
    pending = {part for part, whole in parts if whole in unsigned}
    gone |= {subject for subject, _, _ in telling[_GRANTOR] if subject in pending}
    gone |= unsigned - begun
    return gone | {s for predicate in _DEPENDS_ON for s, _, o in telling[predicate] if o in gone}


def _day_quads(statements: Sequence[Statement | Quad], graph: NamedNode | DefaultGraph) -> Iterator[Quad]:
    for dated_by, properties in BOUNDS.items():
        for subject, days in bounds_of(statements, dated_by).items():
            for derived, day in zip(properties, days, strict=True):
                yield Quad(subject, derived, Literal(day.isoformat(), datatype=_XSD_DATE), graph)


def _evidence_quads(evidence: Iterable[Quad], every: dict[str, Claim], standings: dict[str, str]) -> Iterator[Quad]:
    """Evidence about known claims, each with the standing that holds among them (a second standing is kept, for the shapes to see)."""
    for quad in evidence:
        name = quad.subject.value  # type: ignore[union-attr]
        if name in every and name not in standings:
            continue
        if name in standings and quad.predicate == STANDING and quad.object == NamedNode(_STANDING + every[name].standing):
            yield Quad(quad.subject, STANDING, NamedNode(_STANDING + standings[name]), _GRAPH)
        else:
            yield Quad(quad.subject, quad.predicate, quad.object, _GRAPH)


__all__ = ["bounds_of", "view"]
