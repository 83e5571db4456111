"""Write the graph for other tools, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, Triple, serialize

from treatykg.errors import InputError, UsageError
from treatykg.export.text import NOT_XML
from treatykg.namespaces import PREFIXES


def write(quads: Sequence[Quad], form: str) -> str:
    """Write a view as RDF.

    Formats without named graphs hold the accepted view; `trig` and `nquads` also the claims and
    the evidence. `turtle` and `trig` are canonical: a changed fact is a changed line.
    Errors: UsageError for an unknown format.

    >>> write([], "ntriples")
    ''
    """
    if form not in FORMATS:
        raise UsageError(f"no format {form!r} for a graph", hint=f"use one of {', '.join(FORMATS)}")
    return FORMATS[form](quads)


def write_triples(triples: Iterable[Triple], form: str) -> str:
    """Write the triples that a CONSTRUCT or DESCRIBE answered."""
    return write([Quad(t.subject, t.predicate, t.object) for t in triples], form)


def _lines(quads: Iterable[Quad], kind: RdfFormat) -> str:
    written = {(serialize([quad], format=kind) or b"").decode() for quad in quads}
    return "".join(sorted(written))


def _accepted(quads: Iterable[Quad]) -> list[Quad]:
    kept = {quad for quad in quads if isinstance(quad.graph_name, DefaultGraph)}
    return sorted(kept, key=lambda quad: (str(quad.subject), str(quad.predicate), str(quad.object)))


def _by_library(kind: RdfFormat) -> Callable[[Sequence[Quad]], str]:
    def write_all(quads: Sequence[Quad]) -> str:
        triples = _accepted(quads)
        if kind == RdfFormat.RDF_XML:
            _check_xml(triples)
        used = {
            quad.predicate.value.rpartition("#")[0] or quad.predicate.value.rpartition("/")[0]
            for quad in triples
        }
        prefixes = {name: iri for name, iri in PREFIXES.items() if iri[:-1] in used}
        return (serialize([quad.triple for quad in triples], format=kind, prefixes=prefixes) or b"").decode()

    return write_all


def _check_xml(quads: Iterable[Quad]) -> None:
    """Refuse literals that XML 1.0 cannot hold (section 2.2); nobody could read the file."""
    for quad in quads:
        if isinstance(quad.object, Literal) and NOT_XML.search(quad.object.value):
            from treatykg.dataset.trig import term

            where = f"{term(quad.subject)} {term(quad.predicate)}"
            raise InputError(
                "a character that XML cannot hold", where=where, hint="take it out, or export as turtle"
            )


def _turtle(quads: Sequence[Quad]) -> str:
    from treatykg.dataset.trig import turtle

    return turtle(quads)


def _trig(quads: Sequence[Quad]) -> str:
    from treatykg.dataset.trig import document

    return document(quads)


FORMATS: dict[str, Callable[[Sequence[Quad]], str]] = {
    "turtle": _turtle,
    "trig": _trig,
    "ntriples": lambda quads: _lines(_accepted(quads), RdfFormat.N_TRIPLES),
    "nquads": lambda quads: _lines(quads, RdfFormat.N_QUADS),
    "jsonld": _by_library(RdfFormat.JSON_LD),
    "rdfxml": _by_library(RdfFormat.RDF_XML),
}
ENDINGS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "ntriples",
    ".nq": "nquads",
    ".jsonld": "jsonld",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
}
