"""Each shape holds what it should and lets through what it should.

A fixture is a small made-up graph beside the report it must give: ``valid.*`` gives none, ``invalid.*`` and
``warning.*`` give the rows of the ``.tsv`` of the same name. Every fixture is checked by all shapes, together
with the vocabulary and the code lists.
"""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import NamedNode, Quad
from rdflib import RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from treatykg.dataset.load import read
from treatykg.shacl import setwise

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
NAMES = ("required", "recommended", "timeline", "provisions", "procedure", "evidence")
SEVERITY = {name: SH.Warning if name == "recommended" else SH.Violation for name in NAMES}

FIXTURES = sorted(HERE.glob("*/*.ttl"))
NUMBER_OF_FIXTURES = 344
NUMBER_OF_SHAPES = 51

SHAPE = "https://w3id.org/treatykg/shape/"
TKG = "https://w3id.org/treatykg/ns#"
ENTITY = "https://w3id.org/treatykg/id/"
PREFIXES = {
    "shape": SHAPE,
    "tkg": TKG,
    "skos": str(SKOS),
    "rdf": str(RDF),
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}
HEADER = ["severity", "shape", "focus", "path"]

Row = tuple[str, str, str, str]


@cache
def shapes() -> Graph:
    """All files as one graph."""
    graph = Graph()
    for name in NAMES:
        graph.parse(ONTOLOGY / "shapes" / f"{name}.ttl")
    return graph


@cache
def background() -> tuple[tuple[Node, Node, Node], ...]:
    """What shapes need of the vocabulary and the code lists: the class tree and which concepts there are."""
    graph = Graph()
    graph.parse(ONTOLOGY / "treatykg.ttl")
    graph.parse(ONTOLOGY / "concepts.ttl")
    tree = graph.triples((None, RDFS.subClassOf, None))
    concepts = graph.triples((None, RDF.type, SKOS.Concept))
    return (*tree, *concepts)


@cache
def vocabulary() -> tuple[Quad, ...]:
    """The vocabulary and the code lists, for the engine that compiles."""
    found = [quad for name in ("treatykg.ttl", "concepts.ttl") for quad in read(ONTOLOGY / name)]
    return tuple(
        q
        for q in found
        if q.predicate.value == str(RDFS.subClassOf) or q.object == NamedNode(str(SKOS.Concept))
    )


@cache
def shape_quads() -> tuple[Quad, ...]:
    """All shapes, for the engine that compiles."""
    return tuple(quad for name in NAMES for quad in read(ONTOLOGY / "shapes" / f"{name}.ttl"))


def short(node: Node | None) -> str:
    """A node as a reader writes it: ``state:xa``, ``tkg:date``."""
    if node is None:
        return ""
    iri = str(node)
    if iri.startswith(ENTITY):
        kind, _, key = iri.removeprefix(ENTITY).partition("/")
        return f"{kind}:{key}"
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def report(fixture: Path) -> list[Row]:
    """The report on one fixture: one row per failing constraint, focus and path, for entities only."""
    data = Graph()
    for triple in background():
        data.add(triple)
    data.parse(fixture)
    _, results, _ = pyshacl.validate(
        data,
        shacl_graph=shapes(),
        inference="none",
        advanced=False,
        meta_shacl=False,
        inplace=True,
        do_owl_imports=False,
    )
    assert isinstance(results, Graph)
    rows: set[Row] = set()
    for result in results.subjects(RDF.type, SH.ValidationResult):
        focus = results.value(result, SH.focusNode)
        if not str(focus).startswith(ENTITY):
            continue
        severity = results.value(result, SH.resultSeverity)
        source = results.value(result, SH.sourceConstraint) or results.value(result, SH.sourceShape)
        path = results.value(result, SH.resultPath)
        rows.add((str(severity).removeprefix(str(SH)), short(source), short(focus), short(path)))
    return sorted(rows)


def expected(fixture: Path) -> list[Row]:
    """The rows beside a fixture; none for a valid one."""
    if fixture.name.startswith("valid."):
        return []
    with fixture.with_suffix(".tsv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, delimiter="\t")
    assert header == HEADER, fixture
    return [(severity, shape, focus, path) for severity, shape, focus, path in rows]


def node_shapes() -> set[URIRef]:
    """Every node shape."""
    return {shape for shape in shapes().subjects(RDF.type, SH.NodeShape) if isinstance(shape, URIRef)}


def constraints() -> Iterator[tuple[Node, Node]]:
    """Every property shape and SPARQL constraint, with the node shape that holds it."""
    for shape in node_shapes():
        for link in (SH.property, SH.sparql):
            for constraint in shapes().objects(shape, link):
                yield shape, constraint


@pytest.mark.thorough
@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_fixture_gives_the_report_beside_it(fixture: Path) -> None:
    assert report(fixture) == expected(fixture)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_compiled_shapes_give_the_same_report(fixture: Path) -> None:
    rows = {
        (
            r.severity.capitalize(),
            short(URIRef(r.constraint or r.shape)),
            short(URIRef(r.focus)),
            short(URIRef(r.path)) if r.path else "",
        )
        for r in setwise.results([*vocabulary(), *read(fixture)], shape_quads())
        if r.focus.startswith(ENTITY)
    }
    assert sorted(rows) == expected(fixture)


def test_number_of_fixtures() -> None:
    assert len(FIXTURES) == NUMBER_OF_FIXTURES


def test_number_of_shapes() -> None:
    assert len(node_shapes()) == NUMBER_OF_SHAPES


def test_each_file_beside_the_fixtures_is_expected() -> None:
    reports = {path.with_suffix(".ttl") for path in HERE.glob("*/*.tsv")}
    failing = {path for path in FIXTURES if not path.name.startswith("valid.")}
    assert {path.name.split(".")[0] for path in FIXTURES} == {"valid", "invalid", "warning"}
    assert reports == failing


def test_each_shape_has_its_folder_and_a_valid_fixture() -> None:
    names = {short(shape).removeprefix("shape:") for shape in node_shapes()}
    assert {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"} == names
    assert {path.parent.name for path in FIXTURES if path.name.startswith("valid.")} == names


def test_each_constraint_fails_alone_in_a_fixture_of_its_shape() -> None:
    alone = set()
    for fixture in FIXTURES:
        failing = {shape for _, shape, _, _ in expected(fixture)}
        assert all(shape.startswith(f"shape:{fixture.parent.name}-") for shape in failing), fixture
        if len(failing) == 1:
            alone |= failing
    assert alone == {short(constraint) for _, constraint in constraints()}


def test_fixture_names_tell_the_severity() -> None:
    for fixture in FIXTURES:
        kind = fixture.name.split(".")[0]
        severities = {severity for severity, _, _, _ in expected(fixture)}
        assert severities == {"valid": set(), "invalid": {"Violation"}, "warning": {"Warning"}}[kind], fixture


def test_each_constraint_is_named_explained_and_mended() -> None:
    held = list(constraints())
    assert len(held) == len({constraint for _, constraint in held}), "a constraint belongs to one shape"
    for shape, constraint in held:
        assert str(constraint).startswith(f"{shape}-"), constraint
        for term in (SH.name, SH.description, SH.message):
            texts = list(shapes().objects(constraint, term))
            assert len(texts) == 1, f"{constraint} has {len(texts)} values of {term}"
            assert isinstance(texts[0], Literal), constraint
            assert texts[0].language == "en", constraint
        message = str(shapes().value(constraint, SH.message))
        assert message.count(". ") >= 1, f"{constraint}: say what is wrong, then how to mend it"
        assert message.endswith("."), constraint
    for shape in node_shapes():
        for term in (SH.name, SH.description):
            assert len(list(shapes().objects(shape, term))) == 1, f"{shape} needs one {term}"


@pytest.mark.parametrize("name", NAMES)
def test_severity_goes_by_file(name: str) -> None:
    graph = Graph().parse(ONTOLOGY / "shapes" / f"{name}.ttl")
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in graph.subjects(RDF.type, kind):
            assert list(graph.objects(shape, SH.severity)) == [SEVERITY[name]], shape


@pytest.mark.parametrize("name", NAMES)
def test_each_file_stands_alone(name: str) -> None:
    graph = Graph().parse(ONTOLOGY / "shapes" / f"{name}.ttl")
    defined = set(graph.subjects(RDF.type, None))
    for link in (SH.property, SH.sparql, SH.declare, SH.prefixes):
        assert set(graph.objects(None, link)) <= defined


def test_blank_nodes_are_list_cells_only() -> None:
    nodes = {node for triple in shapes() for node in triple if isinstance(node, BNode)}
    assert nodes == {node for node in shapes().subjects(RDF.rest, None) if isinstance(node, BNode)}


def test_shapes_name_terms_that_exist() -> None:
    vocabulary = Graph().parse(ONTOLOGY / "treatykg.ttl")
    used = {
        node
        for triple in shapes()
        for node in triple
        if str(node).startswith(TKG) and isinstance(node, URIRef)
    }
    for query in shapes().objects(None, SH.select):
        words = (
            str(query)
            .replace("(", " ")
            .replace(")", " ")
            .replace(",", " ")
            .replace("/", " ")
            .replace("+", " ")
            .replace("|", " ")
            .split()
        )
        used |= {URIRef(TKG + word.removeprefix("tkg:")) for word in words if word.startswith("tkg:")}
    assert {short(term) for term in used if (term, None, None) not in vocabulary} == set()
