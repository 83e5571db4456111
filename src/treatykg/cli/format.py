"""`treatykg format`: write data files in their canonical form."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from treatykg.cli.common import put
from treatykg.cli.revisions import rest_of_data
from treatykg.dataset.files import contents, expanded
from treatykg.dataset.formatting import NOTHING_WRITTEN, canonical
from treatykg.dataset.keys import Keys
from treatykg.dataset.load import read
from treatykg.errors import UsageError
from treatykg.resources import files, folder


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="TriG files or folders; without any, the shipped data",
    )
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit with 1 when a file is not canonical"
    )


def run(options: argparse.Namespace) -> int:
    """Format the files, or check them."""
    changed = 0
    todo = list(_files(options.files))
    done: list[tuple[Path, str]] = []
    keys = Keys()
    inside = any(folder("data").resolve() in path.resolve().parents for path in todo)
    for path in rest_of_data(todo) if inside else ():
        keys.add(path, read(path))
    for path in todo:
        quads = list(read(path, NOTHING_WRITTEN))
        done.append((path, canonical(path, quads)))
        keys.add(path, quads)
    for path, text in done:
        if text.encode("utf-8") == contents(path):
            continue
        changed += 1
        if options.check:
            print(f"{path}: not canonical; `treatykg format {path}` mends it", file=sys.stderr)
        else:
            put(text, path)
    files, what = "file" if len(todo) == 1 else "files", "not canonical" if options.check else "changed"
    print(f"{len(todo)} {files}, {changed} {what}", file=sys.stderr)
    return int(options.check and changed > 0)


def _files(given: list[Path]) -> Iterator[Path]:
    for path in expanded(given or files("data", ".trig"), [".trig"]):
        if path.suffix.lower() != ".trig":
            raise UsageError("not a TriG file", where=str(path), hint="name a .trig file or a folder")
        yield path
