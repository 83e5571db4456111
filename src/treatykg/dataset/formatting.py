"""A data file in its canonical form (see `dataset.trig`), with nothing that a person wrote lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Quad

from treatykg.dataset.files import contents
from treatykg.dataset.lexer import lexed
from treatykg.dataset.load import read
from treatykg.dataset.trig import document, term
from treatykg.errors import InputError
from treatykg.tokens import position

NOTHING_WRITTEN = "nothing was written"


def canonical(path: Path, quads: Iterable[Quad] | None = None) -> str:
    """Return the canonical form of a data file.

    Parameters: `quads` of the file, where it was read already.
    Errors: InputError for a file that cannot be parsed, and for what the canonical form could not keep:
    blank nodes, an empty graph, a directive of a version, a comment below the head.
    """
    found = list(read(path, NOTHING_WRITTEN) if quads is None else quads)
    for quad in found:
        if isinstance(quad.graph_name, BlankNode):
            raise InputError(
                "a graph without an IRI", where=str(path), hint="a graph is a claim: name it claim:KEY"
            )
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise InputError("a blank node", where=str(path), hint=f"give it an IRI: it is {_role(quad)}")
    return document(found, _head(path))


def _head(path: Path) -> str:
    """The comments at the top of a file, one a line; nothing below them may be lost."""
    try:
        text = contents(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = contents(path)[: error.start].decode("utf-8-sig", "replace")
        raise _not_kept(
            path, "a comment that is not UTF-8", before, len(before), "save the file as UTF-8"
        ) from None
    kept: list[str] = []
    before_that = ""
    for match in lexed(text):
        word = match.group()
        if match["comment"] and not before_that:
            kept.append(f"{word.rstrip()}\n")
        elif match["comment"]:
            what, hint = "a comment below the head of the file", "move it to the top, or say it in tkg:note"
            raise _not_kept(path, what, text, match.start(), hint)
        elif word == "}" and before_that == "{":
            raise _not_kept(path, "an empty graph", text, match.start(), "say what it states, or take it out")
        elif match.lastgroup in ("word", "tag") and word.lower().lstrip("@") == "version":
            raise _not_kept(path, "a version, which is RDF 1.2", text, match.start(), "take it out")
        if match.lastgroup != "skip":
            before_that = word
    return "".join(kept)


def _not_kept(path: Path, what: str, text: str, at: int, hint: str) -> InputError:
    line, column = position(text, at)
    return InputError(what, where=f"{path}:{line}:{column}", hint=hint)


def _role(quad: Quad) -> str:
    if isinstance(quad.subject, BlankNode):
        return f"the subject of {term(quad.predicate)}"
    return f"the object of {term(quad.subject)} {term(quad.predicate)}"
