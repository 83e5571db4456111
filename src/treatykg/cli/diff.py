"""`treatykg diff`: what changed between two days of knowledge, two days asked about, or two versions of the
data.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from pyoxigraph import Literal

from treatykg.backends.stores import open_backend
from treatykg.cli.common import add_output_option, add_store_option, named_store, put, put_text
from treatykg.dates import day
from treatykg.errors import UsageError
from treatykg.export.tables import shown
from treatykg.graph import TreatyGraph
from treatykg.store.folder.store import Folder
from treatykg.store.results import text
from treatykg.view.diff import Change, patch

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "old",
        help="a day (YYYY-MM-DD), a file or folder of data, or a store: its folder or its endpoint's URL",
    )
    parser.add_argument("new", help="the same, later")
    parser.add_argument(
        "--clock", default="as-of", metavar="CLOCK", help="for days: as-of (default) or known-on"
    )
    parser.add_argument("-f", "--format", default="text", metavar="FORMAT", help="text or patch (RDF Patch)")
    parser.add_argument("--exit-status", action="store_true", help="exit with 1 when something changed")
    add_store_option(parser, "days are asked about this store, in place of the shipped data")
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print what came and went."""
    if options.format not in ("text", "patch"):
        raise UsageError(f"no format {options.format!r}", hint="use text or patch")
    if options.clock not in ("as-of", "known-on"):
        raise UsageError(f"--clock: no clock {options.clock!r}", hint="use as-of or known-on")
    sides = (options.old, options.new)
    if options.store and not any(map(_DAY.match, sides)):
        raise UsageError("--store without a day", hint="name the store as one of the two sides")
    of_days = TreatyGraph.open(store=named_store(options)) if any(map(_DAY.match, sides)) else None
    before, after = (_side(word, options, of_days) for word in sides)
    found = before.changes(after)
    if options.format == "patch":
        put(patch(found), options.output)
    else:
        put_text(_words(found, before, after), options.output)
    return int(options.exit_status and bool(found))


def _side(word: str, options: argparse.Namespace, of_days: TreatyGraph | None) -> TreatyGraph:
    if of_days is None or not _DAY.match(word):
        if "://" in word or Folder.is_at(Path(word)):
            return TreatyGraph.open(store=open_backend(word, time_limit=options.time_limit))
        return TreatyGraph.open([Path(word)])
    moment = day(word, "day")
    return of_days.at(as_of=moment) if options.clock == "as-of" else of_days.at(known_on=moment)


def _words(found: list[Change], before: TreatyGraph, after: TreatyGraph) -> str:
    lines: list[str] = []
    subject = ""
    for change in found:
        view = after.accepted if change.added else before.accepted
        who, what, value = change.statement
        if text(who) != subject:
            subject = text(who)
            lines.append(view.name(subject))
        told = shown(value) if isinstance(value, Literal) else view.name(text(value))
        lines.append(f"  {'+' if change.added else '-'} {view.name(what.value)}: {told}")
    return "\n".join([*lines, f"{len(found)} change{'' if len(found) == 1 else 's'}"]) + "\n"
