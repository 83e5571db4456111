"""`treatykg show`: an entity, its facts and who says each."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal

from treatykg.cli.common import add_graph_options, add_output_option, open_graph, put_text
from treatykg.cli.notes import note
from treatykg.export.tables import shown
from treatykg.graph import TreatyGraph
from treatykg.namespaces import PREFIXES, curie, tkg
from treatykg.store.results import Term, text
from treatykg.terms import RDF, SKOS, TKG
from treatykg.treaties.conflicts import FRAME
from treatykg.view.evidence import Entity, Evidence

_HEADINGS = {
    "accepted": "Facts",
    "unconfirmed": "Reported, not confirmed",
    "coarser": "Also said, less precisely",
    "overruled": "Also said; a better source disagrees",
    "disputed": "Disputed",
    "anticipated": "Anticipated",
    "assessment": "Assessments",
    "withdrawn": "Withdrawn by who said it",
}

_IN_THE_HEADLINE = (RDF.type.value, SKOS.prefLabel.value)
_ABOUT = tkg("about")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command line."""
    parser.add_argument("entity", help="a key (relos), a CURIE (state:in) or an IRI")
    add_graph_options(parser)
    add_output_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print what is known of the entity."""
    graph = open_graph(options)
    found = graph.show(options.entity)
    put_text(_written(graph, found), options.output)
    return 0


def _written(graph: TreatyGraph, found: Entity) -> str:
    lines = [f"{found.name}  {curie(found.iri)}  ({', '.join(found.types) or 'no accepted class'})"]
    if found.iri.startswith(PREFIXES["claim"]) and not found.evidence:
        key = found.iri.removeprefix(PREFIXES["claim"])
        lines += ["", f"A claim: `treatykg explain {key}` tells what it states, and who says so."]
    numbers = {item.claim: index for index, item in enumerate(found.evidence, start=1)}
    for standing, heading in _HEADINGS.items():
        said: dict[str, set[int]] = {}
        for item in (item for item in found.evidence if item.standing == standing):
            for fact in _said(graph, found, item):
                said.setdefault(fact, set()).add(numbers[item.claim])
        if said:
            lines += [
                "",
                heading,
                *(f"  {fact} {' '.join(f'[{n}]' for n in sorted(said[fact]))}" for fact in sorted(said)),
            ]
    if found.parts:
        lines += ["", "Belongs to it", *(f"  {name}  {curie(iri)}" for name, iri in found.parts)]
    lines += _unknown(graph, found)
    if found.evidence:
        lines += [
            "",
            "Who says so",
            *(note(f"[{numbers[item.claim]}]", item, graph.accepted.name) for item in found.evidence),
        ]
    return "\n".join(lines) + "\n"


def _said(graph: TreatyGraph, found: Entity, item: Evidence) -> Iterator[str]:
    """What a claim says of the entity and, where it is not accepted, of its parts; what is accepted anyway is
    not repeated there.
    """
    parts = {iri: name for name, iri in found.parts}
    for subject, predicate, value in item.statements:
        if predicate.value in _IN_THE_HEADLINE or predicate.value == _ABOUT:
            continue
        said = f"{graph.accepted.name(predicate.value)}: {_value(graph, value)}"
        accepted = graph.accepted.states(text(subject), predicate.value, text(value))
        if (
            text(subject) == found.iri and accepted == (item.standing == "accepted")
        ) or item.standing == "assessment":
            yield said
        elif text(subject) in parts and not accepted:
            yield f"{parts[text(subject)]}: {said}"
    yield from _parts_not_accepted(graph, found, item, parts)


def _parts_not_accepted(
    graph: TreatyGraph, found: Entity, item: Evidence, parts: Mapping[str, str]
) -> Iterator[str]:
    """The parts that no accepted claim knows, with what is said of them."""
    mine = {
        text(s) for s, p, o in item.statements if p == TKG.ofAgreement and text(o) == found.iri
    } - parts.keys()
    if item.standing == "assessment":
        return
    told: dict[str, list[str]] = {iri: [] for iri in sorted(mine)}
    for subject, predicate, value in item.statements:
        if text(subject) in told and predicate.value not in FRAME:
            told[text(subject)].append(f"{graph.accepted.name(predicate.value)} {_value(graph, value)}")
    for iri, said in told.items():
        yield ": ".join([graph.accepted.name(iri), *(["; ".join(said)] if said else [])])


def _value(graph: TreatyGraph, value: Term) -> str:
    if isinstance(value, Literal):
        return shown(value)
    iri = text(value)
    label = graph.accepted.name(iri)
    return label if label == curie(iri) else f"{label} ({curie(iri)})"


def _unknown(graph: TreatyGraph, found: Entity) -> list[str]:
    if "Agreement" not in found.types:
        return []
    answer = graph.query("unknowns", agreement=found.iri)
    column = answer.variables.index("not_known")
    facts = [row[column] for row in answer.values()]
    return ["", "Not known", *(f"  {fact}" for fact in facts)] if facts else []
