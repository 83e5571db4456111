"""`treatykg load`: put a graph into a store, all or nothing."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from treatykg.backends.stores import StoringBackend, layout, open_backend
from treatykg.cli.common import add_output_option, add_store_option, put
from treatykg.cli.progress import Progress
from treatykg.dataset.load import load
from treatykg.errors import UsageError
from treatykg.export.rdf import write


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="files or folders; without any, the shipped data"
    )
    add_store_option(parser)
    parser.add_argument(
        "--replace", action="store_true", help="in place of what the store holds of ours, not beside it"
    )
    parser.add_argument(
        "--recover",
        action="store_true",
        help="of a folder whose files are damaged: bring back the newest graph that is whole",
    )
    parser.add_argument(
        "--update-url",
        default="",
        metavar="URL",
        help="where the server takes updates, if not where its kind does",
    )
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Load; with -o, write what a server's own loader reads."""
    if (options.store is None) == (options.output is None):
        raise UsageError(
            "name one of --store and -o",
            hint="--store FOLDER, --store URL, or -o FILE.nq for a server's own loader",
        )
    if options.recover:
        return _recover(options)
    dataset = load(options.files or None)
    if options.output:
        put(write(layout(dataset), "nquads"), options.output)
        return 0
    store = _store(options)
    with Progress("loading") as progress:
        store.save(dataset, replace=options.replace, progress=progress)
    print(f"loaded {len(dataset.claims)} claims", file=sys.stderr)
    return 0


def _recover(options: argparse.Namespace) -> int:
    if options.files or options.output or options.replace:
        raise UsageError("--recover loads nothing", hint="give it --store FOLDER alone")
    with Progress("recovering") as progress:
        done = _store(options).recover(progress)
    print(done, file=sys.stderr)
    return 0


def _store(options: argparse.Namespace) -> StoringBackend:
    return open_backend(options.store, update_url=options.update_url, time_limit=options.time_limit)
