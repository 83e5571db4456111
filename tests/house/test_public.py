"""The public list, the docs and the house: what is promised is there, and what is there is documented."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

import treatykg
from treatykg.cli.main import COMMANDS
from treatykg.queries.catalogue import catalogue

from ..conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MODULES = sorted(
    ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "src").rglob("*.py")
    if path.name != "__main__.py"
)


def test_all_is_what_can_be_imported() -> None:
    assert sorted(treatykg.__all__) == treatykg.__all__
    for name in treatykg.__all__:
        assert getattr(treatykg, name).__doc__
    with pytest.raises(AttributeError):
        _ = treatykg.nothing_of_the_kind


@pytest.mark.parametrize("module", MODULES)
def test_each_module_and_public_name_is_documented(module: str) -> None:
    found = importlib.import_module(module)
    assert found.__doc__
    for name, value in vars(found).items():
        if not name.startswith("_") and getattr(value, "__module__", None) == module and callable(value):
            assert value.__doc__, f"{module}.{name}"


def test_the_readme_runs() -> None:
    found = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert found.attempted >= 3
    assert found.failed == 0


def test_the_readme_shows_each_command() -> None:
    assert {command for command in COMMANDS if not re.search(rf"\$ treatykg {command}\b", README)} == set()


def test_the_readme_shows_the_layers_that_are_tested() -> None:
    from .test_layers import LAYERS

    picture = README.split("```text")[1].split("```")[0]
    for room in (room for rooms in LAYERS for room in rooms if room != "__main__"):
        assert re.search(rf"\b{room}\b", picture), room


def test_links_lead_somewhere() -> None:
    for path in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "data" / "README.md",
        *(ROOT / "docs").rglob("*.md"),
    ]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_page_of_questions_is_fresh() -> None:
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    told = page.split("## The questions\n\n")[1]
    assert told == "".join(
        f"**`{q.slug}`** {q.summary} {q.description}"
        + "".join(f" Parameter `{p.name}`: {p.help} Default: {p.default or 'any'}." for p in q.parameters)
        + "\n\n"
        for q in catalogue()
    )


def test_at_least_twelve_questions() -> None:
    wanted = "reciprocal-access in-force lifecycle days-between-chambers next-step disagreements "
    wanted += "unknowns assessments provisions sources-of"
    names = {q.slug for q in catalogue()}
    assert set(wanted.split()) <= names
    assert len(names) >= 12


def test_the_top_of_the_house_is_as_decided() -> None:
    wanted = {
        "ontology",
        "data",
        "queries",
        "src",
        "tests",
        "docs",
        "benchmarks",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
    }
    wanted |= {"CONTRIBUTING.md", "Makefile", "constraints.txt", ".ci", ".gitignore"}
    ignored = {"out", "dist", "build", "node_modules"}
    there = {
        path.name
        for path in Path(ROOT).iterdir()
        if path.name not in ignored and (not path.name.startswith(".") or path.name in wanted)
    }
    assert there <= wanted


def test_no_registry_address_is_committed() -> None:
    for path in (ROOT / "constraints.txt", ROOT / "pyproject.toml", ROOT / "Makefile", ROOT / ".ci" / "run"):
        assert "://" not in path.read_text(encoding="utf-8"), path.name
