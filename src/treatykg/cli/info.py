"""`treatykg info`: what the graph holds."""

from __future__ import annotations

import argparse

from treatykg import __version__
from treatykg.cli.common import add_graph_options, open_graph, put
from treatykg.errors import UsageError
from treatykg.resources import folder


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    add_graph_options(parser, as_of=False, known_on=False)
    parser.add_argument(
        "--check",
        action="store_true",
        help="see that a store answers from what it was given; exit with 1 when it does not",
    )


def run(options: argparse.Namespace) -> int:
    """Print the counts, and where the data came from."""
    if options.check and not options.store:
        raise UsageError("--check without --store", hint="name the store to be checked")
    graph = open_graph(options)
    wrong = graph.count_mismatches() if options.check else 0
    counts = graph.info()
    where = getattr(graph.store, "shown", options.store) or (
        ", ".join(map(str, options.data)) if options.data else str(folder("data"))
    )
    lines = [
        f"treatykg {__version__}",
        f"data: {where}",
        *(f"{name}: {count}" for name, count in counts.items()),
    ]
    if options.check:
        differ = f"{wrong} quads differ; load it again with --replace"
        lines.append(f"check: {differ if wrong else 'it answers from what it was given'}")
    put("\n".join(lines) + "\n")
    return int(wrong > 0)
