"""The command line: what goes where, in which format, with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import QueryResultsFormat, parse_query_results

from treatykg.cli.main import COMMANDS
from treatykg.export import tables
from treatykg.graph import TreatyGraph
from treatykg.queries.catalogue import catalogue
from treatykg.store.results import Answer

from ..conftest import ROOT, WORLD, treatykg

RECIPROCAL = ("query", "reciprocal-access")


def test_a_pipe_gets_csv() -> None:
    ran = treatykg(*RECIPROCAL)
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert {row["pact"] for row in rows} >= {"RELOS", "LEMOA"}
    assert ran.err == ""


def test_a_terminal_gets_a_table() -> None:
    main, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "treatykg", *RECIPROCAL], stdout=terminal, cwd=ROOT
    ) as process:
        assert process.wait(timeout=60) == 0
    os.close(terminal)
    seen = os.read(main, 65536).decode()
    os.close(main)
    assert "────" in seen
    assert "rows" in seen


@pytest.mark.parametrize("form", tables.FORMATS)
def test_each_format_is_written(form: str) -> None:
    ran = treatykg(*RECIPROCAL, "-f", form)
    assert (ran.code, ran.err) == (0, "")
    assert "RELOS" in ran.out


@pytest.mark.parametrize(
    ("form", "kind"),
    [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)],
)
def test_another_reader_gets_the_same_rows(form: str, kind: QueryResultsFormat, world: TreatyGraph) -> None:
    answer = world.select("SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s ?p ?o")
    back = parse_query_results(tables.write(answer, form, raw=True).encode(), kind)
    assert [tuple(row[v] for v in back.variables) for row in back] == answer.rows  # type: ignore[union-attr, index]


def test_ask_in_each_format() -> None:
    for form, wanted in (("csv", "true\n"), ("json", '{"head": {}, "boolean": true}\n')):
        assert treatykg("query", "--text", "ASK { ?s ?p ?o }", "-f", form).out == wanted
    root = ET.fromstring(treatykg("query", "--text", "ASK {}", "-f", "xml").out)
    assert root.findtext("{http://www.w3.org/2005/sparql-results#}boolean") == "true"


@pytest.mark.parametrize(("query", "code"), [("ASK {}", 0), ("ASK { <http://e/none> ?p ?o }", 1)])
def test_exit_status(query: str, code: int) -> None:
    assert treatykg("query", "--text", query, "--exit-status").code == code
    assert treatykg("query", "--text", query).code == 0


def test_construct_is_turtle() -> None:
    ran = treatykg(
        "query",
        "--text",
        "PREFIX tkg: <https://w3id.org/treatykg/ns#> CONSTRUCT { ?a a tkg:Agreement } { ?a a tkg:Agreement }",
    )
    assert "agreement:relos a tkg:Agreement ." in ran.out


def test_a_spreadsheet_runs_no_formula() -> None:
    query = 'SELECT ?x ?n { VALUES (?x ?n) { ("=1+1" -5) ("@a" 5) ("ok" 5) } }'
    assert treatykg("query", "--text", query).out.splitlines() == ["x,n", "'=1+1,-5", "'@a,5", "ok,5"]
    assert treatykg("query", "--text", query, "--raw").out.splitlines()[1] == "=1+1,-5"


def test_hidden_characters_are_shown() -> None:
    ran = treatykg("query", "pacts", "--data", WORLD, "-p", "state=aa", "-f", "table")
    assert ran.code == 0
    assert "\u202e" not in ran.out
    answer = Answer(
        ("x",), [(next(iter(TreatyGraph.open([WORLD]).select('SELECT ("a\\u202Eb" AS ?x) {}').rows))[0],)]
    )
    assert "⟨U+202E⟩" in tables.write(answer, "table")


def test_sources_in_a_pipe_are_columns() -> None:
    ran = treatykg("query", "days-between-chambers", "--with-sources")
    row = next(csv.DictReader(io.StringIO(ran.out)))
    assert "claim:s037(overruled)" in row["claims"]
    assert "source:life-20251210" in row["sources"]


def test_output_to_a_file_guesses_the_format(tmp_path: Path) -> None:
    ran = treatykg(*RECIPROCAL, "-o", tmp_path / "a.json")
    assert (ran.code, ran.out) == (0, "")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["head"]["vars"][0] == "pact"
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = f"{sys.executable} -m treatykg export | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, check=True)  # noqa: S602
    assert done.stderr == b""
    assert done.stdout.startswith(b"@prefix")


def test_each_command_has_help() -> None:
    for command in COMMANDS:
        ran = treatykg(command, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("usage: treatykg " + command)
    assert all(command in treatykg("--help").out for command in COMMANDS)


def test_show_tells_facts_disputes_and_silence() -> None:
    out = treatykg("show", "relos").out
    for heading in (
        "Facts",
        "Also said; a better source disagrees",
        "Disputed",
        "Assessments",
        "Not known",
        "Who says so",
    ):
        assert f"\n{heading}\n" in out
    assert "date of entry into force" in out


def test_explain_leads_to_the_passage() -> None:
    out = treatykg("explain", "S037").out
    assert "overruled" in out
    assert "characters 1851–1939" in out
    assert "Indian Masterminds" in out


def test_a_bug_of_ours_has_its_own_code(tmp_path: Path) -> None:
    program = "import sys; from treatykg.cli import info, main; info.run = lambda o: 1 / 0; "
    program += "sys.exit(main.main(['info']))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert "internal error: ZeroDivisionError" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.thorough
def test_no_opinion_in_any_answer_but_assessments() -> None:
    for question in catalogue():
        rows = list(csv.DictReader(io.StringIO(treatykg("query", question.slug).out)))
        # sources-of and said-by are views of the evidence: titles name regions, and said-by tells how each
        # claim stands.
        rows = [row for row in rows if (question.slug, row.get("standing")) != ("said-by", "assessment")]
        said = " ".join(
            cell
            for row in rows
            for name, cell in row.items()
            if (question.slug, name) != ("sources-of", "title")
        )
        found = bool(re.search(r"\b(arctic|pivotal)\b", said.lower()))
        assert found == (question.slug == "assessments"), question.slug


def test_status_and_in_force_agree(graph: TreatyGraph) -> None:
    for day in ("1975-01-01", "1991-06-01", "1995-01-01", "2021-07-10", "2021-07-11", "2025-12-31"):
        at = graph.at(as_of=__import__("datetime").date.fromisoformat(day))
        answer = at.query("in-force")
        agreement, in_force = answer.variables.index("agreement"), answer.variables.index("in_force")
        asked = {row[agreement]: row[in_force] for row in answer.values()}
        assert asked == {iri: at.status(iri).in_force for iri in asked}
        assert asked
