"""`treatykg query`: the saved questions, and queries of your own."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from treatykg.cli.answer import written
from treatykg.cli.common import add_graph_options, add_output_option, on_terminal, open_graph, put
from treatykg.errors import InputError, UsageError
from treatykg.export import rdf, tables
from treatykg.queries.catalogue import catalogue, question

_ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".xml": "xml",
    ".md": "md",
    ".html": "html",
    ".txt": "table",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("name", nargs="?", help="a saved question; without it, the list of them")
    parser.add_argument("--text", help="a SPARQL query of your own")
    parser.add_argument("--file", type=Path, metavar="FILE", help="a file with a SPARQL query")
    parser.add_argument(
        "-p",
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a parameter of the question",
    )
    parser.add_argument(
        "-f",
        "--format",
        metavar="FORMAT",
        help=f"{', '.join(tables.FORMATS)}; for a graph {', '.join(rdf.FORMATS)}",
    )
    parser.add_argument(
        "--with-sources", action="store_true", help="add the claims and sources behind each row"
    )
    parser.add_argument(
        "--show", action="store_true", help="print the question's header and text instead of asking it"
    )
    parser.add_argument(
        "--raw",
        action="store_true",
        help="cells of CSV and TSV also where a spreadsheet would run them",
    )
    parser.add_argument(
        "--exit-status", action="store_true", help="exit with 1 when an ASK is false or there is no row"
    )
    add_graph_options(parser)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Ask, and print the answer."""
    asked = [word for word in (options.name, options.text, options.file) if word is not None]
    if len(asked) > 1:
        raise UsageError("more than one of NAME, --text and --file", hint="ask one query at a time")
    if not asked:
        put(_listing(on_terminal(options.output)), options.output)
        return 0
    saved = question(options.name) if options.name is not None else None
    if options.show and saved is None:
        raise UsageError("only a saved question can be shown", hint="see `treatykg query` for the names")
    if options.show and saved:
        put(saved.text, options.output)
        return 0
    if (options.with_sources or options.parameter) and saved is None:
        raise UsageError("only saved questions have parameters and sources", hint="see `treatykg query`")
    form = _form(options)
    graph = open_graph(options)
    answer = graph.ask(saved, given(options.parameter)) if saved else graph.select(*_own(options))
    evidence = (
        [graph.evidence_for(saved, row, answer.variables) for row in answer.rows]
        if saved and options.with_sources
        else []
    )
    text = written(answer, form, saved, evidence, lambda iri: graph.accepted.name(iri), raw=options.raw)
    put(text, options.output)
    return int(options.exit_status and not (answer.truth or answer.rows or answer.triples))


def _listing(for_reader: bool) -> str:
    questions = catalogue()
    size = max(len(q.slug) for q in questions)
    if not for_reader:
        return "".join(f"{q.slug}\t{q.summary}\n" for q in questions)
    lines = [f"{q.slug:{size}}  {q.summary}" for q in questions]
    for position, q in reversed(list(enumerate(questions))):
        lines[position + 1 : position + 1] = [f"{'':{size}}    -p {p.expects()}" for p in q.parameters]
    return "\n".join(lines) + "\n"


def given(words: list[str]) -> Mapping[str, str]:
    """Read NAME=VALUE words.

    Errors: UsageError for a word without a value, or a name given twice.
    """
    found: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageError(f"not NAME=VALUE: {word!r}", hint="write -p agreement=relos")
        if name in found:
            raise UsageError(f"parameter {name!r} is given twice", hint="give it once")
        found[name] = value
    return found


def _own(options: argparse.Namespace) -> tuple[str, str]:
    if options.file is None:
        return options.text.removeprefix("\ufeff"), "--text"
    from treatykg.dataset.load import contents
    from treatykg.store.guard import LARGEST_QUERY
    from treatykg.tokens import position

    try:
        text = contents(options.file, most=4 * LARGEST_QUERY).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = bytes(error.object[: error.start]).decode("utf-8-sig")
        line, column = position(before, len(before))
        where = f"{options.file}:{line}:{column}"
        raise InputError("not UTF-8", where=where, hint="save the file as UTF-8") from None
    return text, str(options.file)


def _form(options: argparse.Namespace) -> str:
    """The format that was asked for, that the file's ending means, or that suits where the answer goes."""
    ending = options.output.suffix if options.output else ""
    if ending and not options.format and ending not in _ENDINGS and ending not in rdf.ENDINGS:
        raise UsageError(
            f"no format for the ending {ending!r}", hint=f"use -f, or one of {', '.join(_ENDINGS)}"
        )
    return str(
        options.format
        or _ENDINGS.get(ending)
        or rdf.ENDINGS.get(ending)
        or ("table" if on_terminal(options.output) else "")
    )
