"""Flat tables for policy scholars: treaties, provisions and dyad-years, with a data package and a codebook.

The codebook's words come from the ontology, so that a column means what the graph means by it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from treatykg.dates import Certainty
from treatykg.export.text import csv_text
from treatykg.namespaces import PREFIXES, short
from treatykg.treaties.model import Agreement, Period, Status
from treatykg.treaties.read import agreement, agreements
from treatykg.treaties.reciprocity import ACCESS, reciprocities
from treatykg.treaties.reported import reported_statuses
from treatykg.treaties.status import best, periods
from treatykg.view.lookup import Accepted
from treatykg.visible import json_text, visible

CERTAINLY, POSSIBLY, UNKNOWN, NO = Certainty
_KINDS = (
    "AccessRight",
    "SupportObligation",
    "Limit",
    "NotificationDuty",
    "Reimbursement",
    "Duration",
    "Exclusion",
)
_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: `term` is the property of the ontology that it comes from, `words` say what is
    computed.
    """

    name: str
    type: str
    term: str = ""
    words: str = ""


TREATY = (
    Column("treaty", "string", words="The key of the agreement."),
    Column("name", "string", words="The name in use."),
    Column("official_title", "string", "officialTitle"),
    Column("parties", "string", words="ISO 3166-1 alpha-3 codes of the parties, sorted, between semicolons."),
    Column("instrument", "string", "hasInstrumentKind"),
    Column("category", "string", "hasCategory"),
    Column("bindingness", "string", "hasBindingness"),
    Column("trigger", "string", "hasEntryIntoForceTrigger"),
    *(
        Column(f"{event}_{end}", "date", words=f"{words}: {side} day it can mean; empty where none is known.")
        for event, words in (
            ("signed", "Date of signature"),
            (
                "in_force",
                "Begin of the time in force, by an entry into force, its own clause or a recorded use",
            ),
            ("ended", "Date of termination or expiry"),
        )
        for end, side in (("earliest", "the first"), ("latest", "the last"))
    ),
    Column("reported", "string", words="What only weak voices say of its status, between semicolons."),
)
PROVISION = (
    Column("provision", "string", words="The key of the provision."),
    Column("treaty", "string", words="The key of the agreement."),
    Column("kind", "string", words=f"One of {', '.join(_KINDS)}."),
    Column("grantor", "string", "hasGrantor"),
    Column("beneficiary", "string", "hasBeneficiary"),
    Column("modality", "string", "hasModality"),
    Column("facilities", "string", "coversFacility"),
    Column("forces", "string", "coversForce"),
    Column("support", "string", "coversSupport"),
    Column("circumstances", "string", "appliesIn"),
    Column("consent", "string", "hasConsentMode"),
    Column("payment", "string", "hasPayment"),
    Column("limit", "integer", "limitValue"),
    Column("unit", "string", "limitUnit"),
    Column("renewal", "string", "hasRenewal"),
    Column("article", "string", "article"),
)
DYAD_YEAR = (
    Column("state_a", "string", words="ISO 3166-1 alpha-3 code, the first of the two by alphabet."),
    Column("state_b", "string", words="ISO 3166-1 alpha-3 code of the other State."),
    Column("cow_a", "string", "cowCode"),
    Column("cow_b", "string", "cowCode"),
    Column("year", "integer", words="The year; everything is as of its last day."),
    Column("signed", "integer", words="Agreements certainly signed by then and not certainly ended."),
    *(
        Column(
            f"in_force_{answer}", "integer", words=f"Of these, agreements whose being in force is {answer}."
        )
        for answer in (CERTAINLY, POSSIBLY, UNKNOWN)
    ),
    Column(
        "reciprocal_access",
        "integer",
        words="1 where a signed agreement gives each side access to facilities of the other, else 0.",
    ),
)
TABLES: dict[str, tuple[Column, ...]] = {"treaty": TREATY, "provision": PROVISION, "dyad_year": DYAD_YEAR}


def tables(graph: Accepted, as_of: dt.date | None = None) -> dict[str, list[tuple[str, ...]]]:
    """Compute the rows of each table, sorted.

    Parameters: `graph`, what is accepted; `as_of`, the day asked about, in whose year the dyad-years end (by
    default the last dated one).
    """
    every = [agreement(graph, iri) for iri in agreements(graph) if graph.all(iri, "hasParty")]
    until = (
        as_of.year
        if as_of
        else max(
            (day.year for iri in graph.subjects("latest") if (day := graph.day(iri, "latest"))), default=0
        )
    )
    provisions = sorted({one.iri for about in every for one in about.provisions})
    return {
        "treaty": [tuple(map(visible, _treaty(graph, about))) for about in every],
        "provision": sorted(
            tuple(map(visible, _provision(graph, iri))) for iri in provisions if _kind(graph, iri)
        ),
        "dyad_year": sorted(_dyad_years(graph, every, until)),
    }


def package(graph: Accepted, as_of: dt.date | None = None) -> dict[str, str]:
    """Write the whole package: file name to text, with `datapackage.json` (Frictionless Data Package v1) and
    `codebook.md`.
    """
    files = {
        f"{name}.csv": csv_text([column.name for column in TABLES[name]], rows)
        for name, rows in tables(graph, as_of).items()
    }
    return {**files, "datapackage.json": _datapackage(graph), "codebook.md": _codebook(graph)}


def _treaty(graph: Accepted, about: Agreement) -> tuple[str, ...]:
    parties = _SEPARATOR.join(sorted(_code(graph, state) for state in about.parties))
    stated = [_SEPARATOR.join(graph.words(about.iri, column.term)) for column in TREATY[4:8]]
    begun = {period.status: period.begin for period in periods(about)}
    spans = [begun.get(status) for status in (Status.SIGNED, Status.IN_FORCE, Status.ENDED)]
    days = [str(day or "") for span in spans for day in ((span.first, span.last) if span else ("", ""))]
    return (
        short(about.iri),
        about.name,
        _SEPARATOR.join(graph.all(about.iri, "officialTitle")),
        parties,
        *stated,
        *days,
        _SEPARATOR.join(one.words() for one in reported_statuses(graph, about.iri)),
    )


def _provision(graph: Accepted, iri: str) -> tuple[str, ...]:
    states = [
        _SEPARATOR.join(_code(graph, state) for state in graph.all(iri, role))
        for role in ("hasGrantor", "hasBeneficiary")
    ]
    names = [column.term for column in PROVISION[5:]]
    stated = [_SEPARATOR.join(graph.words(iri, name)) for name in names]
    return (
        short(iri),
        _SEPARATOR.join(map(short, graph.all(iri, "ofAgreement"))),
        _kind(graph, iri),
        *states,
        *stated,
    )


def _kind(graph: Accepted, iri: str) -> str:
    return next((kind for kind in _KINDS if kind in graph.types(iri)), "")


def _dyad_years(graph: Accepted, every: Sequence[Agreement], until: int) -> Iterable[tuple[str, ...]]:
    by_dyad: dict[tuple[str, str], list[int]] = {}
    told: list[tuple[list[Period], set[frozenset[str]]]] = []
    codes = {state: _code(graph, state) for about in every for state in about.parties}
    cows = {state: _SEPARATOR.join(graph.all(state, "cowCode")) for state in codes}
    for number, about in enumerate(every):
        told.append((periods(about), _reciprocal(about)))
        for dyad in combinations(sorted(about.parties, key=codes.__getitem__), 2):
            by_dyad.setdefault(dyad, []).append(number)
    years: dict[tuple[tuple[int, bool], ...], list[tuple[str, ...]]] = {}  # many dyads have the same pacts
    for (one, other), pacts in by_dyad.items():
        key = tuple((number, frozenset((one, other)) in told[number][1]) for number in pacts)
        if key not in years:
            years[key] = list(_years([(told[number][0], mutual) for number, mutual in key], until))
        yield from ((codes[one], codes[other], cows[one], cows[other], *year) for year in years[key])


def _years(found: Sequence[tuple[list[Period], bool]], until: int) -> Iterator[tuple[str, ...]]:
    """Each year from the first signature on, with its counts."""
    signed = [
        period.begin.last
        for told, _ in found
        for period in told
        if period.status == Status.SIGNED and period.begin.last
    ]
    for year in range(min((day.year for day in signed), default=until + 1), until + 1):
        yield (str(year), *_counts(found, dt.date(year, 12, 31)))


def _counts(found: Iterable[tuple[list[Period], bool]], day: dt.date) -> tuple[str, ...]:
    signed = [(_in_force(told, day), mutual) for told, mutual in found if _is_signed(told, day)]
    standing = [(answer, mutual) for answer, mutual in signed if answer != NO]
    answers = [sum(answer == one for answer, _ in standing) for one in (CERTAINLY, POSSIBLY, UNKNOWN)]
    return (str(len(standing)), *map(str, answers), str(int(any(mutual for _, mutual in standing))))


def _in_force(told: Iterable[Period], day: dt.date) -> Certainty:
    over = best(period.on(day) for period in told if period.status == Status.ENDED)
    return (
        NO
        if over == CERTAINLY
        else best(period.on(day) for period in told if period.status == Status.IN_FORCE)
    )


def _is_signed(told: Iterable[Period], day: dt.date) -> bool:
    """Whether it had certainly been signed by a day and had not certainly ended."""
    signed = [period for period in told if period.status == Status.SIGNED]
    return any(period.begin.by(day) == CERTAINLY and period.on(day) != NO for period in signed)


def _reciprocal(about: Agreement) -> set[frozenset[str]]:
    """The pairs of States that give each other access."""
    return {
        frozenset((mutual.state, mutual.partner)) for mutual in reciprocities(about) if mutual.kind == ACCESS
    }


def _code(graph: Accepted, state: str) -> str:
    """The ISO alpha-3 code; a State of the past that has none goes by its key."""
    return next(iter(graph.all(state, "isoAlpha3")), state if short(state) == state else short(state).upper())


def _datapackage(graph: Accepted) -> str:
    keys: Mapping[str, object] = {
        "treaty": "treaty",
        "provision": "provision",
        "dyad_year": ["state_a", "state_b", "year"],
    }
    resources = []
    for name, columns in TABLES.items():
        fields = [{"name": c.name, "type": c.type, "description": _meaning(graph, c)} for c in columns]
        schema: dict[str, object] = {"fields": fields, "primaryKey": keys[name], "missingValues": [""]}
        if name == "provision":
            schema["foreignKeys"] = [
                {"fields": "treaty", "reference": {"resource": "treaty", "fields": "treaty"}}
            ]
        resources.append(
            {
                "name": name,
                "path": f"{name}.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": schema,
            }
        )
    licence = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    found = {
        "name": "treatykg",
        "profile": "tabular-data-package",
        "licenses": [licence],
        "resources": resources,
    }
    return json_text(found)


def _codebook(graph: Accepted) -> str:
    lines = ["# Codebook", "", "An empty cell means that no source states it; it never means no."]
    for name, columns in TABLES.items():
        lines += ["", f"## {name}.csv", "", "| column | type | meaning | term |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{c.name}` | {c.type} | {_meaning(graph, c)} | {f'`tkg:{c.term}`' if c.term else ''} |"
            for c in columns
        ]
    return "\n".join(lines) + "\n"


def _meaning(graph: Accepted, column: Column) -> str:
    return column.words or graph.definition(PREFIXES["tkg"] + column.term)
