"""The engine that compiles: shapes to set-wise SPARQL, with the reference engine for a shape that has no such
form.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Quad

from treatykg.namespaces import curie
from treatykg.shacl.compiler import Compiler
from treatykg.shacl.context import QueryTarget
from treatykg.shacl.paths import path_text
from treatykg.shacl.report import Result, severity
from treatykg.shacl.shapes import NotCompiled, Shapes, Triples
from treatykg.shacl.sparql import Finding
from treatykg.shacl.targets import EmbeddedTarget
from treatykg.store.base import Progress
from treatykg.store.results import Term, text

_LOG = logging.getLogger(__name__)


def results(
    quads: Iterable[Quad], shapes: Iterable[Quad], progress: Progress | None = None
) -> Iterator[Result]:
    """Check triples against shapes, in memory.

    Parameters: `progress` is told the number of shapes done, of all shapes, and the next shape.
    Errors: ShapesError for shapes that are not well formed.
    """
    quads, shapes = list(quads), list(shapes)

    def other_engine(shape: str) -> Iterator[Result]:
        from treatykg.shacl.reference import results as reference

        return reference(quads, shapes, [shape])

    return against(EmbeddedTarget(quads), shapes, other_engine, progress)


def against(
    target: QueryTarget,
    shapes: Iterable[Quad],
    other_engine: Callable[[str], Iterable[Result]] | None = None,
    progress: Progress | None = None,
) -> Iterator[Result]:
    """Check whatever answers queries against shapes.

    Parameters: `other_engine` checks one shape that cannot be compiled; without it such a shape is an error.
    Errors: NotCompiled, ShapesError.
    """
    read = Shapes(Triples(shapes))
    compiler = Compiler(read, target)
    targeted = read.targeted()
    for number, shape in enumerate(targeted):
        if progress:
            progress(number, len(targeted), curie(text(shape.node)))
        try:
            found = [_result(finding, read) for finding in compiler.check(shape)]
        except NotCompiled as error:
            if other_engine is None:
                raise
            _LOG.warning(
                "%s is checked by pySHACL: it uses %s, which has no set-wise form",
                curie(text(shape.node)),
                error,
            )
            found = list(other_engine(text(shape.node)))
        yield from found
    if progress:
        progress(len(targeted), len(targeted), "")


def _result(finding: Finding, shapes: Shapes) -> Result:
    messages = sorted(text(message) for message in finding.messages)
    return Result(
        severity(finding.shape.severity.value),
        text(finding.shape.node),
        text(finding.focus),
        _path(finding.path, shapes),
        "" if finding.value is None else text(finding.value),
        messages[0] if messages else _DEFAULT.get(_name(finding), f"it breaks {_name(finding)}"),
        finding.component.value,
        "" if finding.constraint is None else text(finding.constraint),
        str(finding.focus),
        "" if finding.value is None else str(finding.value),
    )


def _path(path: Term | None, shapes: Shapes) -> str:
    """An IRI as it is, a longer path as SPARQL writes it."""
    if path is None:
        return ""
    written = path_text(shapes.graph, path)
    return written[1:-1] if written.startswith("<") else written


def _name(finding: Finding) -> str:
    return finding.component.value.rpartition("#")[2].removesuffix("ConstraintComponent")


_DEFAULT = {
    "Class": "not of the class that is asked for",
    "Datatype": "not a well-formed literal of the datatype that is asked for",
    "NodeKind": "not the kind of node that is asked for",
    "MinCount": "too few values",
    "MaxCount": "too many values",
    "MinExclusive": "not above the limit",
    "MinInclusive": "below the limit",
    "MaxExclusive": "not below the limit",
    "MaxInclusive": "above the limit",
    "MinLength": "too short",
    "MaxLength": "too long",
    "Pattern": "does not match the pattern",
    "LanguageIn": "not in a language that is asked for",
    "UniqueLang": "several values in one language",
    "Equals": "not the same values as the other property",
    "Disjoint": "a value that the other property has too",
    "LessThan": "not before the value of the other property",
    "LessThanOrEquals": "after the value of the other property",
    "Not": "conforms to a shape to which it must not conform",
    "And": "does not conform to all of the shapes",
    "Or": "conforms to none of the shapes",
    "Xone": "does not conform to exactly one of the shapes",
    "Node": "does not conform to the shape",
    "QualifiedMinCount": "too few values that conform to the shape",
    "QualifiedMaxCount": "too many values that conform to the shape",
    "Closed": "a property that the shape does not allow",
    "HasValue": "lacks a value that is asked for",
    "In": "not one of the values that are allowed",
}
