"""`treatykg import`: a table of agreements as claims with their source."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from pyoxigraph import Literal

from treatykg.cli.common import put
from treatykg.dataset.mapping import read_mapping
from treatykg.dataset.table import Remark, import_table
from treatykg.dataset.yaml_texts import shown
from treatykg.errors import UsageError
from treatykg.export import tables
from treatykg.export.rdf import ENDINGS, write
from treatykg.store.results import Answer, Row
from treatykg.visible import visible

_MOST = 10


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "mapping", type=Path, metavar="MAPPING", help="how the table is read, such as data/mappings/NAME.yaml"
    )
    parser.add_argument("table", type=Path, metavar="FILE", help="the table, CSV in UTF-8")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE.nq", help="the claims, as N-Quads"
    )
    parser.add_argument(
        "--remarks", type=Path, metavar="FILE.csv", help="each cell not read as it stands, with the reason"
    )


def run(options: argparse.Namespace) -> int:
    """Import; exit with 1 when a row was left out as a whole."""
    _check_places(options)
    done = import_table(read_mapping(options.mapping), options.table)
    put(write(done.quads, "nquads"), options.output)
    if options.remarks:
        rows: list[Row] = [
            (Literal(r.row), Literal(r.column), Literal(r.value), Literal(r.reason)) for r in done.remarks
        ]
        put(tables.write(Answer(("row", "column", "value", "reason"), rows), "csv"), options.remarks)
    print(f"{done.rows} rows: {done.claims} claims, {len(done.remarks)} remarks", file=sys.stderr)
    _tell(done.remarks, told_in=options.remarks)
    return int(done.claims < done.rows)


def _check_places(options: argparse.Namespace) -> None:
    """See that nothing is written over what is read, nor under a name that means another format.

    Errors: UsageError.
    """
    if options.output.suffix in ENDINGS and ENDINGS[options.output.suffix] != "nquads":
        raise UsageError(f"the claims are N-Quads, not {options.output.suffix}", hint="write -o FILE.nq")
    places = [options.mapping, options.table, options.output, options.remarks]
    files = [path.resolve() for path in places if path is not None and str(path) != "-"]
    for path in files[2:]:
        if files.count(path) > 1:
            raise UsageError(
                "one file is named for two things", where=str(path), hint="write to another file"
            )


def _tell(remarks: list[Remark], told_in: Path | None) -> None:
    for (column, reason), count in Counter((r.column, r.reason) for r in remarks).most_common(_MOST):
        first = next(r for r in remarks if (r.column, r.reason) == (column, reason))
        where, value = visible(column) or "the row", shown(first.value)
        print(f"  {count} × {where}: {reason} (first in row {first.row}: {value})", file=sys.stderr)
    if remarks and told_in is None:
        print("  hint: --remarks FILE.csv lists each", file=sys.stderr)
