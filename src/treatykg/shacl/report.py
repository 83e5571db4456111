"""The validation report: results in a fixed order, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from treatykg.namespaces import PREFIXES, curie

SEVERITIES = ("violation", "warning", "info")


def severity(iri: str) -> str:
    """The name of a severity; one that SHACL does not define keeps its IRI.

    >>> severity("http://www.w3.org/ns/shacl#Warning")
    'warning'
    """
    name = iri.removeprefix(PREFIXES["sh"]).lower()
    return name if name in SEVERITIES else iri


def severity_iri(name: str) -> str:
    """The IRI of a severity.

    >>> severity_iri("warning")
    'http://www.w3.org/ns/shacl#Warning'
    """
    return PREFIXES["sh"] + name.capitalize() if name in SEVERITIES else name


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A position in a file and the named graph it is in; line and column count from 1, and are 0 where a
    store stands for a file.
    """

    file: str
    line: int
    column: int
    graph: str = ""

    def text(self) -> str:
        """Write the place as file:line:column."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One validation result (SHACL section 3.6.2), with the places of its triple.

    `focus`, `path` and `value` are texts for a reader; `node` and `term` are focus and value in N-Triples.
    `constraint` is the IRI of a SPARQL-based constraint, which is the code of the result; else the shape is.
    """

    severity: str
    shape: str
    focus: str
    path: str = ""
    value: str = ""
    message: str = ""
    component: str = ""
    constraint: str = ""
    node: str = ""
    term: str = ""
    places: tuple[Where, ...] = ()

    def at(self, places: tuple[Where, ...]) -> Result:
        """The same result with its places."""
        return replace(self, places=places)

    @property
    def code(self) -> str:
        """The stable code of what is wrong: the name of the constraint or shape."""
        return curie(self.constraint or self.shape)


def _weight(result: Result) -> str:
    """A severity that SHACL does not define weighs as much as a violation."""
    return result.severity if result.severity in SEVERITIES else SEVERITIES[0]


def _stands_in(result: Result, paths: Sequence[Path]) -> bool:
    files = [Path(place.file).resolve() for place in result.places]
    roots = [path.resolve() for path in paths]
    return not files or any(file == root or root in file.parents for file in files for root in roots)


class Report:
    """All results, sorted: violations first.

    >>> Report([]).conforms()
    True
    """

    def __init__(self, results: Iterable[Result], *, strict: bool = False) -> None:
        self.results = sorted(set(results), key=lambda r: (SEVERITIES.index(_weight(r)), r))
        self.strict = strict

    def conforms(self, *, warnings: bool = False) -> bool:
        """Say whether there is no violation (and, with `warnings` or in the strict profile, no warning)."""
        bad = ("violation", "warning") if warnings or self.strict else ("violation",)
        return not any(_weight(result) in bad for result in self.results)

    def count(self, severity: str) -> int:
        """Count the results of one severity."""
        return sum(_weight(result) == severity for result in self.results)

    def only_in(self, paths: Sequence[Path]) -> Report:
        """Keep what stands in some files or folders, and what stands nowhere that is known."""
        return Report((one for one in self.results if _stands_in(one, paths)), strict=self.strict)

    def without(self, before: Report) -> Report:
        """Keep what another report does not have, wherever it stands there."""
        had = {one.at(()) for one in before.results}
        return Report((one for one in self.results if one.at(()) not in had), strict=self.strict)

    def summary(self) -> str:
        """Say the outcome in one line.

        >>> Report([]).summary()
        'conforms: 0 violations, 0 warnings'
        """
        word = "conforms" if self.conforms() else "does not conform"
        violations, warnings = self.count("violation"), self.count("warning")
        counted = ((violations, "violation"), (warnings, "warning"))
        return f"{word}: {', '.join(f'{n} {what}' if n == 1 else f'{n} {what}s' for n, what in counted)}"
