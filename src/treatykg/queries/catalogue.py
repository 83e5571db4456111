"""Read the saved questions from `queries/*.rq`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from treatykg.errors import InputError, UsageError
from treatykg.queries.parameters import Parameter, parameters_of
from treatykg.resources import folder

GRAPHS = ("default", "claims", "graph/evidence", "graph/derived")
_KEYS = frozenset("summary description graphs defaults parameters trace".split())
_REQUIRED = ("summary", "description", "graphs")


@dataclass(frozen=True, slots=True)
class Question:
    """One saved question: a SPARQL query and what its header says about it.

    `trace` lists pairs of a variable and a property: what claims state with that property of the entity in
    that column stands behind a row; an empty property stands for all that they state of it. `graphs` names
    what it reads, of GRAPHS: the accepted view, the claims' own graphs, who says it, what follows.
    """

    slug: str
    summary: str
    description: str
    graphs: tuple[str, ...]
    trace: tuple[tuple[str, str], ...]
    parameters: tuple[Parameter, ...]
    text: str
    path: Path

    @property
    def query(self) -> str:
        """The text without the header."""
        return re.sub(r"^#\+.*\n", "", self.text, flags=re.MULTILINE)


def slugs() -> list[str]:
    """List the saved questions by name.

    >>> "reciprocal-access" in slugs()
    True
    """
    return sorted(path.stem for path in folder("queries").glob("*.rq"))


def question(slug: str) -> Question:
    """Read one saved question.

    Errors: UsageError for a name that is not there, with the nearest ones; InputError for a file
    whose header is not as decided.

    >>> question("reciprocal-access").parameters[0].name
    'state'
    """
    known = slugs()
    if slug not in known:
        import difflib

        near = difflib.get_close_matches(slug, known, n=3, cutoff=0.6)
        hint = f"did you mean {', '.join(near)}?" if near else "see `treatykg query` for the names"
        if slug.endswith((".rq", ".sparql")):
            hint = f"a query in a file: `treatykg query --file {slug}`"
        raise UsageError(f"no saved question {slug!r}", hint=hint)
    return read_question(folder("queries") / f"{slug}.rq")


def catalogue() -> list[Question]:
    """Read all saved questions, sorted by name."""
    return [question(slug) for slug in slugs()]


def read_question(path: Path) -> Question:
    """Read the question that a file holds: `#+ ` lines of YAML, then SPARQL (the header of grlc).

    Errors: InputError with the line for a header that is not YAML or lacks a key.
    """
    text = path.read_text(encoding="utf-8")
    header = _header(path, text)
    defaults = {str(k): v for entry in header.get("defaults") or [] for k, v in entry.items()}
    return Question(
        slug=path.stem,
        summary=str(header["summary"]),
        description=" ".join(str(header["description"]).split()),
        graphs=tuple(map(str, header["graphs"])),
        trace=tuple(_traced(str(entry)) for entry in header.get("trace") or ()),
        parameters=parameters_of(text, header.get("parameters") or {}, defaults, str(path)),
        text=text,
        path=path,
    )


def _traced(entry: str) -> tuple[str, str]:
    """Read `lower` or `lower.date`."""
    variable, _, name = entry.partition(".")
    return variable, name


def _header(path: Path, text: str) -> Mapping[str, Any]:
    import yaml

    lines = [line[3:] for line in text.splitlines() if re.match(r"#\+( |$)", line)]
    try:
        header = yaml.load("\n".join(lines), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 (both are safe)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}:{mark.column + 4}" if mark else f"{path}:1:1"
        raise InputError(
            str(getattr(error, "problem", "not YAML")), where=place, hint="mend the #+ lines"
        ) from None
    if not isinstance(header, dict):
        raise InputError(
            "no header", where=f"{path}:1:1", hint="begin with #+ lines: summary, description, graphs"
        )
    problems = [f"lacks {key}" for key in _REQUIRED if key not in header] + [
        f"has unknown {key}" for key in sorted(set(header) - _KEYS)
    ]
    problems += [
        f"has graph {graph!r}, not one of {', '.join(GRAPHS)}"
        for graph in header.get("graphs") or ()
        if graph not in GRAPHS
    ]
    if problems:
        raise InputError(
            f"the header {'; '.join(problems)}", where=f"{path}:1:1", hint="see docs/questions.md"
        )
    return header
