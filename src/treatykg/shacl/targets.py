"""The data as the compiler asks it: a store of terms as they were written, and a store of their values.

Oxigraph keeps numbers, truth values and times by value, so that "01"^^xsd:int comes back as "1"^^xsd:integer.
Where the data holds such a literal, the store of terms keeps it under a datatype of our own, and a second
store keeps the value.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from pyoxigraph import Literal, NamedNode, Quad, Store

from treatykg.namespaces import PREFIXES
from treatykg.store.results import Answer, Row, Term

_KEPT = "urn:x-as-written:"
_XSD = PREFIXES["xsd"]
_SAFE = {
    f"{_XSD}date": re.compile(r"[1-9]\d{3}-\d\d-\d\d"),
    f"{_XSD}integer": re.compile(r"0|-?[1-9]\d{0,17}"),
    f"{_XSD}gYear": re.compile(r"[1-9]\d{3}"),
    f"{_XSD}gYearMonth": re.compile(r"[1-9]\d{3}-\d\d"),
    f"{_XSD}boolean": re.compile("true|false"),
}
_BY_VALUE = frozenset(
    _XSD + name
    for name in (
        *(
            "boolean",
            "decimal",
            "double",
            "float",
            "date",
            "dateTime",
            "dateTimeStamp",
            "time",
            "gYear",
            "gYearMonth",
            "gMonthDay",
            "gDay",
            "gMonth",
        ),
        *(
            "duration",
            "dayTimeDuration",
            "yearMonthDuration",
            "integer",
            "long",
            "int",
            "short",
            "byte",
            "nonNegativeInteger",
            "positiveInteger",
        ),
        *(
            "nonPositiveInteger",
            "negativeInteger",
            "unsignedLong",
            "unsignedInt",
            "unsignedShort",
            "unsignedByte",
        ),
    )
)


class EmbeddedTarget:
    """Triples in memory, asked as terms or as values.

    >>> one = Quad(NamedNode("a:s"), NamedNode("a:p"), Literal("01", datatype=NamedNode(_XSD + "int")))
    >>> [str(row[0]) for row in EmbeddedTarget([one]).values("SELECT ?o { ?s ?p ?o }").rows]
    ['"01"^^<http://www.w3.org/2001/XMLSchema#int>']
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        quads = list(quads)
        changed = dict(
            _changed(
                {
                    q.object
                    for q in quads
                    if isinstance(q.object, Literal) and q.object.datatype.value in _BY_VALUE
                }
            )
        )
        self._kept: dict[Term, Literal] = {written: _keep(written) for written in changed}
        self._written: dict[Term, Term] = {kept: written for written, kept in self._kept.items()}
        self._originals: dict[Term, list[Term]] = defaultdict(list)
        for written, value in changed.items():
            self._originals[value].append(written)
        self._terms = Store()
        if not changed:
            self._terms.bulk_extend(quads)
            self._values = self._terms
            return
        self._terms.bulk_extend(
            Quad(q.subject, q.predicate, self._kept.get(q.object, q.object)) for q in quads
        )
        self._values = Store()
        self._values.bulk_extend(quads)
        for plain in [
            quad.object for quad in quads if quad.object in self._originals and quad.object not in self._kept
        ]:
            if plain not in self._originals[plain]:
                self._originals[plain].append(plain)

    @classmethod
    def over(cls, store: Store) -> EmbeddedTarget:
        """Ask a store that is there already; its literals are taken as it gives them back."""
        target = cls([])
        target._terms = target._values = store
        return target

    def terms(self, query: str) -> Answer:
        """The rows of a SELECT over the store of terms."""
        names, rows = _rows(self._terms, query)
        if not self._kept:
            return Answer(names, list(rows))
        return Answer(names, [tuple(term and self._written.get(term, term) for term in row) for row in rows])

    def values(self, query: str) -> Answer:
        """The rows of a SELECT over the store of values, with each value as it was written."""
        names, rows = _rows(self._values, query.replace(f"^^<{_KEPT}", "^^<"))
        if not self._kept:
            return Answer(names, list(rows))
        return Answer(names, [way for row in rows for way in self._ways(row)])

    def _ways(self, row: Row) -> Iterator[Row]:
        """The ways in which a row of values was written; the same value twice was written the same way."""
        values = [term for term in dict.fromkeys(row) if term is not None and term in self._originals]
        for chosen in product(*(self._originals[value] for value in values)):
            written: dict[Term | None, Term] = dict(zip(values, chosen, strict=True))
            yield tuple(written.get(term, term) for term in row)

    def written(self, term: Term) -> str:
        """A constant of a shape, as it stands in the store of terms."""
        changed = (
            dict(_changed({term})) if isinstance(term, Literal) and term.datatype.value in _BY_VALUE else {}
        )
        if isinstance(term, Literal) and changed:
            self._kept[term] = kept = _keep(term)
            self._written[kept] = term
            known = self._originals[changed[term]]
            if not known and any(self._terms.quads_for_pattern(None, None, changed[term], None)):
                known.append(changed[term])
            if term not in known:
                known.append(term)
            return str(kept)
        return str(term)

    @property
    def exact(self) -> bool:
        """Whether terms and values are one store: nothing was written otherwise than it is kept."""
        return not self._kept

    @property
    def ambiguous(self) -> bool:
        """Whether one value was written in several ways, so that a row of values does not tell which."""
        return any(len(ways) > 1 for ways in self._originals.values())

    def datatypes(self, datatype: str) -> str:
        """The datatype, and the one under which its literals are kept as written."""
        return f"<{datatype}>, <{_KEPT}{datatype}>"


def _keep(written: Literal) -> Literal:
    return Literal(written.value, datatype=NamedNode(_KEPT + written.datatype.value))


def _rows(store: Store, query: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    found = store.query(query)
    return tuple(variable.value for variable in found.variables), (tuple(row) for row in found)  # type: ignore[union-attr]


def _changed(literals: set[Literal]) -> Iterator[tuple[Literal, Literal]]:
    """The literals that a store gives back otherwise than they were written, each with what it gives back."""
    doubtful = [
        one
        for one in literals
        if not (one.datatype.value in _SAFE and _SAFE[one.datatype.value].fullmatch(one.value))
    ]
    if not doubtful:
        return
    scratch = Store()
    scratch.extend(
        Quad(NamedNode(f"urn:n:{number}"), NamedNode("urn:p"), one) for number, one in enumerate(doubtful)
    )
    for quad in scratch:
        written = doubtful[int(quad.subject.value.rpartition(":")[2])]
        if quad.object != written:
            yield written, quad.object
