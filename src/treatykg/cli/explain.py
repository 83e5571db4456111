"""`treatykg explain`: from a claim back to passages and sources."""

from __future__ import annotations

import argparse

from treatykg.cli.common import add_graph_options, add_output_option, open_graph, put
from treatykg.cli.notes import note


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("claim", help="a claim: its key (s037), its register identifier (S037), CURIE or IRI")
    add_graph_options(parser)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the claim as a footnote."""
    graph = open_graph(options)
    item = graph.explain(options.claim)
    put(note("¶", item, graph.accepted.name) + f"\n    register: {', '.join(item.identifiers)}\n", options.output)
    return 0
