"""How long `treatykg query` takes as a whole process, beside a bare Python and beside rdflib doing the same.

Ratios within one run, the median of several; a lone time says nothing on a shared machine.
Run it with `python benchmarks/start.py`.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMES = 9
RDFLIB = f"""
import rdflib, pathlib
graph = rdflib.Graph()
graph.parse(pathlib.Path({str(ROOT)!r}) / "out" / "start.nt", format="nt")
list(graph.query(pathlib.Path({str(ROOT)!r}, "queries", "reciprocal-access.rq").read_text()))
"""
COMMANDS = {
    "bare python": [sys.executable, "-c", "pass"],
    "import pyoxigraph": [sys.executable, "-c", "import pyoxigraph"],
    "treatykg query": [sys.executable, "-m", "treatykg", "query", "reciprocal-access"],
    "treatykg query, both clocks": [
        sys.executable,
        "-m",
        "treatykg",
        "query",
        "reciprocal-access",
        "--as-of",
        "2025-12-31",
        "--known-on",
        "2025-12-31",
    ],
    "rdflib alone, the view ready": [sys.executable, "-c", RDFLIB],
}


def median(command: list[str]) -> float:
    """Time a command, and return the median in seconds."""
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def measured() -> dict[str, float]:
    """Time each command, by name."""
    (ROOT / "out").mkdir(exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "treatykg", "export", "-o", "out/start.nt"],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    subprocess.run(COMMANDS["treatykg query"], check=True, cwd=ROOT, capture_output=True)
    return {name: median(command) for name, command in COMMANDS.items()}


def main() -> None:
    """Print one table: each command, and how many bare Pythons it costs."""
    found = measured()
    for name, seconds in found.items():
        print(f"{name:30} {seconds * 1000:8.0f} ms {seconds / found['bare python']:8.1f} x")


if __name__ == "__main__":
    main()
