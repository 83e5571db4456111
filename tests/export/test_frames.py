"""Typed data frames and notebook display."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from treatykg.errors import UsageError
from treatykg.export.frames import to_pandas, to_polars
from treatykg.graph import TreatyGraph
from treatykg.namespaces import PREFIXES
from treatykg.store.results import Answer

DAY = Literal("2025-12-10", datatype=NamedNode(f"{PREFIXES['xsd']}date"))
ANSWER = Answer(
    ("days", "day", "name", "mixed"),
    [
        (Literal(8), DAY, Literal("<b>"), Literal(1)),
        (None, None, None, Literal("x")),
        (Literal(-1), DAY, NamedNode("http://e/x"), None),
    ],
)


@pytest.mark.ci
def test_pandas_is_typed() -> None:
    pandas = pytest.importorskip("pandas", reason="needs pandas (the extra `frames`)")
    frame = to_pandas(ANSWER)
    assert str(frame.dtypes["days"]) == "Int64"
    assert str(frame.dtypes["day"]).startswith("datetime64")
    assert frame["days"].sum() == 7
    assert pandas.isna(frame["days"][1])
    assert list(frame["mixed"].fillna("")) == ["1", "x", ""]


@pytest.mark.ci
def test_polars_is_typed() -> None:
    polars = pytest.importorskip("polars", reason="needs polars (the extra `frames`)")
    frame = to_polars(ANSWER)
    assert frame.dtypes == [polars.Int64, polars.Date, polars.String, polars.String]
    assert frame["days"].to_list() == [8, None, -1]


@pytest.mark.ci
@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_question_as_a_frame(graph: TreatyGraph, library: str) -> None:
    pytest.importorskip(library, reason=f"needs {library} (the extra `frames`)")
    frame = graph.frame("days-between-chambers", library=library, agreement="relos")
    assert list(frame["days"]) == [8]


def test_another_library_is_told() -> None:
    with pytest.raises(UsageError, match="no data frames of 'numpy'"):
        TreatyGraph.open().frame("pacts", library="numpy")


def test_a_notebook_shows_no_markup_of_others() -> None:
    shown = ANSWER._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
