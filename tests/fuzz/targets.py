"""What is tried, and what must hold of each: only the errors that are promised, and nothing lost."""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from unittest import mock

from hypothesis import strategies as some
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize
from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery

from treatykg import dates
from treatykg.dataset.formatting import canonical
from treatykg.dataset.load import read
from treatykg.dataset.mapping import read_mapping
from treatykg.dataset.places import places
from treatykg.dataset.table import import_table
from treatykg.dataset.written_dates import read_date
from treatykg.errors import InputError, NetworkError, TimeLimitError, UsageError
from treatykg.namespaces import curie, expand, key_of
from treatykg.queries.parameters import Parameter, bind
from treatykg.store.guard import check
from treatykg.store.remote.http import Host, Reply
from treatykg.store.remote.store import RemoteStore
from treatykg.store.results import text

from ..imports.small import HEADER, MAPPING, TABLE
from . import words
from .harness import Target
from .inputs import decoded, inputs

E = "@prefix e: <http://e/> .\n"
PLACE = re.compile(r".*:\d+(:\d+)?\Z", re.DOTALL)


LEFT_OUT = ("left out: it has", "left out: the agreement has no name")
TYPES = {
    b"j": "application/sparql-results+json",
    b"x": "application/sparql-results+xml",
    b"c": "text/csv",
    b"t": "text/tab-separated-values",
    b"n": "application/n-triples",
    b"p": "text/plain",
    b"h": "text/html",
}


@cache
def folder() -> Path:
    """A folder for what is read from a file."""
    return Path(tempfile.mkdtemp(prefix="treatykg-fuzz-"))


def file(name: str, data: bytes) -> Path:
    """A file with an input."""
    path = folder() / name
    path.write_bytes(data)
    return path


def refusal(call: Callable[..., object], *given: object) -> InputError | None:
    """The error of an input, if there is one; any other error is a defect."""
    try:
        call(*given)
    except InputError as error:
        return error
    return None


def look(data: bytes) -> None:
    """The look at a query before the engine: it passes, or is refused with its place."""
    query = decoded(data)
    check.cache_clear()
    if error := refusal(check, query, "q.rq"):
        assert PLACE.match(error.where), error.where
    elif "service" in query.lower():
        with contextlib.suppress(ParseException, RecursionError):
            assert "ServiceGraphPattern" not in repr(parseQuery(query))


def reading(data: bytes) -> None:
    """A data file: it is read, each triple has its place, or the error has one."""
    path = file("a.trig", data)
    quads: list[Quad] = []
    if error := refusal(lambda: quads.extend(read(path))):
        assert str(path) in error.where
        return
    found = {(place.graph, place.subject, place.predicate, place.object) for place in places(path)}
    named = {quad for quad in quads if not any(map(is_blank, quad))}
    assert {texts(quad) for quad in named} <= found or b"\\" in data or b"@base" in data.lower()


def is_blank(term: object) -> bool:
    """Say whether a term has no name that a file tells."""
    return not isinstance(term, NamedNode | Literal | DefaultGraph)


def texts(quad: Quad) -> tuple[str, str, str, str]:
    """A quad as the places tell it."""
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
    return graph, text(quad.subject), quad.predicate.value, text(quad.object)


def formatting(data: bytes) -> None:
    """The canonical form: the same graph, the same form again, the same comments; or an error."""
    path = file("f.trig", data)
    if error := refusal(canonical, path):
        assert str(path) in error.where
        return
    written = canonical(path)
    assert set(parse(written.encode(), RdfFormat.TRIG)) == set(
        parse(data.removeprefix(b"\xef\xbb\xbf"), RdfFormat.TRIG)
    )
    assert canonical(file("again.trig", written.encode())) == written


def mapping(data: bytes) -> None:
    """A mapping file: it is read and a table imported by it, or each fault has a line and a column."""
    path = file("m.yaml", data)
    if error := refusal(lambda: import_table(read_mapping(path), file("t.csv", TABLE.encode()))):
        lines = f"{error.where}: {error.cause}".split("\n")
        placed = all(PLACE.match(line.partition(": ")[0]) or line.startswith("and ") for line in lines)
        assert placed or str(folder() / "t.csv") in error.where, lines


def table(data: bytes) -> None:
    """A table: each row is a claim or a remark, and the claims can be written and read back; or an error."""
    read_by = read_mapping(file("good.yaml", MAPPING.encode()))
    path = file("u.csv", data)
    if error := refusal(import_table, read_by, path):
        assert error.where
        return
    done = import_table(read_by, path)
    assert done.rows - done.claims == sum(one.reason.startswith(LEFT_OUT) for one in done.remarks)
    written = serialize(done.quads, format=RdfFormat.N_QUADS)
    assert set(parse(written or b"", RdfFormat.N_QUADS)) == set(done.quads)


def answer(data: bytes) -> None:
    """What a server answers, the first letter telling its type: it is read, or an error of the network."""
    reply = Reply(data[1:], TYPES.get(data[:1], "application/json"), {})
    kept = RemoteStore("http://localhost:7878/query")
    asked = "SELECT ?s ?o { ?s ?p ?o }" if data[:1] not in b"np" else "CONSTRUCT WHERE { ?s ?p ?o }"
    with (
        mock.patch.object(Host, "send", return_value=reply),
        contextlib.suppress(NetworkError, TimeLimitError),
    ):
        found = kept.ask(asked)
        assert found.values() or not found.rows


def days(data: bytes) -> None:
    """A date: one that exists, whose first day is not after its last; or no date."""
    word = decoded(data)
    with contextlib.suppress(ValueError):
        date = dates.PartialDate.read(word)
        assert date.first <= date.last
        assert dates.PartialDate.read(word, date.precision) == date
    with contextlib.suppress(UsageError):
        assert dates.day(word).isoformat() == word
    if found := read_date(word):
        assert dates.PartialDate.read(found.literal.value, found.literal.datatype.value)


def names(data: bytes) -> None:
    """A name as it is typed: an IRI that comes back from its short form; or wrong usage."""
    word = decoded(data)
    for kind in ("", "agreement"):
        with contextlib.suppress(UsageError):
            iri = expand(word, kind=kind)
            NamedNode(iri)
            assert expand(curie(iri)) == iri
    assert key_of(word) in word
    short = curie(word)
    assert short == word or expand(short) == word


def parameters(data: bytes) -> None:
    """A value of a parameter: it is what the engine finds in the query, whole; or wrong usage."""
    value = decoded(data)
    for kind in ("iri", "string", "integer", "xsd_date"):
        one = Parameter("x", kind, "agreement" if kind == "iri" else "", "x", "x", "")
        query = f"SELECT ?_x_{kind} {{ VALUES ?_x_{kind} {{ 1 }} }}"
        try:
            bound, terms = bind(query, (one,), {"x": value})
        except UsageError:
            continue
        (row,) = Store().query(bound)
        assert row[0] == terms["x"]
        assert kind != "string" or terms["x"] == Literal(value)


TARGETS = (
    Target(
        "look",
        look,
        inputs(words.SPARQL, words.SPARQL_SEEDS),
        tuple((start, part) for start in ("", '"', "ASK { ", "e:a") for part in words.GROWING),
    ),
    Target(
        "reading",
        reading,
        inputs(words.TRIG, words.TRIG_SEEDS),
        tuple(
            (words.TRIG_SEEDS[0], part) for part in ("\n", "# x\n", "e:s e:p 1 .\n", "e:h { e:s a e:o }\n")
        ),
    ),
    Target(
        "formatting",
        formatting,
        inputs(words.TRIG, words.TRIG_SEEDS),
        (
            ("", "# x\n"),
            (E, "e:s e:p 'x' .\n"),
            (f"{E}e:s e:p e:", "\\'"),
            (f"{E}e:s e:p e:", "\\)"),
            (f"{E}e:s e:p 1", ",'('"),
            (f'{E}e:s e:p "', '\\"'),
        ),
    ),
    Target(
        "mapping",
        mapping,
        inputs(words.YAML, [MAPPING]),
        (
            *((MAPPING, part) for part in ("\n", "a", "# x\n", "- ", "? ", "'", '"', "&a ")),
            *((f"{MAPPING}x: ", part) for part in ("[", "{a: ", "[], ", '"', "|\n  a", "\\")),
            (f"{MAPPING}x: [", "a, "),
            (f"{MAPPING}x: [&a [b, b]", ", *a"),
        ),
    ),
    Target(
        "table",
        table,
        inputs(words.CSV, [TABLE]),
        ((HEADER, "a,,,\n"), (HEADER, '"'), (HEADER, ","), (HEADER, "\n"), (f'{HEADER}"', "\n")),
    ),
    Target(
        "answer",
        answer,
        some.tuples(
            some.sampled_from(sorted(TYPES)), inputs(words.JSON, [words.ROWS, words.XML, words.LINES])
        ).map(b"".join),
        (
            *(("j", part) for part in (" ", '{"a":', '"')),
            ("j" + words.ROWS[:-3], ",{}"),
            ("n", words.LINES),
            ("p", "# x\n"),
        ),
    ),
    Target("days", days, inputs((*words.DAYS, *words.MARKS)), (("", "1"), ("", "-XX"), ("1957-06-21", "?"))),
    Target(
        "names", names, inputs(words.NAMES), (("", "a"), ("agreement:", "a"), ("http://e/", "/"), ("", ":"))
    ),
    Target("parameters", parameters, inputs(words.VALUES), (("", "1"), ("", "\\"), ("", '"'))),
)
