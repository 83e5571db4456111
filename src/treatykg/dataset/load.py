"""Read the vocabulary and the claims from files."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from treatykg.claims import BOUNDS, Claim, claims_of
from treatykg.dataset.syntax import told
from treatykg.errors import InputError, UsageError
from treatykg.gc_pause import no_collection
from treatykg.namespaces import DERIVED, EVIDENCE, PREFIXES
from treatykg.resources import files
from treatykg.terms import TKG

VOCABULARY = ("treatykg.ttl", "concepts.ttl")
_FORMATS = {
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
}
_EVIDENCE = NamedNode(EVIDENCE)
_PUBLISHER = TKG.publisher
_DERIVED = frozenset(
    {
        *(derived for both in BOUNDS.values() for derived in both),
        *(TKG[name] for name in ("hasVoice", "fromSource")),
    }
)
_NOT_CLAIMS = frozenset({_EVIDENCE, NamedNode(DERIVED)})
_LARGEST_FILE = 256 * 1024 * 1024
_DEEPEST_NESTING = 100
_BRACKET = re.compile(rb"<<|>>|[\[\]()]")
_OPENING = {b">>": b"<<", b"]": b"[", b")": b"("}


@dataclass(slots=True)
class Dataset:
    """The vocabulary, the claims and the evidence about them, as read from files."""

    vocabulary: list[Quad] = field(default_factory=list)
    claims: dict[str, Claim] = field(default_factory=dict)
    evidence: list[Quad] = field(default_factory=list)
    paths: tuple[Path, ...] = ()

    def counts(self) -> dict[str, int]:
        """Count agreements, claims, what they state, and sources."""
        subjects = {statement[0].value for claim in self.claims.values() for statement in claim.statements}
        return {
            "agreements": sum(subject.startswith(PREFIXES["agreement"]) for subject in subjects),
            "claims": len(self.claims),
            "statements": sum(len(claim.statements) for claim in self.claims.values()),
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
    sources = files("data", ".trig") if paths is None else list(_expand(paths))
    from treatykg.dataset.keys import Keys

    keys = Keys()

    def checked() -> Iterator[Quad]:
        for path in sources:
            quads = list(read(path))
            keys.add(path, quads)
            yield from as_data(quads)

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


def _expand(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(_files_below(path))
            if not found:
                raise InputError(
                    "no .trig, .ttl, .nq or .nt file in this folder",
                    where=str(path),
                    hint="name the folder that holds the data",
                )
            yield from found
        else:
            yield path


def _files_below(folder: Path) -> Iterator[Path]:
    """Walk a folder, and say so when a part of it cannot be read."""

    def refuse(error: OSError) -> None:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(error.filename), hint="check the permissions"
        )

    for root, _, names in os.walk(folder, onerror=refuse):
        yield from (Path(root) / name for name in names if Path(name).suffix in _FORMATS)


def read(path: Path) -> Iterator[Quad]:
    """Parse one RDF file.

    Parameters: `path` to a .trig, .ttl, .nq or .nt file.
    Errors: UsageError for another ending; InputError for a file that cannot be read or parsed.

    >>> import treatykg.resources as resources
    >>> next(iter(read(resources.folder("ontology") / "concepts.ttl"))).graph_name
    <DefaultGraph>
    """
    kind = _FORMATS.get(path.suffix)
    if kind is None:
        raise UsageError(
            f"unsupported file type {path.suffix!r}", where=str(path), hint="use .trig, .ttl, .nq or .nt"
        )
    data = contents(path)
    _check_nesting(data, path)
    try:
        if b"<<" not in data:
            yield from parse(data, kind)
            return
        for quad in parse(data, kind):
            if isinstance(quad.object, Triple):
                raise InputError(
                    "an RDF 1.2 triple term",
                    where=str(path),
                    hint="we read RDF 1.1: state it in a claim of its own",
                )
            yield quad
    except SyntaxError as error:
        raise told(error, str(path), "nothing was loaded") from None
    except MemoryError:
        raise InputError(
            "a literal or name too long for the parser", where=str(path), hint="split it"
        ) from None


def contents(path: Path, *, most: int = _LARGEST_FILE) -> bytes:
    """Read a whole file, with a cause and a hint when that fails.

    Parameters: `most`, the largest size in bytes.
    Errors: InputError when the file is missing, too large or not readable.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise InputError("not a regular file", where=str(path), hint="save it as a file first")
        if path.stat().st_size > most:
            raise InputError(f"larger than {most // 1024**2} MB", where=str(path), hint="split it")
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError("a folder, not a file", where=str(path), hint="name a file in it") from None
    except FileNotFoundError:
        raise InputError("no such file", where=str(path), hint="check the path") from None
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(path), hint="check the permissions"
        ) from None


def _check_nesting(data: bytes, path: Path) -> None:
    """Refuse text nested so deeply that a parser could die of it (a RDF 1.2 triple term, say)."""
    if data.count(b"<<") + data.count(b"[") + data.count(b"(") <= _DEEPEST_NESTING:
        return
    depth = {b"<<": 0, b"[": 0, b"(": 0}
    for match in _BRACKET.finditer(data):
        opening = _OPENING.get(match[0])
        if opening:
            depth[opening] = max(depth[opening] - 1, 0)
        else:
            depth[match[0]] += 1
            if depth[match[0]] > _DEEPEST_NESTING:
                line = data.count(b"\n", 0, match.start()) + 1
                raise InputError(
                    f"nested deeper than {_DEEPEST_NESTING}", where=f"{path}:{line}:1", hint="flatten it"
                )
