"""The entries of a mapping file, read by name; each fault is kept with its place, and all are told."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from functools import cache

from treatykg.claims import SKOS_LABEL, TYPE
from treatykg.dataset.load import VOCABULARY, read
from treatykg.dataset.yaml_texts import Faults, Node, shown
from treatykg.errors import UsageError
from treatykg.namespaces import CONCEPT, NS, curie, expand, tkg
from treatykg.resources import files
from treatykg.store.results import text

_KEY = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\Z")
_PLAIN = re.compile(r"[\w-]{1,60}\Z")
_LONGEST = 60
_FEW = 16


class Entry:
    """A part of a mapping file that holds entries by name, with where it stands in it (`things.agreement`).

    What is wrong is added to `faults`, and something harmless is returned in its place.

    >>> faults = Faults("m.yaml")
    >>> Entry(Node({}), faults).text("key", needed=True)
    ''
    >>> faults.tell()
    Traceback (most recent call last):
    ...
    treatykg.errors.InputError: m.yaml:1:1: lacks key
      hint: docs/imports.md says how to write a mapping file
    """

    def __init__(self, node: Node, faults: Faults, place: str = "") -> None:
        self.node, self.faults, self.place = node, faults, place
        self.content: dict[str, Node] = {}
        if isinstance(node.content, dict):
            self.content = node.content
        else:
            self.fault("not a list of NAME: VALUE")
            self.faults = Faults("")  # what it lacks follows from that

    def __contains__(self, name: str) -> bool:
        return name in self.content

    def fault(self, cause: str, name: str = "") -> None:
        """Keep a fault of this part, or of one of its entries."""
        where = self._below(name)
        spot = self.content[name].spot if name in self.content else self.node.spot
        self.faults.add(spot, f"{where}: {cause}" if where else cause)

    def only(self, known: Collection[str]) -> None:
        """See that no entry has another name."""
        for name, spot in self.node.names.items():
            if name not in known:
                cause = f"unknown entry {shown(name)}{nearest(name, known)}"
                self.faults.add(spot, f"{self.place}: {cause}" if self.place else cause)

    def part(self, name: str, *, needed: bool = True) -> Entry:
        """The entries below a name; none when it is not there."""
        if name in self.content:
            return Entry(self.content[name], self.faults, self._below(name))
        if needed:
            self.fault(f"lacks {name}")
        return Entry(Node({}), Faults(""))

    def parts(self) -> list[tuple[str, Entry]]:
        """All parts by name."""
        return [(name, self.part(name)) for name in self.content]

    def text(self, name: str, *, needed: bool = False) -> str:
        """A text; empty when it is not there, which is a fault when it is `needed`."""
        if name not in self.content:
            if needed:
                self.fault(f"lacks {name}")
            return ""
        found = self.content[name].content
        if not isinstance(found, str):
            self.fault("not a text", name)
            return ""
        if needed and not found.strip():
            self.fault("empty", name)
        return found

    def texts(self) -> dict[str, str]:
        """All entries as texts."""
        return {name: self.text(name) for name in self.content}

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty when it is not there."""
        found = self.content[name].content if name in self.content else []
        if not isinstance(found, list):
            self.fault("not a list", name)
            return ()
        for item in found:
            if not isinstance(item.content, str):
                self.faults.add(item.spot, f"{self._below(name)}: not a text")
        return tuple(item.content for item in found if isinstance(item.content, str))

    def key(self, name: str, *, needed: bool = False) -> str:
        """A text that can stand in an IRI."""
        found = self.text(name, needed=needed)
        if found and not is_key(found):
            self.fault(f"{shown(found)} is no key: write letters of ASCII, digits, - and _", name)
            return ""
        return found

    def term(self, name: str, *, scheme: str = "") -> str:
        """The IRI that a text means: a name such as category:other, or a key of a `scheme`."""
        found = self.text(name, needed=True)
        if not found:
            return ""
        try:
            iri = expand(found, kind=scheme)
        except UsageError as error:
            self._wrong(name, error.cause)
            return ""
        if iri.startswith(CONCEPT) and iri not in _known()["Concept"]:
            known = [curie(concept) for concept in _known()["Concept"]]
            self._wrong(name, f"no concept {shown(curie(iri))}{nearest(curie(iri), known)}")
        return iri

    def _wrong(self, name: str, cause: str) -> None:
        """Keep a fault of this part that stands in the value of an entry."""
        self.faults.add(self.content[name].spot, f"{self.place}: {cause}" if self.place else cause)

    def _below(self, name: str) -> str:
        plain = name if not name or _PLAIN.match(name) else shown(name)
        return ".".join(part for part in (self.place, plain) if part)


def is_key(word: str) -> bool:
    """Say whether a word can stand in an IRI of ours.

    >>> is_key("a b")
    False
    """
    return bool(_KEY.match(word))


def nearest(name: str, known: Collection[str]) -> str:
    """Say what may have been meant.

    >>> nearest("titel", ["title", "key"])
    '; did you mean title?'
    """
    near = difflib.get_close_matches(name[:_LONGEST], known, n=1)
    if near:
        return f"; did you mean {near[0]}?"
    return "; there are " + ", ".join(known) if len(known) <= _FEW else ""


def class_iri(name: str, entry: Entry) -> str:
    """The IRI of a class of the vocabulary."""
    return _declared("Class", name, entry, "class")


def property_iri(name: str, entry: Entry) -> str:
    """The IRI of a property of the vocabulary, or of `prefLabel`."""
    return SKOS_LABEL if name == "prefLabel" else _declared("Property", name, entry, "")


def _declared(what: str, name: str, entry: Entry, at: str) -> str:
    iri, known = tkg(name), _known()[what]
    if name and iri not in known:
        names = [one.removeprefix(NS) for one in known if one.startswith(NS)]
        entry.fault(f"the vocabulary has no {what.lower()} {shown(name)}{nearest(name, names)}", at)
    return iri


@cache
def _known() -> dict[str, list[str]]:
    """The classes, properties and concepts that the vocabulary declares."""
    found: dict[str, list[str]] = {"Class": [], "Property": [], "Concept": []}
    for path in files("ontology", *VOCABULARY):
        for quad in read(path):
            if quad.predicate == TYPE:
                for what, iris in found.items():
                    if text(quad.object).endswith(what):
                        iris.append(text(quad.subject))
    return found
