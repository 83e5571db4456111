"""The validation report: results in a fixed order, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from treatykg.dataset.trig import document
from treatykg.namespaces import PREFIXES, curie
from treatykg.store.results import visible

SEVERITIES = ("violation", "warning", "info")
_SH = PREFIXES["sh"]


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One validation result (SHACL section 3.6.2), with the claims and places that state it."""

    severity: str
    shape: str
    focus: str
    path: str = ""
    value: str = ""
    message: str = ""
    claims: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Report:
    """All results, sorted: violations first.

    >>> Report([]).conforms()
    True
    """

    def __init__(self, results: Iterable[Result]) -> None:
        self.results = sorted(set(results), key=lambda r: (SEVERITIES.index(r.severity), r))

    def conforms(self, *, warnings: bool = False) -> bool:
        """Say whether there is no violation (and, with `warnings`, no warning)."""
        return not any(r.severity == "violation" or (warnings and r.severity == "warning") for r in self.results)

    def count(self, severity: str) -> int:
        """Count the results of one severity."""
        return sum(result.severity == severity for result in self.results)

    def summary(self) -> str:
        """Say the outcome in one line.

        >>> Report([]).summary()
        'conforms: 0 violations, 0 warnings'
        """
        word = "conforms" if self.conforms() else "does not conform"
        violations, warnings = self.count("violation"), self.count("warning")
        return f"{word}: {violations} violation{'' if violations == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}"

    def write(self, form: str) -> str:
        """Write the report as `text`, `json` or `turtle` (a sh:ValidationReport)."""
        if form == "json":
            found = {"conforms": self.conforms(), "results": [asdict(result) for result in self.results]}
            return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
        if form == "turtle":
            return document(self._quads())
        return "".join(_text(result) for result in self.results)

    def _quads(self) -> Iterable[Quad]:
        def said(subject: BlankNode, name: str, value: NamedNode | Literal | BlankNode) -> Quad:
            return Quad(subject, NamedNode(_SH + name), value)

        report, kind = BlankNode("report"), NamedNode(f"{PREFIXES['rdf']}type")
        yield Quad(report, kind, NamedNode(f"{_SH}ValidationReport"))
        yield said(report, "conforms", Literal(self.conforms()))
        for number, result in enumerate(self.results):
            node = BlankNode(f"result{number}")
            yield said(report, "result", node)
            yield Quad(node, kind, NamedNode(f"{_SH}ValidationResult"))
            yield said(node, "resultSeverity", NamedNode(_SH + result.severity.capitalize()))
            yield said(node, "focusNode", NamedNode(result.focus))
            yield said(node, "sourceShape", NamedNode(result.shape))
            yield said(node, "resultMessage", Literal(result.message))
            if result.path:
                yield said(node, "resultPath", NamedNode(result.path))


def _text(result: Result) -> str:
    where = f" {curie(result.path)}" if result.path else ""
    value = f" = {curie(result.value)}" if result.value else ""
    lines = [f"{result.severity}: {curie(result.focus)}{where}{value}", f"  {result.message} ({curie(result.shape)})"]
    lines += [f"  at {place}" for place in result.places]
    return "\n".join(map(visible, lines)) + "\n"
