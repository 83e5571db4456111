"""What writers of text have in common."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (section 2.2)."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Write a table as CSV (RFC 4180, with line feeds).

    >>> csv_text(["pact"], [["a, b"]])
    'pact\n"a, b"\n'
    """
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    return out.getvalue()
