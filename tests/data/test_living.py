"""The data as it is now: what must hold of any true data, and nothing that news can turn."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from treatykg import TreatyGraph
from treatykg.namespaces import tkg

from ..conftest import LIVING, treatykg

REPORTED = (LIVING / "pacts" / "relos.trig").read_text(encoding="utf-8")


def test_it_conforms(living: TreatyGraph) -> None:
    assert [one for one in living.validate().results if one.severity == "violation"] == []


def test_what_a_pact_is_is_known_when_its_signature_is(living: TreatyGraph) -> None:
    assert [one for one in living.validate().results if one.shape.endswith("KnownWhenSigned")] == []


def test_each_source_has_a_day_on_which_it_was_read_or_came_out(living: TreatyGraph) -> None:
    said: dict[str, set[str]] = {}
    for quad in living.dataset.evidence:
        said.setdefault(quad.subject.value, set()).add(quad.predicate.value)  # type: ignore[union-attr]
    sources = [
        quad.subject.value  # type: ignore[union-attr]
        for quad in living.dataset.evidence
        if quad.object == NamedNode(tkg("Source"))
    ]
    silent = {one for one in sources if not said[one] & {tkg("date"), tkg("retrieved")}}
    kinds = {
        quad.subject.value  # type: ignore[union-attr]
        for quad in living.dataset.evidence
        if quad.object in (NamedNode(tkg("ReferenceWork")), NamedNode(tkg("EditorialSource")))
    }
    assert silent <= kinds


def test_what_weak_voices_report_of_relos(living: TreatyGraph) -> None:
    """Of the data of November 2026: as long as the claim stands unconfirmed, it is told and not accepted."""
    report = living.at(as_of=dt.date(2026, 11, 26), known_on=dt.date(2026, 11, 26)).status("relos")
    told = [one.words() for one in report.reported]
    assert "in force since 2026-01-12" in told
    assert living.at(as_of=dt.date(2025, 12, 31)).status("relos").reported == [
        one for one in report.reported if not one.first
    ]
    earlier = living.at(known_on=dt.date(2025, 12, 31))
    assert not any(
        "2026" in str(quad) for quad in earlier.accepted._statements if "/event/relos" in str(quad)
    )


NEWS = {
    "a second voice": (
        "pacts/lemoa.trig",
        """claim:news-1 {
    event:lemoa-signature a tkg:Signature ;
        tkg:date "2016-08-29"^^xsd:date ;
        tkg:ofAgreement agreement:lemoa ;
        tkg:performedBy state:in , state:us .
}
""",
    ),
    "RELOS in force": (
        "pacts/relos.trig",
        """claim:news-2 {
    event:relos-entry-into-force a tkg:EntryIntoForce ;
        skos:prefLabel "Entry into force of RELOS"@en ;
        tkg:actualises step:ru-9-entry-into-force ;
        tkg:date "2026-01-12"^^xsd:date ;
        tkg:ofAgreement agreement:relos ;
        tkg:performedBy state:in , state:ru .
}
""",
    ),
    "a use": (
        "pacts/uk.trig",
        """claim:news-3 {
    use:news-call a tkg:Use ;
        skos:prefLabel "Port call of November 2026"@en ;
        tkg:date "2026-11"^^xsd:gYearMonth ;
        tkg:ofAgreement agreement:india-uk-lemoa ;
        tkg:performedBy state:gb .
}
""",
    ),
    "a new pact": (
        "pacts/uk.trig",
        """claim:news-4 {
    agreement:india-italy-pact a tkg:Agreement ;
        skos:prefLabel "India–Italy pact"@en ;
        tkg:hasCategory category:logistics-pact ;
        tkg:hasParty state:in , state:it .
    event:india-italy-pact-signature a tkg:Signature ;
        skos:prefLabel "Signature of the India–Italy pact"@en ;
        tkg:date "2026-11-20"^^xsd:date ;
        tkg:ofAgreement agreement:india-italy-pact ;
        tkg:performedBy state:in , state:it .
}
""",
    ),
    "an end": (
        "pacts/uk.trig",
        """claim:news-5 {
    event:india-uk-lemoa-end a tkg:Termination ;
        skos:prefLabel "End of the India–UK arrangement"@en ;
        tkg:date "2026-10-01"^^xsd:date ;
        tkg:ofAgreement agreement:india-uk-lemoa ;
        tkg:performedBy state:gb .
}
""",
    ),
}
PREFIXES_NEEDED = (
    "agreement category claim dcterms event skos source standing state step tier tkg use xsd group"
)


def with_news(folder: Path, name: str) -> Path:
    """The living data with one true claim more, by a source of its own."""
    data = folder / "data"
    shutil.copytree(LIVING, data)
    file, claim = NEWS[name]
    key = re.search(r"claim:(\S+)", claim)[1]  # type: ignore[index]
    from treatykg.namespaces import PREFIXES

    head = "".join(f"@prefix {one}: <{PREFIXES[one]}> .\n" for one in PREFIXES_NEEDED.split())
    about = f"""claim:{key} a tkg:Claim ;
    dcterms:identifier "{key.upper()}" ;
    tkg:hasStanding standing:accepted ;
    tkg:statedBy source:news .

group:news a tkg:IndependenceGroup .

source:news a tkg:Source ;
    dcterms:language "en" ;
    dcterms:title "News" ;
    tkg:date "2026-11-26"^^xsd:date ;
    tkg:hasTier tier:agency ;
    tkg:inGroup group:news ;
    tkg:publisher "An agency" ;
    tkg:retrieved "2026-11-26"^^xsd:date ;
    tkg:url "https://news.example/1"^^xsd:anyURI .
"""
    (data / "news.trig").write_text(head + claim + about, encoding="utf-8")
    assert file
    return data


@pytest.mark.parametrize("name", NEWS)
def test_true_news_breaks_nothing(name: str, tmp_path: Path) -> None:
    data = with_news(tmp_path, name)
    ran = treatykg("validate", data, "--alone", "-f", "counts")
    assert ran.code == 0, ran.out
    for words in (("status", "relos"), ("query", "in-force"), ("query", "pacts"), ("draw", "graph")):
        assert treatykg(*words, TREATYKG_DATA=str(data)).code == 0
