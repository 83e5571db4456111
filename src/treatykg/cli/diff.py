"""`treatykg diff`: what changed between two days of knowledge, two days asked about, or two versions of the data."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from treatykg.cli.common import add_output_option, put
from treatykg.dataset.diff import Change, patch
from treatykg.dates import day
from treatykg.errors import UsageError
from treatykg.export.tables import shown
from treatykg.graph import TreatyGraph

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("old", help="a day (YYYY-MM-DD), or a file or folder of data")
    parser.add_argument("new", help="the same, later")
    parser.add_argument("--clock", default="as-of", metavar="CLOCK", help="for days: as-of (default) or known-on")
    parser.add_argument("-f", "--format", default="text", metavar="FORMAT", help="text or patch (RDF Patch)")
    parser.add_argument("--exit-status", action="store_true", help="exit with 1 when something changed")
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print what came and went."""
    if options.format not in ("text", "patch"):
        raise UsageError(f"no format {options.format!r}", hint="use text or patch")
    if options.clock not in ("as-of", "known-on"):
        raise UsageError(f"--clock: no clock {options.clock!r}", hint="use as-of or known-on")
    shipped = TreatyGraph.open() if _DAY.match(options.old) or _DAY.match(options.new) else None
    before, after = (_side(word, options.clock, shipped) for word in (options.old, options.new))
    found = before.changes(after)
    put(patch(found) if options.format == "patch" else _words(found, before, after), options.output)
    return int(options.exit_status and bool(found))


def _side(word: str, clock: str, shipped: TreatyGraph | None) -> TreatyGraph:
    if shipped is None or not _DAY.match(word):
        return TreatyGraph.open([Path(word)])
    moment = day(word, "day")
    return shipped.at(as_of=moment) if clock == "as-of" else shipped.at(known_on=moment)


def _words(found: list[Change], before: TreatyGraph, after: TreatyGraph) -> str:
    lines: list[str] = []
    subject = ""
    for change in found:
        view = after.accepted if change.added else before.accepted
        who, what, value = change.statement
        if who.value != subject:
            subject = who.value
            lines.append(view.name(subject))
        told = shown(value) if hasattr(value, "datatype") else view.name(value.value)
        lines.append(f"  {'+' if change.added else '-'} {view.name(what.value)}: {told}")
    return "\n".join([*lines, f"{len(found)} change{'' if len(found) == 1 else 's'}"]) + "\n"
