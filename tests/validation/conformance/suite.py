"""The W3C SHACL test suite, read by its manifests: a copy of it lies where the variable TREATYKG_SHACL_SUITE
says.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from treatykg.shacl.report import Result, severity_iri
from treatykg.shacl.shapes import Triples, sh
from treatykg.store.results import Term, text

MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SUITE = "http://www.w3.org/ns/shacl-test#"

# A result as the suite compares it: focus node, path, value, component, severity. Blank nodes are not told
# apart.
Row = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the data, the shapes, and the rows of the report; None where the processor must refuse."""

    name: str
    data: tuple[Quad, ...]
    shapes: tuple[Quad, ...]
    expected: tuple[Row, ...] | None


def folder() -> Path | None:
    """Where the copy of the suite lies, if it has been told."""
    told = os.environ.get("TREATYKG_SHACL_SUITE")
    return Path(told) if told else None


def cases(manifest: Path) -> Iterator[Case]:
    """Read the cases of a manifest and of the manifests that it includes."""
    graph = Triples(_read(manifest))
    for subject in graph.subjects_by[NamedNode(f"{MANIFEST}include")][:1]:
        for included in graph.objects(subject, NamedNode(f"{MANIFEST}include")):
            yield from cases(_path(included))
    for subject in graph.subjects_by[NamedNode(f"{MANIFEST}entries")]:
        for head in graph.objects(subject, NamedNode(f"{MANIFEST}entries")):
            for entry in graph.items(head):
                yield _case(manifest, graph, entry)


def _case(manifest: Path, graph: Triples, entry: Term) -> Case:
    action = graph.objects(entry, NamedNode(f"{MANIFEST}action"))[0]
    result = graph.objects(entry, NamedNode(f"{MANIFEST}result"))[0]
    data, shapes = (
        _path(graph.objects(action, NamedNode(SUITE + name))[0]) for name in ("dataGraph", "shapesGraph")
    )
    read = tuple(_read(data))
    name = f"{manifest.parent.parent.name}/{manifest.parent.name}/{text(entry).rpartition(chr(47))[2]}"
    expected = None if result == NamedNode(f"{SUITE}Failure") else tuple(sorted(_rows(graph, result)))
    return Case(name, read, read if data == shapes else tuple(_read(shapes)), expected)


def _rows(graph: Triples, report: Term) -> Iterator[Row]:
    for result in graph.objects(report, sh("result")):
        names = ("focusNode", "resultPath", "value", "sourceConstraintComponent", "resultSeverity")
        focus, path, value, component, severity = (
            _written(graph.objects(result, sh(name))) for name in names
        )
        yield focus, path, value, component, severity


def _written(terms: list[Term]) -> str:
    return ("_:" if isinstance(terms[0], BlankNode) else str(terms[0])) if terms else ""


def rows(results: Iterable[Result]) -> tuple[Row, ...]:
    """The results of an engine, as the suite compares them."""
    return tuple(sorted(map(row, results)))


def row(result: Result) -> Row:
    """One result, as the suite compares it."""
    simple = (
        result.path
        and not any(mark in result.path for mark in "()^|*+?")
        and not result.path.startswith("_:")
    )
    path = f"<{result.path}>" if simple else "_:" if result.path else ""
    node, value = ("_:" if term.startswith("_:") else term for term in (result.node, result.term))
    return node, path, value, f"<{result.component}>", f"<{severity_iri(result.severity)}>"


def _read(path: Path) -> Iterator[Quad]:
    return parse(path=str(path), format=RdfFormat.TURTLE, base_iri=path.as_uri())


def _path(term: Term) -> Path:
    assert isinstance(term, NamedNode)
    return Path(unquote(urlparse(term.value).path))
