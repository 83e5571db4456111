"""What writers of text have in common."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from types import SimpleNamespace

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2)."""
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\Z", re.ASCII)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]], *, raw: bool = False) -> str:
    r"""Write a table as CSV (RFC 4180, with line feeds), its cells harmless.

    Parameters: `raw` keeps cells that a spreadsheet would run as a formula.

    >>> csv_text(["pact"], [["a, b"], ["=1+1"]])
    'pact\n"a, b"\n\'=1+1\n'
    """
    lines: list[str] = []
    # the writer quotes what its line end holds; a lone carriage return ends a line for many readers
    writer = csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(row if raw else list(map(harmless, row)) for row in rows)
    return "".join(f"{line[:-2]}\n" for line in lines)


def harmless(cell: str) -> str:
    """Keep a spreadsheet from running a cell (OWASP: CSV injection).

    >>> harmless("=1+1"), harmless("-1.5")
    ("'=1+1", '-1.5')
    """
    if cell[:1].isalnum():
        return cell
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def xml_text(written: str) -> str:
    """Write the carriage returns of an XML document as references: its reader takes bare ones for line ends
    (XML 1.0, section 2.11).
    """
    return written.replace("\r", "&#xD;")
