"""Prefixes, CURIEs and the keys that people type."""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from treatykg.errors import UsageError

NS = "https://w3id.org/treatykg/ns#"
ID = "https://w3id.org/treatykg/id/"
CONCEPT = "https://w3id.org/treatykg/concept/"
GRAPHS = f"{ID}graph/"
EVIDENCE = f"{GRAPHS}evidence"
DERIVED = f"{GRAPHS}derived"
ACCEPTED_GRAPH = f"{GRAPHS}accepted"  # the accepted view, where a store has no default graph of our own
CHECKED_GRAPH = f"{GRAPHS}checked"  # what the shapes look at
LOAD_GRAPH = f"{GRAPHS}load"  # which load a store holds, and whether it is whole
LOADING, WHOLE = "urn:treatykg:load:loading", "urn:treatykg:load:whole"

KINDS = (
    "state organ person participation agreement text act event provision procedure step route "
    "use place relation undertaking assessment search claim source passage group"
).split()
SCHEMES = (
    "standing tier facility force support circumstance instrument category bindingness region "
    "modality mode consent payment role unit trigger routekind renewal status aspect result"
).split()
PREFIXES: dict[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": "https://w3id.org/treatykg/shape/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "tkg": NS,
    **{kind: f"{ID}{kind}/" for kind in KINDS},
    **{scheme: f"{CONCEPT}{scheme}/" for scheme in SCHEMES},
}
_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\Z")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+\Z")


def tkg(name: str) -> str:
    """Return the IRI of a term of our vocabulary.

    >>> tkg("Agreement")
    'https://w3id.org/treatykg/ns#Agreement'
    """
    return NS + name


def curie(iri: str) -> str:
    """Shorten an IRI with the project's prefixes, or return it unchanged.

    >>> curie("https://w3id.org/treatykg/id/agreement/relos")
    'agreement:relos'
    """
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _BY_NAMESPACE.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and _LOCAL.match(iri[cut:]) else iri


def is_claim(graph: str) -> bool:
    """Say whether a named graph is a claim, and none of those that a store needs besides.

    >>> is_claim(EVIDENCE)
    False
    """
    return not graph.startswith(GRAPHS)


def short(iri: str) -> str:
    """Return the key of one of our IRIs, and any other IRI whole.

    >>> short("https://w3id.org/treatykg/id/agreement/relos"), short("urn:lex:it:1")
    ('relos', 'urn:lex:it:1')
    """
    name = curie(iri)
    return iri if name == iri else name.partition(":")[2]


def key_of(iri: str) -> str:
    """Return what stands behind the last slash of an IRI.

    >>> key_of("https://w3id.org/treatykg/id/agreement/relos")
    'relos'
    """
    return iri.rpartition("/")[2]


def expand(text: str, *, kind: str = "") -> str:
    """Read an IRI (in < > where it looks like a CURIE), a CURIE or, with `kind`, a bare key.

    Errors: UsageError for an unknown prefix or an ill-formed IRI.

    >>> expand("relos", kind="agreement")
    'https://w3id.org/treatykg/id/agreement/relos'
    """
    prefix, colon, local = text.partition(":")
    if not colon:
        prefix, local = kind, text
    if prefix in PREFIXES and _LOCAL.match(local):
        return PREFIXES[prefix] + local
    is_marked = text[:1] == "<" and text[-1:] == ">"
    if is_marked or (colon and prefix not in PREFIXES and not _LOCAL.match(local)):
        iri = text[1:-1] if is_marked else text
        if is_iri(iri):
            return iri
        raise UsageError(f"not an IRI: {text!r}", hint="write it without spaces, quotes or < >")
    known = f"{kind}:KEY or KEY" if kind else "PREFIX:KEY, such as agreement:relos"
    raise UsageError(f"not a name we can read: {text!r}", hint=f"write {known}, or a whole IRI")


def is_iri(text: str) -> bool:
    """Say whether a text is an absolute IRI of any scheme.

    >>> is_iri("urn:lex:it:stato:legge:2005-02-16;11"), is_iri("relos")
    (True, False)
    """
    if not _IRI.match(text):
        return False
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
