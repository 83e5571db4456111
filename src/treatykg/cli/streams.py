"""Standard output and standard error: nothing but data on the one, nothing but harmless text on the other."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from treatykg.errors import InputError
from treatykg.visible import shortened, visible


class Messages(io.TextIOBase):
    """Standard error for messages: made visible, of bounded length, and lost without harm where nobody can
    take them.

    Parameters: `under`, the stream beneath, or None where standard error is closed.
    """

    def __init__(self, under: TextIO | None) -> None:
        self.under = under

    def write(self, text: str) -> int:
        """Write a message; a carriage return may only lead it, as that of a progress bar does."""
        start = "\r" if text.startswith("\r") else ""
        told = start + "\n".join(shortened(visible(line)) for line in text[len(start) :].split("\n"))
        if self.under is not None:
            try:
                self.under.write(told)
            except UnicodeEncodeError:
                self.under.write(told.encode("ascii", "backslashreplace").decode("ascii"))
            except (OSError, ValueError):
                self._give_up()
        return len(text)

    def flush(self) -> None:
        """Send what was written."""
        if self.under is not None:
            try:
                self.under.flush()
            except (OSError, ValueError):
                self._give_up()

    def isatty(self) -> bool:
        """Say whether a person reads the messages."""
        return self.under is not None and self.under.isatty()

    def fileno(self) -> int:
        """Return the descriptor."""
        return 2 if self.under is None else self.under.fileno()

    def _give_up(self) -> None:
        """Let the rest go nowhere, so that the exit code is that of the work."""
        under, self.under = self.under, None
        if under is not None:
            _discard(under)


@contextlib.contextmanager
def careful_messages() -> Iterator[None]:
    """Send messages through `Messages`; closed descriptors are taken, so that no file of data gets them."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    before = sys.stderr
    sys.stderr = messages = Messages(before)
    try:
        yield
    finally:
        messages.flush()
        sys.stderr = before


def to_stdout(data: bytes) -> None:
    """Write to standard output.

    Errors: InputError when it is closed or full; BrokenPipeError when its reader has left.
    """
    if sys.stdout is None:
        raise InputError("standard output is closed", hint="open it, or use -o")
    try:
        sys.stdout.flush()
        if hasattr(sys.stdout, "buffer"):
            sys.stdout.buffer.write(data)
        else:
            sys.stdout.write(data.decode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        _discard(sys.stdout)
        raise
    except OSError as error:
        _discard(sys.stdout)
        raise InputError(
            f"standard output cannot be written: {error.strerror}", hint="make room, or use -o"
        ) from None


def flush_stdout() -> None:
    """Send what others (the help of the command line) wrote to standard output.

    Errors: as `to_stdout`.
    """
    to_stdout(b"")


def _discard(stream: TextIO) -> None:
    """Point the descriptor of a stream that takes nothing more at the null device."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
