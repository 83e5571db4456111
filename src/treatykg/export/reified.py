"""The evidence for other tools: nanopublications, RDF 1.2 reifiers, and rdf:Statement.

Each form says of every claim what the data files say: what it states, how it stands, and who states it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from treatykg.claims import CLAIM, TYPE, Claim
from treatykg.dataset.load import Dataset
from treatykg.dataset.trig import document
from treatykg.namespaces import PREFIXES
from treatykg.terms import DCTERMS, RDF, resource

_NP = "http://www.nanopub.org/nschema#"
_PROV = "http://www.w3.org/ns/prov#"
_REIFIES = RDF.reifies
_MAKERS = NamedNode(f"{PREFIXES['source']}treatykg-editorial")


def nanopub(dataset: Dataset) -> str:
    """Write each claim as a nanopublication in TriG (Nanopublication Guidelines 1.1): head, assertion,
    provenance, publication info.
    """
    quads: list[Quad] = []
    about = _about(dataset)
    for iri, claim in sorted(dataset.claims.items()):
        base = NamedNode(f"{iri}/nanopub")
        parts = {name: NamedNode(f"{iri}/{name}") for name in ("head", "provenance", "pubinfo")}
        assertion = NamedNode(iri)
        links = [
            ("hasAssertion", assertion),
            ("hasProvenance", parts["provenance"]),
            ("hasPublicationInfo", parts["pubinfo"]),
        ]
        quads.append(Quad(base, TYPE, NamedNode(f"{_NP}Nanopublication"), parts["head"]))
        quads += [Quad(base, NamedNode(_NP + name), part, parts["head"]) for name, part in links]
        quads += [Quad(*statement, assertion) for statement in claim.statements]
        quads += [Quad(q.subject, q.predicate, q.object, parts["provenance"]) for q in about.get(iri, ())]
        derived = NamedNode(f"{_PROV}wasDerivedFrom")
        quads += [
            Quad(assertion, derived, resource(source), parts["provenance"])
            for source in sorted(claim.sources)
        ]
        quads.append(Quad(base, DCTERMS.creator, _MAKERS, parts["pubinfo"]))
    return document(quads)


def rdf12(dataset: Dataset) -> str:
    """Write the claims as RDF 1.2 N-Triples: the claim's IRI is the reifier of each statement it makes (RDF
    1.2 Concepts, section 1.5).
    """
    triples = [
        Triple(NamedNode(iri), _REIFIES, Triple(*s))
        for iri, claim in dataset.claims.items()
        for s in claim.statements
    ]
    triples += [Triple(q.subject, q.predicate, q.object) for q in dataset.evidence]
    return "".join(
        sorted({(serialize([triple], format=RdfFormat.N_TRIPLES) or b"").decode() for triple in triples})
    )


def reified(dataset: Dataset) -> str:
    """Write the claims as rdf:Statement in Turtle (RDF Schema 1.1, section 5.3): one numbered statement for
    each triple of a claim.
    """
    return document(
        [*_statements(dataset.claims), *(Quad(q.subject, q.predicate, q.object) for q in dataset.evidence)]
    )


def _statements(claims: dict[str, Claim]) -> Iterator[Quad]:
    def rdf(name: str) -> NamedNode:
        return NamedNode(PREFIXES["rdf"] + name)

    for iri, claim in sorted(claims.items()):
        for number, (subject, predicate, value) in enumerate(sorted(claim.statements, key=str), start=1):
            node = NamedNode(f"{iri}/{number}")
            yield Quad(node, TYPE, rdf("Statement"))
            yield Quad(node, rdf("subject"), subject)
            yield Quad(node, rdf("predicate"), predicate)
            yield Quad(node, rdf("object"), value)
            yield Quad(node, DCTERMS.isPartOf, NamedNode(iri))


def claims_from_rdf12(
    triples: Iterable[Triple],
) -> dict[str, set[tuple[NamedNode, NamedNode, NamedNode | Literal]]]:
    """Read the claims back from RDF 1.2: what each reifier states.

    >>> claims_from_rdf12([])
    {}
    """
    found: dict[str, set[tuple[NamedNode, NamedNode, NamedNode | Literal]]] = {}
    for triple in triples:
        if (
            triple.predicate == _REIFIES
            and isinstance(triple.object, Triple)
            and isinstance(triple.subject, NamedNode)
        ):
            inner = triple.object
            found.setdefault(triple.subject.value, set()).add((inner.subject, inner.predicate, inner.object))  # type: ignore[arg-type]
    return found


def _about(dataset: Dataset) -> dict[str, Sequence[Quad]]:
    found: dict[str, list[Quad]] = {}
    for quad in dataset.evidence:
        name = getattr(quad.subject, "value", "")
        if name in dataset.claims and quad.object != CLAIM:
            found.setdefault(name, []).append(quad)
    return dict(found)


FORMATS = {"nanopub": nanopub, "rdf12": rdf12, "reified": reified}
