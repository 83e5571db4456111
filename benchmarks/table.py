"""The page and the plot of what `questions.py` measured."""

from __future__ import annotations

import math

Found = dict[tuple[str, int], dict[str, float]]
NOT_QUESTIONS = frozenset({"load", "quads", "as_of view", "as_of sum", "known_on view", "known_on sum"})
START = {"whole process": 3.0, "rdflib beside it": 10.0}
TRIED = {
    "start-up": "the view of the shipped data is indexed once in the cache, imports are made when they are "
    "needed, only the parser of the chosen command is built. What is left is Python itself: argparse, "
    "pathlib, dataclasses and YAML cost five bare Pythons. A cache of whole answers, or a server that stays, "
    "would reach the goal; neither seemed worth what it hides.",
    "load": "raw pyoxigraph is given the view ready made, as one file; ours parses the claims, weighs them, "
    "works the view out and then indexes it. The collector of cycles rests meanwhile (a third of the time), "
    "and nothing is made twice. Parsing and indexing alone are as fast as raw; the rest is the model, in "
    "Python.",
    "growth": "questions about one agreement or State were rewritten to look at that one alone. The rest "
    "look at every agreement, sort their rows, and use an index that fits the processor's caches less well "
    "as it grows; how much that costs differs from run to run on a shared machine (another run of that day "
    "had 11.5 at most).",
    "clocks": "the view of a day is worked out once, then every question runs at full speed. For one "
    "question alone that is the most of the time; over a sitting of all the questions it is little.",
}


def slugs(took: Found, size: int) -> list[str]:
    """The questions that every in-process engine answered."""
    names = (
        name
        for name in took["ours", size]
        if name not in NOT_QUESTIONS and not name.startswith(("raw ", "rows "))
    )
    return sorted(names, key=lambda name: -took["ours", size][name])


def total(took: Found, engine: str, size: int, names: list[str]) -> float:
    """The time of all of some questions."""
    return sum(took[engine, size][name] for name in names)


def growth(took: Found, name: str, small: int, large: int) -> float:
    """The exponent with which a time grows with the number of agreements."""
    return math.log(took["ours", large][name] / took["ours", small][name]) / math.log(large / small)


def _times(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _goals(took: Found, sizes: list[int], start: dict[str, float]) -> list[str]:
    """Each goal, what it came to, and what was tried where it was not met."""
    lines = [_row(["what", "goal", "here", ""]), "|---|---|---|---|"]

    def goal(what: str, wanted: str, came_to: str, met: bool, tried: str = "") -> None:
        lines.append(_row([what, wanted, came_to, "met" if met else f"**not met**: {tried}"]))

    large = max(size for size in sizes if ("ours", size) in took)
    middle = max((size for size in sizes if ("rdflib", size) in took), default=0)
    names = slugs(took, large)
    if start:
        whole, beside = (
            start["treatykg query"] / start["bare python"],
            start["rdflib alone, the view ready"] / start["treatykg query"],
        )
        goal(
            "`treatykg query NAME`, the whole process",
            "at most 3 bare Pythons",
            f"{whole:.1f}",
            whole <= 3,
            TRIED["start-up"],
        )
        goal("the same beside rdflib", "at least 10 times as fast", f"{beside:.1f}", beside >= 10, "as above")
        clock = start["treatykg query, both clocks"] / start["treatykg query"]
        goal("the same by both clocks", "at most 2 times", f"{clock:.2f}", clock <= 2, TRIED["clocks"])
    if middle:
        ratio = took["rdflib", middle]["load"] / took["ours", middle]["load"]
        goal(
            f"load beside rdflib, {middle:,} agreements",
            "at least 8 times as fast",
            f"{ratio:.1f}",
            ratio >= 8,
            TRIED["load"],
        )
    ratio = took["pyoxigraph", large]["load"] / took["ours", large]["load"]
    tried = "as above" if middle else TRIED["load"]
    goal(
        f"load beside raw pyoxigraph, {large:,}",
        "at least 0.9 of its speed",
        f"{ratio:.2f}",
        ratio >= 0.9,
        tried,
    )
    slow = {
        name: took["ours", large][name] / took["ours", large][f"raw {name}"]
        for name in names
        if took["ours", large][name] > 0.001
    }
    worst = max(slow, key=lambda name: slow[name])
    goal(
        "each question over a millisecond beside raw pyoxigraph",
        "at most 1.2 times",
        f"{slow[worst]:.2f} ({worst})",
        slow[worst] <= 1.2,
        "rows become tuples of our own",
    )
    for size in (size for size in sizes if ("virtuoso", size) in took):
        both = [name for name in names if name in took["virtuoso", size]]
        ratio = total(took, "ours", size, both) / total(took, "virtuoso", size, both)
        left = f", {len(names) - len(both)} questions left out" if len(both) < len(names) else ""
        goal(
            f"sum of the questions beside Virtuoso, {size:,}{left}", "below 1", f"{ratio:.2f}", ratio < 1, ""
        )
    if len(sizes) > 1:
        grown = {
            name: took["ours", large][name] / took["ours", large // 10][name]
            for name in names
            if took["ours", large][name] > 0.001
        }
        most = max(grown, key=lambda name: grown[name])
        over = sum(times > 12 for times in grown.values())
        goal(
            f"ten times the data, {large // 10:,} to {large:,}",
            "at most 12 times the time",
            f"at most {grown[most]:.1f} ({most}); {over} of {len(grown)} over 12",
            over == 0,
            TRIED["growth"],
        )
    ours = took["ours", large]
    plain = total(took, "ours", large, names)
    for clock in ("as_of", "known_on"):
        ratio = (ours[f"{clock} view"] + ours[f"{clock} sum"]) / plain
        goal(
            f"all the questions by `--{clock.replace('_', '-')}`, {large:,}",
            "at most 2 times",
            f"{ratio:.2f}",
            ratio <= 2,
            TRIED["clocks"],
        )
    return lines


def page(took: Found, sizes: list[int], start: dict[str, float]) -> str:
    """Write docs/benchmarks.md."""
    sizes = [size for size in sizes if ("ours", size) in took]
    large = sizes[-1]
    quads = ", ".join(f"{size:,} agreements are {took['ours', size]['quads']:,.0f} quads" for size in sizes)
    head = f"""# Benchmarks

Written by `python benchmarks/questions.py {" ".join(map(str, sizes))}`, all in one run; ratios, since a
lone time says nothing on a shared machine. The agreements are made up, in the shape of the real ones
({quads}). rdflib and raw pyoxigraph are given the view ready made. Validation has a benchmark of its
own, up to 100,000 agreements (`python benchmarks/validate.py`, [validation.md](validation.md)).
Questions are not run at 100,000: working the view out
holds each quad as an object, 18 million of them; a store that is loaded once, a folder or a server, is the
way there.

![How the time of each question grows with the number of agreements](benchmarks.svg)

## Goals
"""
    lines = [head, *_goals(took, sizes, start), "", "## Each question", ""]
    columns = [f"ours / raw, {size:,}" for size in sizes] + [
        f"ours / Virtuoso, {size:,}" for size in sizes if ("virtuoso", size) in took
    ]
    columns += [f"rdflib / ours, {size:,}" for size in sizes if len(took.get(("rdflib", size), {})) > 1] + [
        f"rows, {large:,}",
        "share of the sum",
        "growth exponent",
    ]
    lines += [_row(["question", *columns]), "|---|" + "---:|" * len(columns)]
    whole = total(took, "ours", large, slugs(took, large))
    for name in slugs(took, large):
        cells = [_times(took["ours", size][name] / took["ours", size][f"raw {name}"]) for size in sizes]
        for size in (size for size in sizes if ("virtuoso", size) in took):
            cells.append(
                _times(took["ours", size][name] / took["virtuoso", size][name])
                if name in took["virtuoso", size]
                else "–"
            )
        for size in (size for size in sizes if len(took.get(("rdflib", size), {})) > 1):
            cells.append(
                _times(took["rdflib", size][name] / took["ours", size][name])
                if name in took["rdflib", size]
                else "over 20 s"
            )
        cells.append(f"{took['ours', large][f'rows {name}']:,.0f}")
        cells += [
            f"{took['ours', large][name] / whole:.1%}",
            f"{growth(took, name, sizes[-2], large):.2f}" if len(sizes) > 1 else "–",
        ]
        lines.append(_row([name, *cells]))
    return "\n".join(lines) + "\n"


def plot(took: Found, sizes: list[int]) -> str:
    """Draw docs/benchmarks.svg: time over size, both logarithmic, a line a question; grey lines grow as the
    data does.
    """
    sizes = [size for size in sizes if ("ours", size) in took]
    names = slugs(took, sizes[-1])[:12]
    width, height, left, bottom, right, top = 720, 460, 64, 44, 200, 20
    low, high = -4.0, math.ceil(math.log10(max(took["ours", sizes[-1]][name] for name in names)))
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size: float) -> float:
        return left + (math.log10(size) - first) / (last - first or 1) * (width - left - right)

    def y(seconds: float) -> float:
        return top + (high - max(low, math.log10(seconds))) / (high - low) * (height - top - bottom)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="sans-serif" font-size="12">',
        "<title>Time of the twelve slowest questions by number of agreements</title>",
        "<desc>Both axes are logarithmic. "
        "A dotted line shows what growth in proportion to the data looks like.</desc>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for power in range(int(low), high + 1):
        at = y(10.0**power)
        parts.append(f'<path d="M{left} {at:.1f}H{width - right}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for size in sizes:
        parts.append(
            f'<text x="{x(size):.1f}" y="{height - bottom + 20}" text-anchor="middle">{size:,}</text>'
        )
    slope = y(10.0**low) - y(10.0 ** (low + last - first))
    parts.append(
        f'<path d="M{x(sizes[0]):.1f} {y(10.0**low):.1f}L{x(sizes[-1]):.1f} {y(10.0**low) - slope:.1f}" '
        'stroke="#888" stroke-dasharray="2 4" fill="none"/>'
    )
    labels: list[float] = []
    for index, name in enumerate(names):
        points = " ".join(f"{x(size):.1f},{y(took['ours', size][name]):.1f}" for size in sizes)
        shade, dash = (
            ("#1f4e79", "#a23b2a", "#3d7a3a", "#7a4b9a")[index % 4],
            ("none", "6 3", "2 2")[index // 4],
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{shade}" '
            f'stroke-width="1.6" stroke-dasharray="{dash}"/>'
        )
        at = max(y(took["ours", sizes[-1]][name]), labels[-1] + 14 if labels else 0.0)
        labels.append(at)
        parts.append(f'<text x="{width - right + 8}" y="{at + 4:.1f}" fill="{shade}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
