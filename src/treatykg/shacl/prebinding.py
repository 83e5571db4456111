"""SHACL's pre-binding, made set-wise: one query for all focus nodes in place of one query for each (SHACL
section 5.3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from treatykg.shacl.shapes import NotCompiled, ShapesError
from treatykg.tokens import COMMENT, IRI, QUOTED

_TOKEN = re.compile(
    rf"""(?P<space>(?:\s|{COMMENT}\n?)+)
    |(?P<text>{QUOTED})
    |(?P<iri>{IRI})
    |(?P<variable>[?$]\w+)
    |(?P<word>[A-Za-z_][\w.-]*(?::[\w.%\\-]*)?|:[\w.%\\-]*)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
_REFUSED = frozenset({"MINUS", "SERVICE", "VALUES"})
_SLICED = frozenset({"LIMIT", "OFFSET", "FROM"})


@dataclass(slots=True)
class Token:
    """A token of a query: its kind (space, text, iri, variable, word or mark) and its text."""

    kind: str
    text: str

    def is_word(self, *words: str) -> bool:
        """Say whether it is one of some keywords."""
        return self.kind == "word" and self.text.upper() in words

    def is_variable(self, *names: str) -> bool:
        """Say whether it is one of some variables, written with either sign."""
        return self.kind == "variable" and self.text[1:] in names


def tokens(query: str) -> list[Token]:
    """Split a query into tokens; their texts joined are the query.

    >>> [token.kind for token in tokens('ASK { ?s <a:b> "}" }') if token.kind != "space"]
    ['word', 'mark', 'variable', 'iri', 'text', 'mark']
    """
    return [Token(match.lastgroup or "mark", match.group()) for match in _TOKEN.finditer(query)]


def refuse(query: list[Token], bound: tuple[str, ...]) -> None:
    """Refuse what SHACL does not allow beside pre-bound variables (SHACL appendix A).

    Errors: ShapesError that names it.
    """
    for number, token in enumerate(query):
        if token.is_word(*_REFUSED):
            raise ShapesError(
                f"{token.text.upper()} in a query of a shape",
                hint="SHACL does not allow it beside pre-bound variables",
            )
        if token.is_word("AS"):
            target = next((t for t in query[number + 1 :] if t.kind != "space"), None)
            if target and target.is_variable(*bound):
                raise ShapesError(
                    f"the pre-bound variable {target.text} is assigned", hint="assign another variable"
                )
    for start, end in _subselects(query):
        head = [t for t in query[start:end] if t.kind != "space"]
        if not any(t.is_variable("this") for t in head):
            raise ShapesError(
                "a sub-select that does not hand on $this", hint="select $this in it, as SHACL requires"
            )


def _subselects(query: list[Token]) -> Iterator[tuple[int, int]]:
    """The head of each nested select: from SELECT to its group."""
    depth = 0
    for number, token in enumerate(query):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth and token.is_word("SELECT"):
            end = next((n for n in range(number, len(query)) if query[n].text == "{"), len(query))
            yield number, end


def replace(query: list[Token], constants: dict[str, str], path: str | None) -> list[Token]:
    """Write constants in place of variables, and the path in place of $PATH.

    Errors: NotCompiled for $PATH where there is no path, and for $shapesGraph.
    """
    done: list[Token] = []
    for token in query:
        if token.is_variable("PATH"):
            if path is None:
                raise ShapesError("$PATH in a node shape", hint="use it in property shapes only")
            done.append(Token("iri", path))
        elif token.is_variable("shapesGraph"):
            raise NotCompiled("$shapesGraph")
        elif token.kind == "variable" and token.text[1:] in constants:
            if _is_bound_call(done):
                while done.pop().text.upper() != "BOUND":
                    pass
                done.append(Token("mark", "(true"))  # the closing parenthesis of BOUND stays
            else:
                done.append(Token("iri", constants[token.text[1:]]))
        else:
            done.append(token)
    return done


def _is_bound_call(before: list[Token]) -> bool:
    seen = [token for token in before[-6:] if token.kind != "space"]
    return len(seen) >= 2 and seen[-1].text == "(" and seen[-2].is_word("BOUND")


def join(query: list[Token], candidates: str, project: tuple[str, ...]) -> str:
    """Rewrite a SELECT for all candidates at once.

    Each group that can be evaluated on its own and speaks of a pre-bound variable begins with the candidates;
    `project` names the pre-bound variables, which are selected, and grouped by.
    Errors: NotCompiled for a query whose answer depends on being asked for one node: a slice, or an aggregate
    over no group.
    """
    if any(token.is_word(*_SLICED) for token in query):
        raise NotCompiled("LIMIT, OFFSET or FROM")
    out: list[str] = []
    depth = 0
    where: set[int] = set()  # depths at which a select waits for its group
    missing = ""  # what the select before this token does not list yet
    for number, token in enumerate(query):
        if missing and token.kind != "space":
            out.append(
                f"{token.text} {missing} "
                if token.is_word("DISTINCT", "REDUCED")
                else f"{missing} {token.text}"
            )
            missing = ""
            continue
        out.append(token.text)
        if token.is_word("SELECT"):
            _check_groups(query, number)
            missing = _missing(_head(query, number), project)
            where.add(depth)
        elif token.is_word("BY") and _previous(query, number).is_word("GROUP"):
            out.append(" " + " ".join(f"?{name}" for name in project))
        elif token.text == "{":
            opens = depth in where
            where.discard(depth)
            depth += 1
            if opens or (_needs(query, number, project) and not _inherits(query, number)):
                out.append(f" {candidates} ")
        elif token.text == "}":
            depth -= 1
    return "".join(out)


def _previous(query: list[Token], number: int) -> Token:
    return next((t for t in reversed(query[:number]) if t.kind != "space"), Token("mark", ""))


def _inherits(query: list[Token], number: int) -> bool:
    """Say whether a group sees the variables around it (EXISTS), or must not be touched (GRAPH, a select
    inside).
    """
    before = [t for t in query[:number] if t.kind != "space"][-2:]
    if before and before[-1].is_word("EXISTS"):
        return True
    inside = next((t for t in query[number + 1 :] if t.kind != "space"), Token("mark", ""))
    return inside.is_word("SELECT") or (len(before) == 2 and before[0].is_word("GRAPH"))


def _needs(query: list[Token], number: int, names: tuple[str, ...]) -> bool:
    """Say whether a group speaks of pre-bound variables, and binds one of them by no pattern of its own."""
    depth = parentheses = 0
    spoken: set[str] = set()
    matched: set[str] = set()
    for token in query[number:]:
        if token.kind == "mark":
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            parentheses += {"(": 1, ")": -1}.get(token.text, 0)
        if not depth:
            break
        if token.is_variable(*names):
            spoken.add(token.text[1:])
            if depth == 1 and not parentheses:
                matched.add(token.text[1:])
    return bool(spoken - matched)


def _head(query: list[Token], number: int) -> list[Token]:
    end = next((n for n in range(number, len(query)) if query[n].text == "{"), len(query))
    return [token for token in query[number + 1 : end] if token.kind != "space"]


def _missing(head: list[Token], project: tuple[str, ...]) -> str:
    """The pre-bound variables that a select does not list yet."""
    if any(token.text == "*" for token in head[:2]):
        return ""
    return " ".join(f"?{name}" for name in project if not any(token.is_variable(name) for token in head))


def _check_groups(query: list[Token], number: int) -> None:
    """An aggregate without GROUP BY gives one row even for nothing, which no set-wise query does."""
    if not any(token.is_word(*_AGGREGATES) for token in _head(query, number)):
        return
    depth = 0
    for token in query[number:]:
        depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "mark" else 0
        if depth < 0:
            break
        if not depth and token.is_word("GROUP"):
            return
    raise NotCompiled("an aggregate over no group")
