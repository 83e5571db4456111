"""Pages in a real browser: nothing is fetched, nothing is complained of, and the keyboard is enough."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from treatykg.graph import TreatyGraph
from treatykg.namespaces import curie
from treatykg.pictures.render import KINDS
from treatykg.queries.catalogue import catalogue
from treatykg.treaties.pacts import pacts_of
from treatykg.treaties.provision_matrix import matrix_of

from ..conftest import ROOT

sync = pytest.importorskip("playwright.sync_api", reason="Playwright comes with the extra ci")
CHROMIUM = os.environ.get("TREATYKG_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("needs Chromium (in .ci/run)", allow_module_level=True)
AXE = Path(os.environ.get("TREATYKG_NODE_MODULES", "nowhere")) / "axe-core" / "axe.min.js"
SIZES = {"paper": (1400, 900, "light"), "phone": (390, 844, "dark")}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--enable-unsafe-swiftshader"]
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, graph: TreatyGraph) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for kind in KINDS:
        (folder / f"{kind}.html").write_text(graph.draw(kind, form="html"), encoding="utf-8")
    return folder


@contextmanager
def opened(
    browser: Any, path: Path, size: str = "paper", *, script: bool = True
) -> Iterator[tuple[Any, list[str]]]:
    """A page from the disk, the network shut off; what it asks for or complains of is listed."""
    width, height, scheme = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        offline=True,
        java_script_enabled=script,
        bypass_csp=False,
    )
    heard: list[str] = []
    page = context.new_page()
    page.on(
        "console",
        lambda message: heard.append(message.text) if "GL Driver Message" not in message.text else None,
    )
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "request",
        lambda request: heard.append(request.url) if not request.url.startswith(("file:", "blob:")) else None,
    )
    page.goto(path.as_uri())
    yield page, heard
    context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_it_opens_without_a_network(browser: Any, pages: Path, kind: str, size: str) -> None:
    with opened(browser, pages / f"{kind}.html", size) as (page, heard):
        assert page.locator("svg").is_visible()
        assert page.locator("#count").inner_text().endswith(" pacts")
        for link in page.locator("table a").all()[:3]:
            link.click()
            assert page.locator(".detail:visible").count() == 1
        assert heard == []


def test_the_listener_would_hear_a_request(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "loud.html").write_text(
        "<img src='https://example.org/x.png'><script>nothing.there</script>", encoding="utf-8"
    )
    with opened(browser, tmp_path / "loud.html") as (page, heard):
        page.wait_for_timeout(200)
        assert any("example.org" in words for words in heard)
        assert any("nothing" in words for words in heard)


@pytest.mark.skipif(not AXE.exists(), reason="needs the npm package axe-core (in .ci/run)")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(browser: Any, pages: Path, kind: str, size: str) -> None:
    with opened(browser, pages / f"{kind}.html", size) as (page, _):
        page.locator("table a").first.click()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        serious = [
            (one["id"], one["nodes"][0]["html"][:120])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert serious == []


@pytest.mark.skipif(not AXE.exists(), reason="needs the npm package axe-core (in .ci/run)")
def test_axe_would_find_something(browser: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<img src='data:,'><button></button>", encoding="utf-8")
    with opened(browser, tmp_path / "bad.html") as (page, _):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert {"image-alt", "button-name"} <= {one["id"] for one in page.evaluate("axe.run()")["violations"]}


def pressed(page: Any, key: str, until: str, most: int = 400) -> None:
    """Press a key until what has the focus matches a selector."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", until):
            return
    raise AssertionError(f"{key} never led to {until}")


def test_the_limits_of_relos_by_keyboard_alone(browser: Any, pages: Path) -> None:
    with opened(browser, pages / "graph.html") as (page, heard):
        pressed(page, "Tab", "[name=words]")
        page.keyboard.type("relos")
        assert page.locator("#count").inner_text() == "1 pact"
        assert page.locator("table tbody tr:visible").count() == 1
        pressed(page, "Tab", "svg a, table a")
        page.keyboard.press("Enter")
        assert page.locator(".detail:visible h2").inner_text() == "RELOS"
        limits = page.locator(".detail:visible h3", has_text="limit").all()
        assert limits
        assert "3000" in page.locator(".detail:visible").inner_text()
        pressed(page, "Tab", "h3[id*='limit'] + ul .sources a")
        source = page.evaluate("document.activeElement.href")
        assert source.startswith("https://")
        page.keyboard.press("Escape")
        assert page.locator(".detail:visible").count() == 0
        assert page.evaluate("document.activeElement.tagName").lower() == "a"
        assert heard == []
        page.keyboard.press("Enter")
        pressed(page, "Tab", "h3[id*='limit'] + ul .sources a")
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        assert heard[0] == source  # it would be open now, were there a network


def test_filters(browser: Any, pages: Path) -> None:
    with opened(browser, pages / "timeline.html") as (page, _):
        page.locator("[value='in force']").uncheck()
        assert page.locator("tr[data-pact='agreement:lemoa']:visible").count() == 0
        assert "gone" in page.locator("svg [data-pact='agreement:lemoa']").first.get_attribute("class")
        page.locator("[type=reset]").click()
        page.wait_for_timeout(50)
        assert page.locator("tr[data-pact='agreement:lemoa']:visible").count() > 0
        page.locator("[name=from]").fill("2025")
        assert page.locator("#count").inner_text() == "1 pact"


def test_each_cell_leads_to_all_its_claims(browser: Any, pages: Path, graph: TreatyGraph) -> None:
    india = graph.names.state("in")
    cells = matrix_of(graph.accepted, graph.store, india, *pacts_of(graph.accepted, india)).cells.values()
    with opened(browser, pages / "matrix.html") as (page, _):
        linked = page.locator("table td:last-child a").evaluate_all(
            "links => links.map(link => link.hash.slice(1))"
        )
        assert Counter(linked) == Counter(curie(claim) for cell in cells for claim in cell.claims)
        assert page.evaluate("keys => keys.filter(key => !document.getElementById(key))", linked) == []
        drawn = page.locator("svg a[href^='#claim:']").evaluate_all(
            "links => links.map(link => link.href.baseVal.slice(1))"
        )
        assert len(drawn) == len(cells)
        assert page.evaluate("keys => keys.filter(key => !document.getElementById(key))", drawn) == []


@pytest.mark.parametrize("kind", ["graph", "map"])
def test_a_phone_shows_the_middle_first(browser: Any, pages: Path, kind: str) -> None:
    with opened(browser, pages / f"{kind}.html", "phone") as (page, _):
        box = page.locator("svg [data-middle]").bounding_box()
        assert 0 < box["x"] < box["x"] + box["width"] < 390
        assert page.locator(".picture").evaluate("frame => frame.scrollLeft") > 50


def test_a_partner_stays_while_one_of_its_pacts_does(browser: Any, pages: Path) -> None:
    with opened(browser, pages / "graph.html") as (page, _):
        partners = {
            name: page.locator("g[data-pact]:has(> a > rect)", has_text=name)
            for name in ("Singapore", "Russia")
        }
        page.locator("[name=words]").fill("singapore navy")
        assert page.locator("#count").inner_text() == "1 pact"
        assert "gone" not in (partners["Singapore"].get_attribute("class") or "")
        assert "gone" in partners["Russia"].get_attribute("class")


def test_details_need_no_script(browser: Any, pages: Path) -> None:
    with opened(browser, pages / "matrix.html", script=False) as (page, _):
        page.locator("svg [data-pact='agreement:relos'] a").nth(1).click()
        assert page.locator(".detail:visible h2").inner_text() == "RELOS"
        assert page.locator("li:has(:target)").count() == 1


BOXES = """() => [...document.querySelectorAll("svg text")].filter(
  text => !text.closest("[transform*=rotate], .halo")
).map(text => {
  const box = text.getBoundingClientRect();
  return [text.textContent, box.left + 1, box.top + 2, box.right - 1, box.bottom - 2];
})"""


@pytest.mark.parametrize(
    "clocks",
    [{}, {"as_of": dt.date(2021, 7, 1), "known_on": dt.date(2017, 6, 1)}],
    ids=["no clock", "both clocks"],
)
@pytest.mark.parametrize("kind", KINDS)
def test_no_label_lies_on_another_as_a_browser_sets_them(
    browser: Any, graph: TreatyGraph, tmp_path: Path, kind: str, clocks: Any
) -> None:
    (tmp_path / "a.svg").write_text(graph.at(**clocks).draw(kind), encoding="utf-8")
    with opened(browser, tmp_path / "a.svg") as (page, _):
        boxes = page.evaluate(BOXES)
        width, height = page.evaluate(
            "(({ width, height }) => [width, height])(document.documentElement.viewBox.baseVal)"
        )
    assert len(boxes) > 5
    over = [
        (a[0], b[0])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]
    ]
    assert over == []
    assert [box for box in boxes if box[1] < 0 or box[2] < 0 or box[3] > width or box[4] > height] == []


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, graph: TreatyGraph) -> Path:
    if not (ROOT / "src" / "treatykg" / "pictures" / "browser").exists():
        pytest.skip("needs the engine for pages: python src/browser/hatch_build.py (in .ci/run)")
    path = tmp_path_factory.mktemp("asking") / "pacts.html"
    path.write_text(graph.draw("graph", form="html", with_sparql=True), encoding="utf-8")
    assert path.stat().st_size < 6_000_000
    return path


def ask_page(page: Any) -> str:
    """Press the button, and wait for the end."""
    page.locator("#ask [type=submit]").click()
    sync.expect(page.locator("#stop")).to_be_disabled(timeout=15_000)
    return str(page.locator("#said").inner_text())


def test_every_saved_question_runs_inside_the_file(browser: Any, asking: Path, graph: TreatyGraph) -> None:
    with opened(browser, asking) as (page, heard):
        ask_page(page)
        for one in catalogue():
            page.locator("[name=saved]").select_option(one.slug)
            said = ask_page(page)
            match = re.fullmatch(r"(\d+) rows?, (\d+) ms(; the first 1000 are shown)?", said)
            assert match, f"{one.slug}: {said}"
            expected = graph.query(one.slug).values()
            assert int(match[1]) == len(expected), one.slug
            rows = page.evaluate(
                "[...document.querySelectorAll('#answer tbody tr')].map(row => row.cells.length)"
            )
            assert rows == [len(expected[0])] * min(len(expected), 1000) if expected else rows == []
        assert heard == []


def test_a_query_of_ones_own(browser: Any, asking: Path) -> None:
    with opened(browser, asking) as (page, heard):
        for query, said in (
            ("ASK { ?s ?p ?o }", "yes, "),
            ("SELECT ?s { ?s ?p <x:<script>> }", "not answered: "),
            (
                "SELECT (COUNT(*) AS ?n) WHERE "
                "{ GRAPH <https://w3id.org/treatykg/id/graph/evidence> { ?s ?p ?o } }",
                "1 row, ",
            ),
            ("INSERT DATA { <x:a> <x:b> <x:c> }", "not answered: "),
            ("SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }", "not answered: "),
        ):
            page.locator("#query").fill(query)
            assert ask_page(page).startswith(said), query
        for query in (
            "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3",
            "DESCRIBE <https://w3id.org/treatykg/id/state/in>",
        ):
            page.locator("#query").fill(query)
            assert re.fullmatch(r"\d+ ms", ask_page(page)), query
            assert " ." in page.locator("#answer pre").inner_text()
        page.locator("#query").fill('SELECT ?x { VALUES ?x { "<img src=x onerror=alert(1)>" } }')
        ask_page(page)
        assert page.locator("#answer img").count() == 0
        assert [words for words in heard if "example.org" in words] == []


def test_a_query_without_end_is_stopped(browser: Any, asking: Path) -> None:
    with opened(browser, asking) as (page, _):
        page.locator("#query").fill("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
        page.locator("#ask [type=submit]").click()
        sync.expect(page.locator("#said")).to_have_text("asking …")
        page.locator("#stop").click()
        assert page.locator("#said").inner_text() == "stopped"
        page.locator("#query").fill("ASK {}")
        assert ask_page(page).startswith("yes")


@pytest.mark.skipif(not AXE.exists(), reason="needs the npm package axe-core (in .ci/run)")
def test_axe_finds_nothing_serious_where_one_asks(browser: Any, asking: Path) -> None:
    with opened(browser, asking) as (page, _):
        ask_page(page)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "src" / "treatykg" / "pictures" / "browser").exists():
        pytest.skip("needs the parts for pages: python src/browser/hatch_build.py (in .ci/run)")
    folder = tmp_path_factory.mktemp("many")
    made = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "generate.py", "1800"], check=True, capture_output=True
    )
    (folder / "many.nq").write_bytes(made.stdout)
    (folder / "many.html").write_text(
        TreatyGraph.open([folder / "many.nq"]).draw("network", form="html"), encoding="utf-8"
    )
    return folder / "many.html"


@pytest.mark.thorough
@pytest.mark.parametrize("size", SIZES)
def test_two_thousand_dots(browser: Any, many: Path, size: str) -> None:
    with opened(browser, many, size) as (page, heard):
        page.locator("#overview[data-ready]").wait_for()
        assert int(page.locator("#overview").get_attribute("data-ready")) == 2000
        page.locator("[name=words]").fill("pact 77")
        assert page.locator("#count").inner_text() == "11 pacts"
        assert page.locator("table tbody tr:visible").count() == 11
        page.locator("[type=reset]").click()
        page.locator("#overview").scroll_into_view_if_needed()
        box = page.locator("#overview").bounding_box()
        page.wait_for_timeout(500)  # what lies under the mouse is known once it was drawn
        for across, down in ((x, y) for y in (50, 46, 54, 42, 58) for x in range(20, 80)):
            x, y = box["x"] + box["width"] * across / 100, box["y"] + box["height"] * down / 100
            page.mouse.move(x, y)
            page.wait_for_timeout(60)
            page.mouse.click(x, y)
            page.wait_for_timeout(350)  # two clicks at once would come nearer
            if page.locator("#joined li").count():
                break
        assert "joined to" in page.locator("#chosen").inner_text()
        assert heard == []


@pytest.mark.skipif(not AXE.exists(), reason="needs the npm package axe-core (in .ci/run)")
def test_axe_finds_nothing_serious_among_many(browser: Any, many: Path) -> None:
    with opened(browser, many) as (page, _):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run()")["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
