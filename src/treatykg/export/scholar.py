"""Flat tables for policy scholars: treaties, provisions and dyad-years, with a data package and a codebook.

The codebook's words come from the ontology, so that a column means what the graph means by it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from treatykg.namespaces import PREFIXES, curie
from treatykg.treaties.status import status
from treatykg.view.lookup import CERTAINLY, NO, POSSIBLY, UNKNOWN, Accepted

_ENDINGS = ("Termination", "Expiry")
_KINDS = ("AccessRight", "SupportObligation", "Limit", "NotificationDuty", "Reimbursement", "Duration", "Exclusion")
_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: `term` is the property of the ontology that it comes from, `words` say what is computed."""

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
        Column(f"{event}_{end}", "date", words=f"{words}: {side} day it can mean; empty where no source gives it.")
        for event, words in (
            ("signed", "Date of signature"),
            ("in_force", "Date of entry into force"),
            ("ended", "Date of termination or expiry"),
        )
        for end, side in (("earliest", "the first"), ("latest", "the last"))
    ),
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
        Column(f"in_force_{answer}", "integer", words=f"Of these, agreements whose being in force is {answer}.")
        for answer in (CERTAINLY, POSSIBLY, UNKNOWN)
    ),
    Column(
        "reciprocal_access",
        "integer",
        words="1 where a signed agreement gives each side access to facilities of the other, else 0.",
    ),
)
TABLES: dict[str, tuple[Column, ...]] = {"treaty": TREATY, "provision": PROVISION, "dyad_year": DYAD_YEAR}


def tables(graph: Accepted, until: int, there: Accepted | None = None) -> dict[str, list[tuple[str, ...]]]:
    """Compute the rows of each table, sorted.

    Parameters: `graph`, what is accepted; `until`, the last year of the dyad-years; `there`, of this what had begun by the day
    asked about (all of it by default).
    """
    there = there or graph
    agreements = sorted(there.subjects("hasParty"))
    return {
        "treaty": [_treaty(there, iri) for iri in agreements],
        "provision": sorted(_provision(there, p) for iri in agreements for p in there.pointing("ofAgreement", iri) if _kind(there, p)),
        "dyad_year": sorted(_dyad_years(graph, agreements, until)),
    }


def package(graph: Accepted, until: int, there: Accepted | None = None) -> dict[str, str]:
    """Write the whole package: file name to text, with `datapackage.json` (Frictionless Data Package v1) and `codebook.md`."""
    files = {f"{name}.csv": _csv(TABLES[name], rows) for name, rows in tables(graph, until, there).items()}
    return {**files, "datapackage.json": _datapackage(graph), "codebook.md": _codebook(graph)}


def _treaty(graph: Accepted, iri: str) -> tuple[str, ...]:
    parties = _SEPARATOR.join(sorted(_code(graph, state) for state in graph.all(iri, "hasParty")))
    stated = [_SEPARATOR.join(_names(graph, iri, column.term)) for column in TREATY[4:8]]
    days = [day for kinds in (("Signature",), ("EntryIntoForce",), _ENDINGS) for day in _span(graph, iri, kinds)]
    return (_key(iri), graph.name(iri), _SEPARATOR.join(graph.all(iri, "officialTitle")), parties, *stated, *days)


def _span(graph: Accepted, iri: str, kinds: Iterable[str]) -> tuple[str, str]:
    found = [event for event in graph.events(iri) if event.kind in kinds]
    firsts = [str(event.earliest) for event in found if event.earliest]
    return min(firsts, default=""), min((str(event.latest) for event in found if event.latest), default="")


def _provision(graph: Accepted, iri: str) -> tuple[str, ...]:
    states = [_SEPARATOR.join(_code(graph, state) for state in graph.all(iri, role)) for role in ("hasGrantor", "hasBeneficiary")]
    names = [column.term for column in PROVISION[5:]]
    stated = [_SEPARATOR.join(_names(graph, iri, name)) for name in names]
    return (_key(iri), _SEPARATOR.join(map(_key, graph.all(iri, "ofAgreement"))), _kind(graph, iri), *states, *stated)


def _kind(graph: Accepted, iri: str) -> str:
    return next((kind for kind in _KINDS if kind in graph.types(iri)), "")


def _dyad_years(graph: Accepted, agreements: Iterable[str], until: int) -> Iterable[tuple[str, ...]]:
    by_dyad: dict[tuple[str, str], list[str]] = {}
    for iri in agreements:
        parties = sorted(graph.all(iri, "hasParty"), key=lambda state: _code(graph, state))
        for index, one in enumerate(parties):
            for other in parties[index + 1 :]:
                by_dyad.setdefault((one, other), []).append(iri)
    for (one, other), pacts in by_dyad.items():
        years = [event.latest.year for iri in pacts for event in graph.events(iri) if event.kind == "Signature" and event.latest]
        for year in range(min(years, default=until + 1), until + 1):
            counts = _counts(graph, pacts, one, other, dt.date(year, 12, 31))
            cow = [_SEPARATOR.join(graph.all(state, "cowCode")) for state in (one, other)]
            yield (_code(graph, one), _code(graph, other), *cow, str(year), *counts)


def _counts(graph: Accepted, pacts: Iterable[str], one: str, other: str, day: dt.date) -> tuple[str, ...]:
    signed = [(iri, found) for iri in pacts if (found := status(graph, iri, day)).signed == CERTAINLY and found.in_force != NO]
    answers = [sum(found.in_force == answer for _, found in signed) for answer in (CERTAINLY, POSSIBLY, UNKNOWN)]
    reciprocal = any(_grants(graph, iri, one, other) and _grants(graph, iri, other, one) for iri, _ in signed)
    return (str(len(signed)), *map(str, answers), str(int(reciprocal)))


def _grants(graph: Accepted, agreement: str, grantor: str, beneficiary: str) -> bool:
    rights = (p for p in graph.pointing("ofAgreement", agreement) if "AccessRight" in graph.types(p))
    return any(grantor in graph.all(p, "hasGrantor") and beneficiary in graph.all(p, "hasBeneficiary") for p in rights)


def _names(graph: Accepted, subject: str, name: str) -> list[str]:
    return sorted(graph.name(value) if "://" in value else value for value in graph.all(subject, name))


def _code(graph: Accepted, state: str) -> str:
    """The ISO alpha-3 code; a State of the past that has none goes by its key."""
    return next(iter(graph.all(state, "isoAlpha3")), _key(state).upper())


def _key(iri: str) -> str:
    return curie(iri).partition(":")[2]


def _csv(columns: Iterable[Column], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(rows)
    return out.getvalue()


def _datapackage(graph: Accepted) -> str:
    keys: Mapping[str, object] = {"treaty": "treaty", "provision": "provision", "dyad_year": ["state_a", "state_b", "year"]}
    resources = []
    for name, columns in TABLES.items():
        fields = [{"name": c.name, "type": c.type, "description": _meaning(graph, c)} for c in columns]
        schema: dict[str, object] = {"fields": fields, "primaryKey": keys[name], "missingValues": [""]}
        if name == "provision":
            schema["foreignKeys"] = [{"fields": "treaty", "reference": {"resource": "treaty", "fields": "treaty"}}]
        resources.append({"name": name, "path": f"{name}.csv", "profile": "tabular-data-resource", "encoding": "utf-8", "schema": schema})
    licence = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    found = {"name": "treatykg", "profile": "tabular-data-package", "licenses": [licence], "resources": resources}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _codebook(graph: Accepted) -> str:
    lines = ["# Codebook", "", "An empty cell means that no source states it; it never means no."]
    for name, columns in TABLES.items():
        lines += ["", f"## {name}.csv", "", "| column | type | meaning | term |", "| --- | --- | --- | --- |"]
        lines += [f"| `{c.name}` | {c.type} | {_meaning(graph, c)} | {f'`tkg:{c.term}`' if c.term else ''} |" for c in columns]
    return "\n".join(lines) + "\n"


def _meaning(graph: Accepted, column: Column) -> str:
    return column.words or graph.definition(PREFIXES["tkg"] + column.term)
