"""A shapes graph, read: each shape with its targets, its path and its constraints (SHACL sections 2 to 6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from treatykg.errors import InputError
from treatykg.namespaces import PREFIXES
from treatykg.store.results import Term, text

Node = NamedNode | BlankNode

RDF, RDFS, SH = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["sh"]
TYPE, FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("type", "first", "rest", "nil"))
SUBCLASS, CLASS = NamedNode(f"{RDFS}subClassOf"), NamedNode(f"{RDFS}Class")
OWL_CLASS, IMPORTS = (NamedNode(PREFIXES["owl"] + name) for name in ("Class", "imports"))
CLASSES = frozenset([CLASS, OWL_CLASS])
TRUE = "true"


def sh(name: str) -> NamedNode:
    """The SHACL term of that name.

    >>> sh("path").value
    'http://www.w3.org/ns/shacl#path'
    """
    return NamedNode(SH + name)


class ShapesError(InputError):
    """A shapes graph that SHACL does not allow, or that asks for what this processor does not have."""


class NotCompiled(Exception):
    """A constraint with no set-wise form of ours: the reference engine takes its shape."""


class Triples:
    """Triples, found by subject and property.

    >>> Triples([]).objects(NamedNode("a:b"), TYPE)
    []
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[Term, dict[NamedNode, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.subjects_by: dict[NamedNode, list[Node]] = defaultdict(list)
        for quad in dict.fromkeys(quad.triple for quad in quads):
            self._objects[quad.subject][quad.predicate].append(quad.object)
            self.subjects_by[quad.predicate].append(quad.subject)  # type: ignore[arg-type]

    def objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """All values of a property of a subject."""
        return (
            self._objects[subject][predicate]
            if subject in self._objects and predicate in self._objects[subject]
            else []
        )

    def predicates(self, subject: Term) -> set[NamedNode]:
        """The properties that a subject has."""
        return set(self._objects[subject]) if subject in self._objects else set()

    def value(self, subject: Term, predicate: NamedNode) -> Term | None:
        """The only value of a property, or None.

        Errors: ShapesError when there are several.
        """
        found = self.objects(subject, predicate)
        if len(found) > 1:
            raise ShapesError(
                f"{text(subject)} has {len(found)} values of {predicate.value}", hint="SHACL allows one"
            )
        return found[0] if found else None

    def items(self, head: Term) -> list[Term]:
        """The members of an RDF list.

        Errors: ShapesError for a list that is not well formed.
        """
        members: list[Term] = []
        seen: set[Term] = set()
        while head != NIL:
            first = self.objects(head, FIRST)
            if len(first) != 1 or head in seen:
                raise ShapesError(
                    f"not a well-formed list: {text(head)}",
                    hint="each cell needs one rdf:first and one rdf:rest, and no loop",
                )
            seen.add(head)
            members.append(first[0])
            rest = self.value(head, REST)
            head = NIL if rest is None else rest
        return members


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of a shape: its component, and the parameters by local name or IRI."""

    component: NamedNode
    parameters: tuple[tuple[str, Term], ...]

    def __getitem__(self, name: str) -> Term:
        return dict(self.parameters)[name]

    def get(self, name: str) -> Term | None:
        """A parameter that may be missing."""
        return dict(self.parameters).get(name)


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: a node shape when it has no path."""

    node: Node
    path: Term | None
    severity: NamedNode
    messages: tuple[Term, ...]
    constraints: tuple[Constraint, ...]
    deactivated: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """A SPARQL-based constraint component (SHACL section 6)."""

    node: Node
    mandatory: tuple[NamedNode, ...]
    optional: tuple[NamedNode, ...]


# The components with one parameter: each value of the parameter is a constraint of its own.
_SINGLE = {
    name: f"{name[0].upper()}{name[1:]}ConstraintComponent"
    for name in (
        *(
            "class",
            "datatype",
            "nodeKind",
            "minCount",
            "maxCount",
            "minExclusive",
            "minInclusive",
            "maxExclusive",
            "maxInclusive",
        ),
        *(
            "minLength",
            "maxLength",
            "languageIn",
            "uniqueLang",
            "equals",
            "disjoint",
            "lessThan",
            "lessThanOrEquals",
        ),
        *("not", "and", "or", "xone", "node", "property", "hasValue", "in"),
    )
} | {"sparql": "SPARQLConstraintComponent"}
_SHAPE_VALUED = ("node", "property", "not", "qualifiedValueShape")
_SHAPE_LISTS = ("and", "or", "xone")
TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


@dataclass(slots=True)
class Shapes:
    """A shapes graph, with its shapes read when they are asked for."""

    graph: Triples
    _read: dict[Node, Shape] = field(default_factory=dict)
    _components: list[Component] | None = None

    def __getitem__(self, node: Term) -> Shape:
        if not isinstance(node, NamedNode | BlankNode):
            raise ShapesError(f"not a shape: {text(node)}", hint="name a shape")
        if node not in self._read:
            self._read[node] = self._shape(node)
        return self._read[node]

    def targeted(self) -> list[Shape]:
        """The shapes that have a target, in the order of their names.

        Errors: ShapesError for a shape that is not well formed, or refers back to itself.
        """
        nodes: set[Node] = {node for name in TARGETS for node in self.graph.subjects_by[sh(name)]}
        kinds = {sh("NodeShape"), sh("PropertyShape")}
        for node in self.graph.subjects_by[TYPE]:
            types = set(self.graph.objects(node, TYPE))
            if types & kinds and types & CLASSES:
                nodes.add(node)
        found = [self[node] for node in sorted(nodes, key=str)]
        for shape in found:
            self._check_recursion(shape, ())
        return [shape for shape in found if not shape.deactivated]

    def targets(self, shape: Shape) -> Iterator[tuple[str, Term]]:
        """The targets of a shape: the name of the target property, and its value."""
        for name in TARGETS:
            for value in self.graph.objects(shape.node, sh(name)):
                yield name, value
        if CLASSES & set(self.graph.objects(shape.node, TYPE)):
            yield "targetClass", shape.node

    def members(self, shape: Shape) -> Iterator[Shape]:
        """The shapes that a shape refers to."""
        for constraint in shape.constraints:
            for name, value in constraint.parameters:
                if name in _SHAPE_VALUED:
                    yield self[value]
                elif name in _SHAPE_LISTS:
                    yield from (self[item] for item in self.graph.items(value))

    def components(self) -> list[Component]:
        """The SPARQL-based constraint components that the graph declares."""
        if self._components is None:
            self._components = [
                self._component(node) for node in self.graph.subjects_by[TYPE] if self._declares(node)
            ]
        return self._components

    def _declares(self, node: Node) -> bool:
        kinds, waiting = set[Term](), self.graph.objects(node, TYPE)[:]
        while waiting:
            kind = waiting.pop()
            if kind not in kinds:
                kinds.add(kind)
                waiting += self.graph.objects(kind, SUBCLASS)
        return (
            sh("ConstraintComponent") in kinds
            and isinstance(node, NamedNode)
            and not node.value.startswith(SH)
        )

    def _component(self, node: Node) -> Component:
        mandatory: list[NamedNode] = []
        optional: list[NamedNode] = []
        for parameter in self.graph.objects(node, sh("parameter")):
            path = self.graph.value(parameter, sh("path"))
            if not isinstance(path, NamedNode):
                raise ShapesError(
                    f"a parameter of {text(node)} has no path", hint="give it one sh:path, an IRI"
                )
            (optional if self._true(parameter, "optional") else mandatory).append(path)
        return Component(node, tuple(sorted(mandatory, key=str)), tuple(sorted(optional, key=str)))

    def _true(self, node: Term, name: str) -> bool:
        value = self.graph.value(node, sh(name))
        return isinstance(value, Literal) and value.value in (TRUE, "1")

    def _shape(self, node: Node) -> Shape:
        path = self.graph.value(node, sh("path"))
        severity = self.graph.value(node, sh("severity"))
        return Shape(
            node,
            path,
            severity if isinstance(severity, NamedNode) else sh("Violation"),
            tuple(self.graph.objects(node, sh("message"))),
            tuple(self._constraints(node)),
            self._true(node, "deactivated"),
        )

    def _constraints(self, node: Node) -> Iterator[Constraint]:
        objects = self.graph.objects
        for predicate in sorted(self.graph.predicates(node), key=str):
            name = predicate.value.removeprefix(SH)
            if name in _SINGLE and predicate.value.startswith(SH):
                for value in objects(node, predicate):
                    yield Constraint(sh(_SINGLE[name]), ((name, value),))
        for value in objects(node, sh("pattern")):
            yield Constraint(
                sh("PatternConstraintComponent"), (("pattern", value), *self._optional(node, "flags"))
            )
        if self._true(node, "closed"):
            yield Constraint(
                sh("ClosedConstraintComponent"), tuple(self._optional(node, "ignoredProperties"))
            )
        for value in objects(node, sh("qualifiedValueShape")):
            yield from self._qualified(node, value)
        for component in self.components():
            yield from self._custom(node, component)

    def _qualified(self, node: Node, shape: Term) -> Iterator[Constraint]:
        disjoint = self._optional(node, "qualifiedValueShapesDisjoint")
        for name, component in (
            ("qualifiedMinCount", "QualifiedMinCount"),
            ("qualifiedMaxCount", "QualifiedMaxCount"),
        ):
            for given in self._optional(node, name):
                yield Constraint(
                    sh(f"{component}ConstraintComponent"), (("qualifiedValueShape", shape), given, *disjoint)
                )

    def _custom(self, node: Node, component: Component) -> Iterator[Constraint]:
        objects = self.graph.objects
        if not component.mandatory or not all(objects(node, parameter) for parameter in component.mandatory):
            return
        if len(component.mandatory) == 1 and not component.optional:
            for value in objects(node, component.mandatory[0]):
                yield Constraint(component.node, ((component.mandatory[0].value, value),))  # type: ignore[arg-type]
            return
        given = [
            (p.value, value)
            for p in (*component.mandatory, *component.optional)
            for value in objects(node, p)[:1]
        ]
        yield Constraint(component.node, tuple(given))  # type: ignore[arg-type]

    def _optional(self, node: Node, name: str) -> Iterator[tuple[str, Term]]:
        value = self.graph.value(node, sh(name))
        if value is not None:
            yield name, value

    def _check_recursion(self, shape: Shape, above: tuple[Node, ...]) -> None:
        if shape.node in above:
            raise ShapesError(
                f"the shape {text(shape.node)} refers back to itself",
                hint="SHACL leaves recursion open: break the loop",
            )
        for member in self.members(shape):
            self._check_recursion(member, (*above, shape.node))
