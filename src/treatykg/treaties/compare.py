"""Two agreements side by side, provision by provision, with "not stated" apart from "no"."""

from __future__ import annotations

from dataclasses import dataclass

from treatykg.errors import UsageError
from treatykg.namespaces import PREFIXES, curie
from treatykg.view.lookup import Accepted

BOTH, ONE, DIFFERENT, NOT_STATED = "both", "only one", "different", "not stated"
_ASPECTS = {
    "AccessRight": ("coversFacility", "coversForce", "appliesIn", "hasConsentMode"),
    "SupportObligation": ("coversSupport", "appliesIn"),
    "Exclusion": ("coversFacility", "coversSupport", "coversForce"),
    "Limit": ("limitValue",),
    "NotificationDuty": ("limitValue",),
    "Reimbursement": ("hasPayment",),
    "Duration": ("limitValue", "hasRenewal"),
}
_OF_THE_PACT = ("hasInstrumentKind", "hasBindingness", "hasEntryIntoForceTrigger", "hasCategory")
_SELF, _OTHER = "grants", "receives"


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison: what, which way round, what each says, and how the two relate."""

    provision: str
    aspect: str
    direction: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def relation(self) -> str:
        """Both, only one, different or not stated."""
        if not self.left and not self.right:
            return NOT_STATED
        if self.left == self.right:
            return BOTH
        return DIFFERENT if self.left and self.right else ONE


def compare(graph: Accepted, left: str, right: str) -> list[Difference]:
    """Compare two agreements of one State.

    Parameters: `graph`, what is accepted; `left` and `right`, the agreements' IRIs. Directions are those of
    the party that both have: what it grants and what it receives.
    Errors: UsageError when the two have no party in common.
    """
    common = sorted(set(graph.all(left, "hasParty")) & set(graph.all(right, "hasParty")))
    if not common:
        raise UsageError(
            f"{curie(left)} and {curie(right)} have no party in common", hint="compare two pacts of one State"
        )
    lines = [
        Difference(
            "agreement", _label(graph, name), "", _names(graph, left, name), _names(graph, right, name)
        )
        for name in _OF_THE_PACT
    ]
    for kind, aspects in _ASPECTS.items():
        for direction in (_SELF, _OTHER):
            for aspect in aspects:
                sides = [
                    _stated(graph, agreement, kind, aspect, common[0], direction)
                    for agreement in (left, right)
                ]
                lines.append(Difference(_label(graph, kind), _label(graph, aspect), direction, *sides))
    return lines


def _stated(
    graph: Accepted, agreement: str, kind: str, aspect: str, state: str, direction: str
) -> tuple[str, ...]:
    role = "hasGrantor" if direction == _SELF else "hasBeneficiary"
    found: set[str] = set()
    for provision in graph.pointing("ofAgreement", agreement):
        if kind in graph.types(provision) and state in graph.all(provision, role):
            found.update(_valued(graph, provision, aspect))
    return tuple(sorted(found))


def _valued(graph: Accepted, provision: str, aspect: str) -> tuple[str, ...]:
    values = _names(graph, provision, aspect)
    if aspect != "limitValue":
        return values
    units = _names(graph, provision, "limitUnit")
    return tuple(" ".join([value, *units]) for value in values)


def _names(graph: Accepted, subject: str, name: str) -> tuple[str, ...]:
    return tuple(graph.words(subject, name))


def _label(graph: Accepted, name: str) -> str:
    return graph.name(PREFIXES["tkg"] + name)
