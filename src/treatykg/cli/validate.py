"""`treatykg validate`: check data against the shapes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from treatykg.cli.common import add_output_option, add_store_option, moment, named_store, put
from treatykg.cli.progress import Progress
from treatykg.cli.revisions import older_data, rest_of_data
from treatykg.errors import UsageError
from treatykg.graph import TreatyGraph
from treatykg.shacl.report import Report

_FORMATS = ("text", "counts", "json", "turtle", "sarif", "junit", "github")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="files or folders; without any, the shipped data"
    )
    parser.add_argument("-f", "--format", default="text", metavar="FORMAT", help=", ".join(_FORMATS))
    parser.add_argument(
        "--fail-on", default="violation", metavar="SEVERITY", help="violation (default) or warning"
    )
    parser.add_argument(
        "--profile",
        default="publish",
        metavar="NAME",
        help="draft: contradictions only; publish (default); strict: a warning fails",
    )
    parser.add_argument(
        "--engine", default="compiled", metavar="NAME", help="compiled (default), or pyshacl, the reference"
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="check as on this day (YYYY-MM-DD; today): what lies after it is still to come",
    )
    parser.add_argument(
        "--alone", action="store_true", help="check the files by themselves, not with the rest of the data"
    )
    parser.add_argument(
        "--since",
        metavar="WHAT",
        help="show only what is new since a revision of git, or a folder of older data",
    )
    add_store_option(parser)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Validate; exit with 1 when the data does not conform."""
    if options.fail_on not in ("violation", "warning"):
        raise UsageError(f"--fail-on: no severity {options.fail_on!r}", hint="use violation or warning")
    if options.format not in _FORMATS:
        raise UsageError(f"no format {options.format!r} for a report", hint="use " + ", ".join(_FORMATS))
    as_of = moment(options, "as_of")
    if options.since and options.store:
        raise UsageError("--since is for files", hint="leave --store out")

    def check(paths: list[Path] | None) -> Report:
        graph = TreatyGraph.open(paths, store=named_store(options))
        with Progress("validating") as progress:
            return graph.validate(
                engine=options.engine, profile=options.profile, as_of=as_of, progress=progress
            )

    rest = [] if options.alone or options.store or not options.files else rest_of_data(options.files)
    report = check([*rest, *options.files] if options.files else None)
    if rest:
        report = report.only_in(options.files)
    if options.since:
        with older_data(options.since) as folder:
            report = report.without(check([folder]))
    from treatykg.validation.formats import write

    put(write(report, options.format), options.output)
    print(report.summary(), file=sys.stderr)
    return int(not report.conforms(warnings=options.fail_on == "warning"))
