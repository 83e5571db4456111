"""The terms of each vocabulary as nodes: `TKG.ofAgreement`, `SKOS.prefLabel`."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode

from treatykg.namespaces import PREFIXES


class Vocabulary:
    """The terms of one namespace, each made once: an attribute or, where its name is computed, in brackets.

    >>> Vocabulary("http://e/").knows.value
    'http://e/knows'
    """

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def __getattr__(self, name: str) -> NamedNode:
        node = NamedNode(self._namespace + name)
        setattr(self, name, node)
        return node

    def __getitem__(self, name: str) -> NamedNode:
        return getattr(self, name)  # type: ignore[no-any-return]


def name_of(term: NamedNode | BlankNode | Literal) -> str:
    """Return the text by which a term is looked up: an IRI, a label with its _:, or what a literal says.

    >>> name_of(BlankNode("x"))
    '_:x'
    """
    return str(term) if isinstance(term, BlankNode) else term.value


def resource(name: str) -> NamedNode:
    """Return the IRI, or the blank node, of which this is the name (see `name_of`).

    A blank node passes as an IRI for the type checker: it may stand wherever a thing may stand.
    Errors: ValueError for what is neither.

    >>> resource("_:x")
    <BlankNode value=x>
    """
    return BlankNode(name[2:]) if name.startswith("_:") else NamedNode(name)  # type: ignore[return-value]


DCTERMS, GEO, OWL, PROV, RDF, RDFS, SH, SKOS, TKG, XSD = (
    Vocabulary(PREFIXES[prefix])
    for prefix in ("dcterms", "geo", "owl", "prov", "rdf", "rdfs", "sh", "skos", "tkg", "xsd")
)
