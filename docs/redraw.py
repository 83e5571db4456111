"""Draw the pictures of docs/ again, and count the gaps again, from the data as it is now: `make data`.

The commands stand in docs/pictures.md, each above its picture; why a gap is there is kept, by shape, in
docs/gaps.md.
"""

from __future__ import annotations

import datetime as dt
import re
import shlex
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from treatykg.cli.main import main
from treatykg.graph import TreatyGraph

DOCS = Path(__file__).resolve().parent
COMMAND = re.compile(r"^\$ treatykg (draw .* -o docs/(pictures/\S+))$", re.MULTILINE)
ROW = re.compile(r"^\| `shape:([\w-]+)` \| (\d+) \| (.*) \|$", re.MULTILINE)
DAY = re.compile(r"--as-of \d{4}-\d\d-\d\d")
NOT_SAID = "Nobody has said yet why."


def draw() -> None:
    """Run each command of docs/pictures.md."""
    for command, picture in COMMAND.findall((DOCS / "pictures.md").read_text(encoding="utf-8")):
        words = shlex.split(command)[:-1]
        if main([*words, str(DOCS / picture)]):
            raise SystemExit(f"not drawn: treatykg {command}")


def gaps(page: str, found: Mapping[str, int], day: dt.date) -> str:
    """Return the page of gaps with the numbers of a day.

    Parameters: `page` as it stands; `found`, how many warnings there are by shape.
    """
    why = {shape: words for shape, _, words in ROW.findall(page)}
    rows = sorted(found.items(), key=lambda one: (-one[1], one[0]))
    table = "\n".join(
        f"| `shape:{shape}` | {number} | {why.get(shape, NOT_SAID)} |" for shape, number in rows
    )
    before, _, after = page.partition("|---|---:|---|\n")
    rest = ROW.sub("", after).strip("\n")
    page = f"{before}|---|---:|---|\n{table}\n" + (f"\n{rest}\n" if rest else "")
    return DAY.sub(f"--as-of {day.isoformat()}", page)


if __name__ == "__main__":
    draw()
    today = dt.date.today()
    counted = Counter(
        result.shape.rpartition("/")[2] for result in TreatyGraph.open().validate(as_of=today).results
    )
    page = DOCS / "gaps.md"
    page.write_text(gaps(page.read_text(encoding="utf-8"), counted, today), encoding="utf-8")
