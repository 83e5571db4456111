"""SHACL's core constraint components, each as a query about all candidates (SHACL section 4).

A rule gives the pairs that break a constraint: the focus node, and the value node where SHACL names one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from pyoxigraph import Literal, NamedNode

from treatykg.shacl.context import Pair, RuleContext
from treatykg.shacl.lexical import NUMERIC, well_formed
from treatykg.shacl.shapes import TYPE, Constraint, NotCompiled, Shape, Shapes, ShapesError, sh
from treatykg.store.results import Answer, Term
from treatykg.terms import RDF, XSD

Condition = Callable[[RuleContext, Constraint], str]
Rule = Callable[[RuleContext, Shape, Constraint, str], Iterator[Pair]]


def _not(condition: str) -> str:
    """A condition that fails, or cannot be told, breaks the constraint."""
    return f"FILTER(!COALESCE({condition}, false))"


def _number(term: Term, name: str) -> int:
    if not isinstance(term, Literal):
        raise ShapesError(f"sh:{name} is no literal", hint="give it a whole number")
    try:
        return int(term.value)
    except ValueError:
        raise ShapesError(f"sh:{name} is {term.value!r}", hint="give it a whole number") from None


def _quoted(text: str) -> str:
    return str(Literal(text))


def _focus(answer: Answer) -> Iterator[Pair]:
    yield from ((row[0], None) for row in answer.rows)  # type: ignore[misc]


def _pairs(answer: Answer) -> Iterator[Pair]:
    yield from ((row[0], row[1]) for row in answer.rows)  # type: ignore[misc]


def _each_value(
    context: RuleContext, shape: Shape, constraint: Constraint, candidates: str
) -> Iterator[Pair]:
    """The values for which the condition of a component does not hold."""
    condition = CONDITIONS[constraint.component](context, constraint)
    return context.pairs(shape, candidates, _not(condition), values=constraint.component in BY_VALUE)


def _class(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
    return context.pairs(shape, candidates, _class_minus(context, constraint))


def _class_minus(context: RuleContext, constraint: Constraint) -> str:
    return f"MINUS {{ ?value {TYPE} ?kind . {context.subclasses(constraint['class'], '?kind')} }}"


def _datatype(context: RuleContext, constraint: Constraint) -> str:
    datatype = constraint["datatype"]
    if not isinstance(datatype, NamedNode):
        raise ShapesError("sh:datatype is no IRI", hint="name a datatype")
    if datatype.value == RDF.langString.value:  # not every engine knows DATATYPE of a text with a language
        return 'isLiteral(?value) && LANG(?value) != ""'
    plain = 'LANG(?value) = "" && ' if datatype.value == XSD.string.value else ""
    named = f"DATATYPE(?value) IN ({context.target.datatypes(datatype.value)})"
    return f"isLiteral(?value) && {plain}{named} && {well_formed(datatype.value)}"


_NODE_KINDS = {
    "IRI": "isIRI(?value)",
    "BlankNode": "isBlank(?value)",
    "Literal": "isLiteral(?value)",
    "BlankNodeOrIRI": "!isLiteral(?value)",
    "BlankNodeOrLiteral": "!isIRI(?value)",
    "IRIOrLiteral": "!isBlank(?value)",
}


def _node_kind(context: RuleContext, constraint: Constraint) -> str:
    kind = constraint["nodeKind"]
    name = kind.value.rpartition("#")[2] if isinstance(kind, NamedNode) else ""
    if name not in _NODE_KINDS:
        raise ShapesError(
            f"no such node kind: {kind}", hint="one of " + ", ".join(f"sh:{one}" for one in _NODE_KINDS)
        )
    return _NODE_KINDS[name]


def _order(name: str, operator: str) -> Condition:
    def condition(context: RuleContext, constraint: Constraint) -> str:
        limit = constraint[name]
        numeric = isinstance(limit, Literal) and limit.datatype.value.rpartition("#")[2] in NUMERIC
        return (
            "isNumeric(?value) && " if numeric else ""
        ) + f"?value {operator} {limit}"  # some engines compare texts with numbers

    return condition


def _length(name: str, operator: str) -> Condition:
    return lambda context, constraint: (
        f"!isBlank(?value) && STRLEN(STR(?value)) {operator} {_number(constraint[name], name)}"
    )


def _pattern(context: RuleContext, constraint: Constraint) -> str:
    pattern, flags = constraint["pattern"], constraint.get("flags")
    if not isinstance(pattern, Literal) or not (flags is None or isinstance(flags, Literal)):
        raise ShapesError("sh:pattern is no literal", hint="give it a regular expression")
    call = f"{_quoted(pattern.value)}, {_quoted(flags.value if flags else '')}"
    if context.target.values(f'SELECT (REGEX("", {call}) AS ?known) WHERE {{}}').rows[0][0] is None:
        raise NotCompiled(f"the pattern {pattern.value!r}, which the store does not know")
    return f"!isBlank(?value) && REGEX(STR(?value), {call})"


def _language_in(context: RuleContext, constraint: Constraint) -> str:
    ranges = (
        item.value
        for item in context.shapes.graph.items(constraint["languageIn"])
        if isinstance(item, Literal)
    )
    return " || ".join(f"LANGMATCHES(LANG(?value), {_quoted(one)})" for one in ranges) or "false"


def _in(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
    members = " ".join(context.target.written(item) for item in context.shapes.graph.items(constraint["in"]))
    return context.pairs(shape, candidates, f"MINUS {{ VALUES ?value {{ {members} }} }}")


def _min_count(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
    least = _number(constraint["minCount"], "minCount")
    if least == 1 and isinstance(shape.path, NamedNode):
        yield from _focus(
            context.target.terms(
                f"SELECT DISTINCT ?this WHERE {{ {candidates} MINUS {{ ?this {shape.path} ?value }} }}"
            )
        )
    elif least > 0:
        counts = _counts(context, shape, candidates)
        yield from ((this, None) for this in _candidates(context, candidates) if counts.get(this, 0) < least)


def _max_count(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
    most = _number(constraint["maxCount"], "maxCount")
    yield from (
        (this, None)
        for this, count in _counts(
            context, shape, candidates, f"HAVING (COUNT(DISTINCT ?value) > {most})"
        ).items()
    )


def _counts(context: RuleContext, shape: Shape, candidates: str, having: str = "") -> dict[Term, int]:
    having = having or "HAVING (COUNT(*) > 0)"
    pattern = context.pattern(shape, candidates)
    query = f"SELECT ?this (COUNT(DISTINCT ?value) AS ?n) WHERE {{ {pattern} }} GROUP BY ?this {having}"
    return {this: int(n.value) for this, n in context.target.terms(query).rows}  # type: ignore[misc, union-attr]


def _candidates(context: RuleContext, candidates: str) -> list[Term]:
    return [this for (this,) in context.target.terms(f"SELECT DISTINCT ?this WHERE {{ {candidates} }}").rows]  # type: ignore[misc]


def _unique_lang(
    context: RuleContext, shape: Shape, constraint: Constraint, candidates: str
) -> Iterator[Pair]:
    if not isinstance(constraint["uniqueLang"], Literal) or constraint["uniqueLang"].value != "true":
        return
    query = (
        f"SELECT ?this ?tag WHERE {{ {context.pattern(shape, candidates)} "
        "FILTER(isLiteral(?value) && LANG(?value) != '') "
        "BIND(LCASE(LANG(?value)) AS ?tag) } GROUP BY ?this ?tag HAVING (COUNT(DISTINCT ?value) > 1)"
    )
    yield from _focus(context.target.terms(query))


def _has_value(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
    wanted = context.target.written(constraint["hasValue"])
    pattern = f"{context.pattern(shape, candidates)} VALUES ?value {{ {wanted} }}"
    having = {row[0] for row in context.target.terms(f"SELECT DISTINCT ?this WHERE {{ {pattern} }}").rows}
    yield from ((this, None) for this in _candidates(context, candidates) if this not in having)


def _equals(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
    other = f"{candidates} ?this {constraint['equals']} ?value ."
    mine = context.pattern(shape, candidates)
    for left, right in ((mine, f"?this {constraint['equals']} ?value"), (other, mine)):
        yield from _pairs(
            context.target.terms(f"SELECT DISTINCT ?this ?value WHERE {{ {left} MINUS {{ {right} }} }}")
        )


def _disjoint(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
    return context.pairs(shape, candidates, f"?this {constraint['disjoint']} ?value .")


def _less_than(name: str, operator: str) -> Rule:
    def rule(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
        query = (
            f"SELECT ?this ?value WHERE {{ {context.pattern(shape, candidates)} "
            f"?this {constraint[name]} ?other . "
            f"{_not(f'?value {operator} ?other')} }}"
        )
        exact = set(context.pairs(shape, candidates)) if context.target.ambiguous else None
        yield from (pair for pair in _pairs(context.target.values(query)) if exact is None or pair in exact)

    return rule


def _node(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
    failed = context.failing(context.shapes[constraint["node"]], context.values_of(shape, candidates))
    if failed:
        yield from ((this, value) for this, value in context.pairs(shape, candidates) if value in failed)


def _not_shape(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
    failed = context.failing(context.shapes[constraint["not"]], context.values_of(shape, candidates))
    yield from ((this, value) for this, value in context.pairs(shape, candidates) if value not in failed)


def _logical(name: str, conforms: Callable[[int, int], bool]) -> Rule:
    """A rule on how many of the shapes in a list a value conforms to."""

    def rule(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
        inner = context.values_of(shape, candidates)
        failed = [
            context.failing(context.shapes[item], inner)
            for item in context.shapes.graph.items(constraint[name])
        ]
        for this, value in context.pairs(shape, candidates):
            good = sum(value not in one for one in failed)
            if not conforms(good, len(failed)):
                yield this, value

    return rule


def _qualified(name: str, conforms: Callable[[int, int], bool]) -> Rule:
    def rule(context: RuleContext, shape: Shape, constraint: Constraint, candidates: str) -> Iterator[Pair]:
        inner = context.values_of(shape, candidates)
        failed = context.failing(context.shapes[constraint["qualifiedValueShape"]], inner)
        rivals = [
            context.failing(context.shapes[node], inner)
            for node in _siblings(context.shapes, shape, constraint)
        ]
        counts: dict[Term, int] = defaultdict(int)
        for this, value in context.pairs(shape, candidates):
            counts[this] += value not in failed and all(value in rival for rival in rivals)
        limit = _number(constraint[name], name)
        yield from (
            (this, None)
            for this in _candidates(context, candidates)
            if not conforms(counts.get(this, 0), limit)
        )

    return rule


def _siblings(shapes: Shapes, shape: Shape, constraint: Constraint) -> set[Term]:
    """The sibling shapes of a qualified value shape (SHACL section 4.7.3)."""
    disjoint = constraint.get("qualifiedValueShapesDisjoint")
    if not isinstance(disjoint, Literal) or disjoint.value not in ("true", "1"):
        return set()
    found: set[Term] = set()
    for parent in shapes.graph.subjects_by[sh("property")]:
        children = shapes.graph.objects(parent, sh("property"))
        if shape.node in children:
            found |= {
                value
                for child in children
                for value in shapes.graph.objects(child, sh("qualifiedValueShape"))
            }
    return found - {constraint["qualifiedValueShape"]}


# Components about each value on its own: the condition on ?value that SHACL asks for.
CONDITIONS: dict[NamedNode, Condition] = {
    sh(f"{name}ConstraintComponent"): condition
    for name, condition in {
        "Datatype": _datatype,
        "NodeKind": _node_kind,
        "MinExclusive": _order("minExclusive", ">"),
        "MinInclusive": _order("minInclusive", ">="),
        "MaxExclusive": _order("maxExclusive", "<"),
        "MaxInclusive": _order("maxInclusive", "<="),
        "MinLength": _length("minLength", ">="),
        "MaxLength": _length("maxLength", "<="),
        "Pattern": _pattern,
        "LanguageIn": _language_in,
    }.items()
}
BY_VALUE = frozenset(
    sh(f"{name}ConstraintComponent")
    for name in ("MinExclusive", "MinInclusive", "MaxExclusive", "MaxInclusive")
)


RULES: dict[NamedNode, Rule] = dict.fromkeys(CONDITIONS, _each_value) | {
    sh(f"{name}ConstraintComponent"): rule
    for name, rule in {
        "Class": _class,
        "MinCount": _min_count,
        "MaxCount": _max_count,
        "UniqueLang": _unique_lang,
        "Equals": _equals,
        "Disjoint": _disjoint,
        "LessThan": _less_than("lessThan", "<"),
        "LessThanOrEquals": _less_than("lessThanOrEquals", "<="),
        "Not": _not_shape,
        "And": _logical("and", lambda good, all_of: good == all_of),
        "Or": _logical("or", lambda good, all_of: good > 0),
        "Xone": _logical("xone", lambda good, all_of: good == 1),
        "Node": _node,
        "QualifiedMinCount": _qualified("qualifiedMinCount", lambda count, limit: count >= limit),
        "QualifiedMaxCount": _qualified("qualifiedMaxCount", lambda count, limit: count <= limit),
        "HasValue": _has_value,
        "In": _in,
    }.items()
}
