"""When the text of a literal fits its datatype, as a SPARQL expression that any store can answer (XML Schema
part 2).
"""

from __future__ import annotations

from treatykg.namespaces import PREFIXES

_XSD = PREFIXES["xsd"]
_ZONE = "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_YEAR = "-?([1-9][0-9]{3,}|0[0-9]{3})"
_DAY = (
    "((01|03|05|07|08|10|12)-(0[1-9]|[12][0-9]|3[01])"
    "|(04|06|09|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-9]))"
)
_TIME = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?|24:00:00(\\.0+)?)"
_INTEGER = "[+-]?[0-9]+"
_DECIMAL = r"[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)"
_DOUBLE = rf"({_DECIMAL}([eE][+-]?[0-9]+)?|[+-]?INF|NaN)"
_FORMS = {
    "integer": _INTEGER,
    "decimal": _DECIMAL,
    "double": _DOUBLE,
    "float": _DOUBLE,
    "boolean": "(true|false|1|0)",
    "date": f"{_YEAR}-{_DAY}{_ZONE}",
    "dateTime": f"{_YEAR}-{_DAY}T{_TIME}{_ZONE}",
    "time": f"{_TIME}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-(0[1-9]|1[0-2]){_ZONE}",
    "hexBinary": "([0-9a-fA-F]{2})*",
}
_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
}
NUMERIC = frozenset(["integer", "decimal", "double", "float", *_BOUNDS])


def well_formed(datatype: str) -> str:
    """The condition under which the text of ?value is in the lexical space of a datatype; `true` for
    datatypes without a rule.

    >>> well_formed("http://www.w3.org/2001/XMLSchema#integer")
    "REGEX(STR(?value), '^[+-]?[0-9]+$')"
    """
    name = datatype.removeprefix(_XSD) if datatype.startswith(_XSD) else ""
    if name in _BOUNDS:
        least, most = _BOUNDS[name]
        bounds = "".join(f" && xsd_decimal >= {least}" if least is not None else "")
        bounds += f" && xsd_decimal <= {most}" if most is not None else ""
        return _matches(_INTEGER) + bounds.replace("xsd_decimal", f"<{_XSD}decimal>(STR(?value))")
    if name not in _FORMS:
        return "true"
    if name in ("date", "dateTime"):
        return f"{_matches(_FORMS[name])} && ({_leap_day()})"
    return _matches(_FORMS[name])


def _matches(form: str) -> str:
    return f"REGEX(STR(?value), '^{form}$')"


def _leap_day() -> str:
    """No 29 February, or a year that has one: years in which the last two digits divide by four, and
    centuries that do.
    """
    leap = "(([02468][048]|[13579][26])00|[0-9]*([2468][048]|[13579][26]|0[48]))"
    return f"!REGEX(STR(?value), '^-?[0-9]+-02-29') || REGEX(STR(?value), '^-?{leap}-02-29')"
