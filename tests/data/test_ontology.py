"""The ontology: its style, its consistency, and that data, code and vocabulary use the same names."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from treatykg import TreatyGraph
from treatykg.namespaces import CONCEPT, NS, SCHEMES
from treatykg.namespaces import DERIVED as DERIVED_GRAPH

from ..conftest import ROOT, WORLD

ONTOLOGY = ROOT / "ontology"
DERIVED = {
    "earliest",
    "latest",
    "earliestEnd",
    "latestEnd",
    "hasVoice",
    "fromSource",
    "expects",
}  # and whatever the rules derive, see derived_terms()
NOT_YET_USED = {
    "Acceptance": "the field's name for what no pact of ours had",
    "Accession": "the field's name for what no pact of ours had",
    "Approval": "the field's name for what no pact of ours had",
    "ProvisionalApplication": "no pact of ours was applied provisionally",
    "Registration": "no registration was found",
    "Suspension": "no pact of ours was suspended",
    "TerminationNotice": "no notice was given",
    "withdrawnOn": "nothing of ours was taken back",
    "reportsStatus": "derived of what is not confirmed, and no claim of ours is unconfirmed yet",
    "defaultModality": "an annotation of classes, which data never uses",
    "LifecycleEvent": "the class above all events",
    "Provision": "the class above all provisions",
    "Undertaking": "the class above all undertakings",
}


def declared() -> set[str]:
    quads = [
        quad
        for name in ("treatykg.ttl", "concepts.ttl")
        for quad in parse((ONTOLOGY / name).read_bytes(), RdfFormat.TURTLE)
    ]
    return {quad.subject.value for quad in quads if quad.subject.value.startswith((NS, CONCEPT))}


def used_in_data() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in [*sorted((ROOT / "data").rglob("*.trig")), WORLD]:
        for quad in parse(path.read_bytes(), RdfFormat.TRIG):
            for term in (quad.predicate, quad.object):
                if isinstance(term, NamedNode) and term.value.startswith((NS, CONCEPT)):
                    found.setdefault(term.value, path.name)
    return found


def used_in_shipped_data() -> set[str]:
    paths = sorted((ROOT / "data").rglob("*.trig"))
    return {
        quad.object.value
        for path in paths
        for quad in parse(path.read_bytes(), RdfFormat.TRIG)
        if isinstance(quad.object, NamedNode)
    }


def test_the_data_uses_declared_terms_only() -> None:
    known = declared()
    assert len(known) > 200
    assert {term: file for term, file in used_in_data().items() if term not in known} == {}


def derived_terms(graph: TreatyGraph) -> set[str]:
    """The terms that the rules use in what they derive from the shipped data."""
    quads = graph.store.quads(graph=NamedNode(DERIVED_GRAPH))
    terms = {
        term.value for quad in quads for term in (quad.predicate, quad.object) if isinstance(term, NamedNode)
    }
    return {term.removeprefix(NS) for term in terms if term.startswith(NS)}


def test_each_term_is_used_or_says_why_not(graph: TreatyGraph) -> None:
    used = used_in_data()
    unused = {term.removeprefix(NS) for term in declared() if term.startswith(NS) and term not in used}
    derived = derived_terms(graph)
    assert {"hasStatus", "StatusPeriod", "hasNextStep", "doesNotState"} <= derived
    assert unused - DERIVED - derived == set(NOT_YET_USED)


CODES_NOT_YET_USED = {
    "bindingness/non-binding": "the counterpart of binding",
    "bindingness/unknown": "a question that a source leaves open",
    "category/other": "imported tables use it",
    "consent/standing-consent": "the counterpart of case by case",
    "instrument/exchange-of-notes": "the field's name for what no pact of ours is",
    "renewal/none": "the counterpart of automatic",
    "role/presided": "a speaker's part in a vote",
    "routekind/precludes": "the third of the kinds of route",
    "standing/withdrawn": "nothing of ours was taken back",
}


def test_each_concept_is_used_or_says_why_not(graph: TreatyGraph) -> None:
    quads = graph.store.quads(graph=NamedNode(DERIVED_GRAPH))
    derived = {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}
    computed = ("status/", "aspect/")  # what the rules write: all of these schemes are their code lists
    codes = {
        term
        for each in declared()
        if "/" in (term := each.removeprefix(CONCEPT)) and each.startswith(CONCEPT)
    }
    used = {term.removeprefix(CONCEPT) for term in used_in_shipped_data() | derived}
    assert {code for code in codes - used if not code.startswith(computed)} == set(CODES_NOT_YET_USED)


def test_a_modality_is_stated_only_where_it_differs_from_the_class(graph: TreatyGraph) -> None:
    default = {
        q.subject: q.object
        for q in graph.dataset.vocabulary
        if q.predicate == NamedNode(NS + "defaultModality")
    }
    assert len(default) == 7
    said = 0
    for claim in graph.dataset.claims.values():
        kinds = {(s, o) for s, p, o in claim.statements if o in default}
        for subject, predicate, value in claim.statements:
            if predicate == NamedNode(NS + "hasModality"):
                said += 1
                assert {default[kind] for thing, kind in kinds if thing == subject} - {value}, (
                    claim.iri,
                    subject.value,
                )
    assert said == 2
    provisions = {s for s, said in graph.accepted._by_subject.items() if said.get(NS + "hasGrantor")}
    assert {len(graph.accepted.all(one, "hasModality")) for one in provisions} == {1}


def names_in_code() -> dict[str, str]:
    """Names of terms in Python: TKG.…, arguments of tkg(…) and of the lookups."""
    found = {}
    lookups = {"tkg": 0, "all": 1, "pointing": 0, "subjects": 0}
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "TKG":
                found[node.attr] = path.name
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if (
                    name in lookups
                    and len(node.args) > lookups[name]
                    and isinstance(value := node.args[lookups[name]], ast.Constant)
                ):
                    found[str(value.value)] = path.name
    return found


def test_names_in_code_are_declared() -> None:
    names = names_in_code()
    assert {"hasParty", "yieldsTo", "ofAgreement", "coversFacility", "statedBy"} <= names.keys()
    assert {name: file for name, file in names.items() if NS + name not in declared()} == {}


def test_names_in_queries_and_shapes_are_declared() -> None:
    files = [*(ROOT / "queries").glob("*.rq"), *(ONTOLOGY / "shapes").glob("*.ttl")]
    wrong = {
        (path.name, name)
        for path in files
        for name in re.findall(
            r"(?<![\w:/-])tkg:(\w+)", re.sub(r'"[^"\n]*"', "", path.read_text(encoding="utf-8"))
        )
        if NS + name not in declared()
    }
    assert wrong == set()
    assert len(files) >= 20


def test_each_scheme_has_a_prefix() -> None:
    schemes = {
        term.removeprefix(CONCEPT)
        for term in declared()
        if term.startswith(CONCEPT) and "/" not in term.removeprefix(CONCEPT)
    }
    assert schemes == set(SCHEMES)


def _conforms(changed: tuple[str, str] | None = None) -> tuple[bool, str]:
    import rdflib
    from pyshacl import validate

    from treatykg.shacl.caching_graph import CachingGraph

    data = CachingGraph()
    for name in ("treatykg.ttl", "concepts.ttl"):
        text = (ONTOLOGY / name).read_text(encoding="utf-8")
        if changed and changed[0] in text:
            text = text.replace(*changed, 1)
        data.parse(data=text, format="turtle")
    conforms, _, report = validate(
        data, shacl_graph=rdflib.Graph().parse(ONTOLOGY / "style.ttl"), inference="none", advanced=False
    )
    return bool(conforms), str(report)


def test_the_ontology_follows_its_style_guide() -> None:
    conforms, report = _conforms()
    assert conforms, report


@pytest.mark.thorough
@pytest.mark.parametrize(
    "changed",
    [
        ("tkg:Signature a owl:Class ;\n    rdfs:label", "tkg:Signature a owl:Class ;\n    rdfs:comment"),
        (
            "tkg:hasParty a owl:ObjectProperty ;\n",
            'tkg:hasParty a owl:ObjectProperty ;\n    rdfs:label "second"@en ;\n',
        ),
        (
            "standing:accepted a skos:Concept ;\n    skos:prefLabel",
            "standing:accepted a skos:Concept ;\n    skos:altLabel",
        ),
        (
            'skos:definition "Relates an agreement to a State',
            'skos:definition "The property relates an agreement to a State',
        ),
        (
            'skos:definition "The act by which a State, after',
            'skos:definition "A ratification is the act by which a State, after',
        ),
        (
            "tkg:hasParty a owl:ObjectProperty ;\n",
            "tkg:hasParty a owl:ObjectProperty ;\n    owl:inverseOf tkg:isPartyTo ;\n",
        ),
    ],
    ids=[
        "no-label",
        "two-labels",
        "concept-without-label",
        "preamble-of-a-property",
        "preamble-of-a-class",
        "inverse",
    ],
)
def test_the_style_guide_sees_a_slip(changed: tuple[str, str]) -> None:
    texts = [(ONTOLOGY / name).read_text(encoding="utf-8") for name in ("treatykg.ttl", "concepts.ttl")]
    assert any(changed[0] in text for text in texts), "the slip must be made somewhere"
    conforms, _ = _conforms(changed)
    assert not conforms


def _reason(path: Path, more: str = "") -> list[str]:
    """Run HermiT over the ontology, and return the classes that cannot have a member."""
    import owlready2
    import rdflib

    merged = rdflib.Graph()
    for name in ("treatykg.ttl", "alignments.ttl"):
        merged.parse(ONTOLOGY / name)
    merged.parse(data=more, format="turtle")
    merged.serialize(path, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    owlready2.sync_reasoner_hermit(world, debug=0, infer_property_values=False)
    return [str(each) for each in world.inconsistent_classes()]


@pytest.mark.ci
@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_the_ontology_is_consistent_under_hermit(tmp_path: Path) -> None:
    owlready2 = pytest.importorskip("owlready2", reason="needs owlready2 (the extra `ci`)")
    if not shutil.which("java"):
        pytest.skip("needs Java (in .ci/run)")
    assert _reason(tmp_path / "ontology.nt") == []
    both = "<http://e/x> a <https://w3id.org/treatykg/ns#State> , <https://w3id.org/treatykg/ns#Agreement> ."
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        _reason(tmp_path / "broken.nt", both)
