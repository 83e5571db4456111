"""`treatykg draw`: pictures as SVG."""

from __future__ import annotations

import argparse

from treatykg.cli.common import add_graph_options, add_output_option, open_graph, put
from treatykg.errors import UsageError
from treatykg.pictures.studio import KINDS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("picture", help="; ".join(f"{kind}: {what}" for kind, what in KINDS.items()))
    parser.add_argument("--focus", default="in", metavar="STATE", help="the State in the middle (default in)")
    add_graph_options(parser)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Draw, as SVG."""
    if options.output and options.output.suffix != ".svg":
        raise UsageError(f"no picture format for the ending {options.output.suffix!r}", hint="use .svg")
    put(open_graph(options).draw(options.picture, focus=options.focus), options.output)
    return 0
