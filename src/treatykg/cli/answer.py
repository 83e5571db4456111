"""Write the answer to a question, with the evidence behind its rows where that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from treatykg.cli.common import width
from treatykg.export import rdf, tables
from treatykg.namespaces import curie
from treatykg.queries.catalogue import Question
from treatykg.store.results import Answer
from treatykg.visible import visible_lines

if TYPE_CHECKING:
    from treatykg.claims import Statement
    from treatykg.view.evidence import Evidence

Rows = Sequence[Sequence["Evidence"]]
Names = Callable[[str], str]


def written(
    answer: Answer, form: str, saved: Question | None, evidence: Rows, name: Names, *, raw: bool
) -> str:
    """Write an answer in one format.

    Parameters: `form`, or nothing for what suits a pipe; `evidence` for each row, or nothing; `name`, which
    names an IRI.
    """
    if answer.triples is not None:
        return rdf.write_triples(answer.triples, form or "turtle")
    if form == "table":
        return _table(answer, saved, evidence, name)
    if evidence:
        answer = _with_column(
            answer, "claims", evidence, lambda row: [f"{curie(item.claim)}({item.standing})" for item in row]
        )
        answer = _with_column(
            answer,
            "sources",
            evidence,
            lambda row: sorted({curie(c.source) for item in row for c in item.citations}),
        )
    return tables.write(answer, form or "csv", raw=raw)


def _table(answer: Answer, saved: Question | None, evidence: Rows, name: Names) -> str:
    """Rows for a reader: columns that only lead to claims become footnotes."""
    leading = {variable for variable, _ in saved.trace} if saved else set()
    kept = [index for index, column in enumerate(answer.variables) if column not in leading]
    answer = Answer(
        tuple(answer.variables[i] for i in kept),
        [tuple(row[i] for i in kept) for row in answer.rows],
        answer.truth,
    )
    if not evidence:
        return tables.write(answer, "table", width=width())
    from treatykg.cli.notes import note

    items = _together(evidence)
    numbers = {claim: f"[{index}]" for index, claim in enumerate(items, start=1)}
    marked = _with_column(answer, "claims", evidence, lambda row: [numbers[item.claim] for item in row])
    notes = visible_lines("\n".join(note(numbers[claim], item, name) for claim, item in items.items()))
    return f"{tables.write(marked, 'table', width=width())}\n{notes}\n"


def _together(evidence: Rows) -> dict[str, Evidence]:
    """Each claim once, with all that the rows need of it."""
    items: dict[str, Evidence] = {}
    said: dict[str, dict[Statement, None]] = {}
    for item in (item for row in evidence for item in row):
        if items.setdefault(item.claim, item) is not item or item.claim not in said:
            said.setdefault(item.claim, {}).update(dict.fromkeys(item.statements))
    return {claim: replace(item, statements=tuple(said[claim])) for claim, item in items.items()}


def _with_column(
    answer: Answer, column: str, evidence: Rows, words: Callable[[Sequence[Evidence]], list[str]]
) -> Answer:
    rows = [
        (*row, Literal(" ".join(words(behind)))) for row, behind in zip(answer.rows, evidence, strict=True)
    ]
    return Answer((*answer.variables, column), rows)
