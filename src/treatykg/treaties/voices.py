"""Independent voices: sources of one group, or of one publisher in several languages, are one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Quad

from treatykg.claims import IN_GROUP
from treatykg.namespaces import tkg

_EDITION = re.compile(r"\s*\((?:[a-z]{2})\)\Z")


def voices(evidence: Iterable[Quad]) -> dict[str, str]:
    """Name the voice of each source: the first, by IRI, of the groups that it is one with; without a group
    the source itself.

    Parameters: `evidence`, what is said of the sources.
    """
    groups: dict[str, str] = {}
    publishers: dict[str, str] = {}
    published = tkg("publisher")
    for subject, predicate, value, _ in evidence:
        if predicate == IN_GROUP:
            groups[subject.value] = min(groups.get(subject.value, value.value), value.value)
        elif predicate.value == published:
            publishers[subject.value] = _EDITION.sub("", value.value)
    leader: dict[str, str] = {}

    def first(one: str) -> str:
        while leader.get(one, one) != one:
            one = leader[one]
        return one

    editions: dict[str, str] = {}
    for source in sorted(groups):
        group = groups[source]
        other = editions.setdefault(publishers.get(source, source), group)
        low, high = sorted((first(group), first(other)))
        leader[high] = low
    return {source: source for source in publishers} | {
        source: first(group) for source, group in groups.items()
    }
