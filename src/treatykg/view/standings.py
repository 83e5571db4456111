"""How claims stand among those that are in a view, and what is accepted (docs/view.md, section 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from treatykg.claims import BOUNDS, YIELDING, Claim, Standing, Statement


def standings_of(claims: Mapping[str, Claim], weak: Set[str] = frozenset()) -> dict[str, str]:
    """Say how each claim stands among the others.

    Parameters: `claims` in the view, by IRI; `weak`, the sources that check little.

    >>> standings_of({"a": Claim("a", standing="overruled", yields_to={"b"})})
    {'a': <Standing.ACCEPTED: 'accepted'>}
    """
    return {iri: _standing(claim, claims, weak) for iri, claim in claims.items()}


def _standing(claim: Claim, claims: Mapping[str, Claim], weak: Set[str]) -> str:
    better = claim.yields_to - {claim.iri}
    if claim.standing not in YIELDING or not better or not better.isdisjoint(claims):
        return claim.standing
    return Standing.UNCONFIRMED if claim.sources and claim.sources <= weak else Standing.ACCEPTED


def accepted_of(claims: Mapping[str, Claim], standings: Mapping[str, str]) -> list[Statement]:
    """List what is accepted, once each: what the accepted claims state, and what all sides of a dispute about
    a day agree on.
    """
    found = dict.fromkeys(
        s for iri, claim in claims.items() if standings[iri] == Standing.ACCEPTED for s in claim.statements
    )
    found.update(dict.fromkeys(_undisputed(claims, standings)))
    return list(found)


def _undisputed(claims: Mapping[str, Claim], standings: Mapping[str, str]) -> Iterator[Statement]:
    disputed = {iri for iri, standing in standings.items() if standing == Standing.DISPUTED}
    sides: dict[str, set[str]] = {}
    for iri in disputed:
        for other in claims[iri].yields_to & disputed - {iri}:
            sides.setdefault(iri, set()).add(other)
            sides.setdefault(other, set()).add(iri)
    for iri, others in sides.items():
        said = [frozenset(claims[other].statements) for other in (iri, *others)]
        dated = set.intersection(*({s[0] for s in one if s[1] in BOUNDS} for one in said))
        yield from (s for s in claims[iri].statements if s[0] in dated and all(s in one for one in said))
