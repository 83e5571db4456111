"""Run a target on inputs that failed once, on some that are always the same, and on new ones for a time.

The budget is `TREATYKG_FUZZ_SECONDS` for each target. With one `TREATYKG_FUZZ_SEED`, a number, the inputs are
the same. What fails is cut down and written to `out/fuzz/TARGET/`; it belongs in `tests/fuzz/kept/TARGET/`.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as some

from ..conftest import ROOT

KEPT = Path(__file__).parent / "kept"
FOUND = ROOT / "out" / "fuzz"
SECONDS = float(os.environ.get("TREATYKG_FUZZ_SECONDS", "5"))
SEED = int(os.environ.get("TREATYKG_FUZZ_SEED", "0"))
ALWAYS, AT_ONCE = 40, 250
SMALL, LARGE = 1024, 32 * 1024
ENOUGH, NOTHING, MOST_TIMES = 0.3, 0.004, 10


@dataclass(frozen=True)
class Target:
    """What is tried: `inputs`, and a `run` that fails where a promise does not hold.

    `growing` are pairs of a beginning and of what is repeated after it, for inputs of any size.
    """

    name: str
    run: Callable[[bytes], object]
    inputs: some.SearchStrategy[bytes]
    growing: tuple[tuple[str, str], ...] = ()

    def kept(self) -> list[Path]:
        """The inputs that failed once."""
        return sorted((KEPT / self.name).glob("*"))


def always(target: Target) -> None:
    """Try the same few inputs each time."""
    _try(target, ALWAYS, 0)


def search(target: Target) -> None:
    """Try new inputs until the budget is spent."""
    end, round_ = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        round_ += 1
        _try(target, AT_ONCE, SEED * 1_000_003 + round_)


def _try(target: Target, examples: int, number: int) -> None:
    failed: list[bytes] = []

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(target.inputs)
    def one(data: bytes) -> None:
        try:
            target.run(data)
        except Exception:
            failed[:] = [data]
            raise

    try:
        one()
    except Exception as error:
        error.add_note(f"input: {_written(target.name, failed[0])}" if failed else "no input failed twice")
        raise


def _written(name: str, data: bytes) -> Path:
    path = FOUND / name / hashlib.sha256(data).hexdigest()[:8]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def grow(target: Target, beginning: str, part: str) -> None:
    """See that an input of four times the size takes about four times as long: ten at most.

    Times are of this process, compared with each other; what takes nearly no time is not compared.
    """
    size, before = SMALL, _least(target, beginning, part, SMALL)
    while before < ENOUGH and size < LARGE:
        size *= 4
        now = _least(target, beginning, part, size)
        told = f"{beginning!r} and {part!r}: {size} bytes take {now:.3f} s, a quarter {before:.3f} s"
        assert now <= MOST_TIMES * max(before, NOTHING), told
        before = now


def _least(target: Target, beginning: str, part: str, size: int) -> float:
    """The least of two times that an input takes."""
    data = (beginning + part * (size // len(part))).encode()
    times = []
    for _ in range(2):
        start = time.process_time()
        target.run(data)
        times.append(time.process_time() - start)
        if times[-1] > ENOUGH:
            break
    return min(times)
