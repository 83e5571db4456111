"""Find entities by what they are called: labels, aliases and official titles, in any language."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import Statement
from treatykg.namespaces import CONCEPT, ID, NS, PREFIXES, curie, key_of, tkg
from treatykg.store.results import text as text_of
from treatykg.terms import SKOS

_NAMED_BY = {SKOS.prefLabel.value: 0, tkg("officialTitle"): 1, SKOS.altLabel.value: 1}
_CLOSE = 0.78
_LONGEST = 100  # of what may be misspelt: comparing letters takes time by the square
_FIRST = ("agreement", "state", "organ", "person", "undertaking", "place", "event", "provision")
_NOT_ENTITIES = (NS, CONCEPT, PREFIXES["group"])


@dataclass(frozen=True, slots=True)
class Hit:
    """One entity that a text may mean, the best first: `rank` 0 is the very name or key."""

    rank: int
    iri: str
    name: str
    matched: str


def search(statements: Iterable[Quad | Statement], text: str, limit: int | None = 20) -> list[Hit]:
    """Find entities by name.

    Parameters: `statements` of the accepted view; `text` in any case, with or without accents; `limit`, how
    many to return (None for all). Ranks: 0 the same name or key, 1 begins with it, 2 holds all its words, 3
    is spelt alike.

    >>> search([], "relos")
    []
    """
    wanted = folded(text)
    if not wanted:
        return []
    names: dict[str, str] = {}
    best: dict[str, tuple[int, str]] = {}
    for statement in statements:
        subject, predicate, name = statement[0], statement[1], statement[2]
        order, iri = _NAMED_BY.get(predicate.value), text_of(subject)
        if (
            order is None
            or not isinstance(subject, NamedNode)
            or iri.startswith(_NOT_ENTITIES)
            or not isinstance(name, Literal)
        ):
            continue
        if order == 0:
            names[iri] = name.value
        rank = min(_rank(wanted, folded(name.value)), _rank(wanted, folded(key_of(iri))))
        if rank <= 3 and (rank, name.value) < best.get(iri, (4, "")):
            best[iri] = (rank, name.value)
    hits = [Hit(rank, iri, names.get(iri, curie(iri)), matched) for iri, (rank, matched) in best.items()]
    return sorted(hits, key=lambda hit: (hit.rank, _kind(hit.iri), hit.iri))[:limit]


def folded(text: str) -> str:
    """Take case, accents and punctuation off a text.

    >>> folded("Agaléga–Airstrip")
    'agalega airstrip'
    """
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char)
    )
    return " ".join("".join(char if char.isalnum() else " " for char in plain).split())


def _rank(wanted: str, name: str) -> int:
    if wanted == name:
        return 0
    if name.startswith(wanted):
        return 1
    words = name.split()
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 2
    alike = [word for word in {name, *words} if abs(len(word) - len(wanted)) <= 3 and len(word) <= _LONGEST]
    close = max((difflib.SequenceMatcher(None, wanted, word).ratio() for word in alike), default=0.0)
    return 3 if close >= _CLOSE else 4


def _kind(iri: str) -> int:
    kind = iri.removeprefix(ID).partition("/")[0]
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)
