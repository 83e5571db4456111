"""`treatykg search`: find an entity by what it is called."""

from __future__ import annotations

import argparse

from pyoxigraph import Literal, NamedNode

from treatykg.cli.common import add_graph_options, add_output_option, on_terminal, open_graph, put, width
from treatykg.errors import UsageError
from treatykg.export import tables
from treatykg.store.results import Answer


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("text", help="a name or part of one, in any language and case")
    parser.add_argument("-f", "--format", metavar="FORMAT", help=", ".join(tables.FORMATS))
    parser.add_argument(
        "--limit", type=int, default=20, metavar="N", help="show at most so many (default 20)"
    )
    add_graph_options(parser)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Search; exit with 1 when nothing is found."""
    if options.limit < 1:
        raise UsageError(f"--limit: not a positive number: {options.limit}", hint="write --limit 20")
    hits = open_graph(options).search(options.text, options.limit)
    rows = [(NamedNode(hit.iri), Literal(hit.name), Literal(hit.matched)) for hit in hits]
    form = options.format or ("table" if on_terminal(options.output) else "csv")
    put(tables.write(Answer(("entity", "name", "matched"), list(rows)), form, width=width()), options.output)
    return int(not hits)
