"""`treatykg query` stays light: a look at what was imported."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "rdflib",
    "pyshacl",
    "networkx",
    "SPARQLWrapper",
    "http.server",
    "urllib.request",
    "fastapi",
    "starlette",
    "matplotlib",
    "numpy",
}
PROGRAM = """
import json, sys
from treatykg.cli.main import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def modules(*arguments: str) -> tuple[int, set[str]]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True
    )
    code, names = json.loads(ran.stderr.splitlines()[-1])
    return code, set(names)


@pytest.mark.parametrize(
    "arguments",
    [
        ["query"],
        ["query", "reciprocal-access"],
        ["query", "days-between-chambers", "-p", "agreement=relos", "--with-sources", "-f", "table"],
        ["draw", "graph"],
        ["query", "--text", "SELECT * { ?s a ?o } LIMIT 1", "-f", "json"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_query_imports_nothing_heavy(arguments: list[str]) -> None:
    code, names = modules(*arguments)
    assert code == 0
    assert not names & HEAVY


def test_the_look_would_see_it() -> None:
    _, names = modules("export", "-f", "graphml")
    assert "networkx" in names
