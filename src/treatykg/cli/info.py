"""`treatykg info`: what the graph holds."""

from __future__ import annotations

import argparse

from treatykg import __version__
from treatykg.cli.common import add_graph_options, open_graph, put
from treatykg.resources import folder


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    add_graph_options(parser, as_of=False, known_on=False)


def run(options: argparse.Namespace) -> int:
    """Print the counts, and where the data came from."""
    counts = open_graph(options).info()
    where = ", ".join(map(str, options.data)) if options.data else str(folder("data"))
    lines = [f"treatykg {__version__}", f"data: {where}", *(f"{name}: {count}" for name, count in counts.items())]
    put("\n".join(lines) + "\n")
    return 0
