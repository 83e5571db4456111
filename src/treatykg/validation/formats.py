"""Write a validation report: for a reader, for other programs, and for the machines that run checks."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from treatykg.dataset.places import lines_of
from treatykg.dataset.trig import document
from treatykg.namespaces import PREFIXES, curie
from treatykg.shacl.paths import path_quads
from treatykg.shacl.report import Report, Result, Where, severity_iri
from treatykg.visible import columns, json_text, visible, visible_lines

_SH, _RDF = PREFIXES["sh"], PREFIXES["rdf"]
_FIRST = 3
_LEVELS = {"violation": "error", "warning": "warning", "info": "note"}


def text(report: Report) -> str:
    """For a reader: each result with the line it is about, and a caret below the spot."""
    lines = cache(lines_of)  # one file has many findings
    return "".join(_block(result, lines) for result in report.results)


def _block(result: Result, lines_of: Callable[[Path], Sequence[str]]) -> str:
    lines = [f"{result.severity}: {_about(result)}", f"  {result.message} ({result.code})"]
    for place in result.places:
        claim = f" ({place.graph})" if place.graph else ""
        lines.append(f"  at {place.text()}{claim}")
        source = "".join(lines_of(Path(place.file))[place.line - 1 : place.line]) if place.line else ""
        if source.strip() and place.column <= len(source):
            margin = len(source) - len(source.lstrip())
            before = " " * columns(visible(source[margin : place.column - 1]))
            lines += [f"    | {source[margin:]}", f"    | {before}^"]
    return "\n".join(map(visible, lines)) + "\n"


def counts(report: Report) -> str:
    """How often each code occurs, the most frequent first, with where it occurs first: a report on the
    quality of many data.
    """
    found: dict[tuple[str, str], list[Result]] = {}
    for result in report.results:
        found.setdefault((result.severity, result.code), []).append(result)
    lines = []
    for (severity, code), results in sorted(found.items(), key=lambda item: -len(item[1])):
        claims = dict.fromkeys(place.graph for result in results for place in result.places if place.graph)
        first = ", ".join(list(claims)[:_FIRST])
        lines.append(
            f"{len(results):7} {severity:9} {code}"
            + (f"  ({first}{', …' if len(claims) > _FIRST else ''})" if first else "")
        )
    return "".join(f"{visible(line)}\n" for line in lines)


def _about(result: Result) -> str:
    path = f" {curie(result.path)}" if result.path else ""
    value = f" = {curie(result.value)}" if result.value and result.value != result.focus else ""
    return f"{curie(result.focus)}{path}{value}"


def as_json(report: Report) -> str:
    """JSON: whether it conforms, and the results with their places."""
    found = {
        "conforms": report.conforms(),
        "results": [{**asdict(result), "code": result.code} for result in report.results],
    }
    return json_text(found)


def turtle(report: Report) -> str:
    """A sh:ValidationReport in Turtle (SHACL section 3.6)."""
    return document(_quads(report))


def _quads(report: Report) -> Iterator[Quad]:
    node, kind = BlankNode("report"), NamedNode(f"{_RDF}type")

    def said(subject: BlankNode, name: str, value: NamedNode | Literal | BlankNode) -> Quad:
        return Quad(subject, NamedNode(_SH + name), value)

    yield Quad(node, kind, NamedNode(f"{_SH}ValidationReport"))
    yield said(node, "conforms", Literal(report.conforms()))
    for number, result in enumerate(report.results):
        one = BlankNode(f"result{number}")
        yield said(node, "result", one)
        yield Quad(one, kind, NamedNode(f"{_SH}ValidationResult"))
        yield said(one, "resultSeverity", NamedNode(severity_iri(result.severity)))
        yield said(one, "focusNode", _term(result.node) if result.node else _resource(result.focus))
        yield said(one, "sourceShape", _resource(result.shape))
        yield said(one, "resultMessage", Literal(result.message))
        if result.component:
            yield said(one, "sourceConstraintComponent", NamedNode(result.component))
        if result.constraint:
            yield said(one, "sourceConstraint", _resource(result.constraint))
        if result.term:
            yield said(one, "value", _term(result.term))
        if result.path:
            path, parts = path_quads(
                result.path if result.path.startswith("(") else f"<{result.path}>", one.value
            )
            yield said(one, "resultPath", path)
            yield from parts


def _resource(name: str) -> NamedNode | BlankNode | Literal:
    if name.startswith("_:"):
        return BlankNode(name[2:])
    return NamedNode(name) if ":" in name else Literal(name)


def _term(written: str) -> NamedNode | BlankNode | Literal:
    (quad,) = parse(f"<urn:s> <urn:p> {written} .".encode(), RdfFormat.N_TRIPLES)
    return quad.object  # type: ignore[no-any-return]


def sarif(report: Report) -> str:
    """SARIF 2.1.0, for tools that show the findings of checks beside the code."""
    rules = {result.code: result for result in report.results}
    tool = {
        "driver": {
            "name": "treatykg",
            "informationUri": "https://w3id.org/treatykg",
            "rules": [
                {"id": code, "shortDescription": {"text": visible(rules[code].message)}}
                for code in sorted(rules)
            ],
        }
    }
    found = [
        {
            "ruleId": result.code,
            "level": _LEVELS.get(result.severity, "error"),
            "message": {"text": visible(f"{_about(result)}: {result.message}")},
            "locations": [_location(place) for place in result.places],
        }
        for result in report.results
    ]
    run = {"tool": tool, "results": found, "columnKind": "unicodeCodePoints"}
    return (
        json.dumps(
            {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]},
            indent=1,
        )
        + "\n"
    )


def _location(place: Where) -> dict[str, object]:
    physical: dict[str, object] = {"artifactLocation": {"uri": _uri(place)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column}
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": place.graph}] if place.graph else [],
    }


def _uri(place: Where) -> str:
    """The file as a reference (RFC 3986); an address of a store as it is."""
    if not place.line and "://" in place.file:
        return place.file
    return quote(os.fsencode(Path(place.file).as_posix()))


def junit(report: Report) -> str:
    """JUnit XML: one case for each result; a violation is a failure, a warning passes and is told."""
    cases = "".join(_case(result) for result in report.results)
    failures = report.count("violation") + (report.count("warning") if report.strict else 0)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuite name="treatykg validate" tests="{max(1, len(report.results))}" failures="{failures}">\n'
        f"{cases or _PASSED}</testsuite>\n"
    )


_PASSED = '  <testcase classname="treatykg" name="the data conforms"/>\n'


def _case(result: Result) -> str:
    name = quoteattr(visible(_about(result)))
    places = "".join(f"\nat {visible(place.text())} {visible(place.graph)}" for place in result.places)
    told = escape(visible(result.message)) + escape(places)
    kind = "system-out" if result.severity in ("warning", "info") else "failure"
    inside = (
        f"<failure message={quoteattr(visible(result.message))}>{told}</failure>"
        if kind == "failure"
        else f"<system-out>{told}</system-out>"
    )
    return f"  <testcase classname={quoteattr(visible(result.code))} name={name}>{inside}</testcase>\n"


def github(report: Report) -> str:
    """Workflow commands, which GitHub shows as remarks on the lines of a change."""
    return "".join(map(_command, report.results))


def _command(result: Result) -> str:
    level = {"error": "error", "warning": "warning"}.get(_LEVELS.get(result.severity, "error"), "notice")
    where = ""
    if result.places and result.places[0].line:
        place = result.places[0]
        where = f"file={_property(place.file)},line={place.line},col={place.column},"
    return (
        f"::{level} {where}title={_property(result.code)}::{_data(f'{_about(result)}: {result.message}')}\n"
    )


def _data(value: str) -> str:
    return visible_lines(value).replace("%", "%25").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "counts": counts,
    "json": as_json,
    "turtle": turtle,
    "sarif": sarif,
    "junit": junit,
    "github": github,
}


def write(report: Report, form: str) -> str:
    """Write a report in one of the FORMATS."""
    return FORMATS[form](report)
