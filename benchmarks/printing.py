"""How the time of what is printed grows: reports of 1,000 and 10,000 findings, and one agreement of 300 and
of 3,000 parties, or events, all told in one claim.

Ratios in one run: 10 is linear. The flat tables have a row for each pair of States, so that theirs is 100.
Run it with `python benchmarks/printing.py`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from treatykg.cli.main import main as program
from treatykg.namespaces import PREFIXES
from treatykg.terms import RDF, SKOS, TKG, XSD
from treatykg.validation.formats import FORMATS

FINDINGS, PARTS, MORE = 1_000, 300, 10
AGREEMENT, CLAIM, SOURCE = (NamedNode(PREFIXES[kind] + "one") for kind in ("agreement", "claim", "source"))
KINDS = ("Signature", "Amendment", "Ratification", "EntryIntoForce", "Negotiation")
COMMANDS = (
    "show agreement:one",
    "status one",
    "explain claim:one",
    "query pacts -f table --with-sources",
    "export -f turtle",
    "export -f rdfxml",
    "export -f graphml",
    "export -f dot",
    "export -f neo4j -o {folder}/neo4j",
    "export -f csv -o {folder}/tables",
    "draw graph",
    "draw matrix",
    "draw timeline",
    "draw network",
    "draw graph -o {folder}/page.html",
)


def told(statements: Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]) -> Iterator[Quad]:
    """One claim with all the statements."""
    yield from (Quad(*statement, CLAIM) for statement in statements)
    yield Quad(CLAIM, TKG.hasStanding, NamedNode(PREFIXES["standing"] + "accepted"))
    yield Quad(CLAIM, TKG.statedBy, SOURCE)
    yield Quad(SOURCE, TKG.publisher, Literal("A publisher"))


def named(
    kind: str, key: str, of: str
) -> tuple[NamedNode, list[tuple[NamedNode, NamedNode, NamedNode | Literal]]]:
    """A thing with its class and its label."""
    thing = NamedNode(PREFIXES[kind] + key)
    return thing, [(thing, RDF.type, TKG[of]), (thing, SKOS.prefLabel, Literal(f"{of} {key}", language="en"))]


def one_agreement(parties: int, events: int) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """An agreement of so many parties, with so many events."""
    yield from named("agreement", "one", "Agreement")[1]
    for number in range(parties):
        state, said = named("state", f"g{number}" if number else "in", "State")
        yield from (*said, (AGREEMENT, TKG.hasParty, state))
    for number in range(events):
        event, said = named("event", f"e{number}", KINDS[number % len(KINDS)])
        day = dt.date(1950, 1, 1) + dt.timedelta(days=number * 7)
        yield from (*said, (event, TKG.ofAgreement, AGREEMENT))
        yield event, TKG.date, Literal(day.isoformat(), datatype=XSD.date)


def agreements(number: int) -> Iterator[Quad]:
    """Agreements of one party, each of which is several findings."""
    for key in (f"g{index}" for index in range(number)):
        agreement, said = named("agreement", key, "Agreement")
        claim = NamedNode(PREFIXES["claim"] + key)
        yield from (Quad(*statement, claim) for statement in said)
        yield Quad(agreement, TKG.hasParty, NamedNode(PREFIXES["state"] + "in"), claim)
        yield Quad(claim, TKG.hasStanding, NamedNode(PREFIXES["standing"] + "accepted"))


def took(work: Callable[[], object]) -> float:
    """The time of some work in seconds; what it prints goes nowhere."""
    begun = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        work()
    return time.perf_counter() - begun


def findings(path: Path) -> list[float]:
    """The times in which each format prints the findings in a file."""
    from treatykg.graph import TreatyGraph
    from treatykg.shacl.report import Report

    report = TreatyGraph.open([path]).validate(as_of=dt.date(2026, 1, 1))
    wanted = int(path.stem)
    cut = Report([])
    cut.results = report.results[:wanted]
    assert len(cut.results) == wanted  # noqa: S101 (the figures are of this many)
    return [took(lambda form=form: FORMATS[form](cut)) for form in FORMATS]  # type: ignore[misc]


def commands(path: Path) -> list[float]:
    """The times of the commands on the agreement in a file."""
    lines = (command.format(folder=path.parent).split() for command in COMMANDS)
    return [took(lambda words=words: program([*words, "--data", str(path)])) for words in lines]  # type: ignore[misc]


def main() -> None:
    """Print a line for each: both times, and the ratio."""
    with tempfile.TemporaryDirectory() as made:
        for what, times, labels, sizes, make in (
            ("findings", findings, list(FORMATS), FINDINGS, agreements),
            ("parties", commands, COMMANDS, PARTS, lambda n: told(one_agreement(n, 1))),
            ("events", commands, COMMANDS, PARTS, lambda n: told(one_agreement(2, n))),
        ):
            rows = []
            for number in (sizes, sizes * MORE):
                path = Path(made, what, f"{number}.nq")
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(serialize(make(number), format=RdfFormat.N_QUADS) or b"")
                rows.append(times(path))
            for label, less, more in zip(labels, *rows, strict=True):
                print(f"{what:8} {label:42} {less:7.3f} s {more:7.3f} s {more / less:6.1f} times", flush=True)


if __name__ == "__main__":
    main()
