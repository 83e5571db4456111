"""What a parser's complaint about a data file most likely means, and how to mend it."""

from __future__ import annotations

import difflib
import re

from treatykg.errors import InputError, syntax_error
from treatykg.namespaces import PREFIXES

_PREFIX = re.compile(r"[Tt]he prefix (\S*): has not been declared")
_MEANT = (
    (re.compile(r"[“”‘’]"), 'write straight quotes (") in place of typographic ones'),
    (
        re.compile(r"expected at the end of a graph block"),
        "a ; or a . may be missing at the end of the line before",
    ),
    (
        re.compile(r"is not a valid (RDF object|predicate|subject)"),
        "a {, a } or a . may be missing before it",
    ),
)


def told(error: SyntaxError, name: str, lost: str) -> InputError:
    """Turn a parser's error into ours, with the likely mend.

    Parameters: `name` of the file; `lost`, what did not happen because of it.
    """
    found = syntax_error(error, name, f"fix the file at that position; {lost}")
    if match := _PREFIX.search(found.cause):
        return InputError(found.cause, where=found.where, hint=f"{_declared(match[1])}; {lost}")
    for pattern, hint in _MEANT:
        if pattern.search(found.cause):
            return InputError(found.cause, where=found.where, hint=f"{hint}; {lost}")
    return found


def _declared(prefix: str) -> str:
    if prefix in PREFIXES:
        return f"add at the top: @prefix {prefix}: <{PREFIXES[prefix]}> ."
    near = difflib.get_close_matches(prefix, PREFIXES, n=1, cutoff=0.7)
    return f"did you mean {near[0]}:?" if near else "declare it at the top of the file"
