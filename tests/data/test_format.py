"""The canonical form: the data is in it, it is stable, and it loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from treatykg.dataset.formatting import canonical
from treatykg.dataset.trig import document
from treatykg.namespaces import PREFIXES

from ..conftest import ROOT, WORLD, treatykg

FILES = sorted([*(ROOT / "data").rglob("*.trig"), WORLD])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_data_file_is_its_own_canonical_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(path) == text
    assert "_:" not in text


def iris() -> st.SearchStrategy[NamedNode]:
    local = st.text("abcXYZ019-_.é/", min_size=1, max_size=6)
    space = st.sampled_from([*PREFIXES.values(), "http://example.org/"])
    return st.builds(lambda s, n: NamedNode(s + n), space, local)


def literals() -> st.SearchStrategy[Literal]:
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    kinds = st.sampled_from(
        [NamedNode(PREFIXES["xsd"] + name) for name in ("string", "date", "integer", "boolean", "decimal")]
    )
    plain = st.builds(
        lambda v, k: Literal(v, datatype=k), text | st.sampled_from(["5", "+05", "true", "1"]), kinds
    )
    return plain | st.builds(lambda v: Literal(v, language="en"), text)


def quads() -> st.SearchStrategy[Quad]:
    return st.builds(Quad, iris(), iris(), iris() | literals(), iris()) | st.builds(
        Quad, iris(), iris(), iris() | literals()
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(quads(), max_size=12))
def test_any_graph_comes_back_and_is_stable(some: list[Quad]) -> None:
    text = document(some)
    back = list(parse(text.encode(), RdfFormat.TRIG))
    assert set(back) == set(some)
    assert document(reversed(back)) == text


def test_format_mends_and_check_tells(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    path.write_text(
        "# ours\n@prefix tkg: <https://w3id.org/treatykg/ns#> .\n"
        "<http://e/b> tkg:p 2 . <http://e/a> tkg:p 1 .\n",
        encoding="utf-8",
    )
    assert treatykg("format", "--check", path).code == 1
    assert treatykg("format", path).code == 0
    assert path.read_text(encoding="utf-8").startswith("# ours\n")
    assert treatykg("format", "--check", path).code == 0


def test_a_comment_inside_is_not_lost_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    text = '<http://e/a> <http://e/p> "a # in a string", <http://e/#in-an-iri> .\n# lost?\n'
    path.write_text(text, encoding="utf-8")
    ran = treatykg("format", path)
    assert (ran.code, path.read_text(encoding="utf-8")) == (3, text)
    assert f"{path}:2:1: a comment" in ran.err
