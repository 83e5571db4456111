"""The radial picture: no label on another, the same bytes, readable without seeing it."""

from __future__ import annotations

import datetime as dt
import io
import json
import math
import os
import re
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treatykg.errors import UsageError
from treatykg.graph import TreatyGraph
from treatykg.namespaces import curie
from treatykg.pictures import raster
from treatykg.pictures.graph.drawing import draw
from treatykg.pictures.graph.radial_layout import Slot, radial_layout
from treatykg.pictures.layout import Box, wrap
from treatykg.pictures.map import drawing as map_drawing
from treatykg.pictures.map.atlas import atlas_of
from treatykg.pictures.matrix.drawing import _glyph
from treatykg.pictures.overview import drawing as overview_drawing
from treatykg.pictures.overview.force_layout import force_layout
from treatykg.pictures.overview.overview import Node, Overview, overview_of
from treatykg.pictures.render import KINDS
from treatykg.pictures.status_style import STATUSES
from treatykg.pictures.svg import element
from treatykg.pictures.timeline import drawing as timeline_drawing
from treatykg.pictures.timeline.timelines import EventMark, Timeline, timelines_of
from treatykg.treaties import provision_matrix as cells
from treatykg.treaties.model import Agreement
from treatykg.treaties.pacts import AgreementOnDay, Pact, Right, pacts_of
from treatykg.treaties.provision_matrix import Matrix, matrix_of
from treatykg.view.evidence import about, doubts, parts_of

from ..conftest import ROOT, WORLD, treatykg

SVG = "{http://www.w3.org/2000/svg}"


def on_day(iri: str, name: str, signed: str = "", status: str = "signed") -> AgreementOnDay:
    """An agreement of which nothing else is known."""
    return AgreementOnDay(Agreement(iri, name, (), (), (), ()), (), (), status, signed)


def pacts(graph: TreatyGraph) -> list[Pact]:
    """India's pacts on the day asked about."""
    return pacts_of(graph.accepted, graph.names.state("in"), graph.clocks.as_of)[1]


def matrix(graph: TreatyGraph) -> Matrix:
    """What India's pacts provide for on the day asked about."""
    india = graph.names.state("in")
    return matrix_of(graph.accepted, graph.store, india, *pacts_of(graph.accepted, india, graph.clocks.as_of))


NAMES = st.text("abc –é<&\"'\u202e\x01", min_size=1, max_size=60)
RIGHTS = st.builds(Right, st.lists(NAMES, max_size=6).map(tuple), st.lists(NAMES, max_size=8).map(tuple))
AGREEMENTS = st.builds(
    on_day,
    st.just("https://w3id.org/treatykg/id/agreement/x"),
    NAMES,
    st.sampled_from(["", "2018", "2020-06-04"]),
    st.sampled_from(STATUSES),
)
PACTS = st.builds(
    Pact,
    AGREEMENTS,
    st.sampled_from([f"https://w3id.org/treatykg/id/state/{key}" for key in "xyz"]),
    NAMES,
    RIGHTS,
    RIGHTS,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PACTS, max_size=40))
def test_any_pacts_make_a_picture(pacts: list[Pact]) -> None:
    picture = draw(("Aurelia & <Co>", pacts))
    root = ET.fromstring(picture)
    assert len(root.findall(f".//{SVG}a")) == len(pacts) + len({pact.partner for pact in pacts})
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    assert (left, top) == (0, 0)
    assert width > 0 < height


SEATS = st.lists(
    st.tuples(NAMES, st.lists(st.tuples(NAMES, st.integers(1, 12)), min_size=1, max_size=4)),
    min_size=1,
    max_size=40,
)


def seated(texts: list[tuple[str, list[tuple[str, int]]]]) -> tuple[Box, list[Slot]]:
    middle = Box(0, 0, wrap("Aurelia and Boreas", "centre", 16))
    said = [
        (
            wrap(name, "name", 24),
            [wrap(pact, "name", 28) + (("word " * 6, "soft"),) * more for pact, more in of],
        )
        for name, of in texts
    ]
    return middle, radial_layout(middle, said)


def corners(box: Box) -> tuple[float, float, float, float]:
    return box.x - box.width / 2, box.y - box.height / 2, box.x + box.width / 2, box.y + box.height / 2


@settings(max_examples=60, deadline=None)
@given(SEATS)
def test_no_label_lies_on_another(texts: list[tuple[str, list[tuple[str, int]]]]) -> None:
    middle, seats = seated(texts)
    boxes = [corners(box) for box in (middle, *(box for seat in seats for box in (seat.name, *seat.pacts)))]
    for index, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[index + 1 :]:
            across = min(right, other[2]) - max(left, other[0])
            assert across <= 1e-6 or min(bottom, other[3]) - max(top, other[1]) <= 1e-6


@pytest.mark.thorough
@settings(max_examples=60, deadline=None)
@given(SEATS)
def test_no_link_crosses_a_label(texts: list[tuple[str, list[tuple[str, int]]]]) -> None:
    _, seats = seated(texts)
    for seat in seats:
        for other in seats:
            for box in () if other is seat else (other.name, *other.pacts):
                left, top, right, bottom = corners(box)
                for step in range(1, 200):
                    x, y = seat.rim * step / 200, seat.name.y * step / 200
                    assert not (left + 1e-6 < x < right - 1e-6 and top + 1e-6 < y < bottom - 1e-6)


def test_partners_sit_clockwise_and_once(graph: TreatyGraph) -> None:
    _, seats = seated([(f"S{number}", [("pact", 2)]) for number in range(14)])
    turns = [math.atan2(seat.rim, -seat.name.y) % (2 * math.pi) for seat in seats]
    assert turns == sorted(turns)
    root = ET.fromstring(graph.draw("graph"))
    assert [text.text for text in root.iter(f"{SVG}text")].count("Singapore") == 1
    assert len(root.findall(f".//{SVG}a[@href='https://w3id.org/treatykg/id/state/sg']")) == 1


def test_arrowheads_point_to_who_is_granted_something() -> None:
    def heads(granted: Right, received: Right) -> int:
        iri = "https://w3id.org/treatykg/id/agreement/x"
        pact = Pact(on_day(iri, "Pact", "2018"), iri, "Boreas", granted, received)
        return len(re.findall(r'<path d="M0 0L', draw(("Aurelia", [pact]))))

    port, nothing = Right(("port",), ()), Right((), ())
    assert [heads(nothing, nothing), heads(port, nothing), heads(nothing, port), heads(port, port)] == [
        0,
        1,
        1,
        2,
    ]


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


@pytest.mark.parametrize("kind", KINDS)
def test_the_title_says_which_clocks_were_set(kind: str, graph: TreatyGraph) -> None:
    day = graph.at(as_of=dt.date(2024, 7, 1), known_on=dt.date(2025, 12, 31)).draw(kind)
    assert "as of" not in (ET.fromstring(graph.draw(kind)).findtext(f"{SVG}title") or "")
    assert (ET.fromstring(day).findtext(f"{SVG}title") or "").endswith(
        ", as of 2024-07-01, known on 2025-12-31"
    )


def test_a_cell_is_what_the_provisions_say(graph: TreatyGraph) -> None:
    uk = "https://w3id.org/treatykg/id/agreement/india-uk-lemoa"
    said = {column for iri, group, column in matrix(graph).cells if iri == uk and group == "coversForce"}
    rows = graph.query("provisions", agreement="india-uk-lemoa")
    assert said == {
        c
        for part in graph.accepted.pointing("ofAgreement", uk)
        if "/provision/" in part
        for c in graph.accepted.all(part, "coversForce")
    }
    assert rows.values()
    early = graph.at(as_of=dt.date(2024, 7, 1))
    assert not any(iri.endswith("/relos") for iri, _, _ in matrix(early).cells)


def test_what_is_possible_is_not_drawn_as_sure(graph: TreatyGraph) -> None:
    days = {"2022-06-15": "possibly signed", "2023-06-15": "signed", "2024-06-15": "in force"}
    for day, status in days.items():
        drawn = pacts(graph.at(as_of=dt.date.fromisoformat(day)))
        assert [pact.status for pact in drawn if pact.iri.endswith("/india-uk-lemoa")] == [status]
    assert "support: kind not stated" in graph.draw("graph", focus="sg")


def test_a_picture_too_large_to_paint() -> None:
    with pytest.raises(UsageError, match="too large for png"):
        raster.png('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90000"></svg>')


def test_before_its_signature_a_pact_is_negotiated(graph: TreatyGraph) -> None:
    before = graph.at(as_of=dt.date(2024, 7, 1))
    description = ET.fromstring(before.draw("graph")).findtext(f"{SVG}desc") or ""
    assert "RELOS with Russia, no date, negotiated, not signed: not stated." in description
    assert "India–Germany logistics arrangement with Germany, no date, negotiated, not signed" in graph.draw(
        "graph"
    )
    assert "agreement:relos" not in before.network()
    assert "RELOS" not in graph.at(as_of=dt.date(2017, 12, 31)).draw("graph")


def test_same_bytes_over_hash_seeds() -> None:
    assert len({treatykg("draw", "graph", PYTHONHASHSEED=seed).out for seed in "012"}) == 1


def test_another_focus(graph: TreatyGraph) -> None:
    of_russia, of_india = graph.draw("graph", focus="ru"), graph.draw("graph", focus="in")
    assert ("Russia: pacts" in of_russia, "India: pacts" in of_india) == (True, True)
    assert ("RELOS" in of_russia, "LEMOA" in of_russia, "LEMOA" in of_india) == (True, False, True)


DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2030, 12, 31))
MARKS = st.builds(
    lambda kind, text, days, standing: EventMark(
        f"https://w3id.org/treatykg/id/event/{zlib.crc32(f'{kind} {text}'.encode()) % 1000}",
        kind,
        text,
        "2018" if days else "",
        min(days) if days else None,
        max(days) if days else None,
        standing,
    ),
    st.sampled_from(["Signature", "EntryIntoForce", "ChamberApproval", "Use", "Negotiation", "Expiry"]),
    NAMES,
    st.lists(DAYS, max_size=2),
    st.sampled_from(["accepted", "overruled", "disputed"]),
)
TIMELINES = st.builds(
    Timeline,
    st.just("https://w3id.org/treatykg/id/agreement/x"),
    NAMES,
    NAMES,
    st.sampled_from(STATUSES),
    st.lists(MARKS, max_size=12).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TIMELINES, max_size=8))
def test_any_timelines_make_a_picture_in_which_no_label_lies_on_another(lives: list[Timeline]) -> None:
    picture = timeline_drawing.draw(("Aurelia", lives), dt.date(2020, 1, 1), dt.date(2021, 1, 1))
    root = ET.fromstring(picture)
    assert len(root.findall(f".//{SVG}a")) == len(lives) + sum(len(life.marks) for life in lives)
    axis = timeline_drawing.Axis.over(lives, None)
    for life in lives:
        placed = timeline_drawing.lanes(life.marks, axis)
        for i, one in enumerate(placed):
            for other in placed[i + 1 :]:
                assert one.lane != other.lane or one.right < other.left or other.right < one.left


def test_words_at_the_rim_turn_round() -> None:
    late = EventMark(
        "https://w3id.org/treatykg/id/event/x",
        "Use",
        "word " * 12,
        "2025-12-31",
        dt.date(2025, 12, 31),
        dt.date(2025, 12, 31),
    )
    axis = timeline_drawing.Axis(2015, 2026, None, some_undated=False)
    (placed,) = timeline_drawing.lanes([late], axis)
    assert placed.anchor == "end"
    assert placed.left < placed.x - 60


def test_where_a_pact_stood_through_its_life(graph: TreatyGraph) -> None:
    lives = timelines_of(graph.accepted, pacts(graph), {})
    stood = {life.iri.rpartition("/")[2]: life.intervals for life in lives}

    def told(key: str) -> list[tuple[str, str | None, str, bool]]:
        return [
            (one.first.isoformat(), one.last.isoformat() if one.last else None, one.status, one.sure)
            for one in stood[key]
        ]

    assert told("relos") == [
        ("2018-01-01", "2019-12-31", "negotiating", False),
        ("2019-12-31", "2025-02-18", "negotiating", True),
        ("2025-02-18", None, "signed", True),
    ]
    assert told("india-uk-lemoa")[-3:] == [
        ("2022-01-01", "2022-12-31", "possibly signed", False),
        ("2022-12-31", "2024-03-26", "signed", True),
        ("2024-03-26", None, "in force", True),
    ]
    assert told("assumption")[-1][1:3] == ("2021-05-31", "signed")
    for life in lives:  # the picture of a day and the line through that day say the same
        for one in life.intervals:
            drawn = pacts(graph.at(as_of=one.first))
            assert [pact.status for pact in drawn if pact.iri == life.iri] == [one.status]


def test_indias_timeline(graph: TreatyGraph) -> None:
    root = ET.fromstring(graph.draw("timeline"))
    texts = [text for element in root.iter(f"{SVG}text") if (text := element.text)]
    assert "chamber approval: State Duma 2025-12-02" in texts
    assert "chamber approval: Federation Council 2025-12-08, overruled" in texts
    assert "signature 2022" in texts
    assert not [text for text in texts if text == "no date"]  # each has bounds, if only by order
    early = ET.fromstring(graph.at(as_of=dt.date(2021, 7, 1)).draw("timeline"))
    texts = [text for element in early.iter(f"{SVG}text") if (text := element.text)]
    assert "as of 2021-07-01" in texts
    assert not any("2025" in text or "entry into force" in text for text in texts)


def test_cells_are_what_the_claims_say(graph: TreatyGraph) -> None:
    shown = matrix(graph)
    name = {concept: label for _, label, concept in shown.columns}

    def cell(agreement: str, group: str, label: str) -> str:
        (found,) = [
            one.value
            for (iri, kind, concept), one in shown.cells.items()
            if iri.endswith(f"/{agreement}") and kind == group and name[concept] == label
        ]
        return found

    assert cell("lemoa", "coversFacility", "permanent base") == cells.NO
    assert cell("duqm", "coversFacility", "dockyard") == cells.RECEIVED
    assert cell("relos", "coversFacility", "port") == cells.BOTH
    assert cell("relos", "appliesIn", "wartime") == cells.OVERRULED
    assert cell("agalega", "coversFacility", "base") == cells.DISPUTED
    assert cell("india-japan-acsa", "coversSupport", "ammunition") == cells.NO
    assert cell("relos", cells.KIND, "limit") == cells.BOTH
    assert cell("agalega", cells.KIND, "support obligation") == cells.GRANTED
    assert "exclusion" not in name.values()


@pytest.mark.parametrize(
    ("values", "value"),
    [
        ({cells.GRANTED}, cells.GRANTED),
        ({cells.GRANTED, cells.RECEIVED}, cells.BOTH),
        ({cells.BOTH, cells.GRANTED}, cells.BOTH),
        ({cells.NO}, cells.NO),
        ({cells.NO, cells.GRANTED}, cells.DISPUTED),
        ({cells.DISPUTED}, cells.DISPUTED),
        ({cells.OVERRULED}, cells.OVERRULED),
        ({cells.OVERRULED, cells.DISPUTED}, cells.DISPUTED),
        ({cells.OVERRULED, cells.NO}, cells.NO),
        ({cells.DISPUTED, cells.RECEIVED}, cells.RECEIVED),
        (set(), cells.NOT_STATED),
    ],
)
def test_a_cell_weighs_what_is_said(values: set[str], value: str) -> None:
    assert cells.Cell(values).value == value


def test_the_matrix_tells_by_shape(graph: TreatyGraph) -> None:
    root = ET.fromstring(graph.draw("matrix"))
    said = [title.text or "" for title in root.iter(f"{SVG}title")]
    assert any(text.startswith("RELOS, when wartime: claimed, overruled (") for text in said)
    values = (
        cells.BOTH,
        cells.GRANTED,
        cells.RECEIVED,
        cells.NO,
        cells.DISPUTED,
        cells.OVERRULED,
        cells.NOT_STATED,
    )
    shapes = {re.sub(r' class="[^"]*"', "", _glyph(value, 0, 0)) for value in values}
    assert len(shapes) == len(values)


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_the_same_over_hash_seeds(kind: str, tmp_path: Path) -> None:
    for ending in ("svg", "html"):
        for run, seed in enumerate("01201"):
            assert treatykg("draw", kind, "-o", tmp_path / f"{run}.{ending}", PYTHONHASHSEED=seed).code == 0
        assert len({(tmp_path / f"{run}.{ending}").read_bytes() for run in range(5)}) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_draw(kind: str, graph: TreatyGraph) -> None:
    assert "no pact on that day" in graph.at(as_of=dt.date(1950, 1, 1)).draw(kind)
    assert "</html>" in graph.at(as_of=dt.date(1950, 1, 1)).draw(kind, form="html")


def test_the_picture_of_the_pacts_is_small(graph: TreatyGraph) -> None:
    assert len(graph.draw("graph").encode()) <= 60_000


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_other_renderers_read_it(kind: str, graph: TreatyGraph) -> None:
    cairosvg = pytest.importorskip("cairosvg", reason="CairoSVG comes with the extra pictures")
    image = pytest.importorskip("PIL.Image", reason="comes with CairoSVG")
    picture = image.open(io.BytesIO(cairosvg.svg2png(bytestring=graph.draw(kind).encode())))
    assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    assert len(picture.convert("RGB").getcolors(1 << 24)) > 50
    assert raster.png(graph.draw(kind)).startswith(b"\x89PNG")
    assert raster.pdf(graph.draw(kind)).startswith(b"%PDF")


def test_hostile_names_stay_words_in_a_page(tmp_path: Path) -> None:
    text = WORLD.read_text(encoding="utf-8").replace("Northern Pact", '<script>alert(1)</script>&\\"]]>')
    assert text != WORLD.read_text(encoding="utf-8")
    (tmp_path / "a.trig").write_text(text, encoding="utf-8")
    page = TreatyGraph.open([tmp_path / "a.trig"]).draw("graph", focus="aa", form="html")
    assert "<script>alert" not in page
    assert page.count("<script") == 2


DOCS = (ROOT / "docs" / "pictures.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ treatykg (draw .*) -o (docs/\S+)$", DOCS, re.MULTILINE)
DRAWN = ROOT / "tests" / "frozen" / "pictures"
LAND = ROOT / "src" / "treatykg" / "pictures" / "browser" / "land.json"
with_land = pytest.mark.skipif(
    not LAND.exists(), reason="needs the outlines of land: python src/browser/hatch_build.py (in .ci/run)"
)


def test_each_picture_in_the_docs_has_its_command() -> None:
    assert {path.name for path in (ROOT / "docs" / "pictures").iterdir()} == {
        Path(output).name for _, output in COMMANDS
    }


@pytest.mark.parametrize(
    ("words", "output"),
    [pytest.param(*one, marks=with_land if "draw map" in one[0] else ()) for one in COMMANDS],
)
def test_of_the_same_data_each_picture_is_the_same(words: str, output: str, tmp_path: Path) -> None:
    name = Path(output).name
    assert treatykg(*words.split(), "-o", tmp_path / name).code == 0
    drawn = (tmp_path / name).read_bytes()
    if os.environ.get("UPDATE_GOLDEN"):
        (DRAWN / name).write_bytes(drawn)
    assert drawn == (DRAWN / name).read_bytes(), f"look at it, then run with UPDATE_GOLDEN=1: {name}"


def test_depth_and_doubts(graph: TreatyGraph) -> None:
    depths = [graph.draw("graph", depth=depth) for depth in (0, 1, 2)]
    shown = [{element.text or "" for element in ET.fromstring(depth).iter(f"{SVG}text")} for depth in depths]
    assert [any("access: port" in text for text in texts) for texts in shown] == [False, True, True]
    assert [any("Visakhapatnam" in text for text in texts) for texts in shown] == [False, False, True]
    drawn = {iri for iri in graph.accepted.subjects("hasParty") if f'href="{iri}"' in depths[1]}
    contested = {
        iri
        for iri in drawn
        if any(item.standing in ("disputed", "overruled") for item in graph.show(iri).evidence)
    }
    assert depths[1].count("△ sources disagree") == len(contested) > 3
    assert treatykg("draw", "graph", "--depth", "7").code == 2


def test_only_weak_sources_are_told(graph: TreatyGraph) -> None:
    told = doubts(graph.store, graph.accepted.subjects("hasParty"))
    for iri, words in told.items():
        claims = [e for part in (iri, *parts_of(graph.store, iri)) for e in about(graph.store, part)]
        tiers = {c.tier for e in claims if e.standing == "accepted" for c in e.citations}
        assert ("weak sources only" in words) == (tiers == {"weak"}), iri
        assert ("sources disagree" in words) == any(
            e.standing in ("disputed", "overruled") for e in claims
        ), iri
    assert any("sources disagree" in words for words in told.values())


def test_the_overview_has_a_point_for_everything(graph: TreatyGraph) -> None:
    web = overview_of(graph.accepted)
    agreements = [dot for dot in web.nodes if dot.status]
    assert {dot.iri for dot in agreements} >= {
        f"https://w3id.org/treatykg/id/agreement/{key}" for key in ("relos", "lemoa", "duqm")
    }
    assert {web.nodes[number].iri for link in web.links for number in link} == {dot.iri for dot in web.nodes}
    assert all(web.nodes[a].status and not web.nodes[b].status for a, b in web.links)
    assert sum(dot.degree for dot in web.nodes) == 2 * len(web.links)
    assert len({(dot.x, dot.y) for dot in web.nodes}) == len(web.nodes)
    assert web == overview_of(graph.accepted)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 60), st.data())
def test_what_is_joined_lies_nearer_than_what_is_not(count: int, data: st.DataObject) -> None:
    numbers = st.integers(0, count - 1)
    links = data.draw(
        st.lists(st.tuples(numbers, numbers).filter(lambda pair: pair[0] != pair[1]), max_size=80)
    )
    degrees = [sum(number in link for link in links) for number in range(count)]
    points = force_layout(degrees, links)
    assert all(abs(x) < 1000 and abs(y) < 1000 for x, y in points)
    assert len(set(points)) == count

    def far(pairs: list[tuple[int, int]]) -> float:
        return sum(math.dist(points[a], points[b]) for a, b in pairs) / len(pairs)

    if links:
        assert far(links) <= 1.5 * far([(a, b) for a in range(count) for b in range(a)])


def test_labels_of_the_overview_keep_off_each_other_and_off_nodes() -> None:
    dots = tuple(
        Node(
            f"https://w3id.org/treatykg/id/state/s{n}",
            f"S{n}" if n % 2 else f"State {n}",
            "",
            "",
            (),
            n % 7,
            n % 9,
            n // 9,
        )
        for n in range(81)
    )
    web = Overview(dots, ())
    points = overview_drawing._points(web)
    labels = overview_drawing._labels(web, points)
    assert 5 < len(labels) < 81
    assert [(a, b) for i, a in enumerate(labels) for b in labels[i + 1 :] if a.overlaps(b)] == []


def test_the_map_shows_places_by_how_well_they_are_said(graph: TreatyGraph) -> None:
    india = graph.names.state("in")
    atlas = atlas_of(graph.accepted, graph.store, india, *pacts_of(graph.accepted, india))
    assert set(atlas.positions) == {atlas.centre, *(pact.partner for pact in atlas.pacts)}
    grades = {(marker.name, marker.pact): marker.grade for marker in atlas.markers}
    assert grades["Visakhapatnam", "LEMOA"] == "stated"
    assert grades["Murmansk", "RELOS"] == "weakly stated, or contested"
    root = ET.fromstring(graph.draw("map"))
    said = {title.text or "" for title in root.iter(f"{SVG}title")}
    assert "Murmansk: named with RELOS; weakly stated, or contested" in said
    texts = " ".join(text for element in root.iter(f"{SVG}text") if (text := element.text))
    assert "without a position here" in texts
    assert "Port of Duqm" in texts
    assert len(root.findall(f".//{SVG}g[@data-pact]")) == len(atlas.pacts)


@with_land
def test_no_border_is_drawn() -> None:
    """Outlines of land alone: no vertex near a border that runs inland, and no file of borders in the
    package.
    """
    points = [point for ring in json.loads(LAND.read_text(encoding="utf-8")) for point in ring]
    inland = {
        "Punjab": (74.5, 31.5),
        "Kashmir": (76.0, 34.5),
        "Arunachal": (94.5, 28.5),
        "prairie": (-105.0, 49.0),
        "Oder": (14.6, 51.8),
    }
    inland |= {"Kazakhstan": (65.0, 54.3), "Amur": (127.5, 50.2), "Chad": (23.5, 17.0)}
    for name, (x, y) in inland.items():
        assert min(math.dist((x, y), point) for point in points) > 1, name
    assert sorted(path.name for path in LAND.parent.iterdir()) == [
        "LICENCES.md",
        "graphology.js",
        "land.json",
        "oxigraph.js",
        "oxigraph.wasm.gz",
        "package-lock.json",
        "sigma.js",
    ]


def test_a_map_without_land_says_so(graph: TreatyGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_drawing, "_LAND", Path("nowhere"))
    assert "built without the outlines of land" in graph.draw("map")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=20))
def test_land_stays_on_the_map(ring: list[tuple[float, float]]) -> None:
    for part in map_drawing._parts(ring):
        assert all(-180.001 <= x <= 180.001 and -56.001 <= y <= 78.001 for x, y in part)


def test_land_that_crosses_the_antimeridian_has_a_part_on_either_side() -> None:
    parts = map_drawing._parts([(170.0, 60.0), (-170.0, 60.0), (-170.0, 70.0), (170.0, 70.0)])
    assert sorted((min(x for x, _ in part), max(x for x, _ in part)) for part in parts) == [
        (-180.0, -170.0),
        (170.0, 180.0),
    ]


def test_names_of_24_characters_are_not_broken(graph: TreatyGraph) -> None:
    name = "Mitteleuropaverteidigung"
    assert len(name) == 24
    pact = Pact(
        on_day("https://w3id.org/treatykg/id/agreement/x", name), "https://w3id.org/treatykg/id/state/x", name
    )
    picture = draw((name, [pact]))
    assert [element.text for element in ET.fromstring(picture).iter(f"{SVG}text")].count(name) == 3


def test_a_notebook_shows_it(graph: TreatyGraph) -> None:
    assert graph.draw("graph")._repr_html_().startswith("<svg")
    page = graph.draw("graph", form="html")._repr_html_()
    assert page.startswith("<iframe srcdoc=")
    assert "<script" not in page


def test_a_link_leads_to_the_web_or_nowhere() -> None:
    assert element("a", "x", href="https://example.org/a") == '<a href="https://example.org/a">x</a>'
    for hostile in (
        "javascript:alert(1)",
        "data:text/html,<script>",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "file:///etc/passwd",
    ):
        assert element("a", "x", href=hostile) == "<a>x</a>"


def test_a_category_is_all_that_is_drawn(graph: TreatyGraph) -> None:
    category = {
        iri: graph.accepted.all(iri, "hasCategory")[0].rpartition("/")[2]
        for iri in graph.accepted.instances("Agreement")
    }
    for key in set(category.values()):
        wanted = {iri for iri, is_of in category.items() if is_of == key}
        drawn = set(
            re.findall(
                r'href="(https://w3id.org/treatykg/id/agreement/[^"]*)"', graph.draw("network", category=key)
            )
        )
        assert drawn <= wanted
        assert {said["agreement"] for _, _, said in graph.dyads(category=key).edges(data=True)} == drawn
        full = {node for node, kind in graph.network(category=key).nodes(data="kind") if kind == "agreement"}
        assert full == {curie(iri) for iri in drawn if graph.accepted.all(iri, "hasParty")}
    assert treatykg("draw", "graph", "--category", "background").code == 0
    assert treatykg("draw", "graph", "--category", "relos").code == 2
    assert treatykg("export", "-f", "turtle", "--category", "background").code == 2
