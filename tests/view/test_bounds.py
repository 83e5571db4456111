"""Dates of any precision have a first and a last day, and every reader of an end uses the same ones."""

import calendar
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from treatykg import TreatyGraph
from treatykg.dates import PartialDate, Precision
from treatykg.export.scholar import TREATY, tables

DAYS = some.dates(min_value=dt.date(1000, 1, 1))


@given(DAYS)
def test_a_day_is_itself(day: dt.date) -> None:
    assert PartialDate.read(day.isoformat()) == PartialDate(day.isoformat(), Precision.DAY, day, day)


@given(DAYS)
def test_a_month_runs_from_its_first_day_to_the_eve_of_the_next(day: dt.date) -> None:
    month = PartialDate.read(day.isoformat()[:7])
    assert (month.precision, month.first) == (Precision.MONTH, day.replace(day=1))
    assert month.first <= day <= month.last
    assert month.last == dt.date.max or (month.last + dt.timedelta(days=1)).day == 1


@given(DAYS)
def test_a_year_is_all_its_days(day: dt.date) -> None:
    year = PartialDate.read(day.isoformat()[:4])
    assert year.precision is Precision.YEAR
    assert (year.last - year.first).days == 364 + calendar.isleap(day.year)


@pytest.mark.parametrize(
    "text",
    [
        *"2025-13 2025-00 2025-02-29 2025-04-31 2025-12-00 0000 25 2025- 2025-1 2025-12-31Z".split(),
        "2025-12-31\n",
        "٢٠٢٥",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|out of range|must be in"):
        PartialDate.read(text)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("2025", Precision.MONTH), ("2025-12", Precision.DAY), ("2025-12-31", "http://example.org/date")],
)
def test_a_date_of_another_precision_is_refused(text: str, datatype: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        PartialDate.read(text, datatype)


def ended(folder: Path, end: PartialDate, dated_by: str, kind: str = "Termination") -> TreatyGraph:
    """A world of one agreement in force since 2001, whose end is given by a date, or only by a day by which
    it had come.
    """
    lines = (Path(__file__).parent / "bounds" / "ended.trig").read_text("utf-8")
    file = folder / "ended.trig"
    literal = f'"{end.text}"^^<{end.precision}>'
    file.write_text(
        lines.replace("tkg:Termination", f"tkg:{kind}").replace(
            'tkg:date "2010"^^xsd:gYear', f"tkg:{dated_by} {literal}"
        ),
        "utf-8",
    )
    return TreatyGraph.open([file])


@pytest.mark.parametrize("kind", ["Termination", "Expiry"])
@pytest.mark.parametrize("dated_by", ["date", "endDate"])
@pytest.mark.parametrize("end", "2021-02 2020-02 2021-06 2021-07 2021 2021-06-30".split())
def test_question_status_table_and_network_know_the_same_end(
    tmp_path: Path, end: str, dated_by: str, kind: str
) -> None:
    date = PartialDate.read(end)
    graph = ended(tmp_path, date, dated_by, kind)
    one = dt.timedelta(days=1)
    for day in (date.first - one, date.first, date.last - one, date.last, date.last + one):
        said = (
            "no"
            if day >= date.last
            else "possibly"
            if dated_by == "endDate" or day >= date.first
            else "certainly"
        )
        assert graph.at(as_of=day).status("ended").in_force == said, day
        assert [row[1].value for row in graph.query("in-force", date=day.isoformat()).rows] == [said], day
    (cells,) = tables(graph.accepted, dt.date(2022, 12, 31))["treaty"]
    row = dict(zip([column.name for column in TREATY], cells, strict=True))
    begun = row["in_force_earliest"]  # it does not end before it began
    assert row["ended_earliest"] == (str(date.first) if dated_by == "date" else begun)
    assert row["ended_latest"] == str(date.last)
    assert graph.network().nodes["agreement:ended"]["end"] == str(date.last)


@pytest.mark.parametrize("end", "2021-02 2020-02 2021-06 2021-07 2021 2021-06-30".split())
def test_the_first_and_the_last_day_of_an_end_stand_in_the_graph(tmp_path: Path, end: str) -> None:
    date = PartialDate.read(end)
    graph = ended(tmp_path, date, "endDate")
    tkg = "PREFIX tkg: <https://w3id.org/treatykg/ns#>"
    ended_on = "?event a tkg:Termination ; tkg:earliestEnd ?first ; tkg:latestEnd ?last"
    found = graph.select(f"{tkg} SELECT ?first ?last {{ {ended_on} }}")
    assert found.values() == [(str(date.first), str(date.last))]
