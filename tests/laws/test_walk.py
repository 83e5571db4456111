"""A walk over every command that takes --as-of, with every option, by 1 January 2017: nothing that happened
later is there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from treatykg.cli import export as export_command
from treatykg.cli.main import COMMANDS
from treatykg.export import rdf, tables
from treatykg.namespaces import ID, curie
from treatykg.pictures.raster import FORMATS as RASTERS
from treatykg.pictures.render import KINDS
from treatykg.queries.catalogue import catalogue

from ..conftest import FROZEN
from .answers import ran
from .plain import Statement, World, meaning
from .test_worlds import vocabulary

DAY = dt.date(2017, 1, 1)
EVERYTHING = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s ?p ?o"
COPY = "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
NO_VIEW = {
    "validate": "checks files, which hold every day; --as-of says only from when on a date is still to come",
    "import": "reads a table, and shows nothing of the graph",
    "load": "keeps all the data, for every day",
    "format": "writes files, which hold every day",
    "info": "counts all the data",
    "explain": "follows a claim to its sources; takes no --as-of",
}
LINES: Mapping[str, tuple[str, ...]] = {
    "query": (
        *(
            f"query {question.slug} --with-sources -f {form}"
            for question in catalogue()
            for form in ("table",)
        ),
        *(f"query lifecycle -f {form}" for form in tables.FORMATS),
        "query procedure --show",
        "query pacts --raw --exit-status -o FOLDER/pacts.csv",
        "query lifecycle -p agreement=lemoa",
        "query --text EVERYTHING -f csv",
        "query --file QUERY -f json",
        *(f"query --text COPY -f {form}" for form in rdf.FORMATS),
    ),
    "show": tuple(
        f"show {entity} -o FOLDER/shown.txt"
        for entity in ("lemoa", "relos", "mlsa", "state:in", "state:ru", "person:narendra-modi")
    ),
    "status": (
        "status lemoa",
        "status relos -f json",
        "status lemoa -f json -o FOLDER/status.json",
        "status india-japan-acsa",
    ),
    "compare": (
        *(f"compare lemoa {other} --exit-status" for other in ("gsomia", "relos", "india-france-logistics")),
        "compare lemoa -o FOLDER/near.csv",
        *(f"compare lemoa gsomia -f {form}" for form in tables.FORMATS),
    ),
    "search": (
        *(
            f"search {word} --limit 1000"
            for word in ("relos", "signature", "president", "murmansk", "agreement", "india", "fuel", "2021")
        ),
        *(f"search approval -f {form} -o FOLDER/found" for form in tables.FORMATS),
    ),
    "export": (
        *(f"export -f {form}" for form in export_command.FORMATS),
        *(f"export -f {form} -o FOLDER" for form in export_command._FOLDERS),
        "export -f dot --category background",
    ),
    "draw": (
        *(f"draw {kind} -o FOLDER/{kind}.{ending}" for kind in KINDS for ending in ("svg", "html")),
        *(f"draw graph -o FOLDER/graph{ending}" for ending in RASTERS),
        "draw graph --focus ru -o FOLDER/graph.svg",
        "draw timeline --category background -o FOLDER/timeline.svg",
        "draw network --depth 2 --with-sparql -o FOLDER/network.html",
    ),
    "diff": (
        "diff 2016-01-01 2017-01-01",
        "diff 2000-01-01 2017-01-01 -f patch --exit-status -o FOLDER/patch",
        "diff 2016-01-01 2017-01-01 --clock as-of",
    ),
}
TELLING = {
    "query": "query lifecycle",
    "show": "show state:in",
    "status": "status relos",
    "compare": "compare lemoa",
    "search": "search signature",
    "export": "export -f turtle",
    "draw": "draw timeline -o FOLDER/timeline.svg",
    "diff": "diff 2016-01-01 2026-01-01",
}
ALLOWED = (
    r"known on \d{4}-\d\d-\d\d",  # the words that name the clock
    r"VALUES \?_\w+ \{[^}]*\}",  # what a saved question asks about unless told: a page carries the questions
    r"[A-Za-z0-9+/=]{400,}",  # the engine inside a page, as base64
)
EVERYWHERE = {"--help", "--as-of", "--known-on", "--data", "--store"}
SHORT = {"-p": "--parameter", "-f": "--format", "-o": "--output"}


@dataclass(frozen=True)
class Later:
    """What there is in the data and not in what is left of it by the day."""

    keys: frozenset[str]  # as kind:key
    names: tuple[str, ...]
    allowed: str  # all texts that are left

    def in_(self, text: str) -> list[str]:
        """List what a text tells of it: keys, names, and days that nothing that is left gives."""
        told = {f"{kind}:{key}" for kind, key in re.findall(r"\b([a-z]+)[:/]([\w.-]*\w)", text)} & self.keys
        days = {day for day in re.findall(r"\b\d{4}-\d\d(?:-\d\d)?\b", text) if day > DAY.isoformat()}
        return sorted(
            [
                *told,
                *(name for name in self.names if name in text),
                *(day for day in days if day not in self.allowed),
            ]
        )


def texts(statements: Iterator[Statement]) -> str:
    """All literals, and of dates also the first and the last day that they can mean."""
    found = []
    for _, _, value in statements:
        if isinstance(value, Literal):
            found.append(value.value)
            if re.fullmatch(r"\d{4}(-\d\d)?(-\d\d)?", value.value):
                found += [day.isoformat() for day in meaning(value.value)]
    return "\n".join(found)


def mentioned(world: World) -> set[str]:
    """Whatever a world speaks of."""
    terms = {
        term.value
        for stated in world.claims.values()
        for s, _, o in stated
        for term in (s, o)
        if isinstance(term, NamedNode)
    }
    return terms | set(world.claims) | {s.value for s, _, _ in world.evidence}


@pytest.fixture(scope="module")
def later() -> Later:
    files = sorted((FROZEN).rglob("*.trig"))
    whole = World.of(
        (quad for path in files for quad in parse(path.read_bytes(), RdfFormat.TRIG)), vocabulary()
    )
    left = whole.as_of(DAY).settled()
    gone = mentioned(whole.settled()) - mentioned(left)
    words = ((q.subject, q.predicate, q.object) for q in vocabulary())
    allowed = texts(iter([*left.evidence, *(s for stated in left.claims.values() for s in stated), *words]))  # type: ignore[list-item]
    allowed += "".join(question.text for question in catalogue())
    names = {
        o.value
        for stated in whole.claims.values()
        for s, p, o in stated
        if s.value in gone
        and p.value.endswith(("#prefLabel", "#altLabel", "#officialTitle"))
        and isinstance(o, Literal)
    }
    keys = frozenset(curie(iri) for iri in gone if iri.startswith(ID))
    return Later(
        keys, tuple(sorted(name for name in names if len(name) > 3 and name not in allowed)), allowed
    )


def parser(command: str) -> argparse.ArgumentParser:
    made = argparse.ArgumentParser()
    importlib.import_module(f"treatykg.cli.{command}").arguments(made)
    return made


def asked(line: str, folder: Path) -> tuple[str, ...]:
    (folder / "query.rq").write_text(EVERYTHING, encoding="utf-8")
    stand = {"EVERYTHING": EVERYTHING, "COPY": COPY, "QUERY": str(folder / "query.rq")}
    return tuple(stand.get(word, word) for word in line.split())


def told(line: str, later: Later, folder: Path, *clock: str) -> list[str]:
    """Run a line and list what it tells of later things; who asks for one is told that nothing is known of
    it, and only that.
    """
    text = ran((*asked(line, folder), *clock))
    for word in line.split():
        if f"agreement:{word}" in later.keys and text.startswith("2\n"):
            text = text.replace(f"nothing is known of agreement:{word}", "")
    for allowed in ALLOWED:
        text = re.sub(allowed, "", text)
    return later.in_(text)


@pytest.mark.thorough
@pytest.mark.parametrize("command", LINES)
def test_nothing_that_happened_later_is_told(command: str, later: Later, tmp_path: Path) -> None:
    clock = () if command == "diff" else ("--as-of", DAY.isoformat())
    found = {line: told(line, later, tmp_path, *clock) for line in LINES[command]}
    assert {line: names for line, names in found.items() if names} == {}


@pytest.mark.parametrize("command", LINES)
def test_the_walk_would_see_it(command: str, later: Later, tmp_path: Path) -> None:
    assert len(told(TELLING[command], later, tmp_path)) >= 2


def test_a_store_and_files_keep_to_the_day(later: Later, tmp_path: Path) -> None:
    assert ran(("load", "--store", str(tmp_path / "store"))).startswith("0")
    for where in (
        ("--store", str(tmp_path / "store")),
        ("--data", str(FROZEN)),
        ("--known-on", "2026-11-24"),
    ):
        for line in ("query who-signed --with-sources", "export -f trig", "search relos", "status relos"):
            assert told(line, later, tmp_path, *where, "--as-of", DAY.isoformat()) == [], (line, where)


def test_every_command_and_option_is_walked() -> None:
    assert set(COMMANDS) == LINES.keys() | NO_VIEW.keys()
    for command, lines in LINES.items():
        options = {
            option
            for action in parser(command)._actions
            for option in action.option_strings
            if option.startswith("--")
        }
        walked = {SHORT.get(word, word) for line in lines for word in line.split() if word.startswith("-")}
        assert options - EVERYWHERE == walked, command
    for command in NO_VIEW.keys() - {"validate"}:
        assert "--as-of" not in parser(command).format_help()
