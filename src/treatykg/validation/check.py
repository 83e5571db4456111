"""Check a dataset against the shipped shapes: choose the engine, run it, and say where each result stands."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Quad

from treatykg.claims import BOUNDS, TYPE, Standing
from treatykg.dataset.load import Dataset, read
from treatykg.dataset.places import Place, places
from treatykg.errors import UsageError
from treatykg.namespaces import CHECKED_GRAPH, EVIDENCE, PREFIXES, curie, tkg
from treatykg.resources import files
from treatykg.shacl import setwise
from treatykg.shacl.report import Report, Result, Where
from treatykg.store.base import Progress
from treatykg.store.results import Term, text
from treatykg.terms import SH, TKG
from treatykg.validation.slips import slips, without_consequences
from treatykg.view.checked import checked

if TYPE_CHECKING:
    from treatykg.store.remote.store import RemoteStore

ENGINES = ("compiled", "pyshacl")
PROFILES = {
    "draft": ("timeline", "provisions", "procedure"),
    "publish": ("timeline", "provisions", "procedure", "required", "evidence", "recommended"),
    "strict": ("timeline", "provisions", "procedure", "required", "evidence", "recommended"),
}
_ABOUT_EVIDENCE = frozenset(
    TKG[name]
    for name in ("Claim", "Source", "ReferenceWork", "EditorialSource", "Passage", "IndependenceGroup")
)
_FACT_IN_CLAIM = f"{PREFIXES['shape']}FactInClaim"
_DERIVED = {derived.value: stated.value for stated, both in BOUNDS.items() for derived in both}
Found = dict[tuple[str, ...], list[tuple[str, Place]]]
_MOST_PLACES = 3
_IRI = re.compile(r"https?://[^\s(),]+")
_AGAINST = (
    "Correct the wrong date"  # how the message of a contradiction between dates begins to say what to do
)
_SELECT = SH.select


def validate(
    dataset: Dataset,
    quads: Sequence[Quad],
    *,
    engine: str = "compiled",
    profile: str = "publish",
    as_of: dt.date | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check a dataset against the shipped shapes.

    Parameters: `dataset`, the claims and evidence; `quads`, its view; `engine`, `compiled` or `pyshacl`;
    `profile`, `draft` for contradictions only, `publish` for all shapes, `strict` for warnings to count as
    violations; `as_of`, the day after which all is still to come (today by default); `progress`, told how far
    it is.
    Errors: UsageError for an unknown engine or profile, InputError when the engine cannot work with the data.
    """
    if engine not in ENGINES:
        raise UsageError(f"no engine {engine!r}", hint="use " + " or ".join(ENGINES))
    triples = checked(dataset, quads)
    if engine == "pyshacl":
        from treatykg.shacl import reference

        found = reference.results(triples, shapes(profile, as_of))
    else:
        found = setwise.results(triples, shapes(profile, as_of), progress)
    told = list(slips(dataset, draft=profile == "draft"))
    results = without_consequences([*_outside_claims(dataset), *found], told, dataset)
    return Report(_located([*told, *results], dataset), strict=profile == "strict")


def validate_remotely(
    store: RemoteStore,
    *,
    profile: str = "publish",
    as_of: dt.date | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check what a store behind an endpoint holds, by the engine there (see `validation.remote`).

    Errors: UsageError for an unknown profile; NetworkError; TimeLimitError.
    """
    from treatykg.validation.remote import results

    return Report(
        [*_outside_claims_of(store), *results(store, shapes(profile, as_of), progress)],
        strict=profile == "strict",
    )


def shapes(profile: str = "publish", as_of: dt.date | None = None) -> list[Quad]:
    """The shipped shapes of a profile; what they call now is the day `as_of`, when one is given.

    Errors: UsageError for an unknown profile.
    """
    if profile not in PROFILES:
        raise UsageError(f"no profile {profile!r}", hint="use " + ", ".join(PROFILES))
    found = [
        quad
        for path in files("ontology/shapes", ".ttl")
        if path.stem in PROFILES[profile]
        for quad in read(path)
    ]
    return [_at(quad, as_of) for quad in found] if as_of else found


def _at(quad: Quad, day: dt.date) -> Quad:
    """The query of a constraint, with a day in place of the clock of the engine."""
    if quad.predicate != _SELECT or not isinstance(quad.object, Literal):
        return quad
    now = f'"{day.isoformat()}T00:00:00Z"^^<{PREFIXES["xsd"]}dateTime>'
    return Quad(quad.subject, quad.predicate, Literal(quad.object.value.replace("NOW()", now)))


def _outside_claims(dataset: Dataset) -> Iterator[Result]:
    """Facts in a default graph: nobody states them, so they reach no view."""
    evidence = {
        quad.subject for quad in dataset.evidence if quad.predicate == TYPE and quad.object in _ABOUT_EVIDENCE
    }
    for quad in dataset.evidence:
        if quad.subject not in evidence and text(quad.subject) not in dataset.claims:
            yield _outside(quad.subject, quad.predicate, quad.object)


def _outside_claims_of(store: RemoteStore) -> Iterator[Result]:
    """The same, of what a store holds."""
    kinds = " ".join(map(str, sorted(_ABOUT_EVIDENCE, key=str)))
    about = f"{{ GRAPH <{EVIDENCE}> {{ VALUES ?kind {{ {kinds} }} ?s a ?kind }} }}"
    claims = f"{{ GRAPH <{CHECKED_GRAPH}> {{ ?s a <{tkg('Claim')}> }} }}"
    query = f"SELECT ?s ?p ?o {{ GRAPH <{EVIDENCE}> {{ ?s ?p ?o }} MINUS {about} MINUS {claims} }}"
    yield from (_outside(*row) for row in store.ask(query).rows)


def _outside(subject: Term | None, predicate: Term | None, value: Term | None) -> Result:
    return Result(
        "violation",
        _FACT_IN_CLAIM,
        text(subject),
        text(predicate),
        text(value),
        "a fact outside a claim: put it in the named graph of a claim, and say who states it",
        node=str(subject),
        term=str(value),
    )


def _located(results: Iterable[Result], dataset: Dataset) -> Iterator[Result]:
    """Say where the triple of each result stands (or its subject, where something is missing), and in which
    claim.
    """
    results = list(results)
    if not results:
        return
    wanted = {result.focus for result in results}
    found: Found = defaultdict(list)
    begins: dict[str, tuple[str, Place]] = {}  # where a claim begins, of which nothing is said
    for path in dataset.paths:
        for place in places(path):
            if place.subject in wanted:
                triple = place.subject, place.predicate, place.object
                for key in (triple[:1], triple[:2], triple):
                    found[key].append((str(path), place))
            if place.graph in wanted:
                begins.setdefault(place.graph, (str(path), place))
    dated = _dated_by(dataset)
    for result in (_with_both_claims(result, dated) for result in results):
        if not found[result.focus,] and result.focus in begins:
            found[result.focus,].append(begins[result.focus])
        where = tuple(dict.fromkeys(_best(result, found, dataset)))
        yield result.at(where[:_MOST_PLACES])


def _dated_by(dataset: Dataset) -> dict[str, list[str]]:
    """The accepted claims that date each thing."""
    found: dict[str, list[str]] = {}
    for iri, claim in sorted(dataset.claims.items()):
        for subject in {subject for subject, predicate, _ in claim.statements if predicate in BOUNDS}:
            if claim.standing == Standing.ACCEPTED:
                found.setdefault(subject.value, []).append(curie(iri))
    return found


def _with_both_claims(result: Result, dated: dict[str, list[str]]) -> Result:
    """Of a contradiction between two dates, also the claims that give them."""
    others = [iri for iri in _IRI.findall(result.message) if iri in dated and iri != result.focus]
    if result.focus not in dated or not others or _AGAINST not in result.message:
        return result
    claims = dict.fromkeys(claim for iri in (result.focus, *others) for claim in dated[iri])
    return replace(result, message=f"{result.message} The dates are told by {' and '.join(claims)}.")


def _best(result: Result, found: Found, dataset: Dataset) -> Iterator[Where]:
    """The triple itself; or those with its property; or the subject, where each claim first speaks of it."""
    path = _DERIVED.get(result.path, result.path)
    chosen = found.get((result.focus, path, result.value)) or found.get((result.focus, path)) or []
    for file, place in _accepted(chosen, dataset):
        yield Where(file, place.line, place.column, curie(place.graph))
    if not chosen:
        subjects = {
            (file, place.graph): place for file, place in reversed(_accepted(found[result.focus,], dataset))
        }
        for (file, graph), place in sorted(subjects.items()):
            yield Where(file, place.subject_line, place.subject_column, curie(graph))


def _accepted(about: list[tuple[str, Place]], dataset: Dataset) -> list[tuple[str, Place]]:
    """Those in accepted claims, if there are any: results are about what is accepted."""
    accepted = [
        pair
        for pair in about
        if pair[1].graph in dataset.claims and dataset.claims[pair[1].graph].standing == "accepted"
    ]
    return accepted or about
