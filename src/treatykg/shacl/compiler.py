"""SHACL compiled to set-wise SPARQL: each constraint is one query about all focus nodes (SHACL sections 4 and
5).

A shape is checked on *candidates*: a group that binds ?this to the nodes in question, the targets at the top
and the value nodes of the shape around it further in. Constraints on single values are queries of their own;
the logical ones combine the answers as sets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import repeat

from pyoxigraph import BlankNode, Literal, NamedNode

from treatykg.shacl.components import BY_VALUE, CONDITIONS, RULES
from treatykg.shacl.context import Pair, QueryTarget
from treatykg.shacl.paths import matches_itself, path_text
from treatykg.shacl.shapes import SH, SUBCLASS, TYPE, Constraint, NotCompiled, Shape, Shapes, sh
from treatykg.shacl.sparql import Finding, by_component, by_query
from treatykg.store.results import Term, text

_AT_LEAST_ONE = Constraint(sh("MinCountConstraintComponent"), (("minCount", Literal(1)),))
_AT_MOST_ONE = Constraint(sh("MaxCountConstraintComponent"), (("maxCount", Literal(1)),))
_WORTH_A_PASS = 2
Times = Callable[[], Counter[Term]]
_PROPERTY, _CLOSED, _SPARQL = (sh(f"{name}ConstraintComponent") for name in ("Property", "Closed", "SPARQL"))


class Compiler:
    """Checks shapes against a store, set by set."""

    def __init__(self, shapes: Shapes, target: QueryTarget) -> None:
        self.shapes = shapes
        self.target = target
        self._failing: dict[tuple[Term, str], frozenset[Term]] = {}
        self._classes: dict[Term, set[str]] = {}
        self._numbers: dict[str, int] = {}

    def check(self, shape: Shape) -> Iterator[Finding]:
        """Check a shape on its targets.

        Errors: NotCompiled where a part of it has no set-wise form; ShapesError where it is not well formed.
        """
        candidates = self._targets(shape)
        return self.findings(shape, candidates) if candidates else iter(())

    def findings(self, shape: Shape, candidates: str, times: Times | None = None) -> Iterator[Finding]:
        """Check a shape on candidates, each of which counts as often as `times` tells (once by default)."""
        for constraint in self._doubtful(shape, candidates):
            if constraint.component == _PROPERTY:
                inner = (
                    times if shape.path is None else cache(lambda: self._reached(shape, candidates, times))
                )
                yield from self.findings(
                    self.shapes[constraint["property"]], self.values_of(shape, candidates), inner
                )
            else:
                for finding in self._own(shape, constraint, candidates):
                    yield from repeat(finding, times()[finding.focus] if times else 1)

    def _doubtful(self, shape: Shape, candidates: str) -> list[Constraint]:
        """The constraints of a shape that something may break.

        One pass over the values of a property clears most: as many nodes with a value as there are
        candidates, no more values than nodes, and no value for which a condition fails. What is not cleared
        gets a query of its own.
        """
        if shape.deactivated:
            return []
        if not isinstance(shape.path, NamedNode) or len(shape.constraints) < _WORTH_A_PASS:
            return list(shape.constraints)
        conditions = {
            number: CONDITIONS[constraint.component](self, constraint)
            for number, constraint in enumerate(shape.constraints)
            if constraint.component in CONDITIONS
            and (self.target.exact or constraint.component not in BY_VALUE)
        }
        sums = " ".join(
            f"(SUM(IF(COALESCE({condition}, false), 0, 1)) AS ?c{number})"
            for number, condition in conditions.items()
        )
        head = f"SELECT (COUNT(?value) AS ?values) (COUNT(DISTINCT ?this) AS ?nodes) {sums}"
        answer = self.target.terms(f"{head} WHERE {{ {self.pattern(shape, candidates)} }}")
        counted = zip(answer.variables, answer.rows[0], strict=True)
        found = {name: int(text(cell) or 0) for name, cell in counted}  # Virtuoso's sum of nothing is empty
        clear = {number for number in conditions if found[f"c{number}"] == 0}
        for number, constraint in enumerate(shape.constraints):
            if (constraint == _AT_MOST_ONE and found["values"] == found["nodes"]) or (
                constraint == _AT_LEAST_ONE and found["nodes"] == self._number(candidates)
            ):
                clear.add(number)
        return [constraint for number, constraint in enumerate(shape.constraints) if number not in clear]

    def _number(self, candidates: str) -> int:
        """How many candidates there are."""
        if candidates not in self._numbers:
            rows = self.target.terms(f"SELECT (COUNT(DISTINCT ?this) AS ?n) WHERE {{ {candidates} }}").rows
            self._numbers[candidates] = int(text(rows[0][0]))
        return self._numbers[candidates]

    def _reached(self, shape: Shape, candidates: str, times: Times | None) -> Counter[Term]:
        """How often each value node is reached: once from each candidate that has it."""
        reached: Counter[Term] = Counter()
        for this, value in self.pairs(shape, candidates):
            if value is not None:
                reached[value] += times()[this] if times else 1
        return reached

    def failing(self, shape: Shape, candidates: str) -> frozenset[Term]:
        """The candidates that do not conform to a shape."""
        key = (shape.node, candidates)
        if key not in self._failing:
            self._failing[key] = frozenset(self._fail(shape, candidates))
        return self._failing[key]

    def _fail(self, shape: Shape, candidates: str) -> Iterator[Term]:
        for constraint in self._doubtful(shape, candidates):
            if constraint.component != _PROPERTY:
                yield from (finding.focus for finding in self._own(shape, constraint, candidates))
                continue
            failed = self.failing(self.shapes[constraint["property"]], self.values_of(shape, candidates))
            if shape.path is None:
                yield from failed
            elif failed:
                yield from (this for this, value in self.pairs(shape, candidates) if value in failed)

    def _own(self, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Finding]:
        if not constraint.component.value.startswith(SH):
            yield from by_component(self, shape, constraint, candidates)
        elif constraint.component == _CLOSED:
            yield from self._closed(shape, constraint, candidates)
        elif constraint.component == _SPARQL:
            yield from by_query(self, shape, constraint, candidates)
        elif constraint.component in RULES:
            for this, value in RULES[constraint.component](self, shape, constraint, candidates):
                yield Finding(this, shape.path, value, constraint.component, shape, shape.messages)
        else:
            raise NotCompiled(constraint.component.value)

    # Groups of patterns

    def _targets(self, shape: Shape) -> str:
        """The targets of a shape as candidates; an empty text when the data has none."""
        ways = []
        kinds: set[str] = set()
        for name, value in self.shapes.targets(shape):
            if name == "targetNode":
                ways.append(f"VALUES ?this {{ {self.target.written(value)} }}")
            elif name == "targetClass":
                kinds |= self._below(value) & self._used
            elif name == "targetSubjectsOf":
                ways.append(f"?this {value} ?any")
            else:
                ways.append(f"?any {value} ?this")
        if len(kinds) == 1 and not ways:
            return f"?this {TYPE} {kinds.pop()} ."
        if kinds:
            ways.append(f"?this {TYPE} ?kind . VALUES ?kind {{ {' '.join(sorted(kinds))} }}")
        return (
            "{ SELECT DISTINCT ?this WHERE { " + " UNION ".join(f"{{ {way} }}" for way in ways) + " } }"
            if ways
            else ""
        )

    @cached_property
    def _used(self) -> frozenset[str]:
        """The classes that something is an instance of."""
        return frozenset(
            str(row[0])
            for row in self.target.terms(f"SELECT DISTINCT ?kind WHERE {{ ?thing {TYPE} ?kind }}").rows
        )

    def _below(self, kind: Term) -> set[str]:
        """A class and all below it, looked up once."""
        if kind not in self._classes:
            below = [
                row[0]
                for row in self.target.terms(f"SELECT DISTINCT ?c WHERE {{ ?c {SUBCLASS}* {kind} }}").rows
            ]
            if isinstance(kind, BlankNode) or any(isinstance(c, BlankNode) for c in below):
                raise NotCompiled("a class without a name")
            self._classes[kind] = {str(kind), *map(str, below)}
        return self._classes[kind]

    def subclasses(self, kind: Term, variable: str) -> str:
        """A class and all below it, as values of a variable."""
        return f"VALUES {variable} {{ {' '.join(sorted(self._below(kind)))} }}"

    def path(self, shape: Shape) -> str:
        """The path of a property shape, in SPARQL."""
        return "" if shape.path is None else path_text(self.shapes.graph, shape.path)

    def pattern(self, shape: Shape, candidates: str) -> str:
        """Candidates as ?this with their value nodes as ?value."""
        if shape.path is None:
            return f"{candidates} BIND(?this AS ?value)"
        step = f"{candidates} ?this {self.path(shape)} ?value ."
        if matches_itself(self.shapes.graph, shape.path):
            return f"{{ {step} }} UNION {{ {candidates} BIND(?this AS ?value) }}"
        return step

    def values_of(self, shape: Shape, candidates: str) -> str:
        """The value nodes of a shape, as candidates of the next."""
        if shape.path is None:
            return candidates
        values = f"{{ SELECT ?value WHERE {{ {self.pattern(shape, candidates)} }} }}"
        return f"{{ SELECT DISTINCT (?value AS ?this) WHERE {{ {values} }} }}"

    # Rows

    def pairs(
        self, shape: Shape, candidates: str, condition: str = "", *, values: bool = False
    ) -> Iterator[Pair]:
        """Each candidate with each of its value nodes for which a condition holds."""
        ask = self.target.values if values else self.target.terms
        answer = ask(
            f"SELECT DISTINCT ?this ?value WHERE {{ {self.pattern(shape, candidates)} {condition} }}"
        )
        exact = set(self.pairs(shape, candidates)) if values and self.target.ambiguous else None
        yield from ((row[0], row[1]) for row in answer.rows if exact is None or (row[0], row[1]) in exact)  # type: ignore[misc]

    # What has a path of its own, or a query of its own

    def _closed(self, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Finding]:
        allowed = [
            self.shapes[c["property"]].path
            for c in shape.constraints
            if c.component == sh("PropertyConstraintComponent")
        ]
        ignored = constraint.get("ignoredProperties")
        known = [*allowed, *(self.shapes.graph.items(ignored) if ignored else ())]
        names = " ".join(sorted({str(path) for path in known if isinstance(path, NamedNode)}))
        query = (
            "SELECT DISTINCT ?this ?property ?object "
            f"WHERE {{ {self.pattern(shape, candidates)} ?value ?property ?object "
            f"MINUS {{ VALUES ?property {{ {names} }} }} }}"
        )
        for this, path, value in self.target.terms(query).rows:
            if this is not None:
                yield Finding(this, path, value, constraint.component, shape, shape.messages)
