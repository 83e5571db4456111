"""SPARQL-based constraints and components, for all focus nodes at once (SHACL sections 5 and 6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from treatykg.shacl.context import RuleContext
from treatykg.shacl.prebinding import Token, join, refuse, replace, tokens
from treatykg.shacl.shapes import IMPORTS, Constraint, NotCompiled, Shape, ShapesError, Triples, sh
from treatykg.store.results import Term, text


@dataclass(frozen=True, slots=True)
class Finding:
    """One result: what SHACL section 3.6.2 calls focus node, path, value, component, shape, severity and
    messages.

    `constraint` is the node of a SPARQL-based constraint, which has a name of its own.
    """

    focus: Term
    path: Term | None
    value: Term | None
    component: NamedNode
    shape: Shape
    messages: tuple[Term, ...] = ()
    constraint: Term | None = None


def by_query(
    context: RuleContext, shape: Shape, constraint: Constraint, candidates: str
) -> Iterator[Finding]:
    """A constraint that is a SELECT: each row is a result."""
    node = constraint["sparql"]
    graph = context.shapes.graph
    if _is_true(graph.value(node, sh("deactivated"))):
        return
    select = graph.value(node, sh("select"))
    if not isinstance(select, Literal):
        raise NotCompiled("a SPARQL constraint without sh:select")
    query = _prepared(context, select.value, shape, node, {}, ("this",))
    messages = tuple(graph.objects(node, sh("message"))) or shape.messages
    yield from _select(
        context, join(query, candidates, ("this",)), shape, constraint.component, messages, node
    )


def _prepared(
    context: RuleContext,
    body: str,
    shape: Shape,
    declares: Term,
    constants: dict[str, str],
    bound: tuple[str, ...],
) -> list[Token]:
    """The tokens of a query of the shapes graph, with its prefixes and constants."""
    query = tokens(body)
    refuse(query, (*bound, *constants))
    if isinstance(shape.node, NamedNode):
        constants = {**constants, "currentShape": str(shape.node)}
    elif any(token.is_variable("currentShape") for token in query):
        raise NotCompiled("$currentShape of a shape without a name")
    query = replace(query, constants, None if shape.path is None else context.path(shape))
    return [*tokens(_prefixes(context.shapes.graph, declares)), *query]


def _prefixes(graph: Triples, node: Term) -> str:
    found: dict[str, str] = {}
    waiting, seen = list(graph.objects(node, sh("prefixes"))), set()
    while waiting:
        ontology = waiting.pop()
        if ontology in seen:
            continue
        seen.add(ontology)
        waiting += graph.objects(ontology, IMPORTS)
        for declaration in graph.objects(ontology, sh("declare")):
            prefix, namespace = (
                graph.value(declaration, sh("prefix")),
                graph.value(declaration, sh("namespace")),
            )
            if not isinstance(prefix, Literal) or not isinstance(namespace, Literal):
                raise ShapesError(
                    f"a prefix of {text(ontology)} lacks its name or namespace",
                    hint="give sh:prefix and sh:namespace, literals",
                )
            if found.setdefault(prefix.value, namespace.value) != namespace.value:
                raise ShapesError(
                    f"the prefix {prefix.value}: stands for two namespaces", hint="keep one sh:declare"
                )
    return "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in sorted(found.items()))


def _select(
    context: RuleContext,
    query: str,
    shape: Shape,
    component: NamedNode,
    messages: tuple[Term, ...],
    constraint: Term,
) -> Iterator[Finding]:
    answer = context.target.values(query)
    if context.target.ambiguous:
        raise NotCompiled("a query over literals that are written in several ways")
    for row in answer.rows:
        said = dict(zip(answer.variables, row, strict=True))
        this = said.get("this")
        if this is None:
            continue
        if _is_true(said.get("failure")):
            raise ShapesError(f"the query of {text(constraint)} reports a failure", hint="see its ?failure")
        path = said["path"] if isinstance(said.get("path"), NamedNode) else shape.path
        value = said.get("value") or (this if shape.path is None else None)
        own = said.get("message")
        told = (own,) if isinstance(own, Literal) else tuple(_filled(message, said) for message in messages)
        yield Finding(this, path, value, component, shape, told, constraint)


def by_component(
    context: RuleContext, shape: Shape, constraint: Constraint, candidates: str
) -> Iterator[Finding]:
    """A SPARQL-based component: a SELECT for node or property shapes, or an ASK about each value."""
    graph = context.shapes.graph
    component = next(c for c in context.shapes.components() if c.node == constraint.component)
    constants = {re.split(r"[/#:]", name)[-1]: value for name, value in constraint.parameters}
    if any(isinstance(value, BlankNode) for value in constants.values()):
        raise NotCompiled("a parameter without a name")
    written = {name: str(value) for name, value in constants.items()}
    validator = graph.value(
        component.node, sh("nodeValidator" if shape.path is None else "propertyValidator")
    )
    if validator is None:
        validator = graph.value(component.node, sh("validator"))
    if validator is None:
        raise ShapesError(
            f"{text(component.node)} has no validator for this kind of shape", hint="give it a sh:validator"
        )
    messages = shape.messages or tuple(_filled(m, constants) for m in graph.objects(validator, sh("message")))
    select, ask = graph.value(validator, sh("select")), graph.value(validator, sh("ask"))
    if isinstance(select, Literal):
        query = _prepared(context, select.value, shape, validator, written, ("this",))
        yield from _select(
            context, join(query, candidates, ("this",)), shape, constraint.component, messages, validator
        )
    elif isinstance(ask, Literal):
        query = _prepared(context, ask.value, shape, validator, written, ("this", "value"))
        both = f"{{ SELECT DISTINCT ?this ?value WHERE {{ {context.pattern(shape, candidates)} }} }}"
        asked = _as_select(query)
        if context.target.ambiguous:
            raise NotCompiled("a query over literals that are written in several ways")
        good = set(context.target.values(join(asked, both, ("this", "value"))).rows)
        for pair in context.pairs(shape, candidates, values=True):
            if pair not in good:
                yield Finding(pair[0], shape.path, pair[1], constraint.component, shape, messages, validator)
    else:
        raise NotCompiled("a validator that is neither sh:select nor sh:ask")


def _as_select(query: list[Token]) -> list[Token]:
    """ASK { … } as a select of the pairs for which it holds."""
    done = []
    for token in query:
        if token.is_word("ASK"):
            done += tokens("SELECT DISTINCT ?this ?value WHERE")
        elif not token.is_word("WHERE"):
            done.append(token)
    return done


def _is_true(term: Term | None) -> bool:
    return isinstance(term, Literal) and term.value in ("true", "1")


def _filled(message: Term, said: dict[str, Term | None] | dict[str, Term]) -> Term:
    """A message with {?name} and {$name} filled in (SHACL section 5.3.2)."""
    if not isinstance(message, Literal):
        return message

    def one(match: re.Match[str]) -> str:
        term = said.get(match.group(1))
        return match.group() if term is None else text(term)

    filled = re.sub(r"\{[?$](\w+)\}", one, message.value)
    return Literal(filled, language=message.language) if message.language else Literal(filled)
