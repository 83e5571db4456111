"""Independent voices: sources of one group, or of one publisher in several languages, are one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal, Quad

from treatykg.claims import IN_GROUP
from treatykg.namespaces import tkg
from treatykg.terms import name_of

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
        source, said = name_of(subject), name_of(value)
        if predicate == IN_GROUP and not isinstance(value, Literal):
            groups[source] = min(groups.get(source, said), said)
        elif predicate.value == published:
            publishers[source] = _EDITION.sub("", said)
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
