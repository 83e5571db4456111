"""`treatykg`: read the command line, run one command, turn errors into exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from treatykg import __version__
from treatykg.cli.isolation import Limits, isolated
from treatykg.cli.limits import add_limit_options
from treatykg.cli.streams import careful_messages, flush_stdout
from treatykg.errors import InputError, TimeLimitError, TreatyError, UsageError
from treatykg.gc_pause import no_collection

COMMANDS = {
    "query": "ask a saved question, or a query of your own",
    "show": "an entity: its facts, each with its sources",
    "status": "where an agreement stands, why, and what must happen next",
    "compare": "two agreements, provision by provision",
    "search": "find an entity by what it is called",
    "diff": "what changed between two days, or two versions of the data",
    "explain": "from a claim back to passages and sources",
    "validate": "check data against the shapes",
    "import": "read a table of agreements as claims",
    "load": "put the graph into a store, all or nothing",
    "export": "write the graph as RDF, tables or a network",
    "draw": "draw a picture",
    "format": "write data files in their canonical form",
    "info": "what the graph holds",
}
EPILOG = """exit codes: 0 done; 1 the answer is no; 2 wrong usage or parameter; 3 input unreadable or
unparsable; 4 network or endpoint; 5 internal error; 124 time limit; 130 interrupted"""


class Parser(argparse.ArgumentParser):
    """An argument parser that raises our own error and never guesses abbreviations."""

    def __init__(self, **options: object) -> None:
        super().__init__(allow_abbrev=False, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Raise UsageError in place of leaving the process."""
        raise UsageError(message, hint=f"see `{self.prog} --help`")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command in this process, without limits, and return its exit code (see `EPILOG`)."""
    with careful_messages():
        return _told(lambda: _run(_options(sys.argv[1:] if arguments is None else arguments)))


def program() -> NoReturn:
    """Run the command that this process was started for, in a child with limits, and end with its exit code.

    It ends at once: what the interpreter does at its end can be interrupted, and there is nothing to do.
    """

    def run() -> int:
        options = _options(sys.argv[1:])
        if isinstance(options, int):
            return options
        limits = Limits(options.time_limit, options.memory_limit)
        return isolated(lambda: _told(lambda: _run(options), debug=options.debug), limits)

    with careful_messages():
        code = _told(run)
    os._exit(code)


def _told(work: Callable[[], int], *, debug: bool = False) -> int:
    """Turn what may go wrong into a message and an exit code; with `debug`, add the traceback."""
    try:
        return work()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:
        if debug:
            import traceback

            traceback.print_exc()
        told = _as_ours(error)
        print(f"treatykg: {told}", file=sys.stderr)
        return told.exit_code


def _as_ours(error: Exception) -> TreatyError:
    if isinstance(error, TreatyError):
        return error
    if isinstance(error, MemoryError):
        return TimeLimitError("not enough memory", hint="ask for less, or raise --memory-limit")
    if isinstance(error, OSError):
        return InputError(str(error.strerror or error), hint="look at the place where it reads or writes")
    if isinstance(error, RecursionError):
        return InputError("nested too deeply", hint="flatten the input")
    return TreatyError(
        f"internal error: {type(error).__name__}: {error}",
        hint="run it again with --debug and report what it prints",
    )


def _options(given: Sequence[str]) -> argparse.Namespace | int:
    """Read the command line; an exit code where it only asked for help."""
    parser = Parser(
        prog="treatykg",
        description="The treaty knowledge graph: every fact with its evidence.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"treatykg {__version__}")
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    words = [word for word in given if not word.startswith("-")]
    chosen = next((word for word in words if word in COMMANDS), words[0] if words else "")
    if chosen and chosen not in COMMANDS:
        import difflib

        near = difflib.get_close_matches(chosen, COMMANDS, n=1)
        raise UsageError(
            f"no command {chosen!r}", hint=f"did you mean {near[0]}?" if near else "see `treatykg --help`"
        )
    alone = bool(given) and given[0] == chosen  # then only its own help can be asked for
    for name, help_text in COMMANDS.items():
        if alone and name != chosen:
            continue
        sub = commands.add_parser(
            name, help=help_text, description=help_text[0].upper() + help_text[1:] + "."
        )
        if name == chosen:
            import_module(f"treatykg.cli.{name}").arguments(sub)
            add_limit_options(sub, name)
    try:
        return parser.parse_args(given)
    except SystemExit as leaving:  # the help or the version, on standard output
        flush_stdout()
        return int(leaving.code or 0)


def _run(options: argparse.Namespace | int) -> int:
    if isinstance(options, int):
        return options
    with no_collection():  # one command makes very many objects and ends
        return int(import_module(f"treatykg.cli.{options.command}").run(options))
