"""`treatykg status`: where an agreement stands, why, and what must happen next."""

from __future__ import annotations

import argparse

from treatykg.cli.common import add_graph_options, add_output_option, open_graph, put
from treatykg.errors import UsageError
from treatykg.graph import TreatyGraph
from treatykg.namespaces import curie
from treatykg.treaties.model import Status
from treatykg.treaties.report import CERTAINLY, NO, POSSIBLY, UNKNOWN, Reason, StatusReport
from treatykg.treaties.reported import ReportedStatus
from treatykg.view.evidence import claim, giving
from treatykg.visible import json_text, visible_lines

_SIGNED = {
    CERTAINLY: "signed",
    POSSIBLY: "possibly signed",
    UNKNOWN: "not known to be signed",
    NO: "not yet signed",
}
_IN_FORCE = {
    CERTAINLY: "in force",
    POSSIBLY: "possibly in force",
    UNKNOWN: "not known to be in force",
    NO: "not in force",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("agreement", help="the key of an agreement, such as relos")
    parser.add_argument("-f", "--format", default="text", metavar="FORMAT", help="text or json")
    add_graph_options(parser)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print the status."""
    if options.format not in ("text", "json"):
        raise UsageError(f"no format {options.format!r}", hint="use text or json")
    graph = open_graph(options)
    found = graph.status(options.agreement)
    why = [(reason.text, reason.entity, _claims(graph, reason)) for reason in found.reasons]
    why += [line for one in found.reported for line in _reported(graph, one)]
    put(_json(found, why) if options.format == "json" else visible_lines(_text(found, why)), options.output)
    return 0


def summary(found: StatusReport) -> str:
    """Say the status in one line."""
    parts = ["under negotiation"] if found.status == Status.NEGOTIATING else []
    parts.append(_SIGNED[found.signed])
    parts += [
        f"ratified by {name}" if answer == CERTAINLY else f"{answer} ratified by {name}"
        for name, answer in found.ratified_by
    ]
    if found.signed != NO and found.status != Status.NEGOTIATING:
        parts.append("ended" if found.ended else _IN_FORCE[found.in_force])
    if found.suspended in (CERTAINLY, POSSIBLY):
        parts.append("suspended" if found.suspended == CERTAINLY else "possibly suspended")
    if found.waiting_for:
        parts.append(f"waiting for the {found.waiting_for}")
    parts += [f"reported {one.words()} (unconfirmed)" for one in found.reported]
    return ", ".join(parts)


def _text(found: StatusReport, why: list[tuple[str, str, str]]) -> str:
    day = f" on {found.as_of.isoformat()}" if found.as_of else ""
    lines = [f"{found.name} ({curie(found.agreement)}){day}: {summary(found)}", "", "Why"]
    lines += [f"  {text}  [{claims or curie(entity)}]" for text, entity, claims in why]
    if found.next_steps:
        lines += [
            "",
            "What must happen next",
            *(f"  {step.text}  [{curie(step.entity)}]" for step in found.next_steps),
        ]
    return "\n".join(lines) + "\n"


def _claims(graph: TreatyGraph, reason: Reason) -> str:
    return " ".join(map(curie, reason.claims or giving(graph.store, reason.entity, reason.property)))


def _reported(graph: TreatyGraph, one: ReportedStatus) -> list[tuple[str, str, str]]:
    """Who reports it, and what would confirm it."""
    cited = [citation for iri in one.claims for citation in claim(graph.store, iri).citations]
    who = ", ".join(sorted({citation.publisher for citation in cited}))
    told = f"reported, not confirmed: {one.words()}, by {who}"
    would = f"{one.confirmed_by()} would be confirmed by an official source, an agency or the press"
    claims = " ".join(map(curie, one.claims))
    return [(told, one.node, claims), (would, one.node, claims)]


def _json(found: StatusReport, why: list[tuple[str, str, str]]) -> str:
    return json_text(
        {
            "agreement": found.agreement,
            "name": found.name,
            "as_of": found.as_of.isoformat() if found.as_of else None,
            "summary": summary(found),
            "signed": found.signed,
            "ratified_by": [{"state": name, "answer": answer} for name, answer in found.ratified_by],
            "in_force": found.in_force,
            "status": found.status,
            "suspended": found.suspended,
            "reported": [one.words() for one in found.reported],
            "waiting_for": found.waiting_for or None,
            "why": [
                {"reason": text, "entity": entity, "claims": claims.split()} for text, entity, claims in why
            ],
            "next_steps": [{"step": step.entity, "name": step.text} for step in found.next_steps],
        }
    )
