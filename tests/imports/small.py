"""A small mapping and a table for it, and a way to import what a test makes of them."""

from __future__ import annotations

import csv
import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from treatykg.cli.main import main

from ..conftest import Ran

MAPPING = """\
source: {key: small, title: A small table, publisher: Nobody, tier: weak, published: "2020-01-01"}
names: small
missing: ["", NA]
things:
  agreement:
    kind: agreement
    class: Agreement
    key: [Title]
    says:
      prefLabel: {text: Title}
      hasCategory: {is: category:other}
      hasInstrumentKind: {code: Sort, means: {MOU: instrument:agreement}, unspoken: [Report]}
  signature:
    kind: event
    class: Signature
    of: agreement
    only-with: [Signed]
    says: {date: {date: Signed}}
left-out: {Notes: free text}
"""
HEADER = "Title,Sort,Signed,Notes\n"
TABLE = f"{HEADER}First,MOU,1957-06-21,\n"


def titles(*texts: str) -> str:
    """A table with these titles."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([text, "", "", ""] for text in texts)
    return HEADER + written.getvalue()


def imported(folder: Path, mapping: str | bytes = MAPPING, table: str | bytes = TABLE) -> Ran:
    """Import a table; the claims are then in `out.nq`, the remarks in `remarks.csv`."""
    for name, content in (("m.yaml", mapping), ("t.csv", table)):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return run(folder, "out.nq", "--remarks", str(folder / "remarks.csv"))


def run(folder: Path, output: str, *more: str) -> Ran:
    """Run the command in this process; messages name the files without the folder."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        names = (folder / name for name in ("m.yaml", "t.csv"))
        code = main(["import", *map(str, names), "-o", str(folder / output), *more])
    return Ran(code, out.getvalue(), err.getvalue().replace(f"{folder}/", ""))


def remarks(folder: Path) -> list[list[str]]:
    """The remarks that an import wrote."""
    return list(csv.reader(io.StringIO((folder / "remarks.csv").read_text(encoding="utf-8"))))[1:]
