"""A bar for work that takes longer than a moment, on a terminal only."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_PATIENCE = 0.5
_WIDTH = 24


class Progress:
    """Progress callback `(done, total, label)`: draws a bar on standard error after half a second.

    >>> with Progress("counting") as progress:
    ...     progress(1, 2, "the second")
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self.started = time.monotonic()
        self.drawn = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.drawn:
            print("\r" + " " * self.drawn, end="\r", file=sys.stderr, flush=True)

    def __call__(self, done: int, total: int, part: str) -> None:
        """Show how far it is."""
        if time.monotonic() - self.started < _PATIENCE or sys.stderr is None or not sys.stderr.isatty():
            return
        full = _WIDTH * done // max(1, total)
        line = f"{self.what} [{'#' * full}{' ' * (_WIDTH - full)}] {done}/{total} {part}"[:100]
        print("\r" + line.ljust(self.drawn), end="", file=sys.stderr, flush=True)
        self.drawn = len(line)
