"""The radial picture: no label on another, the same bytes, readable without seeing it."""

from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from treatykg.graph import TreatyGraph
from treatykg.network.project import Pact, Right
from treatykg.pictures.layout import Box, radial, wrap
from treatykg.pictures.radial import draw

from .conftest import treatykg

SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text("abc –é<&\"'\u202e\x01", min_size=1, max_size=60)
RIGHTS = st.builds(Right, st.lists(NAMES, max_size=6).map(tuple), st.lists(NAMES, max_size=8).map(tuple))
PACTS = st.builds(
    Pact,
    st.just("https://w3id.org/treatykg/id/agreement/x"),
    NAMES,
    st.just("https://w3id.org/treatykg/id/state/x"),
    NAMES,
    st.sampled_from(["", "2018", "2020-06-04"]),
    st.sampled_from(["in force", "possibly in force", "signed", "unsigned", "ended"]),
    RIGHTS,
    RIGHTS,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PACTS, max_size=40))
def test_any_pacts_make_a_picture(pacts: list[Pact]) -> None:
    picture = draw(("Aurelia & <Co>", pacts))
    root = ET.fromstring(picture)
    assert len(root.findall(f".//{SVG}a")) == 2 * len(pacts)
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    assert width > 0 < height


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NAMES, NAMES, NAMES), min_size=1, max_size=40))
def test_no_label_lies_on_another(texts: list[tuple[str, str, str]]) -> None:
    centre = Box(0, 0, wrap("Aurelia", "centre", 16))
    lines = [(wrap(a, "name", 20), wrap(b, "name", 20), wrap(c, "soft", 30)) for a, b, c in texts]
    spokes = radial(centre, lines)
    boxes = [centre, *(box for spoke in spokes for box in (spoke.link, spoke.end, spoke.note))]
    assert [(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :] if a.overlaps(b)] == []


def test_boxes_that_touch_are_seen() -> None:
    assert Box(0, 0, (("one", "name"),)).overlaps(Box(10, 5, (("two", "name"),)))
    assert not Box(0, 0, (("one", "name"),)).overlaps(Box(0, 100, (("two", "name"),)))


def test_indias_pacts(graph: TreatyGraph) -> None:
    picture = graph.draw("graph")
    root = ET.fromstring(picture)
    texts = [text for element in root.iter(f"{SVG}text") if (text := element.text)]
    for name in ("India", "Russia", "United States", "France", "Australia", "Japan", "RELOS", "LEMOA"):
        assert name in texts
    description = root.findtext(f"{SVG}desc") or ""
    assert "RELOS with Russia, 2025-02-18, signed, not known to be in force" in description
    assert "arctic" not in picture.lower()
    assert "#" not in re.sub(r"<style>.*?</style>", "", picture, flags=re.DOTALL)


def test_status_is_told_by_dash_and_colour(graph: TreatyGraph) -> None:
    root = ET.fromstring(graph.draw("graph"))
    lines = {(line.get("class"), line.get("stroke-dasharray")) for line in root.iter(f"{SVG}line")}
    assert len({dash for _, dash in lines}) == len({colour for colour, _ in lines}) == len(lines) >= 2


def test_the_picture_of_another_day(graph: TreatyGraph) -> None:
    early = graph.at(as_of=dt.date(2017, 1, 1)).draw("graph")
    assert "LEMOA" in early
    assert "RELOS" not in early
    assert "no pact on that day" in graph.at(as_of=dt.date(1950, 1, 1)).draw("graph")


def test_same_bytes_over_hash_seeds() -> None:
    assert len({treatykg("draw", "graph", PYTHONHASHSEED=seed).out for seed in "012"}) == 1


def test_another_focus(graph: TreatyGraph) -> None:
    assert "RELOS" in graph.draw("graph", focus="ru")
