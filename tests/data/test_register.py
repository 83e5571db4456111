"""Walk the register: each claim is there, with its passage, its standing and its sources."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from treatykg.claims import Claim
from treatykg.graph import TreatyGraph
from treatykg.namespaces import PREFIXES, tkg

from ..conftest import ROOT

REGISTER = Path(__file__).parent / "register"
IDENTIFIER = NamedNode(f"{PREFIXES['dcterms']}identifier")
RUNS = frozenset((REGISTER / "article-runs.txt").read_text(encoding="ascii").split())
WRITTEN_HERE = {".py", ".trig", ".ttl", ".rq", ".md", ".toml", ".yaml", ".tsv", ".csv", ".txt", ""}


def rows(name: str) -> list[dict[str, str]]:
    with (REGISTER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


ARTICLE, DOSSIER = rows("article.tsv"), rows("dossier.tsv")


@pytest.fixture(scope="module")
def by_identifier(living: TreatyGraph) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for quad in living.dataset.evidence:
        if quad.predicate == IDENTIFIER and quad.subject.value in living.dataset.claims:
            found[quad.object.value].append(living.dataset.claims[quad.subject.value])
    return found


def test_the_register_is_whole() -> None:
    assert len(ARTICLE) == 102
    assert [row["status"] for row in ARTICLE].count("assessment") == 33
    findings = ["conflict" if row["finding"].endswith("sides") else row["finding"] for row in DOSSIER]
    assert {kind: findings.count(kind) for kind in set(findings)} == {
        "found": 360,
        "not found": 122,
        "sought": 12,
        "conflict": 32,
    }


@pytest.mark.parametrize("row", ARTICLE, ids=lambda row: row["id"])
def test_each_claim_of_the_article(
    row: dict[str, str], living: TreatyGraph, by_identifier: dict[str, list[Claim]]
) -> None:
    claims = by_identifier[row["id"]]
    assert claims
    passage = PREFIXES["passage"] + f"seed-{row['id'].lower()}"
    said = {q.predicate.value: q.object.value for q in living.dataset.evidence if q.subject.value == passage}
    assert said[tkg("startOffset")] == row["start"]
    assert said[tkg("endOffset")] == row["end"]
    assert said[tkg("paragraph")] == row["paragraph"]
    for claim in claims:
        assert claim.statements
        assert (claim.standing == "assessment") == (row["status"] == "assessment")
        if row["status"] == "assessment":
            assert {
                s.value.removeprefix(PREFIXES["assessment"]).count("/") for s, _, _ in claim.statements
            } == {0}


@pytest.mark.parametrize("row", DOSSIER, ids=lambda row: row["id"])
def test_each_fact_of_the_dossier(row: dict[str, str], by_identifier: dict[str, list[Claim]]) -> None:
    claims = by_identifier.get(row["id"], [])
    if row["finding"] == "not found":
        assert claims == []
    elif row["finding"].endswith("sides"):
        assert len(claims) >= int(row["finding"].split()[0])
        assert all(claim.sources for claim in claims)
    else:
        assert claims
        assert all(claim.statements and claim.sources for claim in claims)


def test_each_conflict_is_answered_by_one_question(living: TreatyGraph) -> None:
    answer = living.query("conflicts")
    sides: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in answer.values():
        said = dict(zip(answer.variables, row, strict=True))
        sides[said["conflict"]].append(said)
    assert sides
    for conflict, said in sides.items():
        standings = [side["standing"] for side in said]
        assert len(said) > 1, conflict
        assert set(standings) - {"accepted"}, conflict
        assert len({side["says"] for side in said}) > 1, conflict
        assert all(side["said_by"] and side["says"] for side in said), conflict
        assert all(side["reason"] for side in said if side["standing"] != "accepted"), conflict


@pytest.mark.parametrize("number", range(1, 33))
def test_each_conflict_of_the_dossier(
    living: TreatyGraph, by_identifier: dict[str, list[Claim]], number: int
) -> None:
    """One that only says several things that can all be so is none: each of its claims is accepted."""
    claims = by_identifier[f"X{number:02}"]
    beside_each_other = all(claim.standing == "accepted" and not claim.yields_to for claim in claims)
    rows = living.query("conflicts", conflict=f"X{number:02}").rows
    assert (len(rows) < 2) == beside_each_other


def test_no_opinion_is_accepted(living: TreatyGraph) -> None:
    opinions = {NamedNode(tkg("Assessment")), NamedNode(tkg("namesRegion")), NamedNode(tkg("opinion"))}
    in_view = [
        quad
        for quad in living.quads
        if quad.graph_name.__class__.__name__ == "DefaultGraph" and "concept/" not in quad.subject.value
    ]
    terms = {quad.predicate for quad in in_view} | {
        quad.object for quad in in_view if quad.subject.value.startswith(PREFIXES["tkg"][:-3] + "id/")
    }
    assert not terms & opinions
    spoken = " ".join(
        q.object.value for q in in_view if isinstance(q.object, Literal) and "/id/" in q.subject.value
    ).lower()
    assert "pivotal" not in spoken
    assert not re.search(r"\barctic\b", spoken)


def _runs(text: str) -> dict[str, str]:
    words = re.findall(r"[^\W_]+", text.lower())
    runs = [" ".join(words[i : i + 6]) for i in range(len(words) - 5)]
    return {hashlib.sha256(run.encode()).hexdigest()[:16]: run for run in runs}


def _files() -> list[Path]:
    skipped = {".git", ".venv", "out", "dist", "node_modules", "__pycache__", "register", ".hypothesis"}
    return [
        p
        for p in sorted(ROOT.rglob("*"))
        if p.is_file()
        and p.suffix in WRITTEN_HERE
        and not skipped & set(p.relative_to(ROOT).parts)
        and not any(part.startswith(".") and part != ".ci" for part in p.relative_to(ROOT).parts[:-1])
    ]


ALLOWED = {
    # Official names and titles may be the same words.
    "reciprocal exchange of logistics support agreement",
}


def test_nothing_repeats_the_article() -> None:
    repeated = {}
    for path in _files():
        found = {
            run
            for hashed, run in _runs(path.read_text(encoding="utf-8", errors="replace")).items()
            if hashed in RUNS
        } - ALLOWED
        if found:
            repeated[str(path.relative_to(ROOT))] = sorted(found)
    assert repeated == {}


def test_the_test_would_see_a_borrowed_sentence() -> None:
    assert len(RUNS) > 700
    assert set(_runs("one two three four five six")) == {
        hashlib.sha256(b"one two three four five six").hexdigest()[:16]
    }
