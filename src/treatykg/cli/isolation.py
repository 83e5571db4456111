"""Run a command in a child process with limits, and tell how the child ended.

The engine cannot be cancelled, dies of input nested deeply enough, and aborts when it gets no memory; a
regular expression or a parser may not listen either. So a process is what ends: by the kernel's timer at the
time limit, by its own death at the limit of memory. The parent holds no data, and turns the end into the
promised exit code and a message.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from treatykg.cli.streams import Messages
from treatykg.errors import InputError, TimeLimitError, TreatyError
from treatykg.store import seal

_GB = 1024**3
_FORWARDED = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a command may take: `seconds` in all, `memory` in bytes of address space."""

    seconds: float
    memory: int


def isolated(work: Callable[[], int], limits: Limits) -> int:
    """Run some work in a child process and return its exit code; 130 when it was interrupted.

    It ends when this process does. Where the system cannot fork, it runs here, with the limit of time alone.
    Errors: TimeLimitError at a limit; InputError when the engine died of its input.
    """
    if not hasattr(os, "fork"):
        return _here(work, limits)
    lives, parent = os.pipe()
    ours = os.getpid()
    child = os.fork()
    if not child:
        os.close(parent)
        _end_with_parent(lives, ours)
        _child(work, limits)

    def forward(number: int, _: FrameType | None) -> None:
        with suppress(ProcessLookupError):
            os.kill(child, number)

    before = {number: signal.signal(number, forward) for number in _FORWARDED}
    status = os.waitpid(child, 0)[1]
    for number, handler in before.items():
        signal.signal(number, handler)
    os.close(lives)
    os.close(parent)
    if os.WIFEXITED(status):
        return os.WEXITSTATUS(status)
    return _died(os.WTERMSIG(status), limits)


def _child(work: Callable[[], int], limits: Limits) -> NoReturn:
    """Answer in this process, which does nothing else."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    _limit_memory(limits.memory)
    seal.alone()
    _mute_engine()
    code = TreatyError.exit_code
    try:
        code = work()
    except KeyboardInterrupt:
        code = 130
    finally:
        with suppress(AttributeError, OSError, ValueError):
            sys.stderr.flush()
        os._exit(code)


def _interrupt(*_: object) -> None:
    """Interrupt once; what is cleaned up then is not interrupted again."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _end_with_parent(lives: int, parent: int) -> None:
    """Let the kernel end this process when the other end of a pipe is closed (Linux)."""
    import fcntl

    if hasattr(fcntl, "F_SETSIG"):
        fcntl.fcntl(lives, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lives, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(lives, fcntl.F_SETFL, fcntl.fcntl(lives, fcntl.F_GETFL) | os.O_ASYNC)
    if os.getppid() != parent:  # it ended before the kernel was told
        os._exit(TreatyError.exit_code)


def _mute_engine() -> None:
    """Keep standard error for our own messages: what the engine's runtime writes as it dies goes nowhere."""
    if isinstance(sys.stderr, Messages) and sys.stderr.under is not None:
        ours = os.dup(2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        encoding = sys.stderr.under.encoding
        sys.stderr.under = open(ours, "w", buffering=1, encoding=encoding, errors="backslashreplace")  # noqa: SIM115


def _limit_memory(most: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    except (OSError, ValueError):
        return  # not every system limits address space


def _died(number: int, limits: Limits) -> int:
    if number in (signal.SIGINT, signal.SIGTERM):
        return 128 + number
    if number == signal.SIGALRM:
        raise _out_of_time(limits)
    if number in (signal.SIGSEGV, signal.SIGBUS, signal.SIGILL):
        raise InputError(
            "the engine died of its input, as it does when that is nested very deeply",
            hint="flatten the query or the data; a store is checked by `treatykg info --check`",
        )
    raise TimeLimitError(
        f"the engine gave up, as it does when it gets no memory (the limit is {limits.memory / _GB:.3g} GB)",
        hint="ask for less, or raise --memory-limit; a store is checked by `treatykg info --check`",
    )


def _out_of_time(limits: Limits) -> TimeLimitError:
    return TimeLimitError(
        f"the time limit of {limits.seconds:g} s was reached", hint="ask for less, or raise --time-limit"
    )


def _here(work: Callable[[], int], limits: Limits) -> int:
    def end() -> None:
        error = _out_of_time(limits)
        print(f"treatykg: {error}", file=sys.stderr, flush=True)
        os._exit(error.exit_code)

    timer = threading.Timer(limits.seconds, end)
    timer.daemon = True
    timer.start()
    try:
        return work()
    finally:
        timer.cancel()
