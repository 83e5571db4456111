"""What changed between two views: in words, and as RDF Patch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from treatykg.claims import Statement
from treatykg.dataset.blank import steady


@dataclass(frozen=True, slots=True)
class Change:
    """One accepted statement that came or went."""

    added: bool
    statement: Statement


def changes(before: Iterable[Statement], after: Iterable[Statement]) -> list[Change]:
    """List what the second view accepts and the first did not, and the reverse, by subject.

    >>> changes([], [])
    []
    """
    old, new = steady(before), steady(after)
    found = [Change(False, s) for s in old - new] + [Change(True, s) for s in new - old]
    return sorted(
        found, key=lambda change: (*map(str, change.statement[:2]), change.added, str(change.statement[2]))
    )


def patch(found: Iterable[Change]) -> str:
    """Write changes as RDF Patch (the format of Apache Jena): deletions, then additions, in one transaction.

    >>> patch([])
    'TX .\\nTC .\\n'
    """
    lines = [
        f"{'A' if c.added else 'D'} {' '.join(map(str, c.statement))} ."
        for c in sorted(found, key=lambda c: c.added)
    ]
    return "\n".join(["TX .", *lines, "TC ."]) + "\n"
