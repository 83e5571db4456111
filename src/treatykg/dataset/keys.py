"""Two records with one key would become one when they are read: they are refused, with both places."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat

from treatykg.claims import TYPE
from treatykg.dataset.files import is_lines, kind_of
from treatykg.dataset.places import places
from treatykg.errors import InputError
from treatykg.namespaces import curie, is_claim
from treatykg.store.results import text
from treatykg.terms import TKG

_RECORDS = {TKG.Claim: "claims", TKG.Source: "sources", TKG.IndependenceGroup: "groups"}


class Keys:
    """The keys of the claims and sources of several files, in the order in which they are read.

    >>> claim, about = NamedNode("http://e/c"), NamedNode("http://e/x")
    >>> Keys().add(Path("a.trig"), [Quad(about, TYPE, about, claim), Quad(claim, TYPE, TKG.Claim)])
    """

    def __init__(self) -> None:
        self._first: dict[str, Path] = {}
        self._said: dict[str, frozenset[tuple[str, str]]] = {}

    def add(self, path: Path, quads: Iterable[Quad]) -> None:
        """Take the records of one file.

        Two files may describe a source in the same words; in N-Quads a line may stand twice.
        Errors: InputError with the places of two records with one key, and for a graph without an IRI.
        """
        graphs: set[str] = set()
        records: dict[str, str] = {}
        about: dict[str, set[tuple[str, str]]] = {}
        for subject, predicate, value, graph in quads:
            if isinstance(graph, NamedNode):
                graphs.add(graph.value)
                continue
            if isinstance(graph, BlankNode):
                raise InputError(
                    "a graph without an IRI",
                    where=_begins(path, str(graph))[0],
                    hint="a graph is a claim: name it claim:KEY",
                )
            name = text(subject)
            about.setdefault(name, set()).add((predicate.value, str(value)))
            if predicate == TYPE and (what := _RECORDS.get(value)):
                if records.get(name) == what and not is_lines(path):
                    self._refuse(name, path, what)
                records[name] = what
        graphs = {name for name in graphs if is_claim(name)}
        for name in sorted(graphs & self._first.keys()) if kind_of(path) is RdfFormat.TRIG else ():
            self._refuse(name, path, "claims")
        for name, what in records.items():
            said = frozenset(about[name])
            if name in self._first and (what == "claims" or said != self._said.get(name)):
                self._refuse(name, path, what)
            self._said[name] = said if what != "claims" else frozenset()
        self._first |= dict.fromkeys([*graphs, *records], path)

    def _refuse(self, name: str, path: Path, what: str) -> None:
        other = self._first.get(name, path)
        first, last = _begins(other, name)[0], _begins(path, name)[-1]
        raise InputError(
            f"two {what} with the key {curie(name)}; the other is at {first}",
            where=last,
            hint="give one of them another key, or make them one record",
        )


def _begins(path: Path, name: str) -> list[str]:
    """Where the records of a name begin in a file, or else its graph."""
    records, facts = [], []
    for place in places(path):
        where = f"{path}:{place.subject_line}:{place.subject_column}"
        if not place.graph and place.subject == name and place.predicate == TYPE.value:
            records.append(where)
        elif place.graph == name:
            facts.append(where)
    return records or facts or [str(path)]
