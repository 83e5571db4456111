"""Answers as typed data frames, for notebooks: pandas or polars, whichever is installed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal

from treatykg.errors import UsageError
from treatykg.namespaces import PREFIXES
from treatykg.store.results import Answer, Term, text

if TYPE_CHECKING:
    import pandas
    import polars

_XSD = PREFIXES["xsd"]
_INTEGER, _DATE, _BOOLEAN = f"{_XSD}integer", f"{_XSD}date", f"{_XSD}boolean"
_PANDAS = {_INTEGER: "Int64", _BOOLEAN: "boolean"}


def frame(answer: Answer, library: str) -> object:
    """Make a frame of one of the libraries, pandas or polars.

    Errors: UsageError for another library, and when it is not installed.
    """
    makers = {"pandas": to_pandas, "polars": to_polars}
    if library not in makers:
        raise UsageError(f"no data frames of {library!r}", hint="use pandas or polars")
    return makers[library](answer)


def to_pandas(answer: Answer) -> pandas.DataFrame:
    """Make a pandas frame: whole numbers as Int64, days as datetime64, the rest as string; an unbound cell is
    missing.

    Errors: UsageError when pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise UsageError("pandas is not installed", hint="pip install 'treatykg[frames]'") from None
    columns = {}
    for name, kind, cells in _columns(answer):
        values = pandas.Series(cells, dtype=_PANDAS.get(kind, "object" if kind == _DATE else "string"))
        columns[name] = pandas.to_datetime(values) if kind == _DATE else values
    return pandas.DataFrame(columns)


def to_polars(answer: Answer) -> polars.DataFrame:
    """Make a polars frame: whole numbers as Int64, days as Date, the rest as String; an unbound cell is null.

    Errors: UsageError when polars is not installed.
    """
    try:
        import polars
    except ImportError:
        raise UsageError("polars is not installed", hint="pip install 'treatykg[frames]'") from None
    kinds = {_INTEGER: polars.Int64, _DATE: polars.Date, _BOOLEAN: polars.Boolean}
    return polars.DataFrame(
        [
            polars.Series(name, cells, dtype=kinds.get(kind, polars.String))
            for name, kind, cells in _columns(answer)
        ]
    )


def _columns(answer: Answer) -> list[tuple[str, str, list[Any]]]:
    """Name, datatype and values of each column; a column of mixed datatypes is text."""
    found = []
    for index, name in enumerate(answer.variables):
        cells = [row[index] for row in answer.rows]
        kind = _kind(cells)
        found.append((name, kind, [None if cell is None else _value(text(cell), kind) for cell in cells]))
    return found


def _kind(cells: Sequence[Term | None]) -> str:
    kinds = {cell.datatype.value if isinstance(cell, Literal) else "" for cell in cells if cell is not None}
    return kinds.pop() if len(kinds) == 1 else ""


def _value(written: str, kind: str) -> object:
    if kind == _INTEGER:
        return int(written)
    if kind == _DATE:
        return dt.date.fromisoformat(written)
    return written == "true" if kind == _BOOLEAN else written
