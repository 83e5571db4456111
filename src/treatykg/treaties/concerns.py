"""Which agreements a claim concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal

from treatykg.claims import Claim, Statement
from treatykg.namespaces import tkg
from treatykg.terms import name_of

_OF, _ABOUT, _IN_EVENT = tkg("ofAgreement"), tkg("about"), tkg("inEvent")


def concerns(
    claims: Mapping[str, Claim], accepted: Iterable[Statement], agreements: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """List each claim with each agreement of which it states something: of itself, a part, who took part in
    an event, or an opinion.

    Parameters: `accepted`, what is accepted, which says of which agreement an event is; `agreements`, what is
    accepted to be one.
    """
    known = set(agreements)
    whole = {
        name_of(subject): name_of(value)
        for subject, predicate, value in accepted
        if predicate.value == _OF and not isinstance(value, Literal)
    }
    for iri, claim in claims.items():
        found: dict[str, None] = {}
        for subject, predicate, value in claim.statements:
            name, about = predicate.value, name_of(value)
            if name_of(subject) in known:
                found[name_of(subject)] = None
            if isinstance(value, Literal):
                continue
            if name == _OF or (name == _ABOUT and about in known):
                found[about] = None
            elif name == _IN_EVENT and about in whole:
                found[whole[about]] = None
        yield from ((iri, agreement) for agreement in found)
