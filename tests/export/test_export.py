"""Exports: the same bytes every time, the same graph in every tool, small diffs."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, Quad, RdfFormat, parse

from treatykg.export.rdf import FORMATS
from treatykg.graph import TreatyGraph

from ..conftest import FROZEN, treatykg
from .kinds import KINDS


def accepted(graph: TreatyGraph) -> set[Quad]:
    return {quad for quad in graph.quads if isinstance(quad.graph_name, DefaultGraph)}


def test_every_format_is_tried() -> None:
    assert set(KINDS) == set(FORMATS)


@pytest.mark.thorough
@pytest.mark.parametrize("form", ["turtle", "trig", "jsonld"])
def test_same_bytes_over_hash_seeds_and_runs(form: str) -> None:
    seeds = ["0", "1", "2", "3", "4", "5", "5"]
    digests = {
        hashlib.sha256(treatykg("export", "-f", form, PYTHONHASHSEED=seed).out.encode()).hexdigest()
        for seed in seeds
    }
    assert len(digests) == 1
    assert digests != {hashlib.sha256(b"").hexdigest()}


@pytest.mark.parametrize("form", KINDS)
def test_pyoxigraph_reads_the_same_graph(graph: TreatyGraph, form: str) -> None:
    back = set(parse(graph.export(form).encode(), KINDS[form]))
    wanted = set(graph.quads) if form in ("trig", "nquads") else accepted(graph)
    assert back == wanted


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_rdflib_reads_the_same_graph(graph: TreatyGraph, form: str) -> None:
    import rdflib

    names = {"jsonld": "json-ld", "rdfxml": "xml", "ntriples": "nt"}
    back = rdflib.Graph().parse(data=graph.export(form), format=names.get(form, form))
    wanted = rdflib.Graph().parse(data=graph.export("ntriples"), format="nt")
    assert len(back) == len(accepted(graph))
    assert set(back) == set(wanted)


@pytest.mark.ci
def test_n3js_reads_the_same_graph(graph: TreatyGraph, tmp_path: Path) -> None:
    modules = os.environ.get("TREATYKG_NODE_MODULES")
    if not modules or not shutil.which("node"):
        pytest.skip("needs node and the npm package n3 (in .ci/run)")
    (tmp_path / "graph.ttl").write_text(graph.export("turtle"), encoding="utf-8")
    program = """
const N3 = require(process.argv[1] + "/n3");
const fs = require("fs");
const quads = new N3.Parser({ format: "text/turtle" }).parse(fs.readFileSync(process.argv[2], "utf8"));
const term = t => t.termType === "Literal" ? [t.value, t.language, t.datatype.value] : [t.value];
process.stdout.write(JSON.stringify(quads.map(q => [q.subject.value, q.predicate.value, ...term(q.object)])));
"""
    ran = subprocess.run(
        ["node", "-e", program, modules, str(tmp_path / "graph.ttl")], capture_output=True, check=True
    )
    back = sorted(json.loads(ran.stdout))

    def term(value: object) -> list[str]:
        return (
            [value.value, value.language or "", value.datatype.value]
            if hasattr(value, "datatype")
            else [value.value]
        )  # type: ignore[attr-defined]

    assert back == sorted([q.subject.value, q.predicate.value, *term(q.object)] for q in accepted(graph))


def test_a_changed_date_changes_its_own_line_and_those_of_its_bounds(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(FROZEN, data)
    before = treatykg("export", "--data", data).out.splitlines()
    file = data / "pacts" / "relos.trig"
    text = file.read_text(encoding="utf-8")
    assert text.count('tkg:date "2025-11-28"^^xsd:date') >= 1
    file.write_text(
        text.replace('tkg:date "2025-11-28"^^xsd:date', 'tkg:date "2025-11-27"^^xsd:date'), encoding="utf-8"
    )
    for other in data.rglob("*.trig"):  # the article may give the same date of the same event
        other.write_text(
            other.read_text(encoding="utf-8").replace(
                'tkg:date "2025-11-28"^^xsd:date', 'tkg:date "2025-11-27"^^xsd:date'
            ),
            encoding="utf-8",
        )
    after = treatykg("export", "--data", data).out.splitlines()
    changed = [
        line
        for line in difflib.unified_diff(before, after, n=0, lineterm="")
        if line.startswith("+") and not line.startswith("+++")
    ]
    assert {line.split()[1] for line in changed} <= {
        "tkg:date",
        "tkg:earliest",
        "tkg:latest",
        "tkg:firstDayNumber",
        "tkg:lastDayNumber",
    }
    assert any("2025-11-27" in line for line in changed)


def test_hostile_literals_survive(world: TreatyGraph) -> None:
    for form in ("trig", "nquads"):
        assert set(parse(world.export(form).encode(), KINDS[form])) == set(world.quads)


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    files = sorted((FROZEN).rglob("*.trig"))
    one = TreatyGraph.open(files).export("trig")
    other = TreatyGraph.open(files[::-1]).export("trig")
    assert one == other


def test_canonical_dataset_hash_is_the_same(graph: TreatyGraph) -> None:
    one, other = Dataset(parse(graph.export("trig").encode(), RdfFormat.TRIG)), Dataset(graph.quads)
    one.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    other.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    assert one == other


def test_what_xml_cannot_hold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    claim, tkg = "<https://w3id.org/treatykg/id/claim/x>", "https://w3id.org/treatykg/ns#"
    accepted_standing = f"<{tkg}hasStanding> <https://w3id.org/treatykg/concept/standing/accepted>"
    path.write_text(
        f'{claim} {{ <http://e/a> <{tkg}note> "\\u0001" }} {claim} {accepted_standing} .', encoding="utf-8"
    )
    ran = treatykg("export", "--data", path, "-f", "rdfxml")
    assert (ran.code, ran.out) == (3, "")
    assert "a character that XML cannot hold" in ran.err
    assert '"\\u0001"' in treatykg("export", "--data", path, "-f", "turtle").out
