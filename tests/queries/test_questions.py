"""Each saved question on the made-up world: the rows that reason gives, and other rows once its condition
fails.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import statistics
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, serialize

from treatykg.claims import TYPE
from treatykg.clocks import Clocks
from treatykg.dataset.load import Dataset, load, read
from treatykg.graph import TreatyGraph
from treatykg.namespaces import DERIVED, EVIDENCE, expand
from treatykg.queries.catalogue import GRAPHS, read_question, slugs
from treatykg.queries.parameters import bind
from treatykg.resources import folder
from treatykg.store.embedded import EmbeddedStore
from treatykg.treaties.derived import view_quads as view
from treatykg.treaties.report import Accepted
from treatykg.treaties.report import status_report as status

HERE = Path(__file__).resolve().parent
WORLD = HERE.parent / "world" / "world.trig"
QUESTIONS = 33
USUAL_LINES, MOST_LINES, WIDEST, STARTER_LINES = 20, 40, 110, 10
CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.yaml"))}


def world(without: list[str]) -> Dataset:
    """The world, with labels that the expected rows can rely on, less some claims."""
    dataset = load([WORLD])
    dataset.vocabulary = list(read(HERE / "vocabulary.ttl"))
    for name in without:
        del dataset.claims[expand(name)]
    return dataset


def prepared(slug: str, case: Mapping[str, Any]) -> tuple[list[Any], str]:
    """The quads that a case reads, and its query."""
    question = read_question(folder("queries") / f"{slug}.rq")
    given = {name: str(value) for name, value in (case.get("parameters") or {}).items()}
    quads = view(
        world(case.get("without") or []), Clocks(as_of=case.get("as_of"), known_on=case.get("known_on"))
    )
    return quads, bind(question.text, question.parameters, given)[0]


def answered(slug: str, case: Mapping[str, Any]) -> list[list[str]]:
    quads, text = prepared(slug, case)
    answer = EmbeddedStore(quads).query(text, slug)
    return [list(answer.variables), *(list(row) for row in answer.values())]


def expected(case: Mapping[str, Any]) -> list[list[str]]:
    with (HERE / case["rows"]).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def every_case() -> Iterator[Any]:
    for slug, case in CASES.items():
        yield pytest.param(slug, case, id=slug)
        yield pytest.param(
            slug, {"parameters": case["parameters"], **case["negative"]}, id=f"{slug}-negative"
        )
        for number, other in enumerate(case.get("also", []), start=1):
            yield pytest.param(slug, other, id=f"{slug}-also-{number}")


def lines(text: str) -> list[str]:
    """The lines of a query that count: neither header nor comment nor blank."""
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def test_questions_are_short() -> None:
    texts = [read_question(folder("queries") / f"{slug}.rq").text for slug in slugs()]
    assert statistics.median(len(lines(text)) for text in texts) <= USUAL_LINES
    assert max(len(lines(text)) for text in texts) <= MOST_LINES
    assert max(len(line) for text in texts for line in text.splitlines()) <= WIDEST


@pytest.mark.parametrize("slug", slugs())
def test_the_header_names_the_graphs_that_are_read(slug: str) -> None:
    question = read_question(folder("queries") / f"{slug}.rq")
    named = set(re.findall(r"\bGRAPH\s+(\S+)", "\n".join(lines(question.text))))
    read_here = {"default"} | {
        name.replace("graph:", "graph/") for name in named if name.startswith("graph:")
    }
    assert set(question.graphs) == read_here | (
        {"claims"} if any(name.startswith("?") for name in named) else set()
    )


@pytest.mark.parametrize("slug", slugs())
def test_each_graph_that_the_header_names_is_needed(slug: str) -> None:
    case = CASES[slug]
    quads, text = prepared(slug, case)
    kinds = {
        NamedNode(EVIDENCE): "graph/evidence",
        NamedNode(DERIVED): "graph/derived",
        DefaultGraph(): "default",
    }
    wanted = expected(case)[1:]
    for graph in GRAPHS:
        kept = [quad for quad in quads if kinds.get(quad.graph_name, "claims") != graph]
        same = [list(row) for row in EmbeddedStore(kept).query(text, slug).values()] == wanted
        assert same == (graph not in read_question(folder("queries") / f"{slug}.rq").graphs), graph


STARTERS = sorted((folder("queries") / "starters").glob("*.rq"))


@pytest.mark.parametrize("path", STARTERS, ids=lambda path: path.stem)
def test_a_starter_is_short_and_answers(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert len(lines(text)) <= STARTER_LINES
    assert TreatyGraph.open().select(text).rows


def test_there_are_five_starters() -> None:
    assert [path.stem.partition("-")[0] for path in STARTERS] == list("12345")


def test_every_question_has_its_case() -> None:
    assert sorted(CASES) == slugs()
    assert len(CASES) == QUESTIONS


def test_every_expected_file_is_read() -> None:
    named = {str(case["rows"]) for _, case in (param.values for param in every_case())}
    assert named == {path.name for path in HERE.glob("*.csv")}


@pytest.mark.parametrize(("slug", "case"), list(every_case()))
def test_rows(slug: str, case: Mapping[str, Any]) -> None:
    assert answered(slug, case) == expected(case)


@pytest.mark.parametrize("slug", sorted(CASES))
def test_the_condition_matters(slug: str) -> None:
    case = CASES[slug]
    assert len(expected(case)) > 1
    assert expected(case) != expected(case["negative"])


@pytest.mark.parametrize("slug", sorted(CASES))
def test_default_answers_are_empty_or_rows_but_never_an_error(slug: str) -> None:
    assert answered(slug, {})[0] == expected(CASES[slug])[0]


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(("slug", "case"), list(every_case()))
def test_rdflib_gives_the_same_rows(slug: str, case: Mapping[str, Any]) -> None:
    rdflib = pytest.importorskip("rdflib")
    quads, text = prepared(slug, case)
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(data=serialize(quads, format=RdfFormat.N_QUADS), format="nquads")
    found = dataset.query(text)
    rows = [["" if cell is None else str(cell) for cell in row] for row in found]
    assert [[str(name) for name in found.vars], *rows] == expected(case)


DAYS = (
    "1989-12-31 1990-01-01 1990-05-31 1990-06-01 2001-06-29 2001-06-30 2018-07-01 "
    "2021-04-30 2021-05-01 2021-05-31 2022-01-01 2022-12-31 2026-01-01"
)


@pytest.mark.parametrize("day", DAYS.split())
def test_in_force_says_what_the_status_says(day: str) -> None:
    graph = Accepted(quad for quad in view(world([])) if quad.graph_name == DefaultGraph())
    header, *rows = answered("in-force", {"parameters": {"date": day}})
    for row in rows:
        said = dict(zip(header, row, strict=True))
        assert said["in_force"] == status(graph, said["agreement"], dt.date.fromisoformat(day)).in_force, said


@pytest.mark.parametrize("slug", sorted(CASES))
def test_traced_columns_are_shown(slug: str) -> None:
    question = read_question(folder("queries") / f"{slug}.rq")
    assert {variable for variable, _ in question.trace} <= set(expected(CASES[slug])[0])


def test_the_world_uses_known_classes_only() -> None:
    known = {quad.subject for quad in load([]).vocabulary}
    used = {o for claim in load([WORLD]).claims.values() for _, p, o in claim.statements if p == TYPE}
    assert used <= known


def test_a_day_in_a_case_is_a_day() -> None:
    days = [
        case[key]
        for _, case in (param.values for param in every_case())
        for key in ("as_of", "known_on")
        if key in case
    ]
    assert days
    assert all(type(day) is dt.date for day in days)


@pytest.mark.parametrize("path", ["*", "?"])
def test_the_engine_gives_no_path_of_no_step_to_a_term_that_it_does_not_hold(path: str) -> None:
    """A fault of the engine (SPARQL 1.1, section 18.4): once mended, the line in docs/idioms.md goes."""
    query = f"SELECT ?o {{ <urn:nowhere> <urn:p>{path} ?o }}"
    assert EmbeddedStore([]).query(query).rows == []
