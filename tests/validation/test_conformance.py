"""The W3C SHACL suite through both engines; it runs where TREATYKG_SHACL_SUITE names a copy of it (as .ci/run
does).
"""

from __future__ import annotations

from functools import cache

import pytest

from treatykg.errors import InputError
from treatykg.shacl import setwise

from .conformance.suite import Case, Row, cases, folder, rows

SUITE = folder()
# What an engine does not do, by the name of the case, and why.
EXCEPTIONS = {
    "compiled": {
        "sparql/pre-binding/shapesGraph-001": "asks for $shapesGraph, so pySHACL takes the shape, "
        "which does not know it"
    },
    "pyshacl": {
        "core/property/uniqueLang-002": "takes sh:uniqueLang 1 for true",
        "sparql/node/prefixes-001": "takes prefixes from the file that it reads, and we hand it triples",
        "sparql/pre-binding/shapesGraph-001": "does not know $shapesGraph",
    },
}
LEAST = 118

pytestmark = pytest.mark.skipif(
    SUITE is None, reason="needs a copy of the W3C suite, named by TREATYKG_SHACL_SUITE (in .ci/run)"
)


@cache
def suite() -> tuple[Case, ...]:
    return tuple(cases(SUITE / "manifest.ttl")) if SUITE else ()


def given(case: Case, engine: str) -> tuple[Row, ...] | None:
    """The rows that an engine gives, or None where it refuses."""
    try:
        if engine == "compiled":
            return rows(setwise.results(case.data, case.shapes))
        from treatykg.shacl import reference

        return rows(reference.results(case.data, case.shapes))
    except InputError:
        return None


@pytest.mark.parametrize("engine", sorted(EXCEPTIONS))
def test_the_suite(engine: str) -> None:
    failed = {case.name for case in suite() if given(case, engine) != case.expected}
    assert failed == set(EXCEPTIONS[engine])
    assert len(suite()) - len(failed) >= LEAST
