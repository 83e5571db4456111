"""What is accepted, ready to be looked up: properties, names and classes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import TYPE, Statement
from treatykg.namespaces import NS, curie, tkg
from treatykg.terms import OWL, RDFS, SKOS, name_of
from treatykg.visible import visible

_BELOW, _LABEL = RDFS.subClassOf.value, RDFS.label.value
_PREFERRED, _DEFINITION = SKOS.prefLabel.value, SKOS.definition.value
_OBJECT_PROPERTY = OWL.ObjectProperty
_GENERAL = frozenset({"Agreement", "Provision", "LifecycleEvent"})


class Accepted:
    """Look things up in the accepted statements of a view."""

    def __init__(self, statements: Iterable[Quad | Statement]) -> None:
        self._statements: list[Quad | Statement] = []
        self._linking: set[object] = set()
        self._stated: dict[tuple[str, str], frozenset[str]] = {}
        self._by_subject: dict[str, dict[str, list[str]]] = {}
        self._subjects: dict[str, dict[str, list[str]]] = {}
        self._kinds: dict[str, set[str]] = {}
        self.add(statements)

    def add(self, statements: Iterable[Quad | Statement]) -> None:
        """Let more be accepted."""
        self._subjects.clear()
        self._stated.clear()
        self._kinds.clear()
        self.__dict__.pop("_iris", None)
        more = list(statements)
        self._linking |= {one[0] for one in more if one[2] == _OBJECT_PROPERTY and one[1] == TYPE}
        by_subject, kept, linking = self._by_subject, self._statements, self._linking
        for statement in more:
            subject, predicate, value = statement[0], statement[1], statement[2]
            if predicate in linking and isinstance(value, Literal):
                continue  # a text links to nothing: the shapes report it, with its place
            kept.append(statement)
            about = by_subject.setdefault(name_of(subject), {})
            about.setdefault(predicate.value, []).append(name_of(value))

    @property
    def statements(self) -> Sequence[Quad | Statement]:
        """Whatever is accepted."""
        return self._statements

    @cached_property
    def _iris(self) -> set[str]:
        return {statement[2].value for statement in self._statements if isinstance(statement[2], NamedNode)}

    def _having(self, predicate: str, value: str) -> list[str]:
        """List what has a value by a property; each property is turned round when it is first asked for."""
        turned = self._subjects.get(predicate)
        if turned is None:
            turned = self._subjects[predicate] = {}
            for subject, said in self._by_subject.items():
                for one in said.get(predicate, ()):
                    turned.setdefault(one, []).append(subject)
        return turned.get(value, [])

    def all(self, subject: str, name: str) -> list[str]:
        """List the values of one of our properties, sorted."""
        return sorted(self._by_subject.get(subject, {}).get(tkg(name), []))

    def values(self, subject: str, predicate: str) -> list[str]:
        """List the values of any property, sorted."""
        return sorted(self._by_subject.get(subject, {}).get(predicate, []))

    def pointing(self, name: str, value: str) -> list[str]:
        """List what points at `value` with one of our properties, sorted."""
        return sorted(self._having(tkg(name), value))

    def subjects(self, name: str) -> set[str]:
        """Return whatever has one of our properties."""
        wanted = tkg(name)
        return {subject for subject, said in self._by_subject.items() if wanted in said}

    def instances(self, name: str) -> list[str]:
        """List what has one of our classes."""
        return sorted(set(self._having(TYPE.value, tkg(name))))

    def types(self, subject: str) -> set[str]:
        """Return the names of its classes in our vocabulary."""
        found = self._by_subject.get(subject, {}).get(TYPE.value, [])
        return {value.removeprefix(NS) for value in found if value.startswith(NS)}

    def name(self, iri: str) -> str:
        """Return the preferred label, or the CURIE where there is none."""
        said = self._by_subject.get(iri, {})
        labels = said.get(_PREFERRED) or said.get(_LABEL)
        return visible(min(labels)) if labels else curie(iri)

    def definition(self, iri: str) -> str:
        """Return the definition of a term or concept, or nothing."""
        return min(self._by_subject.get(iri, {}).get(_DEFINITION, [""]))

    def states(self, subject: str, predicate: str, value: str) -> bool:
        """Say whether this very statement is accepted."""
        key = (subject, predicate)
        if key not in self._stated:
            self._stated[key] = frozenset(self._by_subject.get(subject, {}).get(predicate, ()))
        return value in self._stated[key]

    def words(self, subject: str, name: str) -> list[str]:
        """List the values of one of our properties as a reader wants them, things by their names, sorted."""
        return sorted(self.name(value) if value in self._iris else value for value in self.all(subject, name))

    def day(self, subject: str, name: str) -> dt.date | None:
        """Return the day that one of our derived properties gives, if it does."""
        for written in self._by_subject.get(subject, {}).get(tkg(name), ()):
            with suppress(ValueError):  # what a file says of a derived property may be anything
                return dt.date.fromisoformat(written)
        return None

    def kinds_below(self, name: str) -> set[str]:
        """Return the names of a class of ours and of all classes below it."""
        if name in self._kinds:
            return self._kinds[name]
        found, todo = {name}, [name]
        while todo:
            below = (iri.removeprefix(NS) for iri in self._having(_BELOW, tkg(todo.pop())))
            more = set(below) - found
            found |= more
            todo.extend(more)
        self._kinds[name] = found
        return found


def telling(classes: Iterable[str]) -> str:
    """Return the class that tells most: the first, by name, with others above it; empty where there is none.

    >>> telling(["LifecycleEvent", "Signature"])
    'Signature'
    """
    names = sorted(classes)
    return next((name for name in names if name not in _GENERAL), names[0] if names else "")
