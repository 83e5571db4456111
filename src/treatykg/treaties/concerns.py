"""Which agreements a claim concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from treatykg.claims import Claim, Statement
from treatykg.namespaces import tkg

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
    whole = {subject.value: value.value for subject, predicate, value in accepted if predicate.value == _OF}
    for iri, claim in claims.items():
        found: dict[str, None] = {}
        for subject, predicate, value in claim.statements:
            name = predicate.value
            if subject.value in known:
                found[subject.value] = None
            if name == _OF or (name == _ABOUT and value.value in known):
                found[value.value] = None
            elif name == _IN_EVENT and value.value in whole:
                found[whole[value.value]] = None
        yield from ((iri, agreement) for agreement in found)
