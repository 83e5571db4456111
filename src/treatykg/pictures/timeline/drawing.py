"""The timelines of pacts on one axis of time: a line for the status of each, its events as marks, soft where
a day is not known.

Marks that would touch, with their words, go to lanes of their own; so no label lies on another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from treatykg.clocks import clock_suffix
from treatykg.namespaces import curie
from treatykg.pictures.layout import wrap
from treatykg.pictures.status_style import STATUS_WORDS, dash, legend, status_legend
from treatykg.pictures.svg import classes, document, element, empty_message, label, svg_title
from treatykg.pictures.timeline.timelines import EventMark, Interval, Timeline

_LEFT, _PLOT, _RIGHT, _HEAD, _LANE, _GAP = 286.0, 900.0, 40.0, 232.0, 22.0, 14.0
_BAR, _UNDER = 7.0, 26.0
_CHARACTER, _GLYPH = 7.4, 6.0
_GLYPHS = {
    "Signature": ("M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z", "signature"),
    "EntryIntoForce": ("M0 -7L7 0L0 7L-7 0z", "entry into force"),
    "ChamberApproval": ("M0 -7L7 5L-7 5z", "a chamber approves"),
    "ExecutiveAssent": ("M-6 -6H6V6H-6z", "assent of the head of State"),
    "Termination": ("M-6 -6L6 6M6 -6L-6 6", "end"),
    "Expiry": ("M-6 -6L6 6M6 -6L-6 6", "end"),
    "Use": ("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", "recorded use"),
}
_OTHER = ("M-2 -7H2V7H-2z", "another step")
_EXPLAINED = (
    "A row for each pact, the earliest signed first. "
    "Its line tells where it stood, pale where that hangs on a coarse date.",
    "Open marks, with a pale band: the days on which it can have happened. "
    "Red: a date that is claimed and not accepted.",
)


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark laid out: the lane, the x of its middle, where it and its words begin and end, and where the
    words are anchored by their start or their end.
    """

    mark: EventMark
    lane: int
    x: float
    left: float
    right: float
    words_at: float
    anchor: str


def draw(
    named: tuple[str, list[Timeline]], as_of: dt.date | None = None, known_on: dt.date | None = None
) -> str:
    """Draw the timelines of one State's pacts.

    Parameters: `named`, the State's name and the timelines in order; the day asked about is drawn as a line.
    Returns: an SVG document; the same bytes for the same timelines.
    """
    name, timelines = named
    axis = Axis.over(timelines, as_of)
    rows, y = [], _HEAD
    for timeline in timelines:
        placed = lanes(timeline.marks, axis)
        lines = wrap(timeline.name, "name", 24) + wrap(
            f"{timeline.partner} · {STATUS_WORDS[timeline.status]}", "soft", 32
        )
        height = (
            max(_LANE * (1 + max((one.lane for one in placed), default=0)) + _UNDER - 10, 18.0 * len(lines))
            + _GAP
        )
        rows.append(_row(timeline, placed, lines, axis, y, height))
        y += height
    title = f"{name}: the lives of its pacts" + clock_suffix(as_of, known_on)
    head = [label(28, 40, title, anchor="start", kind="title")]
    head += [label(28, 64 + 17 * n, text, anchor="start", kind="soft") for n, text in enumerate(_EXPLAINED)]
    stood = [one.status for timeline in timelines for one in timeline.intervals] + [
        timeline.status for timeline in timelines if timeline.status == "ended"
    ]
    head += status_legend(stood, 28, 132, _LEFT + _PLOT)[0]
    if not timelines:
        head.append(label(_LEFT + _PLOT / 2, y + 20, empty_message(as_of), kind="soft"))
        y += 40
    body = [*head, *_legend(timelines), *axis.ticks(_HEAD, y), *axis.clock(_HEAD, y), *rows]
    return document(round(_LEFT + _PLOT + _RIGHT), round(y + 24), title, _described(timelines), body)


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear axis of whole years; `undated` is the place of what has no date, right of the last year."""

    first: int
    last: int
    as_of: dt.date | None
    some_undated: bool

    @classmethod
    def over(cls, timelines: Sequence[Timeline], as_of: dt.date | None) -> Axis:
        """The years that everything fits into."""
        days = [
            day
            for timeline in timelines
            for mark in timeline.marks
            for day in (mark.earliest, mark.latest)
            if day
        ]
        days += [as_of] if as_of else []
        years = [day.year for day in days] or [2000]
        some_undated = any(
            not (mark.earliest or mark.latest) for timeline in timelines for mark in timeline.marks
        )
        return cls(min(years), max(years) + 1, as_of, some_undated)

    @property
    def undated(self) -> float:
        """Where marks without a date stand."""
        return _LEFT + _PLOT - 10

    def x(self, day: dt.date) -> float:
        """The place of a day."""
        start = new_year(self.first).toordinal()
        whole = new_year(self.last).toordinal() - start
        return _LEFT + (day.toordinal() - start) / whole * (_PLOT - 60)

    def span(self, mark: EventMark) -> tuple[float, float] | None:
        """From where to where a mark can lie, or None without a date."""
        first, last = mark.earliest or mark.latest, mark.latest or mark.earliest
        if first is None or last is None:
            return None
        return self.x(first), self.x(last)

    def ticks(self, top: float, bottom: float) -> list[str]:
        """A line and a number for each year, or for every few."""
        step = next(
            step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if (self.last - self.first) / step <= 16
        )
        found = []
        for year in range(
            self.first - self.first % step + (step if self.first % step else 0), self.last + 1, step
        ):
            x = self.x(new_year(year))
            found.append(element("line", x1=x, y1=top - 10, x2=x, y2=bottom, class_=classes(stroke="faint")))
            found.append(label(x, top - 16, str(year), kind="soft"))
        return [*found, label(self.undated, top - 16, "no date", kind="soft")] if self.some_undated else found

    def clock(self, top: float, bottom: float) -> list[str]:
        """A line for the day asked about, if one was."""
        if self.as_of is None:
            return []
        x, y = self.x(self.as_of), top - 34
        line = element(
            "line", x1=x, y1=y + 4, x2=x, y2=bottom, class_=classes(stroke="ink"), stroke_dasharray="3 3"
        )
        return [line, label(x, y, f"as of {self.as_of.isoformat()}")]


def new_year(year: int) -> dt.date:
    """The first day of a year; of the year after the last that a calendar has, that one's last day."""
    return dt.date(year, 1, 1) if year <= dt.MAXYEAR else dt.date.max


def lanes(marks: Sequence[EventMark], axis: Axis) -> list[PlacedMark]:
    """Give each mark the first lane in which neither it nor its words touch another; lanes fill from the
    earliest mark on.
    """
    found: list[PlacedMark] = []
    ends: list[list[tuple[float, float]]] = []
    for mark in sorted(marks, key=lambda m: (m.earliest or m.latest or dt.date.max, m.date, m.iri)):
        span = axis.span(mark) or (axis.undated, axis.undated)
        x = (span[0] + span[1]) / 2
        words = len(_words(mark)) * _CHARACTER
        first, last = min(span[0], x - _GLYPH), max(span[1], x + _GLYPH)
        at, anchor = _beside(first, x, last, words)
        left = min(first, at - words) if anchor == "end" else first
        right = max(last, at + words) if anchor == "start" else last
        lane = next(
            (n for n, taken in enumerate(ends) if all(right + 6 < a or left - 6 > b for a, b in taken)),
            len(ends),
        )
        if lane == len(ends):
            ends.append([])
        ends[lane].append((left, right))
        found.append(PlacedMark(mark, lane, x, left, right, at, anchor))
    return found


def _beside(first: float, x: float, last: float, words: float) -> tuple[float, str]:
    """Where words stand: right of a mark and its band, or left of them, or on the band where neither side has
    room.
    """
    edge = _LEFT + _PLOT + _RIGHT - 8
    if last + 6 + words <= edge:
        return last + 6, "start"
    if first - 6 - words >= _LEFT - _GLYPH or last - first < words:
        return first - 6, "end"
    return min(x + _GLYPH + 6, edge - words), "start"


def _words(mark: EventMark) -> str:
    when = mark.date or "no date"
    return f"{mark.text} {when}" if mark.standing == "accepted" else f"{mark.text} {when}, {mark.standing}"


def _row(
    timeline: Timeline,
    placed: list[PlacedMark],
    lines: tuple[tuple[str, str], ...],
    axis: Axis,
    top: float,
    height: float,
) -> str:
    parts = [
        element(
            "line",
            x1=28.0,
            y1=top - 4,
            x2=_LEFT + _PLOT + _RIGHT - 28,
            y2=top - 4,
            class_=classes(stroke="faint"),
        )
    ]
    parts.append(
        element(
            "rect", x=28.0, y=top + 2, width=5.0, height=height - _GAP, class_=classes(fill=timeline.status)
        )
    )
    named = "".join(
        label(42, top + 14 + 18 * n, text, anchor="start", kind=kind) for n, (text, kind) in enumerate(lines)
    )
    parts.append(
        element(
            "a", svg_title(f"{timeline.name}: {STATUS_WORDS[timeline.status]}") + named, href=timeline.iri
        )
    )
    parts += [_interval(one, axis, top + _BAR) for one in timeline.intervals]
    parts += [_mark(one, axis, top + _UNDER + one.lane * _LANE) for one in placed]
    return element("g", "\n" + "\n".join(parts) + "\n", data_pact=curie(timeline.iri))


def _interval(one: Interval, axis: Axis, y: float) -> str:
    """A line in the style of where the pact stood; one that is still so goes on to the day that is drawn, or
    to the end.
    """
    last = one.last or axis.as_of or new_year(axis.last)
    perhaps = "" if one.sure or one.status.startswith("possibly") else "perhaps "
    words = f"{perhaps}{STATUS_WORDS[one.status]} from {one.first.isoformat()}"
    ends = {"x1": axis.x(one.first), "y1": y, "x2": max(axis.x(last), axis.x(one.first) + 1), "y2": y}
    dotted = {"stroke_linecap": "round"} if one.status in ("negotiating", "unsigned") else {}
    look = {"stroke_width": 4, **dotted, **({} if one.sure else {"opacity": 0.45}), **dash(one.status)}
    told_so = svg_title(words + (f" to {one.last.isoformat()}" if one.last else ""))
    return element("line", told_so, **ends, class_=classes(stroke=one.status), **look)


def _mark(one: PlacedMark, axis: Axis, y: float) -> str:
    mark, accepted = one.mark, one.mark.standing == "accepted"
    span, glyph = axis.span(mark), _GLYPHS.get(mark.kind, _OTHER)[0]
    sure = span is not None and mark.earliest == mark.latest
    colour = "ink" if accepted else "disputed"
    parts = [svg_title(_words(mark))]
    if span and span[1] - span[0] > 3:
        parts.append(
            element(
                "rect",
                x=span[0],
                y=y - 5,
                width=span[1] - span[0],
                height=10.0,
                rx=5,
                class_=classes(fill="faint"),
            )
        )
    look = classes(fill=colour if sure and accepted else "paper", stroke=colour)
    parts.append(
        element("path", d=glyph, transform=f"translate({one.x:.1f} {y:.1f})", class_=look, stroke_width=2)
    )
    ink = "" if accepted else "disputed"
    parts.append(label(one.words_at, y + 4, _words(mark), anchor=one.anchor, kind="soft", colour=ink))
    return element("a", "".join(parts), href=mark.iri)


def _legend(timelines: Sequence[Timeline]) -> list[str]:
    """The glyphs that are used, in one line."""
    kinds = {mark.kind for timeline in timelines for mark in timeline.marks}
    used = dict.fromkeys(_GLYPHS[kind] for kind in _GLYPHS if kind in kinds)
    if kinds - _GLYPHS.keys():
        used[_OTHER] = None
    look = {"class_": classes(fill="ink", stroke="ink"), "stroke_width": 2}
    keys = [
        (element("path", d=glyph, transform="translate(7 0)", **look), 14.0, words) for glyph, words in used
    ]
    return legend(keys, 28, 106, _LEFT + _PLOT)[0]


def _described(timelines: Sequence[Timeline]) -> str:
    return " ".join(
        f"{timeline.name} with {timeline.partner}: "
        f"{'; '.join(_words(mark) for mark in timeline.marks) or 'nothing dated'}."
        for timeline in timelines
    )
