"""Each reader of what others wrote, on inputs that nobody wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from .harness import KEPT, Target, always, grow, search
from .targets import TARGETS

EACH = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)


@EACH
def test_the_same_inputs(target: Target) -> None:
    always(target)


@pytest.mark.thorough
@EACH
def test_new_inputs(target: Target) -> None:
    search(target)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        pytest.param(target, path, id=f"{target.name}-{path.name}")
        for target in TARGETS
        for path in target.kept()
    ],
)
def test_what_failed_once(target: Target, path: Path) -> None:
    target.run(path.read_bytes())


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("target", "beginning", "part"),
    [(target, *growing) for target in TARGETS for growing in target.growing],
    ids=lambda one: one.name if isinstance(one, Target) else ascii(one)[-20:],
)
def test_time_grows_with_the_size(target: Target, beginning: str, part: str) -> None:
    grow(target, beginning, part)


def test_each_kept_input_has_its_target() -> None:
    assert {path.name for path in KEPT.iterdir()} <= {target.name for target in TARGETS}
