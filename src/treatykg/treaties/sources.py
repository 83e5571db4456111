"""The sources that a claim rests on, whether it names them or a passage of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from treatykg.claims import HAS_SOURCE, STATED_BY


def sources(evidence: Iterable[Quad]) -> Iterator[tuple[str, str]]:
    """List each claim with each of its sources.

    Parameters: `evidence`, what is said of claims, passages and sources.
    """
    stated: list[tuple[str, str]] = []
    origin: dict[str, str] = {}
    for subject, predicate, value, _ in evidence:
        if predicate == STATED_BY:
            stated.append((subject.value, value.value))
        elif predicate == HAS_SOURCE:
            origin[subject.value] = value.value
    yield from dict.fromkeys((claim, origin.get(cited, cited)) for claim, cited in stated)
