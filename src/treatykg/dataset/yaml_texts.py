"""YAML in which every scalar is a text, each with its place: for mapping files.

What the YAML 1.2 core schema reads as a number, a truth value or nothing is here the text as it is written,
and so is what YAML 1.1 would read so: `NO`, `on`, `0123` and `1:20` are names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from treatykg.dataset.load import contents
from treatykg.errors import InputError

HINT = "docs/imports.md says how to write a mapping file"
_LARGEST = 256 * 1024
_DEEPEST = 32
_MOST_NODES = 100_000
_MOST_FAULTS = 20
_LONGEST_SHOWN = 60
_LONGEST_TEXT = 2000
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_TAGS = frozenset(["!", *(f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))])
_LINE_END = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")


class Spot(NamedTuple):
    """A line and a column of a file, counted from 1."""

    line: int = 1
    column: int = 1


class Faults:
    """What is wrong with a file: all of it, each with its place."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: set[tuple[Spot, str]] = set()

    def add(self, spot: Spot, cause: str) -> None:
        """Take one fault."""
        self._found.add((spot, cause))

    def tell(self, hint: str = HINT) -> None:
        """End here if there was any fault.

        Parameters: `hint`, what to do.
        Errors: InputError that tells each fault on a line of its own.
        """
        if not self._found:
            return
        (first, cause), *rest = sorted(self._found)
        more = [f"{self.place(spot)}: {cause}" for spot, cause in rest]
        if len(more) >= _MOST_FAULTS:
            more[_MOST_FAULTS - 1 :] = [f"and {len(rest) - _MOST_FAULTS + 1} more"]
        raise InputError(cause, where=self.place(first), hint=hint, more=more)

    def place(self, spot: Spot) -> str:
        """The file, line and column."""
        return f"{self.file}:{spot.line}:{spot.column}"


@dataclass(slots=True)
class Node:
    """A text, a list, or nodes by name; `names` are the places of the names, `size` counts the nodes."""

    content: str | list[Node] | dict[str, Node]
    spot: Spot = field(default_factory=Spot)
    names: dict[str, Spot] = field(default_factory=dict)
    size: int = 1


def shown(name: str) -> str:
    """A name as a message shows it: in quotes, on one line, cut where it is long.

    >>> shown("a" * 200)[-4:]
    "aa…'"
    """
    return repr(name if len(name) <= _LONGEST_SHOWN else f"{name[: _LONGEST_SHOWN - 1]}…")


def read_yaml(path: Path, faults: Faults) -> Node:
    """Read a YAML file, and add to `faults` what is wrong with single nodes.

    Errors: InputError with file:line:column for what is no YAML in UTF-8, or too large or too deep to be
    meant.
    """
    text = _text(path)
    builder = _Builder(faults)
    loader: Any = None
    try:
        loader = yaml.SafeLoader(text)
        while loader.check_event():
            builder.take(loader.get_event())
    except yaml.reader.ReaderError as error:
        cause = f"not YAML: the character U+{int(error.character):04X}"
        raise _error(cause, faults, _spot(text, error.position)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _error(f"not YAML: {error.problem or error.context}", faults, _at(mark)) from None
    except (ValueError, OverflowError):
        raise _error("not YAML: a number out of range", faults, _at(loader.get_mark())) from None
    return builder.root or Node("")


def _text(path: Path) -> str:
    data, faults = contents(path), Faults(str(path))
    if len(data) > _LARGEST:
        raise _error(f"larger than {_LARGEST // 1024} KB", faults, Spot())
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = data[: error.start].decode("utf-8-sig")
        raise _error("not YAML: not UTF-8", faults, _spot(read, len(read))) from None


def _error(cause: str, faults: Faults, spot: Spot) -> InputError:
    return InputError(cause, where=faults.place(spot), hint=HINT)


def _at(mark: Any) -> Spot:
    return Spot(mark.line + 1, mark.column + 1) if mark else Spot()


def _spot(text: str, position: int) -> Spot:
    ends = [match.end() for match in _LINE_END.finditer(text, 0, position)]
    return Spot(len(ends) + 1, position - (ends[-1] if ends else 0) + 1)


class _Builder:
    """Nodes from the events of a parser, without recursion, so that depth is no matter."""

    def __init__(self, faults: Faults) -> None:
        self.root: Node | None = None
        self._faults = faults
        self._open: list[tuple[Node, str | None]] = []  # each with the anchor that it is to have
        self._name: list[tuple[str, Spot] | None] = []  # in each open one, the name whose value comes next
        self._anchors: dict[str, Node | None] = {}
        self._size = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        spot = _at(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            self._add(self._known(event.anchor, spot))
        elif isinstance(event, yaml.ScalarEvent):
            if _UNREADABLE.search(event.value):
                self._faults.add(spot, "half of a character, or U+0000: no text can hold it")
            if len(event.value) > _LONGEST_TEXT:
                self._faults.add(spot, f"longer than {_LONGEST_TEXT} characters")
            self._anchor(event.anchor, self._node(event, event.value, spot))
        elif isinstance(event, yaml.CollectionStartEvent):
            content: list[Node] | dict[str, Node] = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            self._open.append((self._node(event, content, spot), event.anchor))
            self._name.append(None)
            if event.anchor:
                self._anchors[event.anchor] = None
            if len(self._open) > _DEEPEST:
                raise _error(f"nested deeper than {_DEEPEST}", self._faults, spot)
        elif isinstance(event, yaml.CollectionEndEvent):
            node, anchor = self._open.pop()
            self._name.pop()
            self._anchor(anchor, node)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root:
            raise _error("a second document", self._faults, spot)

    def _node(self, event: Any, content: str | list[Node] | dict[str, Node], spot: Spot) -> Node:
        if event.tag and event.tag not in _TAGS:
            self._faults.add(spot, f"the tag {shown(event.tag)}: every value is a text here; leave it out")
        return Node(content, spot)

    def _anchor(self, anchor: str | None, node: Node) -> None:
        if anchor:
            self._anchors[anchor] = node
        self._add(node)

    def _known(self, anchor: str | None, spot: Spot) -> Node:
        """The node of an alias, as often as it is meant: copies of copies grow without end."""
        node = self._anchors.get(anchor or "")
        if node is None:
            cause = f"the alias {shown(anchor or '')} names nothing that is whole before it"
            raise _error(cause, self._faults, spot)
        return Node(node.content, spot, node.names, node.size)

    def _add(self, node: Node) -> None:
        """Put a node where it stands."""
        if not self._open:
            self.root = node
            return
        into, name = self._open[-1][0], self._name[-1]
        into.size += node.size
        if into.size > _MOST_NODES:
            raise _error(f"more than {_MOST_NODES} entries, aliases written out", self._faults, node.spot)
        if isinstance(into.content, list):
            into.content.append(node)
        elif name is None:
            if not isinstance(node.content, str):
                self._faults.add(node.spot, "a name must be a text")
            self._name[-1] = (node.content if isinstance(node.content, str) else "", node.spot)
        elif isinstance(into.content, dict):
            text, spot = name
            if text in into.names:
                first = into.names[text]
                self._faults.add(spot, f"{shown(text)} a second time; the first is in line {first.line}")
            else:
                into.content[text], into.names[text] = node, spot
            self._name[-1] = None


__all__ = ["HINT", "Faults", "Node", "Spot", "read_yaml", "shown"]
