"""The terms of each vocabulary as nodes: `TKG.ofAgreement`, `SKOS.prefLabel`."""

from __future__ import annotations

from pyoxigraph import NamedNode

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


DCTERMS, GEO, PROV, RDF, RDFS, SH, SKOS, TKG, XSD = (
    Vocabulary(PREFIXES[prefix])
    for prefix in ("dcterms", "geo", "prov", "rdf", "rdfs", "sh", "skos", "tkg", "xsd")
)
