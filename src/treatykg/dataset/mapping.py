"""How a table reads: a mapping file, which says for each column what it means or why it is left out."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from treatykg.claims import SKOS_LABEL
from treatykg.dataset.load import contents
from treatykg.errors import InputError, UsageError
from treatykg.namespaces import KINDS, expand, tkg

VALUES = ("text", "date", "code", "state", "is")
_HINT = "docs/imports.md says how to write a mapping file"


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

    def check(self, header: list[str]) -> None:
        """See that the table has the columns that are read, and that no other is passed over in silence.

        Errors: InputError.
        """
        lacking = sorted(self.columns() - set(header))
        if lacking:
            raise InputError(
                f"the table has no column {lacking[0]!r}",
                where=str(self.path),
                hint="it has " + ", ".join(header),
            )
        silent = [column for column in header if column not in self.columns() and column not in self.left_out]
        if silent:
            cause = f"nothing is said of the column {silent[0]!r}"
            raise InputError(
                cause, where=str(self.path), hint="read it, or name it below left-out with the reason"
            )


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Errors: InputError that names the entry.
    """
    try:
        written = yaml.safe_load(contents(path).decode("utf-8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
        raise InputError(f"not YAML: {error.problem}", where=place, hint=_HINT) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"not YAML: {error}", where=str(path), hint=_HINT) from None
    entry = _Entry(written, str(path), "")
    source = entry.part("source").texts(("key", "title", "publisher", "tier"), ("url", "published"))
    things = tuple(_thing(name, part) for name, part in entry.part("things").parts())
    known = [thing.name for thing in things]
    for thing in things:
        if thing.of and thing.of not in known[: known.index(thing.name)]:
            raise InputError(
                f"things.{thing.name}.of: nothing before it is called {thing.of!r}",
                where=str(path),
                hint=_HINT,
            )
    entry.only(("source", "names", "missing", "no-day", "things", "left-out"))
    left_out = (
        {name: str(reason) for name, reason in entry.part("left-out").items()}
        if "left-out" in entry.value
        else {}
    )
    return Mapping(
        path,
        source,
        str(entry.value.get("names", source["key"])),
        frozenset(entry.words("missing")),
        frozenset(entry.words("no-day")),
        things,
        left_out,
    )


def _thing(name: str, entry: _Entry) -> Thing:
    entry.only(("kind", "class", "key", "of", "only-with", "not-with", "says"))
    texts = entry.texts(("kind", "class"), ("of",), strict=False)
    if texts["kind"] not in KINDS:
        raise entry.error(f"no kind {texts['kind']!r}", "kind")
    key, of = entry.words("key"), texts.get("of", "")
    if not key and not of:
        raise entry.error("lacks a key, the columns that tell one from another")
    values = (
        tuple(_value(prop, part) for prop, part in entry.part("says").parts())
        if "says" in entry.value
        else ()
    )
    return Thing(
        name,
        texts["kind"],
        tkg(texts["class"]),
        key,
        of,
        entry.words("only-with"),
        entry.words("not-with"),
        values,
    )


def _value(name: str, entry: _Entry) -> Value:
    entry.only((*VALUES, "means", "unspoken", "only-with"))
    ways = [way for way in VALUES if way in entry.value]
    if len(ways) != 1:
        raise entry.error("needs exactly one of " + ", ".join(VALUES))
    iri = SKOS_LABEL if name == "prefLabel" else tkg(name)
    column = str(entry.value[ways[0]])
    try:
        means = (
            {str(k): expand(str(v)) for k, v in entry.part("means").items()} if "means" in entry.value else {}
        )
        column = expand(column) if ways[0] == "is" else column
    except UsageError as error:
        raise entry.error(error.cause) from None
    return Value(iri, ways[0], column, means, frozenset(entry.words("unspoken")), entry.words("only-with"))


class _Entry:
    """A part of a mapping file, with its place in it for messages."""

    def __init__(self, value: Any, file: str, place: str) -> None:
        self.file, self.place = file, place
        if not isinstance(value, dict):
            raise self.error("not a list of NAME: VALUE")
        self.value: dict[Any, Any] = value

    def error(self, cause: str, name: str = "") -> InputError:
        """An error at this place."""
        where = ".".join(part for part in (self.place, name) if part)
        return InputError(f"{where}: {cause}" if where else cause, where=self.file, hint=_HINT)

    def part(self, name: str) -> _Entry:
        """A part that must be there."""
        if name not in self.value:
            raise self.error(f"lacks {name}")
        return _Entry(self.value[name], self.file, f"{self.place}.{name}" if self.place else name)

    def parts(self) -> list[tuple[str, _Entry]]:
        """All parts by name."""
        return [(str(name), self.part(name)) for name in self.value]

    def items(self) -> list[tuple[str, Any]]:
        """Names and values."""
        return [(str(name), value) for name, value in self.value.items()]

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words; empty when it is not there."""
        value = self.value.get(name, [])
        if not isinstance(value, list):
            raise self.error("not a list", name)
        return tuple(map(str, value))

    def texts(
        self, needed: tuple[str, ...], others: tuple[str, ...], *, strict: bool = True
    ) -> dict[str, str]:
        """Texts by name."""
        lacking = [name for name in needed if name not in self.value]
        if lacking:
            raise self.error(f"lacks {lacking[0]}")
        if strict:
            self.only((*needed, *others))
        return {name: str(self.value[name]) for name in (*needed, *others) if name in self.value}

    def only(self, names: tuple[str, ...]) -> None:
        """Refuse entries of other names."""
        unknown = [str(name) for name in self.value if name not in names]
        if unknown:
            raise self.error(f"unknown entry {unknown[0]!r}; there are " + ", ".join(names))


__all__ = ["Mapping", "Thing", "Value", "read_mapping"]
