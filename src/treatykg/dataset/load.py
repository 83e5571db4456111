"""Read the vocabulary and the claims from files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode, Quad, parse

from treatykg.claims import BOUNDS, TYPE, Claim, claims_of
from treatykg.dataset.blank import apart
from treatykg.dataset.files import contents, expanded, kind_of
from treatykg.dataset.lexer import BOM, look
from treatykg.dataset.syntax import told
from treatykg.errors import InputError
from treatykg.gc_pause import no_collection
from treatykg.namespaces import DERIVED, EVIDENCE
from treatykg.resources import files
from treatykg.terms import TKG

VOCABULARY = ("treatykg.ttl", "concepts.ttl")
_EVIDENCE = NamedNode(EVIDENCE)
_PUBLISHER = TKG.publisher
_DERIVED = frozenset(
    {
        *(derived for both in BOUNDS.values() for derived in both),
        *(TKG[name] for name in ("hasVoice", "fromSource")),
    }
)
_NOT_CLAIMS = frozenset({_EVIDENCE, NamedNode(DERIVED)})


@dataclass(slots=True)
class Dataset:
    """The vocabulary, the claims and the evidence about them, as read from files."""

    vocabulary: list[Quad] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)
    evidence: list[Quad] = field(default_factory=list)
    paths: tuple[Path, ...] = ()

    def counts(self) -> dict[str, int]:
        """Count agreements, claims, what they state, and sources."""
        stated = [statement for claim in self.claims.values() for statement in claim.statements]
        return {
            "agreements": len({one[0] for one in stated if one[1] == TYPE and one[2] == TKG.Agreement}),
            "claims": len(self.claims),
            "statements": len(stated),
            "sources": len({quad.subject for quad in self.evidence if quad.predicate == _PUBLISHER}),
        }


def load(paths: Sequence[Path] | None = None) -> Dataset:
    """Read the shipped vocabulary and the claims in `paths` (folders or files; the shipped data by default).

    Errors: InputError with file:line:column for a file that cannot be read or parsed, and for two records
    with one key.

    >>> "https://w3id.org/treatykg/id/claim/s037" in load().claims
    True
    """
    vocabulary = [quad for path in files("ontology", *VOCABULARY) for quad in read(path)]
    sources = files("data", ".trig") if paths is None else list(expanded(paths))
    from treatykg.dataset.keys import Keys

    keys = Keys()
    labels: set[str] = set()

    def checked() -> Iterator[Quad]:
        for path in sources:
            quads = list(read(path))
            keys.add(path, quads)
            yield from as_data(apart(quads, labels))

    with no_collection():
        claims, evidence = claims_of(checked())
    return Dataset(vocabulary, claims, evidence, tuple(sources))


def as_data(quads: list[Quad]) -> list[Quad]:
    """Read our own export of a view back as data: its evidence graph is the evidence, its accepted view is
    derived.
    """
    if not any(quad.graph_name == _EVIDENCE for quad in quads):
        return quads
    stated = [
        quad
        for quad in quads
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name not in _NOT_CLAIMS
    ]
    about = (quad for quad in quads if quad.graph_name == _EVIDENCE and quad.predicate not in _DERIVED)
    return stated + [Quad(quad.subject, quad.predicate, quad.object) for quad in about]


def read(path: Path, lost: str = "nothing was loaded") -> Iterator[Quad]:
    """Parse one RDF file.

    Parameters: `path` to a .trig, .ttl, .nq or .nt file; `lost`, what did not happen when it cannot be
    parsed.
    Errors: UsageError for another ending; InputError for a file that cannot be read or parsed, or holds
    what RDF 1.1 does not have.

    >>> import treatykg.resources as resources
    >>> next(iter(read(resources.folder("ontology") / "concepts.ttl"))).graph_name
    <DefaultGraph>
    """
    data, kind = contents(path).removeprefix(BOM), kind_of(path)
    look(data, path)
    try:
        yield from parse(data, kind)
    except SyntaxError as error:
        raise told(error, str(path), lost) from None
    except MemoryError:
        raise InputError(
            "a literal or name too long for the parser", where=str(path), hint="split it"
        ) from None


__all__ = ["VOCABULARY", "Dataset", "as_data", "contents", "load", "read"]
