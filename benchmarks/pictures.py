"""How long a picture of the shipped graph takes as a whole process, and a page of 2,000 dots until it can be
used.

Medians in one run, beside a bare Python. Run it with `python benchmarks/pictures.py`; the page needs Chromium
and Playwright.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from start import median

ROOT = Path(__file__).resolve().parent.parent
TIMES, AGREEMENTS = 7, 1_800


def ready(path: Path, chromium: str) -> float:
    """The median time from opening a page until its network is drawn and the filter answers."""
    from playwright.sync_api import sync_playwright

    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--enable-unsafe-swiftshader"]
        )
        for _ in range(TIMES):
            page = browser.new_context(offline=True).new_page()
            begun = time.perf_counter()
            page.goto(path.as_uri())
            page.locator("#web[data-ready]").wait_for()
            page.locator("[name=words]").fill("pact 77")
            times.append(time.perf_counter() - begun)
        browser.close()
    return statistics.median(times)


def main() -> None:
    """Print a line for each."""
    from treatykg.graph import TreatyGraph
    from treatykg.pictures.render import KINDS

    bare = median([sys.executable, "-c", "pass"])
    for kind in KINDS:
        took = median([sys.executable, "-m", "treatykg", "draw", kind])
        print(f"draw {kind:10} {took * 1000:6.0f} ms {took / bare:6.1f} bare Pythons")
    graph = TreatyGraph.open()
    graph.draw()
    for kind in KINDS:
        begun = time.perf_counter()
        graph.draw(kind)
        print(f"graph.draw({kind!r}) once the graph is read: {(time.perf_counter() - begun) * 1000:.0f} ms")
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no Chromium: the page was not timed")
        return
    with tempfile.TemporaryDirectory() as name:
        made = subprocess.run(
            [sys.executable, ROOT / "benchmarks" / "generate.py", str(AGREEMENTS)],
            check=True,
            capture_output=True,
        )
        (Path(name) / "many.nq").write_bytes(made.stdout)
        page = Path(name) / "many.html"
        page.write_text(
            TreatyGraph.open([Path(name) / "many.nq"]).draw("network", form="html"), encoding="utf-8"
        )
        print(
            f"a page of {AGREEMENTS + 200} dots: {ready(page, chromium) * 1000:.0f} ms until it is filtered"
        )


if __name__ == "__main__":
    main()
