"""Reciprocity: two directed rights of one agreement, worked out and never taken from somebody calling a pact
reciprocal.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from treatykg.treaties.model import Agreement, Provision

ACCESS, SUPPORT = "AccessRight", "SupportObligation"


class Reciprocity(NamedTuple):
    """What a State and its partner grant each other under one agreement: by both, only by the State, and only
    by the partner.
    """

    agreement: str
    kind: str
    state: str
    partner: str
    rights: tuple[str, ...]
    mirrors: tuple[str, ...]
    both: frozenset[str]
    only_granted: frozenset[str]
    only_received: frozenset[str]


def reciprocities(agreement: Agreement) -> Iterator[Reciprocity]:
    """List what each pair of States grants each other, once from the side of each."""
    for kind in (ACCESS, SUPPORT):
        of_kind = [one for one in agreement.provisions if kind in one.kinds]
        pairs = {(giver, taker) for one in of_kind for giver in one.grantors for taker in one.beneficiaries}
        for state, partner in sorted(pairs):
            if state != partner and (partner, state) in pairs:
                rights = [one for one in of_kind if one.grants(kind, state, partner)]
                mirrors = [one for one in of_kind if one.grants(kind, partner, state)]
                granted, received = _covered(rights, kind), _covered(mirrors, kind)
                yield Reciprocity(
                    agreement.iri,
                    kind,
                    state,
                    partner,
                    tuple(one.iri for one in rights),
                    tuple(one.iri for one in mirrors),
                    granted & received,
                    granted - received,
                    received - granted,
                )


def _covered(provisions: list[Provision], kind: str) -> frozenset[str]:
    return frozenset(
        one
        for provision in provisions
        for one in (provision.facilities if kind == ACCESS else provision.support)
    )


__all__ = ["ACCESS", "SUPPORT", "Reciprocity", "reciprocities"]
