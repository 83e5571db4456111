"""All that a user gets from a graph, as the program prints it: command line to exit code and text."""

from __future__ import annotations

import contextlib
import importlib
import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest import mock

from treatykg import TreatyGraph
from treatykg.cli.main import COMMANDS, main
from treatykg.queries.catalogue import catalogue

AGREEMENTS = ("relos", "lemoa", "india-japan-acsa", "india-france-logistics", "indo-soviet-treaty-1971")
SHOWN = (
    *(f"agreement:{key}" for key in AGREEMENTS),
    "agreement:mlsa",
    "event:relos-signature",
    "event:relos-negotiation",
    "state:in",
    "state:ru",
    "organ:ru-state-duma",
    "person:narendra-modi",
    "place:vladivostok",
    "provision:lemoa-support-us-in",
    "claim:s037",
)
PICTURES = ("graph", "timeline", "matrix", "map", "network")
FOLDER = "FOLDER"  # stands for a folder of its own, whose files are part of the answer
FORMS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml", "graphml", "nanopub", "rdf12", "reified")


def commands(day: str, *, pictures: bool = True) -> Iterator[tuple[str, ...]]:
    """The command lines, with `day` where a question asks about one."""
    for question in catalogue():
        if any(parameter.name == "date" for parameter in question.parameters):
            yield ("query", question.slug, "-p", f"date={day}")
        else:
            yield ("query", question.slug)
    for slug in ("reciprocal-access", "lifecycle", "disagreements"):
        yield ("query", slug, "--with-sources", "-f", "table")
    for agreement in AGREEMENTS:
        yield from (
            ("query", slug, "-p", f"agreement={agreement}")
            for slug in ("lifecycle", "next-step", "unknowns", "sources-of")
        )
        yield from (("status", agreement), ("status", agreement, "-f", "json"))
    yield from (("show", entity) for entity in SHOWN)
    yield from (("explain", claim) for claim in ("s037", "x18-b", "in-ru-relos-f03", "in-jp-acsa-f12"))
    yield from (
        ("search", word) for word in ("relos", "signature", "president", "murmansk", "ratif", "india", "fuel")
    )
    yield from (
        ("compare", *pair) for pair in (("relos", "lemoa"), ("india-france-logistics", "mlsa"), ("lemoa",))
    )
    yield from (("export", "-f", form) for form in (FORMS if pictures else FORMS[:2]))
    yield ("export", "-f", "csv", "-o", FOLDER)
    if pictures:
        yield from (("draw", kind, "-o", f"{FOLDER}/{kind}.svg") for kind in PICTURES)
        yield from (("draw", kind, "-o", f"{FOLDER}/{kind}.html") for kind in ("graph", "timeline"))


def answers(graph: TreatyGraph, lines: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Run command lines in this process on one graph: exit code, standard output, and the error if there was
    one.
    """
    found = {}
    with contextlib.ExitStack() as patched:
        for name in COMMANDS:
            module = importlib.import_module(f"treatykg.cli.{name}")
            if hasattr(module, "open_graph"):
                patched.enter_context(mock.patch.object(module, "open_graph", return_value=graph))
        for line in lines:
            found[line] = ran(line)
    return found


def ran(line: tuple[str, ...]) -> str:
    """Run a command line in this process: exit code, standard output, what it complains of, and the files
    that it wrote.
    """
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    err = io.StringIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        Path(folder, "out").mkdir()
        code = main([word.replace(FOLDER, f"{folder}/out") for word in line])
        files = "".join(
            f"{path.name}\n{path.read_text('utf-8', errors='replace')}"
            for path in sorted(Path(folder, "out").iterdir())
        )
        said = err.getvalue().replace(folder, "")
    out.seek(0)
    return f"{code}\n{out.read()}{said}{files}"


def without_clock(text: str) -> str:
    """Take out the words that name the day of the knowledge, in titles and about lines."""
    return re.sub(r"(, | · )?known on \d{4}-\d\d-\d\d", "", text)


def differing(ours: dict[tuple[str, ...], str], theirs: dict[tuple[str, ...], str]) -> list[str]:
    """The command lines that got another answer, each with the first line in which it differs."""
    found = []
    for line, text in ours.items():
        other = theirs[line]
        if text != other:
            pairs = zip(f"{text}\n<end>".splitlines(), f"{other}\n<end>".splitlines(), strict=False)
            first = next(((one, two) for one, two in pairs if one != two), ("", ""))
            found.append(f"{' '.join(line)}\n    {first[0][:300]}\n    {first[1][:300]}")
    return found
