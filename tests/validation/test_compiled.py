"""The engine that compiles and pySHACL give the same report, on shapes and data that nobody thought of."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treatykg.shacl import reference, setwise
from treatykg.shacl.report import Result

from .conformance.generated import SHAPES_EACH, data, shapes

pytestmark = pytest.mark.thorough

EXAMPLES = 250


def told(results: Iterable[Result]) -> set[tuple[str, ...]]:
    return {(r.shape, r.component, r.node, r.path, r.term, r.severity) for r in results}


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_both_engines_agree(seed: int) -> None:
    random = Random(seed)  # noqa: S311 (nothing secret)
    triples, rules = data(random), shapes(random)
    ours, theirs = told(setwise.results(triples, rules)), told(reference.results(triples, rules))
    assert sorted(ours - theirs) == []
    assert sorted(theirs - ours) == []


def test_the_cases_find_something() -> None:
    """In most of the cases some shape is broken and some is not, so that two engines have something to differ
    in.
    """
    telling = 0
    for seed in range(40):
        random = Random(seed)  # noqa: S311 (nothing secret)
        triples, rules = data(random), shapes(random)
        broken = {shape for shape, *_ in told(setwise.results(triples, rules))}
        telling += 0 < len(broken) < SHAPES_EACH
    assert telling >= 20
