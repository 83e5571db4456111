"""`treatykg draw`: pictures as SVG, HTML, PNG or PDF."""

from __future__ import annotations

import argparse

from treatykg.cli.common import add_graph_options, add_output_option, open_graph, put
from treatykg.errors import UsageError
from treatykg.pictures.raster import FORMATS
from treatykg.pictures.render import KINDS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("picture", help="; ".join(f"{kind}: {what}" for kind, what in KINDS.items()))
    parser.add_argument("--focus", default="in", metavar="STATE", help="the State in the middle (default in)")
    parser.add_argument(
        "--depth",
        default="1",
        metavar="N",
        help="of a graph: 0 the pacts, 1 what they grant (default), 2 the places named",
    )
    parser.add_argument(
        "--category",
        default="",
        metavar="CATEGORY",
        help="only this category, such as port-access or background",
    )
    parser.add_argument(
        "--with-sparql",
        action="store_true",
        help="in .html, answer the saved questions and SPARQL of one's own",
    )
    add_graph_options(parser)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Draw, in the format that the ending of -o names."""
    ending = options.output.suffix if options.output else ".svg"
    if ending not in (".svg", ".html", *FORMATS):
        raise UsageError(
            f"no picture format for the ending {ending!r}", hint=f"use .svg, .html, {', '.join(FORMATS)}"
        )
    if options.depth not in ("0", "1", "2"):
        raise UsageError(f"--depth: no depth {options.depth!r}", hint="use 0, 1 or 2")
    if options.picture == "network" and options.focus != "in":
        raise UsageError("--focus: a network has no middle", hint="leave --focus out, or draw graph")
    if options.with_sparql and ending != ".html":
        raise UsageError("--with-sparql is for pages", hint="write one: -o pacts.html")
    form = "html" if ending == ".html" else "svg"
    picture = open_graph(options).draw(
        options.picture,
        focus=options.focus,
        form=form,
        depth=int(options.depth),
        category=options.category,
        with_sparql=options.with_sparql,
    )
    put(FORMATS[ending](picture) if ending in FORMATS else picture, options.output)
    return 0
