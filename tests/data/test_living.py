"""The data as it is now: what must hold of any true data, and nothing that news can turn."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from treatykg import TreatyGraph
from treatykg.namespaces import PREFIXES, tkg

from ..conftest import LIVING, treatykg


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
    "a second voice": """event:lemoa-signature a tkg:Signature ;
        tkg:date "2016-08-29"^^xsd:date ;
        tkg:ofAgreement agreement:lemoa ;
        tkg:performedBy state:in , state:us .""",
    "RELOS in force": """event:relos-entry-into-force a tkg:EntryIntoForce ;
        skos:prefLabel "Entry into force of RELOS"@en ;
        tkg:actualises step:ru-9-entry-into-force ;
        tkg:date "2026-01-12"^^xsd:date ;
        tkg:ofAgreement agreement:relos ;
        tkg:performedBy state:in , state:ru .""",
    "an exchange of instruments": """event:relos-exchange a tkg:ExchangeOfInstruments ;
        tkg:actualises step:in-5-exchange , step:ru-8-exchange ;
        tkg:date "2026-01-12"^^xsd:date ;
        tkg:ofAgreement agreement:relos ;
        tkg:performedBy state:in , state:ru .""",
    "a use": """use:news-call a tkg:Use ;
        skos:prefLabel "Port call of November 2026"@en ;
        tkg:date "2026-11"^^xsd:gYearMonth ;
        tkg:ofAgreement agreement:india-uk-lemoa ;
        tkg:performedBy state:gb .""",
    "a new pact": """agreement:india-italy-pact a tkg:Agreement ;
        skos:prefLabel "India–Italy pact"@en ;
        tkg:hasCategory category:logistics-pact ;
        tkg:hasParty state:in , state:it .
    event:india-italy-pact-signature a tkg:Signature ;
        skos:prefLabel "Signature of the India–Italy pact"@en ;
        tkg:date "2026-11-20"^^xsd:date ;
        tkg:ofAgreement agreement:india-italy-pact ;
        tkg:performedBy state:in , state:it .""",
    "an end": """event:india-uk-lemoa-end a tkg:Termination ;
        skos:prefLabel "End of the India–UK arrangement"@en ;
        tkg:date "2026-10-01"^^xsd:date ;
        tkg:ofAgreement agreement:india-uk-lemoa ;
        tkg:performedBy state:gb .""",
    "a right of access": """provision:vietnam-news-access a tkg:AccessRight ;
        skos:prefLabel "Vietnam opens a port to India"@en ;
        tkg:coversFacility facility:port ;
        tkg:hasBeneficiary state:in ;
        tkg:hasGrantor state:vn ;
        tkg:ofAgreement agreement:india-vietnam-mls .""",
    "a person": """person:news-person a tkg:Person ;
        skos:prefLabel "A. Person"@en .
    participation:news-part a tkg:Participation ;
        tkg:hasRole role:witnessed ;
        tkg:inEvent event:relos-signature ;
        tkg:ofPerson person:news-person ;
        tkg:onBehalfOf state:ru .""",
    "another name": """agreement:relos skos:altLabel "India–Russia logistics pact"@en .""",
    "a text that is published": """text:lemoa-news a tkg:AgreementText ;
        skos:prefLabel "Text of LEMOA as published"@en ;
        tkg:language "en" ;
        tkg:ofAgreement agreement:lemoa .""",
}
PREFIXES_NEEDED = (
    "agreement category claim dcterms event facility group participation person provision role skos source "
    "standing state step text tier tkg use xsd"
)


def with_news(folder: Path, name: str) -> Path:
    """The living data with one true claim more, by a source of its own."""
    data = folder / "data"
    shutil.copytree(LIVING, data)
    head = "".join(f"@prefix {one}: <{PREFIXES[one]}> .\n" for one in PREFIXES_NEEDED.split())
    claim = f"""claim:news {{
    {NEWS[name]}
}}
claim:news a tkg:Claim ;
    dcterms:identifier "NEWS" ;
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
    (data / "news.trig").write_text(head + claim, encoding="utf-8")
    return data


@pytest.mark.thorough
@pytest.mark.parametrize("name", NEWS)
def test_true_news_breaks_nothing(name: str, tmp_path: Path) -> None:
    data = with_news(tmp_path, name)
    ran = treatykg("validate", data, "--alone", "-f", "counts")
    assert ran.code == 0, ran.out
    for words in (("status", "relos"), ("query", "in-force"), ("query", "pacts"), ("draw", "graph")):
        assert treatykg(*words, TREATYKG_DATA=str(data)).code == 0
