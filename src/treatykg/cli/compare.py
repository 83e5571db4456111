"""`treatykg compare`: two agreements, provision by provision."""

from __future__ import annotations

import argparse

from pyoxigraph import Literal

from treatykg.cli.common import add_graph_options, add_output_option, on_terminal, open_graph, put, width
from treatykg.export import tables
from treatykg.graph import TreatyGraph
from treatykg.store.results import Answer
from treatykg.terms import resource


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("left", help="the key of an agreement, such as relos")
    parser.add_argument(
        "right",
        nargs="?",
        help="the key of another, such as lemoa; without it, the others by how much they have in common",
    )
    parser.add_argument("-f", "--format", metavar="FORMAT", help=", ".join(tables.FORMATS))
    parser.add_argument("--exit-status", action="store_true", help="exit with 1 when the two differ")
    add_graph_options(parser)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Compare, and print a line for each aspect."""
    form = options.format or ("table" if on_terminal(options.output) else "csv")
    graph = open_graph(options)
    if options.right is None:
        put(tables.write(_similar(graph, options.left), form, width=width()), options.output)
        return 0
    lines = graph.compare(options.left, options.right)
    names = ("provision", "aspect", "direction", options.left, options.right, "relation")
    rows = [
        tuple(
            Literal(cell)
            for cell in (d.provision, d.aspect, d.direction, _side(d.left), _side(d.right), d.relation)
        )
        for d in lines
    ]
    put(tables.write(Answer(names, list(rows)), form, width=width()), options.output)
    return int(options.exit_status and any(line.left != line.right for line in lines))


def _similar(graph: TreatyGraph, agreement: str) -> Answer:
    found = graph.similar(agreement)
    rows = [
        (Literal(graph.accepted.name(iri)), Literal(f"{share:.2f}"), Literal(shared), resource(iri))
        for iri, share, shared in found
    ]
    return Answer(("pact", "share_in_common", "commitments_in_common", "agreement"), list(rows))


def _side(values: tuple[str, ...]) -> str:
    return ", ".join(values) or "not stated"
