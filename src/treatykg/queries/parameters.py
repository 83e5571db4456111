"""Parameters of saved questions: named as BASIL names them, typed, bound as RDF terms.

A parameter `?_state_iri` stands in the query as `VALUES ?_state_iri { default }`, again in each sub-select
that would otherwise look at everything. Binding puts one other RDF term between the braces, written by the
RDF library and never pasted from what was typed; so the file also runs as it is, on any engine.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from treatykg import dates
from treatykg.errors import InputError, UsageError
from treatykg.namespaces import expand
from treatykg.terms import XSD

_SLOT = re.compile(r"VALUES\s+\?_(\w+?)_(iri|string|integer|xsd_date)\s*\{([^{}]*)\}")
_WRITTEN = {
    "iri": "an IRI or a key",
    "string": "text",
    "integer": "a whole number",
    "xsd_date": "a day, YYYY-MM-DD",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a saved question.

    `type` is `iri`, `string`, `integer` or `xsd_date`; `kind` the prefix that a bare key gets
    (`state`, `agreement` …); `default` what a reader sees, empty when it stands for "any".
    """

    name: str
    type: str
    kind: str
    label: str
    help: str
    default: str

    def expects(self) -> str:
        """Say in a few words what to write."""
        what = f"the key of one {self.kind}" if self.kind else _WRITTEN[self.type]
        return f"{self.name}={what}; default {self.default or 'any'}"


def parameters_of(
    text: str, described: Mapping[str, Mapping[str, str]], defaults: Mapping[str, object], where: str
) -> tuple[Parameter, ...]:
    """Read the parameters of a query from its VALUES slots and its header.

    Errors: InputError when slots and header name different parameters.
    """
    slots = list(
        dict.fromkeys((name, kind, " ".join(default.split())) for name, kind, default in _SLOT.findall(text))
    )
    names = [name for name, _, _ in slots]
    if sorted(names) != sorted(described):
        raise InputError(
            f"the header describes {sorted(described)}, the query has {sorted(names)}",
            where=f"{where}:1:1",
            hint="one VALUES ?_name_type { default } (the same wherever it stands) and one entry "
            "for each parameter",
        )
    return tuple(
        Parameter(
            name,
            kind_of,
            str(described[name].get("kind", "")),
            str(described[name]["label"]),
            str(described[name]["help"]),
            str(defaults.get(name, "")),
        )
        for name, kind_of, _ in slots
    )


def asked_about(
    parameters: tuple[Parameter, ...], given: Mapping[str, str], day: dt.date | None
) -> dict[str, str]:
    """Return the values given, and the day asked about for a question that has a parameter `date`.

    Errors: UsageError where both name a day.
    """
    if day is None or not any(one.name == "date" and one.type == "xsd_date" for one in parameters):
        return dict(given)
    if "date" in given:
        raise UsageError("parameter date and as-of both name the day asked about", hint="give one of them")
    return {**given, "date": day.isoformat()}


def bind(
    text: str,
    parameters: tuple[Parameter, ...],
    given: Mapping[str, str],
    read: Callable[[str, str], str] = lambda name, kind: expand(name, kind=kind),
) -> tuple[str, dict[str, NamedNode | Literal]]:
    """Put the given values into a query.

    Parameters: `given`, values by name, as typed; `read`, from the name of an entity and its kind to its IRI.
    Returns: the query, and the terms by parameter name.
    Errors: UsageError for an unknown name or an ill-typed value, listing what is expected.
    """
    by_name = {parameter.name: parameter for parameter in parameters}
    unknown = sorted(set(given) - set(by_name))
    if unknown:
        listed = "; ".join(p.expects() for p in parameters) or "none"
        raise UsageError(f"unknown parameter {unknown[0]!r}", hint=f"this question takes: {listed}")
    terms = {name: _term(by_name[name], value, read) for name, value in given.items()}

    def slot(match: re.Match[str]) -> str:
        value = terms.get(match.group(1))
        return match.group() if value is None else f"VALUES ?_{match.group(1)}_{match.group(2)} {{ {value} }}"

    return _SLOT.sub(slot, text), terms


def _term(parameter: Parameter, value: str, read: Callable[[str, str], str]) -> NamedNode | Literal:
    try:
        return _typed(parameter, value, read)
    except UsageError as error:
        hint = error.hint if parameter.type == "iri" else f"write {parameter.expects()}"
        raise UsageError(f"parameter {parameter.name}: {error.cause}", hint=hint) from None
    except ValueError as error:
        hint = f"write {parameter.expects()}"
        raise UsageError(f"parameter {parameter.name}: {error}", hint=hint) from None


def _typed(parameter: Parameter, value: str, read: Callable[[str, str], str]) -> NamedNode | Literal:
    if parameter.type == "iri":
        return NamedNode(read(value, parameter.kind))
    if parameter.type == "xsd_date":
        return Literal(dates.day(value, "day").isoformat(), datatype=XSD.date)
    if parameter.type == "integer":
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
            raise ValueError(f"not a whole number: {value!r}")
        return Literal(int(value))
    return Literal(value)
