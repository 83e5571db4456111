"""From an entity or a claim back to who says so: claims, passages and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import (
    DATE,
    HAS_SOURCE,
    LINKS,
    STANDING,
    STATED_BY,
    TIER,
    WEAK,
    YIELDING,
    Standing,
    Statement,
)
from treatykg.namespaces import EVIDENCE, is_claim, short, tkg
from treatykg.store.base import Store
from treatykg.store.results import Term, text
from treatykg.terms import DCTERMS, RDF, SKOS, TKG, resource

if TYPE_CHECKING:
    from treatykg.view.lookup import Accepted

ORDER = tuple(Standing)
_CONTESTED = (Standing.UNCONFIRMED, *YIELDING, Standing.ANTICIPATED, Standing.WITHDRAWN)
_GRAPH = NamedNode(EVIDENCE)
_NAMING = (SKOS.prefLabel.value, SKOS.altLabel.value, RDF.type.value)
_ABOUT, _OF, _FROM_SOURCE = (TKG[name] for name in ("about", "ofAgreement", "fromSource"))


@dataclass(frozen=True, slots=True)
class Citation:
    """A source, and the place in it: `passage` is `characters 12-80`, the number of a printed issue, or
    empty.
    """

    source: str
    title: str
    publisher: str
    date: str
    url: str
    tier: str
    group: str
    passage: str = ""

    def line(self) -> str:
        """Write the citation as one line."""
        parts = [self.publisher, f"“{self.title}”" if self.title else "", self.date, self.passage, self.url]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim: what it states, how it stands and why, and who states it."""

    claim: str
    standing: str
    reason: str
    yields_to: tuple[str, ...]
    identifiers: tuple[str, ...]
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]

    def with_statements(self, more: tuple[Statement, ...]) -> Evidence:
        """Add statements that were narrowed away."""
        return replace(self, statements=tuple(dict.fromkeys(self.statements + more)))


@dataclass(frozen=True, slots=True)
class Known:
    """What was gathered for one answer: claims, and what leads from a thing to claims, each once, since one
    claim can tell of very many things.
    """

    claims: dict[str, Evidence] = field(default_factory=dict)
    leads: dict[tuple[str, str], list[Evidence]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entity:
    """What is known of one thing: its name and classes, the claims about it and the contested ones about its
    parts, and those parts.
    """

    iri: str
    name: str
    types: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    parts: tuple[tuple[str, str], ...]


def about(store: Store, entity: str, known: Known | None = None) -> list[Evidence]:
    """List the claims that state something of an entity: accepted ones first, then by IRI.

    Parameters: `known`, what was gathered so far, to which this is added.
    """
    return _claims(store, store.quads(resource(entity)), known or Known())


def parts_of(store: Store, agreement: str) -> set[str]:
    """List what any claim, accepted or not, says is a part of an agreement."""
    return {text(quad.subject) for quad in store.quads(predicate=_OF, value=resource(agreement))}


def opinions(store: Store, entity: str) -> list[Evidence]:
    """List the claims that give an author's opinion about an entity."""
    return _claims(store, store.quads(predicate=_ABOUT, value=resource(entity)), Known())


def entity(store: Store, graph: Accepted, iri: str) -> Entity:
    """Gather what is known of an entity: what is claimed of it, what is contested about its parts, and
    opinions.

    Parameters: `graph`, what is accepted, for names and parts.
    """
    parts = [
        (graph.name(part), part)
        for name in ("ofAgreement", "organOf", "inProcedure", "inEvent")
        for part in graph.pointing(name, iri)
    ]
    known = Known()
    found = about(store, iri, known)
    claimed = sorted({part for _, part in parts} | parts_of(store, iri))
    contested = (
        item for part in claimed for item in about(store, part, known) if item.standing in _CONTESTED
    )
    every = {item.claim: item for item in (*found, *contested, *opinions(store, iri))}
    return Entity(
        iri, graph.name(iri), tuple(sorted(graph.types(iri))), tuple(every.values()), tuple(sorted(parts))
    )


def behind(
    store: Store, cells: Mapping[str, Term | None], trace: Sequence[tuple[str, str]], known: Known
) -> list[Evidence]:
    """List the claims behind one row of a saved question, accepted ones first.

    Parameters: `cells` of the row by variable; `trace`, which variables lead to claims, and by which property
    (see `queries.catalogue`); `known`, what was gathered for other rows, to which this is added.
    """
    found: dict[str, Evidence] = {}
    for variable, name in trace:
        cell = cells.get(variable)
        for item in _leading_from(store, cell.value, name, known) if isinstance(cell, NamedNode) else ():
            before = found.get(item.claim)
            found[item.claim] = before.with_statements(item.statements) if before else item
    return list(found.values())


def _leading_from(store: Store, iri: str, name: str, known: Known) -> list[Evidence]:
    if is_claim(iri) and store.quads(graph=NamedNode(iri)):
        return [_known(store, iri, known)]
    if (iri, name) in known.leads:
        return known.leads[iri, name]
    quads = store.quads(resource(iri))
    said = _by_claim(quad for quad in quads if not name or quad.predicate == TKG[name])
    narrowed = (
        replace(item, statements=tuple(sorted(said.get(item.claim, ()), key=str)))
        for item in _claims(store, quads, known)
    )
    known.leads[iri, name] = found = [
        item for item in narrowed if any(p.value not in _NAMING for _, p, _ in item.statements)
    ]
    return found


def stated(store: Store, predicate: NamedNode) -> Iterator[tuple[str, str, str, str]]:
    """List what claims state with a property: the subject, the value, the claim, and how it stands."""
    for quad in store.quads(predicate=predicate):
        if isinstance(quad.graph_name, NamedNode) and is_claim(quad.graph_name.value):
            standing = short(_one(_properties(store, quad.graph_name), STANDING.value))
            yield text(quad.subject), text(quad.object), quad.graph_name.value, standing


def rival_dates(store: Store) -> dict[str, list[tuple[str, str, str]]]:
    """List, for each thing, the dates that are claimed and not accepted: as written, how the claim stands,
    and the claim.

    A coarser date is no rival.
    """
    found: dict[str, list[tuple[str, str, str]]] = {}
    for subject, written, name, standing in stated(store, DATE):
        if standing in (Standing.OVERRULED, Standing.DISPUTED, Standing.UNCONFIRMED):
            found.setdefault(subject, []).append((written, standing, name))
    return {iri: sorted(dates) for iri, dates in found.items()}


def doubts(store: Store, agreements: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Say what a reader should be warned of: that sources disagree about an agreement or its parts, or that
    only weak ones tell of it.
    """
    standings, sources, tiers = (_pairs(store, predicate) for predicate in (STANDING, _FROM_SOURCE, TIER))
    found: dict[str, tuple[str, ...]] = {}
    for agreement in dict.fromkeys(agreements):
        quads = (
            quad for part in (agreement, *parts_of(store, agreement)) for quad in store.quads(resource(part))
        )
        claims = {
            quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)
        } & standings.keys()
        standing = {claim: short(standings[claim][0]) for claim in claims}
        stated = (
            source for claim in claims if standing[claim] == "accepted" for source in sources.get(claim, ())
        )
        seen = {tier for source in stated for tier in tiers.get(source, ("",))}
        disagree = not {"disputed", "overruled"}.isdisjoint(standing.values())
        found[agreement] = (
            *(("sources disagree",) if disagree else ()),
            *(("weak sources only",) if seen == {WEAK.value} else ()),
        )
    return found


def _pairs(store: Store, predicate: NamedNode) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for quad in store.quads(predicate=predicate, graph=_GRAPH):
        found.setdefault(text(quad.subject), []).append(text(quad.object))
    return found


def giving(store: Store, entity: str, name: str) -> list[str]:
    """List the accepted claims that give one of our properties of an entity, by IRI."""
    found = _by_claim(store.quads(resource(entity), TKG[name]))
    return sorted(
        iri
        for iri in found
        if short(_one(_properties(store, NamedNode(iri)), STANDING.value)) == Standing.ACCEPTED
    )


def _by_claim(quads: Iterable[Quad]) -> dict[str, set[Statement]]:
    """Sort quads by the claims that state them."""
    found: dict[str, set[Statement]] = {}
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode) and is_claim(quad.graph_name.value):
            found.setdefault(quad.graph_name.value, set()).add((quad.subject, quad.predicate, quad.object))  # type: ignore[arg-type]
    return found


def _known(store: Store, iri: str, known: Known) -> Evidence:
    if iri not in known.claims:
        known.claims[iri] = claim(store, iri)
    return known.claims[iri]


def _claims(store: Store, quads: Iterable[Quad], known: Known) -> list[Evidence]:
    found = [_known(store, iri, known) for iri in _by_claim(quads)]
    return sorted(
        found,
        key=lambda e: (ORDER.index(Standing(e.standing)) if e.standing in ORDER else len(ORDER), e.claim),
    )


def claim(store: Store, iri: str) -> Evidence:
    """Gather the evidence for one claim."""
    said = _properties(store, resource(iri))
    stated = store.quads(graph=NamedNode(iri))
    return Evidence(
        claim=iri,
        standing=short(_one(said, STANDING.value)),
        reason=_one(said, tkg("standingReason")),
        yields_to=tuple(sorted(said.get(tkg("yieldsTo"), []))),
        identifiers=tuple(sorted(said.get(DCTERMS.identifier.value, []))),
        statements=tuple(sorted(((q.subject, q.predicate, q.object) for q in stated), key=str)),  # type: ignore[misc]
        citations=tuple(
            sorted(
                (_citation(store, iri) for iri in said.get(STATED_BY.value, [])),
                key=lambda c: (c.source, c.passage),
            )
        ),
    )


def _citation(store: Store, iri: str) -> Citation:
    said = _properties(store, resource(iri))
    passage = _one(said, DCTERMS.bibliographicCitation.value)
    if HAS_SOURCE.value in said:
        passage = f"characters {_one(said, tkg('startOffset'))}–{_one(said, tkg('endOffset'))}"
        iri = _one(said, HAS_SOURCE.value)
        said = _properties(store, resource(iri))
    return Citation(
        source=iri,
        title=_one(said, DCTERMS.title.value),
        publisher=_one(said, tkg("publisher")),
        date=_one(said, tkg("date")),
        url=_one(said, tkg("url")),
        tier=short(_one(said, tkg("hasTier"))),
        group=_one(said, tkg("inGroup")),
        passage=passage,
    )


def _properties(store: Store, subject: NamedNode) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for quad in store.quads(subject, graph=_GRAPH):
        if quad.predicate not in LINKS or not isinstance(quad.object, Literal):
            found.setdefault(quad.predicate.value, []).append(text(quad.object))
    return found


def _one(said: dict[str, list[str]], predicate: str) -> str:
    return min(said.get(predicate, [""]))
