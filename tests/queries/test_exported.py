"""Each saved question on the exported TriG, asked by tools that know nothing of this program: the same rows
in the same order.
"""

from __future__ import annotations

import pyoxigraph
import pytest
import rdflib

from treatykg.graph import TreatyGraph
from treatykg.queries.catalogue import read_question, slugs
from treatykg.queries.parameters import bind
from treatykg.resources import folder

pytestmark = [pytest.mark.thorough, pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")]
Rows = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def graph() -> TreatyGraph:
    return TreatyGraph.open()


@pytest.fixture(scope="module")
def exported(graph: TreatyGraph) -> str:
    return graph.export("trig")


@pytest.fixture(scope="module")
def oxigraph(exported: str) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.load(exported, pyoxigraph.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def dataset(exported: str) -> rdflib.Dataset:
    return rdflib.Dataset().parse(data=exported, format="trig")


def query_of(slug: str) -> str:
    question = read_question(folder("queries") / f"{slug}.rq")
    return bind(question.text, question.parameters, {})[0]


def rows_of(graph: TreatyGraph, slug: str) -> Rows:
    return [tuple(row) for row in graph.store.query(query_of(slug), slug).values()]


@pytest.mark.parametrize("slug", slugs())
def test_in_oxigraph(slug: str, graph: TreatyGraph, oxigraph: pyoxigraph.Store) -> None:
    found = oxigraph.query(query_of(slug))
    assert isinstance(found, pyoxigraph.QuerySolutions)
    assert [tuple("" if one is None else one.value for one in row) for row in found] == rows_of(graph, slug)


@pytest.mark.parametrize("slug", slugs())
def test_in_rdflib(slug: str, graph: TreatyGraph, dataset: rdflib.Dataset) -> None:
    found: Rows = [
        tuple("" if one is None else str(one) for one in row) for row in dataset.query(query_of(slug))
    ]
    assert found == rows_of(graph, slug)


def test_the_rows_are_not_none(graph: TreatyGraph) -> None:
    assert sum(len(rows_of(graph, slug)) > 0 for slug in slugs()) == len(slugs())
