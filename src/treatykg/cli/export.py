"""`treatykg export`: write the graph as RDF, as tables or as a network."""

from __future__ import annotations

import argparse

from treatykg.cli.common import add_graph_options, add_output_option, open_graph, put
from treatykg.errors import InputError, UsageError
from treatykg.export import rdf, reified

NETWORKS = ("graphml", "gexf", "cyjs", "dot")
FORMATS = (*rdf.FORMATS, *reified.FORMATS, *NETWORKS)
_FOLDERS = ("csv", "neo4j")
_ENDINGS = rdf.ENDINGS | {f".{name}": name for name in NETWORKS}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "-f",
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}; as folders {', '.join(_FOLDERS)}; guessed from -o, else turtle",
    )
    parser.add_argument(
        "--category",
        default="",
        metavar="CATEGORY",
        help="of a network: only this category, such as logistics-pact",
    )
    add_graph_options(parser)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Export the view of the clocks."""
    if options.format in _FOLDERS:
        return _tables(options)
    form = options.format or (_ENDINGS.get(options.output.suffix) if options.output else "turtle")
    if form is None:
        raise UsageError(
            f"no format for the ending {options.output.suffix!r}",
            hint=f"use -f, or one of {', '.join(_ENDINGS)}",
        )
    if form not in FORMATS:
        raise UsageError(f"no format {form!r} for a graph", hint=f"use one of {', '.join(FORMATS)}")
    if options.category and form not in NETWORKS:
        raise UsageError(
            "--category is for networks", hint=f"use it with -f {', '.join((*NETWORKS, 'neo4j'))}"
        )
    put(open_graph(options).export(form, category=options.category), options.output)
    return 0


def _tables(options: argparse.Namespace) -> int:
    """Write the tables for scholars, or those for Neo4j's importer, into a folder."""
    if options.output is None or str(options.output) == "-":
        raise UsageError(f"{options.format} is a folder of tables", hint="name the folder: -o tables")
    if options.category and options.format == "csv":
        raise UsageError(
            "--category is for networks", hint=f"use it with -f {', '.join((*NETWORKS, 'neo4j'))}"
        )
    graph = open_graph(options)
    from treatykg.export import networks

    files = (
        graph.tables()
        if options.format == "csv"
        else networks.tables(graph.network(category=options.category))
    )
    try:
        options.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"not a folder to write in: {error.strerror}", where=str(options.output), hint="name a new folder"
        ) from None
    for name, text in files.items():
        put(text, options.output / name)
    return 0
