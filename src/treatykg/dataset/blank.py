"""Blank nodes: a label means something in one document only (RDF 1.1 Concepts, section 3.4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

from pyoxigraph import BlankNode, Quad

from treatykg.claims import Statement

_UNNAMED = re.compile(r"[0-9a-f]{32}\Z")  # what the parser calls a node that its file gives no label
_ROUNDS = 8
_MOST_TIES, _MOST_WORK = 20, 20_000  # what is still tied then is told apart by its label


def apart(quads: list[Quad], taken: set[str]) -> list[Quad]:
    """Give the blank nodes of one document labels that no document before it has, in order.

    Parameters: `taken`, the labels of the documents before; those of this one are added.

    >>> from pyoxigraph import NamedNode
    >>> said = [Quad(BlankNode("x"), NamedNode("http://e/p"), BlankNode("x"))]
    >>> str(apart(said, {"x"})[0].subject)
    '_:x_2'
    """
    labels = dict.fromkeys(
        node.value
        for quad in quads
        for node in (quad.subject, quad.object, quad.graph_name)
        if isinstance(node, BlankNode)
    )
    if not labels:
        return quads
    own = {label for label in labels if not _UNNAMED.match(label)}
    used = taken | own
    new: dict[BlankNode, BlankNode] = {}
    for label in labels:
        if label in own - taken:
            continue
        base, number = (f"{label}_", 2) if label in own else ("b", len(used) + 1)
        while f"{base}{number}" in used:
            number += 1
        new[BlankNode(label)] = BlankNode(f"{base}{number}")
        used.add(f"{base}{number}")
    taken |= used
    return [
        Quad(
            _other(quad.subject, new), quad.predicate, _other(quad.object, new), _other(quad.graph_name, new)
        )
        for quad in quads
    ]


def steady(statements: Iterable[Statement]) -> set[Statement]:
    """Name blank nodes by what is said of them, so that two documents that say the same are equal.

    Two sets that come out equal say the same; nodes of which the same is said are told apart by trial.
    """
    said = set(statements)
    around: dict[Any, list[Statement]] = {}
    for one in said:
        for node in {one[0], one[2]}:
            if isinstance(node, BlankNode):
                around.setdefault(node, []).append(one)
    if not around:
        return said
    names = _refined(dict.fromkeys(around, ""), around)
    for trial in range(min(_MOST_TIES, _MOST_WORK // len(said))):
        tied = min((name for name, number in Counter(names.values()).items() if number > 1), default="")
        if not tied:
            break
        first = min((node for node, name in names.items() if name == tied), key=str)
        names = _refined({**names, first: f"{tied}{trial}"}, around)
    seen: Counter[str] = Counter()
    new: dict[Any, BlankNode] = {}
    for node in sorted(names, key=lambda one: (names[one], str(one))):
        seen[names[node]] += 1
        new[node] = BlankNode(f"{names[node]}x{seen[names[node]]}")
    return {(_other(s, new), p, _other(o, new)) for s, p, o in said}


def _refined(names: dict[Any, str], around: Mapping[Any, list[Statement]]) -> dict[Any, str]:
    """Name each node anew by what is said of it and by the names of the nodes in that, several times."""
    for _ in range(_ROUNDS):
        names = {
            node: _digest(
                [
                    names[node],
                    *sorted(
                        " ".join("." if term == node else names.get(term, str(term)) for term in one)
                        for one in said
                    ),
                ]
            )
            for node, said in around.items()
        }
    return names


def _digest(parts: list[str]) -> str:
    return "b" + blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


def _other(node: Any, new: Mapping[Any, BlankNode]) -> Any:
    return new.get(node, node)


__all__ = ["apart", "steady"]
