"""The embedded engine: pyoxigraph, in memory or over an index on disk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from errno import EMFILE

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from treatykg.errors import InputError
from treatykg.namespaces import PREFIXES
from treatykg.store.guard import NO_SERVICE, check
from treatykg.store.results import Answer, answer_of
from treatykg.store.seal import sealed

_PREFIX, _LONGEST_NAME = re.compile(r"([\w.-]*:)"), 200
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class EmbeddedStore:
    """A graph in memory that answers SPARQL 1.1.

    >>> EmbeddedStore([]).query("ASK { ?s ?p ?o }").truth
    False
    """

    opens_files = False
    """Whether the engine may have to open files while it answers."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._store = Store()
        self._store.bulk_extend(quads)

    @classmethod
    def over(cls, store: Store) -> EmbeddedStore:
        """Ask a store that is there already, such as one on disk."""
        answering = cls([])
        answering._store = store
        return answering

    def query(self, text: str, name: str = "query") -> Answer:
        """Answer one query.

        Parameters: `text` in SPARQL 1.1; `name` of the file it came from, for messages.
        Errors: InputError with line and column when it cannot be parsed, or is refused.
        """
        check(text, name)
        try:
            with sealed(text, opens_files=self.opens_files):
                return answer_of(self._store.query(text))
        except SyntaxError as error:
            raise _syntax_error(error, text, name) from None
        except (ValueError, OSError, RuntimeError) as error:
            if getattr(error, "errno", None) == EMFILE or "os error 24" in str(error):
                raise InputError(
                    "the query reaches out to another host, or to a file", where=name, hint=NO_SERVICE
                ) from None
            error.__traceback__ = None  # it holds the engine's solutions, which no other thread may drop
            raise InputError(
                f"the query could not be evaluated: {error}", where=name, hint="simplify it"
            ) from None

    def __len__(self) -> int:
        """Count the quads."""
        return len(self._store)

    def quads(
        self,
        subject: NamedNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | None = None,
        graph: NamedNode | DefaultGraph | None = None,
    ) -> list[Quad]:
        """List the quads that match a pattern, in any graph when `graph` is None."""
        return list(self._store.quads_for_pattern(subject, predicate, value, graph))


def _syntax_error(error: SyntaxError, text: str, name: str) -> InputError:
    match = _PLACE.match(str(error))
    line, column, cause = match.groups() if match else ("1", "1", str(error))
    cause = " ".join(cause.split())
    if "Prefix not found" in cause:
        line_read = (text.split("\n")[int(line) - 1 : int(line)] or [""])[0][: int(column) - 1]
        prefix = (_PREFIX.findall(line_read[-_LONGEST_NAME:]) or [""])[-1]
        cause = f"the prefix {prefix} is not declared" if prefix else "a prefix that is not declared"
        iri = PREFIXES.get(prefix.removesuffix(":"), "…")
        hint = f"begin with PREFIX {prefix or 'name:'} <{iri}>"
    else:
        cause = "not SPARQL 1.1 from here on" + (f" ({cause})" if len(cause) <= 60 else "")
        hint = "see `treatykg query NAME --show` for a query that runs"
    return InputError(cause, where=f"{name}:{line}:{column}", hint=hint)
