"""The view: what a careful reader says on one day, about one day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import BOUNDS, DATE, END_DATE, STANDING, Statement, sources_of
from treatykg.clocks import Clocks
from treatykg.dataset.load import Dataset
from treatykg.gc_pause import no_collection
from treatykg.namespaces import EVIDENCE, PREFIXES
from treatykg.terms import XSD, name_of
from treatykg.view.bounds import Bounds, days_of
from treatykg.view.existence import as_of
from treatykg.view.happenings import event_classes
from treatykg.view.knowledge import evidence_of, known_on, left_out, settled
from treatykg.view.weighed import Weighed, weigh

_XSD_DATE = XSD.date
_STANDING = PREFIXES["standing"]
_GRAPH = NamedNode(EVIDENCE)


@dataclass(frozen=True, slots=True)
class View(Weighed):
    """The claims by both clocks, weighed; the only place that applies a clock (docs/view.md).

    `evidence` is what is said of these claims, with the standings that their files give them; `left_out`
    counts the claims that only sources without a day support, which a reader may have known.
    """

    vocabulary: list[Quad]
    evidence: list[Quad]
    clocks: Clocks
    left_out: int = 0

    @classmethod
    def of(cls, dataset: Dataset, clocks: Clocks = Clocks()) -> View:
        """Work out the view of a dataset.

        >>> View.of(Dataset()).accepted
        []
        """
        with no_collection():
            sources, kinds = sources_of(dataset.evidence), event_classes(dataset.vocabulary)
            known = known_on(dataset.claims, sources, clocks.known_on) if clocks.known_on else dataset.claims
            there = settled(known, sources)
            if clocks.as_of:
                there = settled(as_of(weigh(there, sources, kinds), sources, clocks.as_of, kinds), sources)
            found = weigh(there, sources, kinds)
            evidence = evidence_of(dataset.evidence, there, dataset.claims, prose=clocks.known_on is None)
            missing = left_out(dataset.claims, known, sources) if clocks.known_on else 0
            weighed = {name: getattr(found, name) for name in Weighed.__dataclass_fields__}
            return cls(
                **weighed, vocabulary=dataset.vocabulary, evidence=evidence, clocks=clocks, left_out=missing
            )

    def seen(self) -> Dataset:
        """The claims and the evidence of this view as a dataset, each claim with the standing that it has
        here.
        """
        claims = {iri: replace(claim, standing=self.standings[iri]) for iri, claim in self.claims.items()}
        return Dataset(self.vocabulary, claims, [Quad(*statement) for statement in self._weighed_evidence()])

    def believed(self) -> Iterator[Statement]:
        """List what is accepted, and the bounds of all that is dated."""
        yield from self.accepted
        yield from day_statements(self.bounds)
        yield from day_statements(self.ends, END_DATE)

    def quads(self) -> list[Quad]:
        """List the quads of the view, but for what follows from it (see `treaties.derived`).

        The default graph holds the vocabulary, what is accepted, and the bounds of all that is dated. Each
        claim is also a named graph, and the graph `graph/evidence` says who states it and how it stands among
        the others.
        """
        found = [*self.vocabulary, *(Quad(*statement) for statement in self.believed())]
        for iri, claim in self.claims.items():
            graph = NamedNode(iri)
            found += [
                Quad(subject, predicate, value, graph) for subject, predicate, value in claim.statements
            ]
        found += [
            Quad(subject, predicate, value, _GRAPH) for subject, predicate, value in self._weighed_evidence()
        ]
        found += [Quad(*statement, _GRAPH) for statement in day_statements(days_of(self.evidence))]
        return found

    def _weighed_evidence(self) -> Iterator[Statement]:
        """The evidence, each claim with the standing that it has here (a second one in its file is kept, for
        the shapes to see).
        """
        for subject, predicate, value, _ in self.evidence:
            claim = self.claims.get(name_of(subject)) if predicate == STANDING else None
            if claim and value == NamedNode(_STANDING + claim.standing):
                value = NamedNode(_STANDING + self.standings[claim.iri])
            yield subject, predicate, value


def day_statements(bounds: Mapping[NamedNode, Bounds], dated_by: NamedNode = DATE) -> Iterator[Statement]:
    """Write bounds by the properties that are derived from `dated_by`."""
    for subject, days in bounds.items():
        for derived, day in zip(BOUNDS[dated_by], (days.first, days.last), strict=True):
            if day:
                yield subject, derived, Literal(day.isoformat(), datatype=_XSD_DATE)


__all__ = ["View", "day_statements"]
