"""How a table reads: a mapping file, which says for each column what it means or why it is left out."""

from __future__ import annotations

import difflib
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path

from treatykg.claims import DATE
from treatykg.dataset.entries import Entry, class_iri, is_key, nearest, property_iri
from treatykg.dataset.written_dates import read_date
from treatykg.dataset.yaml_texts import Faults, Spot, read_yaml, shown
from treatykg.errors import InputError, UsageError
from treatykg.namespaces import KINDS, expand

VALUES = ("text", "date", "code", "state", "is")
# What a row can speak of: all but the evidence for it.
_KINDS = [kind for kind in KINDS if kind not in ("claim", "source", "passage", "group")]
_MOST_SHOWN = 40
_COLUMNS = frozenset(["key", "only-with", "not-with", *VALUES[:-1]])


@dataclass(frozen=True, slots=True)
class Value:
    """What a thing is said to have: a `property`, read from a `column` in one of the ways `VALUES`."""

    property: str
    way: str
    column: str
    means: Map[str, str] = field(default_factory=dict)
    unspoken: frozenset[str] = frozenset()
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """One entity that a row speaks of."""

    name: str
    kind: str
    type: str
    key: tuple[str, ...]
    of: str
    only_with: tuple[str, ...]
    not_with: tuple[str, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file, read."""

    path: Path
    source: Map[str, str]
    names: str
    missing: frozenset[str]
    no_day: frozenset[str]
    things: tuple[Thing, ...]
    left_out: Map[str, str]
    spots: Map[str, Spot] = field(default_factory=dict)

    def columns(self) -> set[str]:
        """The columns that are read."""
        found: set[str] = set()
        for thing in self.things:
            found |= {*thing.key, *thing.only_with, *thing.not_with}
            found |= {
                column
                for value in thing.values
                for column in (value.column, *value.only_with)
                if value.way != "is"
            }
        return found

    def check(self, header: list[str], table: str) -> None:
        """See that a table has the columns that are read, and that no other is passed over in silence.

        Errors: InputError that tells each column.
        """
        faults = Faults(str(self.path))
        for column in self.columns() - set(header):
            near = difflib.get_close_matches(column, header, n=1)
            meant = f"; did you mean {shown(near[0])}?" if near else ""
            faults.add(self.spots[column], f"the table has no column {shown(column)}{meant}")
        faults.tell(_hint(header))
        silent = [column for column in header if column not in self.columns() and column not in self.left_out]
        if silent:
            what = "columns" if len(silent) > 1 else "column"
            raise InputError(
                f"nothing is said of the {what} {_listed(silent)}",
                where=f"{table}:1",
                hint=f"read it in {self.path}, or name it there below left-out with the reason",
            )


def _hint(header: list[str]) -> str:
    """What a table has in place of the columns that are read."""
    if len(header) == 1 and (mark := next((mark for mark in "\t;|" if mark in header[0]), "")):
        return f"its cells seem to be parted by {mark!r}: save it with commas"
    return f"it has {_listed(header)}" if header else "it is empty"


def _listed(columns: list[str]) -> str:
    """Some columns, and how many there are besides."""
    more = f" and {len(columns) - _MOST_SHOWN} more" if len(columns) > _MOST_SHOWN else ""
    return ", ".join(map(shown, columns[:_MOST_SHOWN])) + more


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Errors: InputError that tells each fault with its place.
    """
    faults = Faults(str(path))
    entry = Entry(read_yaml(path, faults), faults)
    entry.only(("source", "names", "missing", "no-day", "things", "left-out"))
    source = _source(entry.part("source"))
    things = _things(entry.part("things"))
    mapping = Mapping(
        path,
        source,
        entry.key("names") or source["key"],
        frozenset(entry.words("missing")),
        frozenset(entry.words("no-day")),
        things,
        entry.part("left-out", needed=False).texts(),
        _spots(entry.part("things", needed=False)),
    )
    faults.tell()
    return mapping


def _source(entry: Entry) -> dict[str, str]:
    """Who states what the table says."""
    entry.only(("key", "title", "publisher", "tier", "url", "published"))
    read = {"key": entry.key("key", needed=True)}
    read |= {name: entry.text(name, needed=True) for name in ("title", "publisher")}
    read["tier"] = entry.term("tier", scheme="tier")
    for name in ("url", "published"):
        if name in entry:
            read[name] = entry.text(name, needed=True)
    if "published" in entry and read["published"] and not read_date(read["published"]):
        entry.fault(f"not a date: {shown(read['published'])}", "published")
    try:
        expand(read.get("url") or "http://none")
    except UsageError:
        entry.fault(f"not an address: {shown(read['url'])}", "url")
    return read


def _things(entry: Entry) -> tuple[Thing, ...]:
    """What a row speaks of, each after that to which it belongs."""
    found: dict[str, Thing] = {}
    for name, part in entry.parts():
        thing = _thing(name, part)
        if not is_key(name):
            part.fault(f"{shown(name)} is no key: write letters of ASCII, digits, - and _")
        if thing.of and thing.of not in found:
            part.fault(f"nothing before it is called {shown(thing.of)}{nearest(thing.of, found)}", "of")
        found[name] = thing
    if not found:
        entry.fault("names nothing that a row speaks of")
    return tuple(found.values())


def _thing(name: str, entry: Entry) -> Thing:
    entry.only(("kind", "class", "key", "of", "only-with", "not-with", "says"))
    kind, key, of = entry.text("kind", needed=True), entry.words("key"), entry.text("of")
    if kind and kind not in _KINDS:
        entry.fault(f"no kind {shown(kind)}{nearest(kind, _KINDS)}", "kind")
    if not key and not of and not (entry.content["key"].content if "key" in entry else ""):
        entry.fault("lacks a key, the columns that tell one from another")
    values = tuple(_value(prop, part) for prop, part in entry.part("says", needed=False).parts())
    if kind == "event" and not any(one.property == DATE.value and one.way == "date" for one in values):
        entry.fault("an event is there only with its day: it lacks says.date, read from a column as a date")
    return Thing(
        name,
        kind,
        class_iri(entry.text("class", needed=True), entry),
        key,
        of,
        entry.words("only-with"),
        entry.words("not-with"),
        values,
    )


def _value(name: str, entry: Entry) -> Value:
    entry.only((*VALUES, "means", "unspoken", "only-with"))
    iri = property_iri(name, entry)
    ways = [way for way in VALUES if way in entry]
    if len(ways) != 1:
        entry.fault("needs exactly one of " + ", ".join(VALUES))
    way = ways[0] if ways else VALUES[0]
    column = entry.term(way) if way == "is" else entry.text(way)
    codes = entry.part("means", needed=False)
    means = {code: codes.term(code) for code in codes.content}
    return Value(iri, way, column, means, frozenset(entry.words("unspoken")), entry.words("only-with"))


def _spots(things: Entry) -> dict[str, Spot]:
    """Where each column that is read is named first."""
    found: dict[str, Spot] = {}
    for _, thing in things.parts():
        for part in (thing, *(said for _, said in thing.part("says", needed=False).parts())):
            for name in _COLUMNS & part.content.keys():
                node = part.content[name]
                for one in node.content if isinstance(node.content, list) else [node]:
                    if isinstance(one.content, str):
                        found[one.content] = min(one.spot, found.get(one.content, one.spot))
    return found


__all__ = ["Mapping", "Thing", "Value", "read_mapping"]
