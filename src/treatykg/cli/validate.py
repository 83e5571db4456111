"""`treatykg validate`: check data against the shapes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from treatykg.cli.common import add_output_option, put
from treatykg.errors import UsageError
from treatykg.graph import TreatyGraph


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="files or folders; without any, the shipped data")
    parser.add_argument("-f", "--format", default="text", metavar="FORMAT", help="text, json or turtle")
    parser.add_argument("--fail-on", default="violation", metavar="SEVERITY", help="violation (default) or warning")
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Validate; exit with 1 when the data does not conform."""
    if options.fail_on not in ("violation", "warning"):
        raise UsageError(f"--fail-on: no severity {options.fail_on!r}", hint="use violation or warning")
    if options.format not in ("text", "json", "turtle"):
        raise UsageError(f"no format {options.format!r} for a report", hint="use text, json or turtle")
    report = TreatyGraph.open(options.files or None).validate()
    put(report.write(options.format), options.output)
    print(report.summary(), file=sys.stderr)
    return int(not report.conforms(warnings=options.fail_on == "warning"))
