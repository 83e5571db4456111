"""`treatykg explain`: from a claim, or a row of an answer, back to passages and sources."""

from __future__ import annotations

import argparse
import re

from treatykg.cli.common import add_graph_options, add_output_option, open_graph, put_text
from treatykg.cli.notes import note
from treatykg.cli.query import given
from treatykg.errors import UsageError
from treatykg.export.citations import FORMS, cite
from treatykg.graph import TreatyGraph
from treatykg.queries.catalogue import question
from treatykg.view.evidence import Evidence
from treatykg.visible import visible

_ROW = re.compile(r"([a-z0-9-]+)/([0-9]{1,9})\Z")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "claim",
        help="a claim: key (s037), register identifier (S037), CURIE or IRI; or QUESTION/ROW (in-force/1)",
    )
    parser.add_argument(
        "-p",
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter of the question",
    )
    parser.add_argument(
        "-f", "--format", default="notes", metavar="FORMAT", help=f"notes (default), {', '.join(FORMS)}"
    )
    add_graph_options(parser, as_of=False)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print footnotes, or the sources alone in a citation style."""
    if options.format != "notes" and options.format not in FORMS:
        raise UsageError(f"no format {options.format!r}", hint=f"use notes, {', '.join(FORMS)}")
    graph = open_graph(options)
    row = _ROW.match(options.claim)
    if options.parameter and not row:
        raise UsageError(
            "only a row of a saved question has parameters", hint="write QUESTION/ROW, such as in-force/1"
        )
    items = _behind(graph, row[1], int(row[2]), options.parameter) if row else [graph.explain(options.claim)]
    sources = (citation for item in items for citation in item.citations)
    written = _notes(graph, items) if options.format == "notes" else cite(sources, options.format)
    put_text(written, options.output)
    return 0


def _behind(graph: TreatyGraph, slug: str, number: int, parameters: list[str]) -> list[Evidence]:
    saved = question(slug)
    answer = graph.ask(saved, given(parameters))
    if not 1 <= number <= len(answer.rows):
        raise UsageError(f"{slug} has no row {number}", hint=f"it has {len(answer.rows)}, counted from 1")
    return graph.evidence_for(saved, answer.rows[number - 1], answer.variables)


def _notes(graph: TreatyGraph, items: list[Evidence]) -> str:
    lines = []
    for index, item in enumerate(items, start=1):
        lines += [
            note(f"[{index}]", item, graph.accepted.name),
            f"    register: {', '.join(map(visible, item.identifiers))}",
        ]
    return "\n".join(lines) + "\n"
