"""What writers of text have in common."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from types import SimpleNamespace

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2)."""
_REFERRED = re.compile(r"[\r\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
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
    """Write as references what an XML document holds and no eye sees; a reader would take a bare carriage
    return for a line end (XML 1.0, section 2.11).
    """
    return _REFERRED.sub(lambda match: f"&#x{ord(match.group()):X};", written)
