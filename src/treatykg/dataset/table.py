"""A table of agreements as claims: one claim for each row, stated by the source of the table.

What cannot be read is a remark with the row, the column and the reason; nothing is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from treatykg.claims import DATE, SKOS_LABEL, STANDING, STATED_BY, TYPE, Statement
from treatykg.dataset.csv_rows import check_header, rows_of
from treatykg.dataset.load import load
from treatykg.dataset.made_keys import MadeKeys, file_key, made_key
from treatykg.dataset.mapping import Mapping, Thing, Value
from treatykg.dataset.written_dates import read_date
from treatykg.namespaces import PREFIXES, key_of
from treatykg.terms import DCTERMS, SKOS, TKG

_XSD = PREFIXES["xsd"]
_LABEL, _PERFORMED_BY = NamedNode(SKOS_LABEL), TKG.performedBy
_CODE = re.compile(r"[A-Z]{3}\Z")


@dataclass(frozen=True, slots=True)
class Remark:
    """What could not be read as it stands: `row` counts as a spreadsheet does, the header being row 1."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(slots=True)
class Imported:
    """What a table gave: the quads of its claims and their evidence, the remarks, and how many rows there
    were.
    """

    quads: list[Quad] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    rows: int = 0
    claims: int = 0


def import_table(mapping: Mapping, path: Path) -> Imported:
    """Read a CSV file by a mapping.

    Errors: InputError when the file is no CSV in UTF-8, or the mapping does not fit it.
    """
    return _Importer(mapping).table(path)


class _Importer:
    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.done = Imported()
        self.source = NamedNode(PREFIXES["source"] + mapping.source["key"])
        self.row, self.key = 0, ""
        self.labelled: set[NamedNode] = set()
        self.names = MadeKeys()

    @cached_property
    def states(self) -> dict[str, NamedNode]:
        """The States that the shipped data knows, by code of three letters."""
        stated = (statement for claim in load().claims.values() for statement in claim.statements)
        return {value.value: one for one, predicate, value in stated if predicate == TKG.isoAlpha3}

    def table(self, path: Path) -> Imported:
        rows = rows_of(path)
        _, header = next(rows, (1, []))
        check_header(header, path, nameless="" in self.mapping.columns() | self.mapping.left_out.keys())
        self.mapping.check(header, str(path))
        self.key = "-".join(dict.fromkeys([self.mapping.source["key"], file_key(path.stem)]))
        self.done.quads += self._source()
        for self.row, cells in rows:
            self.done.rows += 1
            if len(cells) != len(header):
                self._remark("", "", f"left out: it has {len(cells)} cells, the header {len(header)}")
            else:
                self._row({name: cell.strip() for name, cell in zip(header, cells, strict=True)})
        return self.done

    def _source(self) -> Iterator[Quad]:
        given = self.mapping.source
        group = NamedNode(PREFIXES["group"] + given["key"])
        yield Quad(self.source, TYPE, TKG.Source)
        yield Quad(self.source, DCTERMS.title, Literal(given["title"]))
        yield Quad(self.source, DCTERMS.language, Literal("en"))
        yield Quad(self.source, TKG.publisher, Literal(given["publisher"]))
        yield Quad(self.source, TKG.hasTier, NamedNode(given["tier"]))
        yield Quad(self.source, TKG.inGroup, group)
        yield Quad(group, TYPE, TKG.IndependenceGroup)
        yield Quad(group, SKOS.prefLabel, Literal(given["title"], language="en"))
        if "url" in given:
            yield Quad(self.source, TKG.url, Literal(given["url"], datatype=NamedNode(f"{_XSD}anyURI")))
        if "published" in given and (date := read_date(given["published"])):
            yield Quad(self.source, DATE, date.literal)

    def _remark(self, column: str, value: str, reason: str) -> None:
        self.done.remarks.append(Remark(self.row, column, value, reason))

    def _given(self, cells: Map[str, str], column: str) -> str:
        value = cells[column]
        return "" if value in self.mapping.missing or value in self.mapping.no_day else value

    def _row(self, cells: Map[str, str]) -> None:
        """One row as one claim."""
        named: dict[str, NamedNode] = {}
        stated: list[Statement] = []
        for thing in self.mapping.things:
            if not self._is_there(thing, cells, named):
                continue
            if (node := self._node(thing, cells, named)) is None:
                return
            said = [statement for value in thing.values for statement in self._value(node, value, cells)]
            if thing.kind == "event" and not any(predicate == DATE for _, predicate, _ in said):
                self._no_day(thing, cells)
                continue
            named[thing.name] = node
            stated += [(node, TYPE, NamedNode(thing.type)), *said]
            if thing.of:
                stated.append((node, TKG.ofAgreement, named[thing.of]))
            if thing.kind == "event":
                stated += self._event_name(node, thing, named, stated)
        claim = NamedNode(f"{PREFIXES['claim']}{self.key}-{self.row}")
        quads = [Quad(*statement, claim) for statement in dict.fromkeys(stated)]
        quads.append(Quad(claim, TYPE, TKG.Claim))
        quads.append(
            Quad(
                claim,
                DCTERMS.identifier,
                Literal(f"{self.key.upper()}-ROW-{self.row}"),
            )
        )
        quads.append(Quad(claim, STANDING, NamedNode(PREFIXES["standing"] + "accepted")))
        quads.append(Quad(claim, STATED_BY, self.source))
        self.done.quads += quads
        self.done.claims += 1

    def _no_day(self, thing: Thing, cells: Map[str, str]) -> None:
        """Say that an event is left out; where its day cannot be read, the remark on the day says so."""
        days = [value.column for value in thing.values if value.property == DATE.value]
        read = [value.column for value in thing.values if value.way != "is" and value.column not in days]
        told = next((column for column in read if self._given(cells, column)), None)
        if told is not None and not any(self._given(cells, column) for column in days):
            self._remark(told, cells[told], f"left out: the {thing.name} has no day")

    def _event_name(
        self, node: NamedNode, thing: Thing, named: Map[str, NamedNode], stated: list[Statement]
    ) -> Iterator[Statement]:
        """A name for an event that the table does not name: what it is, and of which agreement."""
        if any(subject == node and predicate == _LABEL for subject, predicate, _ in stated):
            return
        what = thing.name.replace("-", " ").capitalize()
        whole = next(
            (
                value.value
                for subject, predicate, value in stated
                if subject == named.get(thing.of) and predicate == _LABEL
            ),
            "",
        )
        acted = [key_of(value.value).upper() for s, p, value in stated if s == node and p == _PERFORMED_BY]
        by = f" by {acted[0]}" if acted else ""
        yield node, _LABEL, Literal(f"{what} of {whole}{by}", language="en")

    def _is_there(self, thing: Thing, cells: Map[str, str], named: Map[str, NamedNode]) -> bool:
        with_ = not thing.only_with or any(self._given(cells, column) for column in thing.only_with)
        return (
            with_
            and not any(self._given(cells, column) for column in thing.not_with)
            and (not thing.of or thing.of in named)
        )

    def _node(self, thing: Thing, cells: Map[str, str], named: Map[str, NamedNode]) -> NamedNode | None:
        """The name of a thing, made of its key, and of what it belongs to."""
        parts = [self._given(cells, column) for column in thing.key]
        if thing.key and not parts[0]:
            self._remark(thing.key[0], cells[thing.key[0]], f"left out: the {thing.name} has no name")
            return None
        whole = key_of(named[thing.of].value) if thing.of else self.mapping.names
        ending = f"-{thing.name}" if thing.of else ""
        name = "-".join(part for part in (whole, made_key(parts)) if part) + ending
        node = NamedNode(PREFIXES[thing.kind] + name)
        if other := self.names.other(node.value, [whole, *parts, ending], self.row):
            row, texts = other
            told = " ".join(text for text in texts[1 : len(texts) - 1] if text)
            self._remark(
                thing.key[0] if thing.key else "",
                " ".join(part for part in parts if part),
                f"taken for the same {thing.name} as {told!r} of row {row}: both are called {name}",
            )
        return node

    def _value(self, node: NamedNode, value: Value, cells: Map[str, str]) -> Iterator[Statement]:
        predicate = NamedNode(value.property)
        if value.way == "is":
            yield node, predicate, NamedNode(value.column)
            return
        text = self._given(cells, value.column)
        if not text or (
            value.only_with and not any(self._given(cells, column) for column in value.only_with)
        ):
            return
        if value.way == "text":
            yield node, predicate, Literal(text, language="en")
        elif value.way == "code":
            yield from self._code(node, predicate, value, text)
        elif value.way == "state":
            yield from self._state(node, predicate, value, text)
        elif date := read_date(text):
            yield node, predicate, date.literal
            if date.changed:
                self._remark(value.column, text, date.changed)
            if date.doubt:
                yield node, TKG.note, Literal(date.doubt, language="en")
        else:
            self._remark(value.column, text, "left out: not a date")

    def _code(self, node: NamedNode, predicate: NamedNode, value: Value, text: str) -> Iterator[Statement]:
        if text in value.means:
            yield node, predicate, NamedNode(value.means[text])
        elif text not in value.unspoken:
            self._remark(value.column, text, "left out: the mapping does not say what it means")

    def _state(self, node: NamedNode, predicate: NamedNode, value: Value, text: str) -> Iterator[Statement]:
        if not _CODE.match(text):
            self._remark(value.column, text, "left out: not a code of three letters for a State")
            return
        if state := self.states.get(text):
            yield node, predicate, state
            return
        state = NamedNode(PREFIXES["state"] + text.lower())
        yield node, predicate, state
        if state not in self.labelled:
            self.labelled.add(state)
            yield state, TYPE, TKG.State
            yield state, TKG.isoAlpha3, Literal(text)
            yield state, SKOS.prefLabel, Literal(text, language="en")


__all__ = ["Imported", "Remark", "import_table"]
