"""The one error tree.

TreatyError
├── UsageError      2    a wrong option, name or parameter
├── InputError      3    a file or query that cannot be read or parsed
├── NetworkError    4    an endpoint or a host
└── TimeLimitError  124  a limit was reached
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from treatykg.visible import shortened, visible

_PLACE = re.compile(r"Parser error (?:at|between) line .*?: ")


class TreatyError(Exception):
    """Say what happened, where, and what to do next; `more`, further faults, each with its place.

    >>> print(TreatyError("no such pact", where="a.trig:3:1", hint="see treatykg info"))
    a.trig:3:1: no such pact
      hint: see treatykg info
    """

    exit_code = 5

    def __init__(self, cause: str, *, where: str = "", hint: str = "", more: Sequence[str] = ()) -> None:
        super().__init__(cause)
        self.cause, self.where, self.hint, self.more = cause, where, hint, more

    def __str__(self) -> str:
        where, cause, hint, *more = (
            shortened(visible(part)) for part in (self.where, self.cause, self.hint, *self.more)
        )
        head = f"{where}: {cause}" if where else cause
        return "\n".join([head, *more, *([f"  hint: {hint}"] if hint else [])])


class UsageError(TreatyError):
    """A wrong option, name or parameter."""

    exit_code = 2


class InputError(TreatyError):
    """A file or query that cannot be read or parsed."""

    exit_code = 3


class NetworkError(TreatyError):
    """An endpoint or host that does not answer as it should."""

    exit_code = 4


class TimeLimitError(TreatyError):
    """A limit of time or size that was reached."""

    exit_code = 124


def syntax_error(error: SyntaxError, name: str, hint: str, *, offset: int = 0) -> InputError:
    """Turn a parser's SyntaxError into an InputError that carries file:line:column.

    Parameters: `error` with `lineno` and `offset` counted from 1; `name` of the file;
    `offset` lines to take off the parser's line number.
    """
    line = (error.lineno or 1) - offset
    cause = _PLACE.sub("", " ".join(str(error.msg).split()))
    return InputError(cause, where=f"{name}:{line}:{error.offset or 1}", hint=hint)
