"""Write the graph for other tools, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from treatykg.dataset.trig import document, term, turtle
from treatykg.errors import InputError, UsageError
from treatykg.export.text import NOT_XML, xml_text
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
        triples = [quad.triple for quad in _accepted(quads)]
        used = {
            triple.predicate.value.rpartition("#")[0] or triple.predicate.value.rpartition("/")[0]
            for triple in triples
        }
        prefixes = {name: iri for name, iri in PREFIXES.items() if iri[:-1] in used}
        for declared in (prefixes, {}):  # a name of others can look as if it had a prefix of ours
            written = _serialized(triples, kind, declared)
            if _reads_back(written, triples, kind):
                return written
        raise _not_writable(triples, kind)

    return write_all


def _serialized(triples: Sequence[Triple], kind: RdfFormat, prefixes: Mapping[str, str]) -> str:
    try:
        written = (serialize(triples, format=kind, prefixes=dict(prefixes)) or b"").decode()
    except (OSError, ValueError):  # the library refuses the terms that the format does not have
        return ""
    return xml_text(written) if kind == RdfFormat.RDF_XML else written


def _reads_back(written: str, triples: Sequence[Triple], kind: RdfFormat) -> bool:
    """Say whether a reader gets the triples that were meant."""
    from xml.parsers import expat

    try:
        if kind == RdfFormat.RDF_XML:
            expat.ParserCreate(namespace_separator=" ").Parse(written, True)
        return {quad.triple for quad in parse(written.encode(), format=kind)} == set(triples)
    except (SyntaxError, ValueError, expat.ExpatError):
        return False


def _not_writable(triples: Iterable[Triple], kind: RdfFormat) -> InputError:
    """Say what it is that a format cannot hold: a character, the name of a property, or a term."""
    hint = "take it out, or export as turtle"
    for one in triples:
        where = f"{term(one.subject)} {term(one.predicate)}"
        if isinstance(one.object, Literal) and kind == RdfFormat.RDF_XML and NOT_XML.search(one.object.value):
            return InputError("a character that XML cannot hold", where=where, hint=hint)
        plain = Triple(NamedNode("urn:x"), one.predicate, Literal(""))
        for what, probe in (
            (f"{kind.name} has no name for the property", plain),
            (f"{kind.name} cannot hold the value", one),
        ):
            if not _reads_back(_serialized([probe], kind, {}), [probe], kind):
                return InputError(what, where=where, hint=hint)
    return InputError(f"{kind.name} cannot hold this graph", hint="export as turtle")


FORMATS: dict[str, Callable[[Sequence[Quad]], str]] = {
    "turtle": turtle,
    "trig": document,
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
