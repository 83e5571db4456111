"""What was there on a day: nothing that certainly began later, and nothing that hangs on it (docs/view.md,
section 4).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import Literal, NamedNode

from treatykg.claims import END_DATE, SKOS_LABEL, TYPE, Claim, Sources, Standing, Statement
from treatykg.terms import SKOS, TKG
from treatykg.view.bounds import date_of, days_of
from treatykg.view.happenings import AFTER_SIGNATURE, SIGNATURE
from treatykg.view.weighed import Weighed

_IN_EVENT, _OF, _USE = (TKG[name] for name in ("inEvent", "ofAgreement", "Use"))
_NAMING = frozenset({TYPE, NamedNode(SKOS_LABEL), SKOS.altLabel})
_NOT_BELIEVED: tuple[str, ...] = (Standing.UNCONFIRMED, Standing.OVERRULED)
Things = set[NamedNode | Literal]


def as_of(weighed: Weighed, sources: Sources, day: dt.date, kinds: frozenset[NamedNode]) -> dict[str, Claim]:
    """Keep of the claims what they state of things that can have begun by a day, and the opinions that can
    have been out.

    Parameters: `kinds`, the classes of events (see `happenings.event_classes`).
    """
    gone, negotiated = _gone(weighed, day)
    not_yet = _not_yet(weighed, negotiated, day)
    _with_parts(weighed.claims.values(), gone, negotiated, kinds)
    found: dict[str, Claim] = {}
    for iri, claim in weighed.claims.items():
        if _is_opinion(weighed.standings[iri]) and not _can_be_out(claim, sources, day):
            continue
        kept = [one for one in claim.statements if _there(one, gone, negotiated, day)]
        if later := not_yet.get(weighed.standings[iri]):
            kept = [one for one in kept if not {one[0], one[2]} & later]
        if kept or not claim.statements:
            found[iri] = claim if len(kept) == len(claim.statements) else replace(claim, statements=kept)
    return found


def _gone(weighed: Weighed, day: dt.date) -> tuple[Things, Things]:
    """What was not there, and the agreements that were still under negotiation: of these there is only the
    name and what happened.
    """
    gone: Things = {thing for thing, bounds in weighed.bounds.items() if bounds.first and bounds.first > day}
    negotiated: Things = set()
    for agreement, events in weighed.happenings.of.items():
        left = [event for event in events if event not in gone]
        signatures = {event for event in events if SIGNATURE in weighed.happenings.classes[event]}
        begun = any(_begun(weighed, event, day) for event in left)
        if signatures and signatures <= gone:
            (negotiated if begun else gone).add(agreement)
        elif not signatures and len(left) < len(events) and not begun:
            gone.add(agreement)
    return gone, negotiated


def _not_yet(weighed: Weighed, negotiated: Things, day: dt.date) -> dict[str, Things]:
    """What has no bounds, and begins later by the claims of a standing: by its date, or because it follows a
    signature that was still to come.
    """
    told: dict[str, list[Statement]] = {standing: [] for standing in _NOT_BELIEVED}
    of_negotiated: set[NamedNode] = set()
    for iri, claim in weighed.claims.items():
        of_negotiated |= {s for s, p, o in claim.statements if p == _OF and o in negotiated}
        if weighed.standings[iri] in told:
            told[weighed.standings[iri]] += claim.statements
    found: dict[str, Things] = {}
    for standing, statements in told.items():
        dated = days_of(statements).items()
        later: Things = {thing for thing, days in dated if days.first and days.first > day}
        later |= {s for s, p, o in statements if p == TYPE and o in AFTER_SIGNATURE and s in of_negotiated}
        found[standing] = later - weighed.bounds.keys()
    return found


def _with_parts(
    claims: Iterable[Claim], gone: Things, negotiated: Things, kinds: frozenset[NamedNode]
) -> None:
    """Add what any claim calls a part of what is gone, and what is no event of what was still under
    negotiation; and who took part.
    """
    parts: list[tuple[NamedNode, object]] = []
    taking_part: list[tuple[NamedNode, object]] = []
    events: set[NamedNode] = set()
    for claim in claims:
        for subject, predicate, value in claim.statements:
            if predicate == _OF:
                parts.append((subject, value))
            elif predicate == _IN_EVENT:
                taking_part.append((subject, value))
            elif predicate == TYPE and value in kinds and value != _USE:
                events.add(subject)
    gone |= {part for part, whole in parts if whole in gone or (whole in negotiated and part not in events)}
    gone |= {participation for participation, event in taking_part if event in gone}


def _begun(weighed: Weighed, event: NamedNode, day: dt.date) -> bool:
    bounds = weighed.bounds.get(event)
    return bounds is not None and any(
        bound is not None and bound <= day for bound in (bounds.first, bounds.last)
    )


def _is_opinion(standing: str) -> bool:
    return standing in (Standing.ASSESSMENT, Standing.ANTICIPATED)


def _can_be_out(claim: Claim, sources: Sources, day: dt.date) -> bool:
    """Whether a source of a claim can have been out; one without a day always can."""
    firsts = (None if source in sources.reference else sources.from_.get(source) for source in claim.sources)
    return not claim.sources or any(first is None or first <= day for first in firsts)


def _there(statement: Statement, gone: Things, negotiated: Things, day: dt.date) -> bool:
    subject, predicate, value = statement
    if subject in gone or value in gone or (subject in negotiated and predicate not in _NAMING):
        return False
    date = date_of(value) if predicate == END_DATE and isinstance(value, Literal) else None
    return date is None or date.first <= day
