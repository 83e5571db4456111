"""Take each claim away in turn and see who notices: a question about facts, a question about evidence, a
shape, or nobody.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterator
from functools import cache

from pyoxigraph import NamedNode

from treatykg.claims import Claim
from treatykg.dataset.load import Dataset, load
from treatykg.errors import TreatyError
from treatykg.namespaces import PREFIXES, tkg
from treatykg.queries.catalogue import Question, catalogue
from treatykg.queries.parameters import bind
from treatykg.store.embedded import EmbeddedStore
from treatykg.treaties.derived import view_quads as view
from treatykg.validation.check import validate

# Views of the evidence. The question said-by lists the claims of a source one by one, so that it would notice
# anything: it is left out.
EVIDENCE = ("conflicts", "disagreements", "corroboration", "sources-of")
LEFT_OUT = ("said-by",)
OF, IN_EVENT, DATE = (NamedNode(tkg(name)) for name in ("ofAgreement", "inEvent", "date"))

Given = tuple[tuple[str, str], ...]
Rows = list[tuple[str, ...]]


def questions() -> list[Question]:
    """The questions that are asked, those about facts first."""
    asked = [question for question in catalogue() if question.slug not in LEFT_OUT]
    return sorted(asked, key=lambda question: question.slug in EVIDENCE)


def without(dataset: Dataset, name: str) -> Dataset:
    """The dataset less one claim and what is said about it."""
    claims = {iri: claim for iri, claim in dataset.claims.items() if iri != name}
    evidence = [quad for quad in dataset.evidence if quad.subject.value != name and quad.object.value != name]
    return Dataset(dataset.vocabulary, claims, evidence, dataset.paths)


def values_for(kind: str, claim: Claim, agreements: dict[str, str]) -> list[str]:
    """What of a kind of thing a claim speaks of, directly or through the event or agreement that it belongs
    to.
    """
    named = {term.value for s, p, o in claim.statements for term in (s, p, o) if isinstance(term, NamedNode)}
    named |= {agreements[name] for name in named if name in agreements}
    return sorted(name for name in named if name.startswith(PREFIXES.get(kind, " ")))


def ways_to_ask(question: Question, claim: Claim, agreements: dict[str, str]) -> Iterator[Given]:
    """The parameters under which a question could tell that the claim is gone."""
    yield ()
    for parameter in question.parameters:
        if parameter.type == "xsd_date":
            yield from (
                ((parameter.name, o.value),)
                for _, p, o in claim.statements
                if p == DATE and len(o.value) == 10
            )
        elif parameter.default:
            yield from (((parameter.name, value),) for value in values_for(parameter.kind, claim, agreements))


class Asked:
    """Answers of one dataset, each computed once."""

    def __init__(self, dataset: Dataset) -> None:
        self.store = EmbeddedStore(view(dataset))
        self.ask = cache(self._ask)

    def _ask(self, slug: str, given: Given) -> Rows:
        question = BY_SLUG[slug]
        try:
            text, _ = bind(question.text, question.parameters, dict(given))
        except TreatyError:
            return []
        return [tuple(row) for row in self.store.query(text, slug).values()]


QUESTIONS = questions()
BY_SLUG = {question.slug: question for question in QUESTIONS}


class Everything:
    """The whole data, and what it answers."""

    def __init__(self) -> None:
        self.dataset = load()
        self.asked = Asked(self.dataset)
        self.agreements: dict[str, str] = {}
        for claim in self.dataset.claims.values():
            self.agreements |= {s.value: o.value for s, p, o in claim.statements if p == OF}
        for claim in self.dataset.claims.values():
            self.agreements |= {
                s.value: self.agreements.get(o.value, "") for s, p, o in claim.statements if p == IN_EVENT
            }
        self.results = _results(self.dataset)

    def notices(self, name: str) -> str:
        """Who notices that the claim is gone: `facts SLUG`, `evidence SLUG`, `shape`, or an empty text."""
        claim = self.dataset.claims[name]
        less = without(self.dataset, name)
        asked = Asked(less)
        for question in QUESTIONS:
            for given in ways_to_ask(question, claim, self.agreements):
                if asked.ask(question.slug, given) != self.asked.ask(question.slug, given):
                    return f"{'evidence' if question.slug in EVIDENCE else 'facts'} {question.slug}"
        return "shape" if _results(less) != self.results else ""


def _results(dataset: Dataset) -> Counter[tuple[str, str]]:
    return Counter((result.shape, result.focus) for result in validate(dataset, view(dataset)).results)


_EVERYTHING: list[Everything] = []


def _notices(name: str) -> tuple[str, str]:
    return name, _EVERYTHING[0].notices(name)


def run(names: list[str] | None = None) -> dict[str, str]:
    """Who notices each claim; all claims of the shipped data, or some."""
    _EVERYTHING[:] = [Everything()]
    chosen = sorted(_EVERYTHING[0].dataset.claims) if names is None else names
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        return dict(pool.imap_unordered(_notices, chosen, chunksize=4))


def main() -> None:
    """Print who notices how many claims, and the claims that nobody misses."""
    found = run()
    for who, number in Counter(found.values()).most_common():
        print(f"{number:6d}  {who or 'nobody'}")
    unnoticed = sorted(name for name, who in found.items() if not who)
    print(f"\n{len(found)} claims; nobody notices {len(unnoticed)} ({len(unnoticed) / len(found):.1%})")
    print(*unnoticed, sep="\n")


if __name__ == "__main__":
    main()
