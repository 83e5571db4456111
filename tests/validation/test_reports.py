"""The formats of a report, as the tools that read them see them; and what the engine says while it works."""

from __future__ import annotations

import json
import logging
import xml.etree.ElementTree as ET

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from treatykg.shacl import reference, setwise
from treatykg.shacl.report import Report, Result, Where
from treatykg.validation.formats import write

SHAPE = "https://w3id.org/treatykg/shape/AgreementShape"
PLACED = Where("data/a b.trig", 3, 7, "claim:one")
RESULTS = [
    Result(
        "violation",
        SHAPE,
        "http://e/x",
        "http://e/p",
        "a,b:c",
        "bad: 100 %\nmend it",
        "http://e/c",
        places=(PLACED,),
    ),
    Result("warning", SHAPE, "http://e/y", message="a gap"),
    Result(
        "info",
        SHAPE,
        "http://e/z",
        message="by the way",
        places=(Where("http://h/sparql", 0, 0, "claim:two"),),
    ),
]
REPORT = Report(RESULTS)

RULES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property e:P ; sh:sparql e:Q .
e:P sh:path e:p ; sh:minCount 1 .
e:Q a sh:SPARQLConstraint ;
  sh:select "SELECT $this WHERE { $this a ?kind FILTER(?kind != <http://e/C>) } LIMIT 5" .
"""
DATA = "@prefix e: <http://e/> . e:a a e:C . e:b a e:C , e:D ; e:p 1 ."


def test_sarif_has_rules_levels_and_places() -> None:
    (run,) = json.loads(write(REPORT, "sarif"))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["shape:AgreementShape"]
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "data/a%20b.trig"
    assert place["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    assert place["logicalLocations"] == [{"fullyQualifiedName": "claim:one"}]
    assert run["results"][1]["locations"] == []
    assert "region" not in run["results"][2]["locations"][0]["physicalLocation"]


def test_junit_counts_violations_as_failures() -> None:
    suite = ET.fromstring(write(REPORT, "junit"))
    assert (suite.get("tests"), suite.get("failures")) == ("3", "1")
    assert len(suite.findall("testcase/failure")) == 1
    assert "data/a b.trig:3:7" in (suite.findtext("testcase/failure") or "")
    strict = ET.fromstring(write(Report(RESULTS, strict=True), "junit"))
    assert strict.get("failures") == "2"
    assert ET.fromstring(write(Report([]), "junit")).get("tests") == "1"


def test_github_escapes_what_would_end_a_command() -> None:
    first, second, third = write(REPORT, "github").splitlines()
    assert first.startswith("::error file=data/a b.trig,line=3,col=7,title=shape%3AAgreementShape::")
    assert first.endswith("bad: 100 %25%0Amend it")
    assert second.startswith("::warning title=")
    assert third.startswith("::notice title=")


def test_text_names_a_store_where_there_is_no_line() -> None:
    assert "  at http://h/sparql (claim:two)\n" in write(Report(RESULTS[2:]), "text")


def test_turtle_is_read_back_with_every_result() -> None:
    quads = list(parse(write(REPORT, "turtle").encode(), RdfFormat.TURTLE))
    assert sum(quad.predicate.value.endswith("#resultSeverity") for quad in quads) == len(RESULTS)


def test_a_shape_that_has_no_set_wise_form_goes_to_the_reference(caplog: pytest.LogCaptureFixture) -> None:
    rules = list(parse(RULES.encode(), RdfFormat.TURTLE))
    data = list(parse(DATA.encode(), RdfFormat.TURTLE))
    with caplog.at_level(logging.WARNING):
        ours = {(r.focus, r.component) for r in setwise.results(data, rules)}
    assert "is checked by pySHACL: it uses LIMIT, OFFSET or FROM" in caplog.text
    assert ours == {(r.focus, r.component) for r in reference.results(data, rules)}
    assert {focus for focus, _ in ours} == {"http://e/a", "http://e/b"}


def test_progress_is_told_from_first_to_last() -> None:
    rules = [quad for quad in parse(RULES.encode(), RdfFormat.TURTLE) if "sparql" not in quad.predicate.value]
    told: list[tuple[int, int, str]] = []
    list(setwise.results(parse(DATA.encode(), RdfFormat.TURTLE), rules, lambda *step: told.append(step)))
    assert told == [(0, 1, "http://e/S"), (1, 1, "")]


PATHS = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
e:S a sh:NodeShape ; sh:targetClass e:C ; sh:property
  [ sh:path ( e:p [ sh:inversePath e:q ] ) ; sh:minCount 1 ] ,
  [ sh:path [ sh:alternativePath ( e:p [ sh:zeroOrMorePath ( e:q e:r ) ] ) ] ; sh:minCount 5 ] ,
  [ sh:path [ sh:oneOrMorePath e:p ] ; sh:minCount 5 ] ,
  [ sh:path [ sh:zeroOrOnePath e:p ] ; sh:minCount 5 ] .
"""


def test_a_path_in_the_report_is_the_path_of_the_shape() -> None:
    rules = list(parse(PATHS.encode(), RdfFormat.TURTLE))
    data = list(parse(DATA.encode(), RdfFormat.TURTLE))
    found = Graph().parse(data=write(Report(setwise.results(data, rules)), "turtle"), format="turtle")
    theirs = Graph().parse(data=PATHS, format="turtle")
    there = {_tree(theirs, path) for path in theirs.objects(None, SH.path)}
    here = [_tree(found, path) for path in found.objects(None, SH.resultPath)]
    assert set(here) == there
    assert len(here) == 2 * len(there)


def _tree(graph: Graph, node: Node) -> object:
    """A path as nested tuples, by rdflib's own reading of lists."""
    if isinstance(node, URIRef):
        return str(node)
    if (node, RDF.first, None) in graph:
        return tuple(_tree(graph, item) for item in graph.items(node))
    ((_, kind, inner),) = graph.triples((node, None, None))
    return (str(kind), _tree(graph, inner))
