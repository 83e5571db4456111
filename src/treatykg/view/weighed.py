"""Claims weighed against each other: their standing, what is accepted, and the bounds of all dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from treatykg.claims import DATE, END_DATE, Claim, Sources, Standing, Statement
from treatykg.view.bounds import Bounds, announced, bounds_of, days_of, told_of
from treatykg.view.happenings import Happenings
from treatykg.view.standings import accepted_of, standings_of


@dataclass(frozen=True, slots=True)
class Weighed:
    """What follows from a set of claims alone (docs/view.md, sections 2 and 3)."""

    claims: Mapping[str, Claim]
    standings: Mapping[str, str]
    accepted: list[Statement]
    happenings: Happenings
    bounds: Mapping[NamedNode, Bounds]
    ends: Mapping[NamedNode, Bounds]
    scheduled: frozenset[NamedNode]


def weigh(claims: Mapping[str, Claim], sources: Sources, kinds: frozenset[NamedNode]) -> Weighed:
    """Weigh claims.

    Parameters: `claims` by IRI; `sources` of these; `kinds`, the classes of events (see
    `bounds.event_classes`).
    """
    standings = standings_of(claims, sources.weak)
    accepted = accepted_of(claims, standings)
    happenings = Happenings.read(accepted, kinds)
    disputed = [
        s for iri, claim in claims.items() if standings[iri] == Standing.DISPUTED for s in claim.statements
    ]
    dated, ends = ({**days_of(disputed, by), **days_of(accepted, by)} for by in (DATE, END_DATE))
    told = told_of(claims, standings, sources, happenings.classes)
    events = {event: dated[event] for event in happenings.classes if event in dated}
    return Weighed(
        claims,
        standings,
        accepted,
        happenings,
        bounds_of(happenings, dated, ends, told),
        ends,
        frozenset(announced(claims, sources, events)),
    )
