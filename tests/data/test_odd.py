"""Odd data is answered or refused by every command: no bug of ours, whatever stands where."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from treatykg import graph as graph_module
from treatykg.backends.memory import Backend
from treatykg.backends.opening import backend_for
from treatykg.cli.main import main
from treatykg.queries.catalogue import catalogue

from ..conftest import WORLD

DATE = r'"[^"]*"\^\^xsd:(date|gYear|gYearMonth)\b'
EVENT_DATE = rf"(?<=a tkg:Signature ;\n        tkg:date ){DATE}"
IRI = "<urn:lex:it:stato:legge:2005-02-16;11>"
HUGE = "9" * 400
XSD = "^^xsd:"
# What is odd: what stands in the world, and what stands there instead.
ODD: dict[str, tuple[str, str]] = {
    "year-9999": (DATE, f'"9999"{XSD}gYear'),
    "one-year-9999": (EVENT_DATE, f'"9999"{XSD}gYear'),
    "last-day": (DATE, f'"9999-12-31"{XSD}date'),
    "one-last-day": (EVENT_DATE, f'"9999-12-31"{XSD}date'),
    "year-1": (DATE, f'"0001"{XSD}gYear'),
    "one-year-1": (EVENT_DATE, f'"0001-01-01"{XSD}date'),
    "year-0": (DATE, f'"0000"{XSD}gYear'),
    "negative-year": (DATE, f'"-0044"{XSD}gYear'),
    "negative-day": (EVENT_DATE, f'"-0044-03-15"{XSD}date'),
    "five-digits": (DATE, f'"12020-01-01"{XSD}date'),
    "month-13": (DATE, f'"2020-13"{XSD}gYearMonth'),
    "zone": (DATE, f'"2020-01-01Z"{XSD}date'),
    "zone-of-hours": (EVENT_DATE, f'"2020-01-01+14:00"{XSD}date'),
    "instant": (DATE, f'"2020-01-01T00:00:00"{XSD}dateTime'),
    "not-quite": (DATE, '"2020-xx-yy"'),
    "a-date-in-words": (EVENT_DATE, '"spring of 2020"@en'),
    "day-30-of-february": (DATE, f'"2020-02-30"{XSD}date'),
    "empty-date": (DATE, f'""{XSD}date'),
    "date-is-a-thing": (DATE, "event:northern-signature"),
    "date-is-blank": (DATE, "_:when"),
    "other-digits": (DATE, f'"٢٠٢٠"{XSD}gYear'),
    "two-dates": (rf"({DATE})", rf'\1, "2021"{XSD}gYear, "9999-12-31"{XSD}date'),
    "end-dates": (r"tkg:date ", "tkg:endDate "),
    "blank-source": (r"source:([\w-]+)", r"_:\1"),
    "literal-source": (r"statedBy source:[\w-]+", 'statedBy "a book"'),
    "foreign-source": (r"source:gazette-2020", IRI),
    "blank-passage": (r"passage:[\w-]+", "_:p"),
    "passage-of-a-literal": (r"oa:hasSource source:[\w-]+", 'oa:hasSource "a book"'),
    "passage-of-nobody": (r"oa:hasSource source:[\w-]+", "oa:hasSource _:nobody"),
    "passage-in-a-circle": (r"oa:hasSource source:[\w-]+", "oa:hasSource passage:wire-a-1"),
    "offsets": (r"Offset [0-9]+", f"Offset {HUGE}"),
    "offsets-in-words": (r"Offset [0-9]+", 'Offset "near the end"'),
    "blank-events": (r"event:([\w-]+)", r"_:\1"),
    "one-blank-event": (r"event:northern-[\w-]+", "_:e"),
    "literal-actors": (r"performedBy (state|organ):[\w-]+", 'performedBy "the chamber"'),
    "literal-acts": (r"actualises step:[\w-]+", 'actualises "the first step"'),
    "blank-steps": (r"step:([\w-]+)", r"_:\1"),
    "steps-in-a-circle": (r"tkg:toStep step:[\w-]+", "tkg:toStep step:aa-1-sign"),
    "blank-parties": (r"state:bb\b", "_:bb"),
    "literal-parties": (r"hasParty state:\w+", 'hasParty "Borea"'),
    "own-party": (r"hasParty state:\w+", "hasParty agreement:northern-pact"),
    "blank-agreements": (r"agreement:([\w-]+)", r"_:\1"),
    "literal-agreement": (r"ofAgreement agreement:[\w-]+", 'ofAgreement "the pact"'),
    "foreign-agreement": (r"agreement:northern-pact", IRI),
    "foreign-state": (r"state:aa\b", "<ex:aa>"),
    "foreign-events": (r"event:([\w-]+)", r"<urn:e:\1>"),
    "foreign-claims": (r"claim:([\w-]+)", r"<urn:c:\1>"),
    "foreign-everything": (r"\b(agreement|state|event|claim|source|organ):([\w-]+)", r"<tag:x,2020:\1/\2>"),
    "unicode-names": (r"agreement:northern-pact", "<https://w3id.org/treatykg/id/agreement/договор>"),
    "blank-better-claims": (r"yieldsTo claim:[\w-]+", "yieldsTo _:better"),
    "literal-better-claims": (r"yieldsTo claim:[\w-]+", 'yieldsTo "the gazette"'),
    "claims-that-yield-to-themselves": (r"yieldsTo claim:[\w-]+", "yieldsTo claim:k03"),
    "blank-standing": (r"standing:accepted", "_:standing"),
    "literal-standing": (r"standing:accepted", '"accepted"'),
    "foreign-standing": (r"standing:\w+", "<urn:accepted>"),
    "withdrawn-on-no-day": (r"tkg:hasStanding standing:accepted", 'tkg:withdrawnOn "soon", _:d, 5, source:x'),
    "withdrawn-on-the-last-day": (
        r"tkg:hasStanding standing:accepted",
        f'tkg:hasStanding standing:withdrawn ; tkg:withdrawnOn "9999-12-31"{XSD}date',
    ),
    "huge-limits": (r"limitValue [0-9]+", f"limitValue {HUGE}"),
    "negative-limits": (r"limitValue [0-9]+", "limitValue -5"),
    "limits-in-words": (r"limitValue [0-9]+", 'limitValue "many"@en'),
    "limits-without-a-number": (
        r"limitValue [0-9]+",
        'limitValue "abc"^^xsd:integer, "NaN"^^xsd:double, _:n',
    ),
    "delays": (
        r"tkg:hasInstrumentKind",
        f'tkg:entryIntoForceDelay {HUGE}, -1, "²", "soon" ; tkg:hasInstrumentKind',
    ),
    "long-delay": (r"tkg:hasInstrumentKind", "tkg:entryIntoForceDelay 4000000 ; tkg:hasInstrumentKind"),
    "literal-codes": (r"(category|facility|trigger|bindingness|instrument):[\w-]+", '"of some kind"'),
    "blank-codes": (r"(category|facility|trigger|bindingness|instrument):[\w-]+", "_:code"),
    "blank-labels": (r'prefLabel "[^"]*"@en', "prefLabel _:label"),
    "things-as-labels": (r'prefLabel "[^"]*"@en', "prefLabel state:aa"),
    "empty-labels": (r'prefLabel "[^"]*"@en', 'prefLabel ""@en'),
    "controls-in-labels": (r'prefLabel "[^"]*"@en', r'prefLabel "\\u0000\\u001B[2J\\u202E\\uFFFE"@en'),
    "long-labels": (r'prefLabel "[^"]*"@en', f'prefLabel "{"word " * 4000}"@en'),
    "literal-classes": (r" a tkg:\w+", ' a "a class"'),
    "blank-classes": (r" a tkg:(Signature|Agreement|State)\b", " a _:class"),
    "all-classes": (r" a tkg:Signature\b", " a tkg:Agreement, tkg:State, tkg:Claim, tkg:Source, tkg:Limit"),
    "blank-groups": (r"inGroup group:[\w-]+", "inGroup _:g"),
    "odd-addresses": (r'"[^"]*"\^\^xsd:anyURI', '"javascript:alert(1)", _:url, "http://[", <urn:x>'),
    "derived-in-claims": (
        r"a tkg:Signature ;",
        'a tkg:Signature ; tkg:earliest "junk", _:e ; tkg:latest "9999" ; tkg:earliestEnd 5 ;',
    ),
    "coordinates": (
        r"a tkg:Place\b",
        'a tkg:Place ; <http://www.w3.org/2003/01/geo/wgs84_pos#lat> "north", 1e400 ;'
        ' <http://www.w3.org/2003/01/geo/wgs84_pos#long> "NaN", _:x',
    ),
    "nothing-but-comments": (r"(?s)\A.*\Z", "# nothing\n"),
    "no-evidence": (r"tkg:statedBy[^.;]*([.;])", r"\1"),
    "lists": (r"hasParty state:\w+", "hasParty ( state:aa state:bb )"),
    "brackets": (r"hasParty state:\w+", "hasParty [ a tkg:State ]"),
}
FORMS = "turtle trig ntriples nquads jsonld rdfxml nanopub rdf12 reified graphml gexf cyjs dot"
QUESTIONS = {
    "days-between": {"first": "event:northern-commons", "second": "event:northern-elders"},
}


# What the odd data calls the pact that the commands ask for.
NAMES = {
    "foreign-agreement": IRI,
    "foreign-everything": "<tag:x,2020:agreement/northern-pact>",
    "unicode-names": "<https://w3id.org/treatykg/id/agreement/договор>",
}


def commands(path: Path, out: Path, pact: str) -> Iterator[list[str]]:
    """Every command, each in every form."""
    data = ["--data", str(path)]
    for name in (pact, "state:bb", "event:northern-signature", "organ:aa-commons", "claim:n05"):
        yield ["show", name, *data]
    for day in ([], ["--as-of", "2020-03-01"], ["--as-of", "9999-12-31"], ["--known-on", "2020-03-01"]):
        yield ["status", pact, *day, *data]
        yield ["query", "in-force", *day, *data]
    yield ["status", "sky-accord", "-f", "json", *data]
    for question in catalogue():
        given = QUESTIONS.get(question.slug, {})
        if any(one.name == "agreement" for one in question.parameters):
            given = {**given, "agreement": pact}
        yield ["query", question.slug, *(f"-p{name}={value}" for name, value in given.items()), *data]
    yield ["query", "pacts", "--with-sources", *data]
    for (
        form
    ) in "turtle trig ntriples nquads jsonld rdfxml nanopub rdf12 reified graphml gexf cyjs dot".split():
        yield ["export", "-f", form, *data]
    for form in ("csv", "neo4j"):
        yield ["export", "-f", form, "-o", str(out / form), *data]
    for kind in ("graph", "timeline", "matrix", "map"):
        yield ["draw", kind, "--focus", "aa", "-o", str(out / f"{kind}.svg"), *data]
        yield ["draw", kind, "--focus", "bb", "-o", str(out / f"{kind}.html"), *data]
    yield ["draw", "network", "-o", str(out / "network.svg"), *data]
    for form in ("plain", "oscola", "bibtex"):
        yield ["explain", "claim:n05", "-f", form, *data]
    yield ["search", "north", *data]
    yield ["compare", pact, "sky-accord", *data]
    yield ["info", *data]
    for form in ("text", "json", "turtle", "sarif", "junit", "github"):
        yield ["validate", "--alone", "-f", form, "--as-of", "2020-03-01", str(path)]
    yield ["format", "--check", str(path)]
    yield ["diff", str(path), str(WORLD)]
    yield ["load", str(path), "--store", str(out / "store")]
    yield ["query", "pacts", "--store", str(out / "store")]


def run(command: list[str]) -> tuple[int, str]:
    """Run the program in this process."""
    told, wrote = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(wrote):
        code = main(command)
    return code, told.getvalue()


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands of one test share what was read and worked out."""
    kept: dict[str, Backend] = {}

    def again(paths: object = None, store: object = None) -> Backend:
        if store is not None or paths is None:
            return backend_for(paths, store)  # type: ignore[arg-type]
        return kept.setdefault(str(paths), kept.get(str(paths)) or backend_for(paths))  # type: ignore[arg-type]

    monkeypatch.setattr(graph_module, "backend_for", again)


def odd(name: str, folder: Path) -> Path:
    """The world with something odd in it."""
    pattern, instead = ODD[name]
    text, times = re.subn(pattern, instead, WORLD.read_text(encoding="utf-8"))
    assert times, "nothing is odd"
    path = folder / "odd.trig"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.thorough
@pytest.mark.parametrize("name", ODD)
@pytest.mark.usefixtures("read_once")
def test_every_command_answers_or_refuses(name: str, tmp_path: Path) -> None:
    path = odd(name, tmp_path)
    wrong = []
    for command in commands(path, tmp_path, NAMES.get(name, "northern-pact")):
        code, told = run(command)
        if code not in (0, 1, 2, 3) or "Traceback" in told:
            wrong.append((" ".join(command[:3]), code, told.strip().splitlines()[:1]))
    assert wrong == []
