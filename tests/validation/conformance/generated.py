"""Made-up data and made-up shapes, of every kind that SHACL Core has, for two engines to agree on."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from treatykg.namespaces import PREFIXES
from treatykg.shacl.shapes import FIRST, NIL, REST, SUBCLASS, TYPE, sh
from treatykg.store.results import Term

XSD = PREFIXES["xsd"]
SHAPES_EACH = 10


def ex(name: str) -> NamedNode:
    """A made-up name."""
    return NamedNode(f"http://example.org/{name}")


NODES = [ex(name) for name in "abcde"]
PROPERTIES = [ex(name) for name in "pqr"]
CLASSES = [ex(name) for name in ("C", "D", "E")]
LITERALS = [
    Literal("x"),
    Literal("xyz"),
    Literal("Xy", language="en"),
    Literal("Xz", language="en"),
    Literal("ix", language="fr"),
    Literal("x", language="en-GB"),
    *(Literal(text, datatype=NamedNode(XSD + "integer")) for text in ("1", "2", "01", "x1")),
    *(Literal(text, datatype=NamedNode(XSD + "int")) for text in ("1", "7")),
    *(Literal(text, datatype=NamedNode(XSD + "decimal")) for text in ("1.5", "1.50")),
    *(Literal(text, datatype=NamedNode(XSD + "date")) for text in ("2020-02-29", "2021-01-31", "2021-02-30")),
    *(Literal(text, datatype=NamedNode(XSD + "boolean")) for text in ("true", "0")),
    Literal("1957", datatype=NamedNode(XSD + "gYear")),
]
DATATYPES = [
    NamedNode(XSD + name) for name in ("string", "integer", "int", "decimal", "date", "boolean", "gYear")
]
NUMBERS = [
    Literal(text, datatype=NamedNode(XSD + kind))
    for text, kind in (("1", "integer"), ("2", "integer"), ("1.5", "decimal"))
]
# Numbers are compared under properties of their own: pySHACL orders any two literals, SHACL only what can be
# compared.
ORDERED = [ex("n"), ex("m")]
MEASURES = [
    *NUMBERS,
    *(
        Literal(text, datatype=NamedNode(XSD + kind))
        for text, kind in (("01", "integer"), ("7", "int"), ("1.50", "decimal"))
    ),
]
TERMS: Sequence[Term] = [*NODES, *LITERALS]
KINDS = [
    sh(name)
    for name in ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
]

T = TypeVar("T")


def data(random: Random) -> list[Quad]:
    """A small graph."""
    found = [
        Quad(random.choice(NODES), random.choice(PROPERTIES), random.choice(TERMS))
        for _ in range(random.randint(4, 25))
    ]  # type: ignore[arg-type]
    found += [
        Quad(random.choice(NODES), random.choice(ORDERED), random.choice(MEASURES))
        for _ in range(random.randint(0, 8))
    ]
    found += [Quad(random.choice(NODES), TYPE, random.choice(CLASSES)) for _ in range(random.randint(0, 8))]
    return [*found, Quad(CLASSES[1], SUBCLASS, CLASSES[0])]


class Writer:
    """Writes one shapes graph, with names for all shapes and cells of its own for lists and paths."""

    def __init__(self, random: Random, number: int) -> None:
        self.random = random
        self.number = number
        self.count = 0
        self.quads: list[Quad] = []

    def pick(self, options: Sequence[T]) -> T:
        return self.random.choice(options)

    def say(self, subject: NamedNode | BlankNode, name: str, value: Term) -> None:
        self.quads.append(Quad(subject, sh(name), value))

    def items(self, members: Sequence[Term]) -> NamedNode | BlankNode:
        head: NamedNode | BlankNode = NIL
        for member in reversed(members):
            cell = BlankNode()
            self.quads += [Quad(cell, FIRST, member), Quad(cell, REST, head)]
            head = cell
        return head

    def whole(self, number: int) -> Literal:
        return Literal(number)

    def path(self, depth: int = 2) -> NamedNode | BlankNode:
        kind = self.random.randint(0, 9) if depth else 0
        if kind < 5:
            return self.pick(PROPERTIES)
        if kind == 5:
            return self.items([self.path(depth - 1), self.path(depth - 1)])
        node = BlankNode()
        if kind == 6:
            self.say(node, "alternativePath", self.items([self.path(depth - 1), self.path(depth - 1)]))
        else:
            self.say(node, ("inversePath", "zeroOrMorePath", "oneOrMorePath")[kind - 7], self.path(0))
        return node

    def shape(self, depth: int, *, path: bool | None = None) -> NamedNode:
        self.count += 1
        me = ex(f"shape{self.number}-{self.count}")
        has_path = self.pick([True, False]) if path is None else path
        self.quads.append(Quad(me, TYPE, sh("PropertyShape" if has_path else "NodeShape")))
        ordered = has_path and self.random.random() < 0.2
        if has_path:
            self.say(me, "path", self.pick(ORDERED) if ordered else self.path())
        if ordered:
            self._compared(me)
        for _ in range(self.random.randint(1, 2)):
            self.constraint(me, depth, has_path=has_path)
        return me

    def constraint(self, me: NamedNode, depth: int, *, has_path: bool) -> None:
        kinds = [
            "class",
            "datatype",
            "nodeKind",
            "length",
            "pattern",
            "languageIn",
            "in",
            "hasValue",
            "equals",
            "disjoint",
        ]
        kinds += ["minCount", "maxCount", "uniqueLang"] if has_path else ["closed"]
        kinds += ["not", "node", "property", "and", "or", "xone"] * 2 * (depth > 0) + ["qualified"] * (
            depth > 0 and has_path
        )
        getattr(self, f"_{self.pick(kinds)}")(me, depth)

    def _class(self, me: NamedNode, depth: int) -> None:
        self.say(me, "class", self.pick(CLASSES))

    def _datatype(self, me: NamedNode, depth: int) -> None:
        self._once(me, "datatype", self.pick(DATATYPES))

    def _nodeKind(self, me: NamedNode, depth: int) -> None:
        self._once(me, "nodeKind", self.pick(KINDS))

    def _length(self, me: NamedNode, depth: int) -> None:
        self._once(me, self.pick(["minLength", "maxLength"]), self.whole(self.random.randint(0, 4)))

    def _pattern(self, me: NamedNode, depth: int) -> None:
        if self._once(
            me, "pattern", Literal(self.pick(["^x", "y", "^[0-9.]+$", "example", "z$"]))
        ) and self.pick([True, False]):
            self._once(me, "flags", Literal("i"))

    def _languageIn(self, me: NamedNode, depth: int) -> None:
        self._once(
            me,
            "languageIn",
            self.items(
                [Literal(tag) for tag in self.random.sample(["en", "fr", "de"], self.random.randint(1, 3))]
            ),
        )

    def _in(self, me: NamedNode, depth: int) -> None:
        self._once(me, "in", self.items(self.random.sample(TERMS, self.random.randint(1, 6))))

    def _hasValue(self, me: NamedNode, depth: int) -> None:
        self.say(me, "hasValue", self.pick(TERMS))

    def _equals(self, me: NamedNode, depth: int) -> None:
        self.say(me, "equals", self.pick(PROPERTIES))

    def _disjoint(self, me: NamedNode, depth: int) -> None:
        self.say(me, "disjoint", self.pick(PROPERTIES))

    def _compared(self, me: NamedNode) -> None:
        if self.pick([True, False]):
            self.say(me, self.pick(["lessThan", "lessThanOrEquals"]), self.pick(ORDERED))
        else:
            self._once(
                me,
                self.pick(["minInclusive", "maxInclusive", "minExclusive", "maxExclusive"]),
                self.pick(NUMBERS),
            )

    def _minCount(self, me: NamedNode, depth: int) -> None:
        self._once(me, "minCount", self.whole(self.random.randint(0, 3)))

    def _maxCount(self, me: NamedNode, depth: int) -> None:
        self._once(me, "maxCount", self.whole(self.random.randint(0, 3)))

    def _uniqueLang(self, me: NamedNode, depth: int) -> None:
        self._once(me, "uniqueLang", Literal(value=True))

    def _closed(self, me: NamedNode, depth: int) -> None:
        if self._once(me, "closed", Literal(value=True)):
            self.say(me, "ignoredProperties", self.items([TYPE, self.pick(PROPERTIES)]))

    def _not(self, me: NamedNode, depth: int) -> None:
        self.say(me, "not", self.shape(depth - 1))

    def _node(self, me: NamedNode, depth: int) -> None:
        self.say(me, "node", self.shape(depth - 1, path=False))

    def _property(self, me: NamedNode, depth: int) -> None:
        self.say(me, "property", self.shape(depth - 1, path=True))

    def _and(self, me: NamedNode, depth: int, name: str = "and") -> None:
        self.say(me, name, self.items([self.shape(depth - 1) for _ in range(self.random.randint(1, 2))]))

    def _or(self, me: NamedNode, depth: int) -> None:
        self._and(me, depth, "or")

    def _xone(self, me: NamedNode, depth: int) -> None:
        self._and(me, depth, "xone")

    def _qualified(self, me: NamedNode, depth: int) -> None:
        if self._once(me, "qualifiedValueShape", self.shape(depth - 1)):
            self.say(
                me,
                self.pick(["qualifiedMinCount", "qualifiedMaxCount"]),
                self.whole(self.random.randint(0, 2)),
            )

    def _once(self, me: NamedNode, name: str, value: Term) -> bool:
        """Say it unless it has been said: SHACL allows one value."""
        if any(quad.subject == me and quad.predicate == sh(name) for quad in self.quads):
            return False
        self.say(me, name, value)
        return True

    def target(self, me: NamedNode) -> None:
        kind = self.random.randint(0, 3)
        if kind == 0:
            self.say(me, "targetClass", self.pick(CLASSES))
        elif kind == 1:
            for node in self.random.sample([*NODES, LITERALS[0]], self.random.randint(1, 3)):
                self.say(me, "targetNode", node)
        else:
            self.say(me, ("targetSubjectsOf", "targetObjectsOf")[kind - 2], self.pick(PROPERTIES))


def shapes(random: Random) -> list[Quad]:
    """Ten shapes with targets, each nested up to twice."""
    found: list[Quad] = []
    for number in range(SHAPES_EACH):
        writer = Writer(random, number)
        writer.target(writer.shape(2))
        found += writer.quads
    return found
