"""The pacts of States on a day: between whom, their status, and what each side grants the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from treatykg.dates import Certainty
from treatykg.namespaces import tkg
from treatykg.treaties.model import Agreement, Period, Status
from treatykg.treaties.read import agreement, agreements
from treatykg.treaties.reported import reported_statuses
from treatykg.treaties.status import periods, status_on
from treatykg.view.lookup import Accepted

NEGOTIATING = "negotiating"
_KIND_NOT_STATED = ("kind not stated",)
_BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class AgreementOnDay:
    """An agreement that was there on a day, with its periods.

    `parties` are those that negotiate where there is no text yet. `status` is one of in force, possibly in
    force, signed, possibly signed, negotiating, unsigned and ended; `signed`, the date of signature as the
    sources write it, or empty; `reported`, what only weak voices say of its status, in words.
    """

    about: Agreement
    periods: tuple[Period, ...]
    parties: tuple[str, ...]
    status: str
    signed: str
    reported: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Right:
    """What one side grants the other: facility kinds by access rights, and kinds of support."""

    facilities: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is granted."""
        return bool(self.facilities or self.supports)


@dataclass(frozen=True, slots=True)
class Pact:
    """One pact between the State in the middle and a partner, on the day asked about."""

    on_day: AgreementOnDay
    partner: str
    partner_name: str
    granted: Right = Right()
    received: Right = Right()
    places: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """The agreement."""
        return self.on_day.about.iri

    @property
    def name(self) -> str:
        """The agreement's name."""
        return self.on_day.about.name

    @property
    def status(self) -> str:
        """Its status in words (see `AgreementOnDay`)."""
        return self.on_day.status

    @property
    def signed(self) -> str:
        """When it was signed, as the sources write it."""
        return self.on_day.signed

    @property
    def reported(self) -> tuple[str, ...]:
        """What only weak voices say of its status, in words."""
        return self.on_day.reported


def agreements_on(graph: Accepted, as_of: dt.date | None, category: str = "") -> Iterator[AgreementOnDay]:
    """Read each agreement that was there on a day, or (None) is there as far as is known.

    Parameters: `category`, the key of a category of agreements; by none, all.
    """
    for iri in agreements(graph):
        about = agreement(graph, iri)
        if category and category not in about.categories:
            continue
        told = tuple(periods(about))
        status, signed = status_in_words(about, told, as_of)
        if status:
            reported = tuple(one.words() for one in reported_statuses(graph, iri))
            yield AgreementOnDay(about, told, about.parties or _negotiating(about), status, signed, reported)


def pacts_on(graph: Accepted, as_of: dt.date | None, category: str = "") -> Iterator[AgreementOnDay]:
    """Read the agreements that have parties; without a category, those of the background are left out."""
    for one in agreements_on(graph, as_of, category):
        if one.parties and (category or _BACKGROUND not in one.about.categories):
            yield one


def pacts_of(
    graph: Accepted, centre: str, as_of: dt.date | None = None, category: str = ""
) -> tuple[str, list[Pact]]:
    """Return the name of a State and its pacts, the earliest signed first."""
    pacts = [
        _pact(graph, one, centre, partner)
        for one in pacts_on(graph, as_of, category)
        if centre in one.parties
        for partner in one.parties
        if partner != centre
    ]
    return graph.name(centre), sorted(pacts, key=lambda pact: (pact.signed or "9999", pact.iri, pact.partner))


def status_in_words(about: Agreement, told: Sequence[Period], as_of: dt.date | None) -> tuple[str, str]:
    """Say by its periods where an agreement stood on a day, empty where it was not yet there; and when it was
    signed.
    """
    signed = next(
        (event.date for event in about.of_kind("Signature") if event.happened(as_of) != Certainty.NO), ""
    )
    status, certainty = status_on(told, as_of)
    if status in (Status.IN_FORCE, Status.SIGNED):
        words = "in force" if status == Status.IN_FORCE else "signed"
        return (words if certainty == Certainty.CERTAINLY else f"possibly {words}"), signed
    if status == Status.ENDED:
        return "ended", signed
    if status == Status.NEGOTIATING:
        return NEGOTIATING, ""
    absent = about.events and all(event.happened(as_of) == Certainty.NO for event in about.events)
    return ("" if absent else "unsigned"), ""


def _pact(graph: Accepted, one: AgreementOnDay, centre: str, partner: str) -> Pact:
    about, named = one.about, _places(graph, one.about.iri)
    if one.status == NEGOTIATING:  # nobody has granted anything yet
        return Pact(one, partner, graph.name(partner), places=named)
    granted, received = _right(graph, about, centre, partner), _right(graph, about, partner, centre)
    return Pact(one, partner, graph.name(partner), granted, received, named, _limits(graph, about.iri))


def _negotiating(about: Agreement) -> tuple[str, ...]:
    """The States that talk about an agreement that has no parties yet."""
    return tuple(sorted({state for event in about.of_kind("Negotiation") for state in event.by}))


def _places(graph: Accepted, agreement: str) -> tuple[str, ...]:
    """The places that the agreement or a part of it names, and those where it was used."""
    parts = (agreement, *graph.pointing("ofAgreement", agreement))
    named = {place for part in parts for place in graph.all(part, "namesPlace")}
    used = {place for part in parts if "Use" in graph.types(part) for place in graph.all(part, "atPlace")}
    return tuple(sorted({graph.name(place) for place in named | used}))


def _limits(graph: Accepted, agreement: str) -> tuple[str, ...]:
    """How much the agreement admits, in numbers and units, the smaller numbers first; once where both sides
    have the same.
    """
    limits: set[str] = set()
    for provision in graph.pointing("ofAgreement", agreement):
        if "Limit" in graph.types(provision):
            units = [graph.name(unit) for unit in graph.all(provision, "limitUnit")]
            limits.update(" ".join([value, *units]) for value in graph.values(provision, tkg("limitValue")))
    return tuple(sorted(limits, key=lambda limit: (len(limit.split()[0]), limit)))


def _right(graph: Accepted, about: Agreement, grantor: str, beneficiary: str) -> Right:
    access = [one.facilities for one in about.provisions if one.grants("AccessRight", grantor, beneficiary)]
    support = [
        one.support for one in about.provisions if one.grants("SupportObligation", grantor, beneficiary)
    ]
    return Right(_names(graph, access), _names(graph, support))


def _names(graph: Accepted, covered: list[frozenset[str]]) -> tuple[str, ...]:
    """The kinds of what is granted, by name; that none is stated; or nothing, where nothing is granted."""
    return tuple(sorted({graph.name(kind) for kinds in covered for kind in kinds})) or (
        _KIND_NOT_STATED if covered else ()
    )
