"""What no source states of an agreement: aspect by aspect, silence is an answer of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from treatykg.claims import TYPE, Statement
from treatykg.namespaces import tkg
from treatykg.terms import name_of

ASPECTS: Mapping[str, tuple[str, ...]] = {
    "who": ("coversForce",),
    "where": ("coversFacility", "namesPlace", "atPlace"),
    "what": ("coversSupport",),
    "when": ("appliesIn",),
    "limits": ("Limit",),
    "pay": ("Reimbursement", "hasPayment"),
    "notice": ("NotificationDuty",),
    "duration": ("Duration", "hasRenewal"),
}


def not_stated(agreements: Iterable[str], statements: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    """List each agreement and aspect of which no claim of any standing speaks.

    Parameters: `statements` of all claims, whatever their standing.
    """
    aspects = {tkg(name): aspect for aspect, names in ASPECTS.items() for name in names}
    whole: dict[str, set[str]] = {}
    spoken: dict[str, set[str]] = {}
    of = tkg("ofAgreement")
    for subject, predicate, value in statements:
        if predicate.value == of:
            whole.setdefault(name_of(subject), set()).add(name_of(value))
        elif aspect := aspects.get(name_of(value) if predicate == TYPE else predicate.value):
            spoken.setdefault(name_of(subject), set()).add(aspect)
    stated: dict[str, set[str]] = {}
    for part, found in spoken.items():
        for agreement in whole.get(part, ()):
            stated.setdefault(agreement, set()).update(found)
    for agreement in agreements:
        for aspect in ASPECTS:
            if aspect not in stated.get(agreement, set()) | spoken.get(agreement, set()):
                yield agreement, aspect
