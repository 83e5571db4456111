"""The options that every command has: what it may take of time and memory, and --debug."""

from __future__ import annotations

import argparse
import os
import re

from treatykg.errors import UsageError

_ASKING, _WORKING = 60.0, 3600.0
_WORK = frozenset({"validate", "import", "load", "export", "draw", "format", "diff", "info"})
_LONGEST = 86_400.0
_UNITS = {"K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
_LEAST, _USUAL = 64 * _UNITS["M"], 4 * _UNITS["G"]
_SIZE = re.compile(r"([0-9]{1,15})([KMGT])", re.ASCII | re.IGNORECASE)


def add_limit_options(parser: argparse.ArgumentParser, command: str) -> None:
    """Add --time-limit, --memory-limit and --debug."""
    usual = _WORKING if command in _WORK else _ASKING
    parser.add_argument(
        "--time-limit",
        default=usual,
        type=seconds,
        metavar="SECONDS",
        help=f"give up after this time, with exit code 124 (default {usual:g})",
    )
    parser.add_argument(
        "--memory-limit",
        default=_usual(),
        type=size,
        metavar="SIZE",
        help="give up when it needs more memory than this, with exit code 124 (default 4G, or half of what "
        "the machine has)",
    )
    parser.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show where in the program it failed"
    )


def seconds(text: str) -> float:
    """Read a time limit.

    Errors: UsageError when it is not a positive number of seconds, of a day at most.

    >>> seconds("0.5")
    0.5
    """
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= _LONGEST:
        raise UsageError(f"--time-limit: not a number of seconds: {text!r}", hint="write 10 or 0.5")
    return value


def size(text: str) -> int:
    """Read a size of memory in bytes.

    Errors: UsageError when it is none, or below 64 MB.

    >>> size("2G")
    2147483648
    """
    match = _SIZE.fullmatch(text)
    value = int(match.group(1)) * _UNITS[match.group(2).upper()] if match else 0
    if value < _LEAST or value >= 2**63:
        raise UsageError(
            f"--memory-limit: not a size of at least {_LEAST // _UNITS['M']}M: {text!r}",
            hint="write 500M or 8G",
        )
    return value


def _usual() -> int:
    try:
        machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return _USUAL
    return max(_LEAST, min(_USUAL, machine // 2)) if machine > 0 else _USUAL
