"""What the commands share: the clocks, the data, and where output goes."""

from __future__ import annotations

import argparse
import datetime as dt
import errno
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from treatykg.cli.streams import to_stdout
from treatykg.cli.writing import is_stdout, write_file
from treatykg.dates import day
from treatykg.errors import InputError
from treatykg.graph import TreatyGraph
from treatykg.visible import visible_lines

if TYPE_CHECKING:
    from treatykg.backends.memory import Backend

_MENDS = {
    errno.EACCES: "choose a place where you may write",
    errno.EPERM: "choose a place where you may write",
    errno.EROFS: "choose a place where you may write",
    errno.ENOSPC: "make room, or choose another place",
    errno.EDQUOT: "make room, or choose another place",
    errno.ENXIO: "start what reads it first",
    errno.EPIPE: "what read it has ended",
}


def add_graph_options(parser: argparse.ArgumentParser, *, as_of: bool = True, known_on: bool = True) -> None:
    """Add --data and the clocks that the command has."""
    parser.add_argument(
        "--data",
        action="append",
        type=Path,
        metavar="PATH",
        help="read these files or folders in place of the shipped data",
    )
    add_store_option(parser)
    if as_of:
        parser.add_argument("--as-of", metavar="DATE", help="what was so on this day (YYYY-MM-DD)")
    if known_on:
        parser.add_argument("--known-on", metavar="DATE", help="what published sources supported on this day")


def add_store_option(
    parser: argparse.ArgumentParser,
    help_text: str = "ask a store: its folder, or the URL of its SPARQL endpoint",
) -> None:
    """Add --store."""
    parser.add_argument("--store", metavar="WHERE", help=help_text)


def add_output_option(parser: argparse.ArgumentParser) -> None:
    """Add -o."""
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write to a file in place of standard output (-)"
    )


def open_graph(options: argparse.Namespace) -> TreatyGraph:
    """Open the graph that the options ask for."""
    as_of, known_on = (moment(options, name) for name in ("as_of", "known_on"))
    graph = TreatyGraph.open(options.data, store=named_store(options), as_of=as_of, known_on=known_on)
    if known_on and (missing := graph.left_out):
        told = (
            "1 claim that a source without a date states is"
            if missing == 1
            else f"{missing} claims that sources without a date state are"
        )
        print(f"known on {known_on}: {told} left out; they may have been known", file=sys.stderr)
    return graph


def moment(options: argparse.Namespace, name: str) -> dt.date | None:
    """Read the day that an option names, if it was given."""
    value = getattr(options, name, None)
    return None if value is None else day(value, f"--{name.replace('_', '-')}")


def named_store(options: argparse.Namespace) -> Backend | None:
    """The store that the options name; a command's time limit is also the limit of each exchange with it."""
    if options.store is None:
        return None
    from treatykg.backends.stores import open_backend

    return open_backend(options.store, time_limit=options.time_limit)


def put(content: str | bytes, output: Path | None = None) -> None:
    """Write to standard output (also for `-`), or to a file (see `cli.writing.write_file`).

    Errors: InputError when nothing can be written there.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    if output is None or str(output) == "-" or is_stdout(output):
        to_stdout(data)
        return
    try:
        write_file(data, output)
    except OSError as error:
        hint = _MENDS.get(error.errno or 0, "name a file in a folder that exists")
        raise InputError(f"cannot be written: {error.strerror}", where=str(output), hint=hint) from None
    print(f"wrote {output}", file=sys.stderr)


def put_text(content: str, output: Path | None = None) -> None:
    """Write text for a reader: as `put`, with what no eye sees made visible.

    Errors: as `put`.
    """
    put(visible_lines(content), output)


def on_terminal(output: Path | None) -> bool:
    """Say whether a person will read standard output."""
    return output is None and sys.stdout is not None and sys.stdout.isatty()


def width() -> int:
    """Return the terminal's width in columns."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
