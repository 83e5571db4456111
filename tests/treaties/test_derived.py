"""What follows from the facts: one answer, whoever asks for it."""

import csv
import datetime as dt
import io
import json
import re

import pytest

from treatykg import TreatyGraph
from treatykg.namespaces import expand
from treatykg.pictures.timeline.timelines import timelines_of
from treatykg.treaties.model import Span
from treatykg.treaties.pacts import pacts_of
from treatykg.view.evidence import rival_dates

from ..conftest import ROOT

DAYS = [dt.date(1990 + number * 3 // 5, 1 + number * 7 % 12, 1 + number * 11 % 28) for number in range(60)]
CERTAIN = {"certainly": "in force", "possibly": "possibly in force"}


def column(graph: TreatyGraph, name: str, **parameters: str) -> dict[str, str]:
    answer = graph.query("in-force", **parameters)
    at, wanted = answer.variables.index("agreement"), answer.variables.index(name)
    return {row[at]: row[wanted] for row in answer.values()}


def by_table(graph: TreatyGraph, day: dt.date) -> dict[str, str]:
    """In force by the bounds in treaty.csv; empty bounds are not known."""

    def span(row: dict[str, str], name: str) -> Span:
        return Span(
            *(
                dt.date.fromisoformat(row[f"{name}_{side}"]) if row[f"{name}_{side}"] else None
                for side in ("earliest", "latest")
            )
        )

    found = {}
    for row in csv.DictReader(io.StringIO(graph.tables()["treaty.csv"])):
        begun, ended = span(row, "in_force").by(day), span(row, "ended").by(day)
        over = ended == "certainly"
        found[row["treaty"]] = (
            "no" if over else "possibly" if begun == "certainly" and ended == "possibly" else begun.value
        )
    return found


def on_the_page(graph: TreatyGraph) -> tuple[dict[str, str], dict[str, str]]:
    """Each agreement's status in the data of the page's filter, and in its table."""
    page = graph.draw("graph", form="html")
    (data,) = re.findall(r'<script type="application/json"[^>]*>(\[.*?\])</script>', page, re.DOTALL)
    (head,) = re.findall(r"<thead>(.*?)</thead>", page, re.DOTALL)
    column = re.findall(r">([^<]+)</th>", head).index("Status") - 1
    rows = re.findall(r'<tr data-pact="([^"]+)"><th[^>]*>.*?</th>(.*?)</tr>', page, re.DOTALL)
    table = {expand(key): re.findall(r"<td[^>]*>([^<]*)", cells)[column] for key, cells in rows}
    return {expand(one["id"]): one["status"] for one in json.loads(data)}, table


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_status_question_table_timeline_network_and_page_agree(graph: TreatyGraph, day: dt.date) -> None:
    at = graph.at(as_of=day)
    asked = column(at, "in_force")
    assert asked == {iri: at.status(iri).in_force for iri in asked}
    table = by_table(at, day)
    assert {
        iri.rpartition("/")[2]: said for iri, said in asked.items() if iri.rpartition("/")[2] in table
    } == table
    drawn = {
        one.iri: one.status
        for one in timelines_of(
            at.accepted, pacts_of(at.accepted, at.names.state("in"), day)[1], rival_dates(at.store), day
        )
    }
    shown = {
        at.names.entity(node): said["status"]
        for node, said in at.network().nodes(data=True)
        if said["kind"] == "agreement"
    }
    filtered, read = on_the_page(at)
    assert filtered.keys() == read.keys() <= asked.keys()
    assert len(filtered) > 8 or day.year < 2024
    for iri, said in asked.items():
        for standing in (drawn.get(iri), shown.get(iri), filtered.get(iri), read.get(iri)):
            assert standing is None or (standing in CERTAIN.values()) == (said in CERTAIN), (
                iri,
                standing,
                said,
            )
            assert standing is None or CERTAIN.get(said, standing) == standing, (iri, standing, said)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_ten_lines_of_rdflib_answer_from_the_exported_turtle(
    graph: TreatyGraph,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path_factory.mktemp("copy")
    (folder / "pacts.ttl").write_text(graph.export("turtle"), encoding="utf-8")
    monkeypatch.chdir(folder)
    code = re.search(
        r"```python\n(.*?)```", (ROOT / "docs" / "derivations.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert code
    assert len(code.group(1).splitlines()) <= 10
    exec(compile(code.group(1), "docs/derivations.md", "exec"), {})  # noqa: S102 -- the documentation's own lines
    out = capsys.readouterr().out
    answer = graph.query("in-force", date="2021-07-01")
    certain = {row[0] for row in answer.values() if row[1] == "certainly"}
    mutual = {
        f"{row[0]} {row[1]}" for row in graph.query("reciprocal-access").values() if row[2] != "not stated"
    }
    lines = {" ".join(re.findall(r"Literal\('([^']*)'", line)) for line in out.splitlines()}
    assert "LEMOA" in certain
    assert lines == certain | mutual
