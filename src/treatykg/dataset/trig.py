"""The canonical form: one way to write a graph, byte for byte.

Prefixes that are used, sorted; subjects sorted; `a` first, then predicates and objects sorted; in
TriG each claim is its graph followed by what is known about it. A change of one fact is a change
of one line.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from treatykg.claims import TYPE
from treatykg.namespaces import PREFIXES, curie

_XSD = PREFIXES["xsd"]
_BARE = {f"{_XSD}integer": re.compile(r"[+-]?[0-9]+\Z"), f"{_XSD}boolean": re.compile(r"(true|false)\Z")}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]')


def term(value: object) -> str:
    """Write one RDF term the canonical way.

    >>> term(Literal("2025-12", datatype=NamedNode(_XSD + "gYearMonth")))
    '"2025-12"^^xsd:gYearMonth'
    """
    if isinstance(value, NamedNode):
        short = curie(value.value)
        return short if short != value.value else str(value)
    if isinstance(value, Triple):
        return f"<<( {value} )>>"
    if not isinstance(value, Literal):
        return str(value)
    datatype = value.datatype.value
    if datatype in _BARE and _BARE[datatype].match(value.value):
        return value.value
    text = '"' + _SPECIAL.sub(_escape, value.value) + '"'
    if value.language:
        return f"{text}@{value.language}" + (f"--{value.direction.value}" if value.direction else "")
    return text if datatype == f"{_XSD}string" else f"{text}^^{term(value.datatype)}"


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def turtle(quads: Iterable[Quad]) -> str:
    """Write the default graph of `quads` as canonical Turtle.

    >>> india, state = NamedNode(PREFIXES["state"] + "in"), NamedNode(PREFIXES["tkg"] + "State")
    >>> print(turtle([Quad(india, TYPE, state)]), end="")
    @prefix state: <https://w3id.org/treatykg/id/state/> .
    @prefix tkg: <https://w3id.org/treatykg/ns#> .
    <BLANKLINE>
    state:in a tkg:State .
    """
    return document(q for q in quads if isinstance(q.graph_name, DefaultGraph))


def document(quads: Iterable[Quad], head: str = "") -> str:
    """Write `quads` as canonical TriG (which is Turtle when there is no named graph).

    Parameters: `head`, comment lines to stand at the top.
    """
    graphs: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(dict)
    for quad in quads:
        graph = "" if isinstance(quad.graph_name, DefaultGraph) else term(quad.graph_name)
        predicate = "a" if quad.predicate == TYPE else term(quad.predicate)
        graphs[graph].setdefault(term(quad.subject), {}).setdefault(predicate, []).append(term(quad.object))
    default = graphs.pop("", {})
    blocks = [_block(subject, default[subject]) for subject in sorted(default.keys() - graphs.keys())]
    for name in sorted(graphs):
        inner = "".join(_indent(_block(subject, graphs[name][subject])) for subject in sorted(graphs[name]))
        about = _block(name, default[name]) if name in default else ""
        blocks.append(f"{name} {{\n{inner}}}\n{about}")
    return "\n".join(part for part in [head, _prefixes({"": default, **graphs}), *blocks] if part)


def _prefixes(graphs: Mapping[str, Mapping[str, Mapping[str, list[str]]]]) -> str:
    """Declare each prefix that some written term begins with."""
    written = set(graphs)
    for nodes in graphs.values():
        written.update(nodes)
        for properties in nodes.values():
            written.update(properties, *properties.values())
    used = {
        word.rpartition("^^")[2].partition(":")[0] for word in written if word[:1] not in '"<' or "^^" in word
    }
    return "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(used & PREFIXES.keys()))


def _block(subject: str, properties: Mapping[str, list[str]]) -> str:
    lines = []
    for predicate in sorted(properties, key=lambda name: (name != "a", name)):
        values = sorted(set(properties[predicate]))
        lines.append(
            f"{predicate} {values[0]}" if len(values) == 1 else predicate + " " + " ,\n        ".join(values)
        )
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"


def _indent(block: str) -> str:
    return "".join(f"    {line}\n" for line in block.rstrip("\n").split("\n"))
