"""Data as it comes: byte order marks, line ends, endings of names, escapes, RDF 1.2, pipes and devices."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, RdfFormat, parse

from treatykg.dataset.formatting import canonical
from treatykg.dataset.lexer import comments, look, tokens
from treatykg.dataset.load import load, read
from treatykg.dataset.places import places
from treatykg.errors import InputError, UsageError
from treatykg.graph import TreatyGraph
from treatykg.namespaces import PREFIXES

from ..conftest import WORLD, treatykg

HEAD = "".join(
    f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n"
    for prefix in ("agreement", "claim", "skos", "source", "standing", "state", "tkg", "xsd")
)
CLAIM = """claim:{key} {{ {stated} }}
claim:{key} a tkg:Claim ; tkg:hasStanding standing:accepted ; tkg:statedBy source:{key} .
source:{key} a tkg:Source ; tkg:publisher "P" ; tkg:date "2020-01-01"^^xsd:date .
"""
PACT = 'agreement:one a tkg:Agreement ; skos:prefLabel "The pact"@en .'
COMMANDS = {
    "validate": ("validate", "--alone"),
    "format": ("format",),
    "load": ("load", "--store", "STORE"),
    "show": ("show", "agreement:one", "--data"),
    "diff": ("diff", str(WORLD)),
}


def text_of(stated: str = PACT, key: str = "a") -> str:
    return HEAD + CLAIM.format(key=key, stated=stated)


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# --- what a file begins and ends with


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_marks_and_line_ends_change_nothing(tmp_path: Path, mark: str, end: str) -> None:
    text = "# who wrote it\n  # and when\n" + text_of()
    path = write(tmp_path / "a.trig", mark + text.replace("\n", end))
    plain = write(tmp_path / "plain.trig", text)
    assert set(read(path)) == set(read(plain))
    assert canonical(path) == canonical(plain)
    assert canonical(path).startswith("# who wrote it\n# and when\n\n@prefix")
    assert [place[4:] for place in places(path)] == [place[4:] for place in places(plain)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("way", ["--file", "--text"])
def test_a_mark_before_a_query_is_skipped(tmp_path: Path, way: str, end: str) -> None:
    query = f"\ufeff# a comment{end}SELECT ?x {{{end} VALUES ?x {{ 1 }} }}{end}"
    path = write(tmp_path / "a.rq", query)
    ran = treatykg("query", way, path if way == "--file" else query, "-f", "csv")
    assert (ran.code, ran.out.split()) == (0, ["x", "1"]), ran.err


@pytest.mark.parametrize("name", ["a.ttl", "a.nt", "a.nq"])
def test_a_mark_before_any_format_is_skipped(tmp_path: Path, name: str) -> None:
    assert list(read(write(tmp_path / name, "\ufeff<http://e/a> <http://e/b> <http://e/c> .\n")))


def test_format_writes_one_byte_form(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.trig", ("\ufeff" + text_of('agreement:one tkg:note """a\nb""" .')).replace("\n", "\r\n")
    )
    assert treatykg("format", path).code == 0
    written = path.read_bytes()
    assert b"\r" not in written
    assert written[:1] == b"@"
    assert rb'"a\r\nb"' in written  # what a text says is data
    assert treatykg("format", "--check", path).code == 0


def test_the_place_of_a_mistake_counts_lines_whatever_ends_them(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.trig",
        text_of('<http://e/a> <http://e/p> "x" {| <http://e/q> 1 |} .').replace("\n", "\r"),
    )
    with pytest.raises(InputError) as told:
        list(read(path))
    assert told.value.where == f"{path}:9:{len('claim:a { <http://e/a> <http://e/p> xxxx ')}"


@pytest.mark.parametrize("name", ["A.TRIG", "a.Trig", "b.TTL", "c.Nq", "d.NT"])
def test_endings_in_any_case(tmp_path: Path, name: str) -> None:
    said = "<http://e/a> <http://e/b> <http://e/c> .\n"
    write(tmp_path / name, said)
    write(tmp_path / "other.trig", text_of())
    assert len(load([tmp_path]).evidence) == len(load([tmp_path / "other.trig"]).evidence) + 1
    assert load([tmp_path / name]).evidence


@pytest.mark.parametrize("name", ["a.trig.gz", "b.TTL.bz2", "c.rdf", "d.jsonld", "e.Csv", "f.zip", "link"])
def test_what_a_folder_holds_and_is_not_read_is_named(tmp_path: Path, name: str) -> None:
    folder, away = tmp_path / "data", tmp_path / "away"
    folder.mkdir()
    away.mkdir()
    write(folder / "a.trig", text_of())
    write(folder / "README.md", "About it.")
    if name == "link":
        (folder / name).symlink_to(away)
    else:
        write(folder / name, "?")
    ran = treatykg("info", "--data", folder)
    assert ran.code == 0
    assert str(folder / name) in ran.err
    assert "README" not in ran.err


def test_format_finds_files_in_any_case(tmp_path: Path) -> None:
    write(tmp_path / "A.TRIG", "# ours\r\n" + text_of())
    write(tmp_path / "b.trig", "<http://e/b> <http://e/p> 2 .\n<http://e/a> <http://e/p> 1 .")
    assert treatykg("format", tmp_path).code == 0
    assert treatykg("format", "--check", tmp_path).code == 0
    assert (tmp_path / "A.TRIG").read_bytes().startswith(b"# ours\n")


@pytest.mark.parametrize("what", ["pipe", "/dev/zero", "/proc/kmsg", "/dev/stdin"])
@pytest.mark.parametrize("command", ["validate", "format", "load"])
def test_what_has_no_end_is_not_waited_for(tmp_path: Path, command: str, what: str) -> None:
    path = tmp_path / "a.trig"
    if what == "pipe":
        os.mkfifo(tmp_path / "pipe")
        path.symlink_to(tmp_path / "pipe")
    else:
        path.symlink_to(what)
    words = [word.replace("STORE", str(tmp_path / "store")) for word in COMMANDS[command]]
    ran = treatykg(*words, path)
    assert ran.code == 3, (ran.out, ran.err)
    assert str(path) in ran.err


# --- tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ex:a\\#b ex:p 'x' # c", ["# c"]),
        ("ex:O\\'N ex:p 'y' . # c", ["# c"]),
        ("ex:a\\) ex:p <http://e/#f> . #c", ["#c"]),
        ('ex:a ex:p """#"\n#""" .#c\r#d', ["#c", "#d"]),
        ('ex:a ex:p "\\"#" .#c', ["#c"]),
        ("ex:a#b", ["#b"]),
        ("_:a#b", ["#b"]),
        ("'x'@en#b", ["#b"]),
        ("5#b", ["#b"]),
    ],
)
def test_a_comment_is_one_wherever_a_token_ends(text: str, found: list[str]) -> None:
    assert [match.group() for match in comments(text)] == found


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ex:a..b.", ["name", "mark"]),
        ("ex:a\\..", ["name", "mark"]),
        ("5.", ["number", "mark"]),
        ("5.0e1.", ["number", "mark"]),
        ("-.5;", ["number", "mark"]),
        ("true.", ["word", "mark"]),
        ("a.b:c", ["name"]),
        (":a", ["name"]),
        ("é:ü", ["name"]),
        ("_:a.b.", ["blank", "mark"]),
        ('"x"^^ex:t', ["text", "datatype", "name"]),
        ("'''a''b'''", ["text"]),
        ("<a><<", ["iri", "triple"]),
    ],
)
def test_tokens_end_where_the_grammar_says(text: str, kinds: list[str]) -> None:
    assert [match.lastgroup for match in tokens(text)] == kinds


SIZE = 50_000
LONG = {
    "quotes": '"' + '\\"' * SIZE,
    "long-quotes": '"""' + '\\"' * SIZE,
    "names": "ex:" + "\\'" * SIZE + " ",
    "dotted": "a." * SIZE,
    "dashes": "a-" * SIZE,
    "tags": "@a-" * SIZE,
    "digits": "1" * SIZE + "a",
    "angles": "<a " * SIZE,
    "dots": "ex:a" + "." * SIZE,
    "braces": "{" * SIZE,
}


@pytest.mark.parametrize("name", LONG)
def test_the_look_takes_each_character_once(name: str, tmp_path: Path) -> None:
    text = LONG[name]
    found = list(tokens(text))
    assert sum(len(match.group()) for match in found) <= len(text)
    with suppress(InputError):
        look(f"{text} << {'[' * 101}".encode(), tmp_path / "a.trig")


# --- what RDF 1.1 does not have


RDF_12 = {
    "annotation": f'{PACT} agreement:one tkg:note "x" {{| tkg:note "said of it" |}} .',
    "reifier": 'agreement:one tkg:note "x" ~ claim:b .',
    "reified": "<< agreement:one tkg:note 1 >> tkg:note 2 .",
    "term": "agreement:one tkg:note <<( agreement:one tkg:note 1 )>> .",
    "direction": 'agreement:one tkg:note "x"@en--ltr .',
    "deep": "agreement:one tkg:note "
    + "<<( <http://e/a> <http://e/b> " * 100_000
    + "1"
    + " )>>" * 100_000
    + " .",
    "deep-behind-a-comment": "# "
    + ")>>" * 100_000
    + "\nagreement:one tkg:note "
    + "<<( <http://e/a> <http://e/b> " * 100_000
    + "1"
    + " )>>" * 100_000
    + " .",
    "deep-behind-a-name": "agreement:"
    + "\\)" * 100_000
    + " tkg:note "
    + "<<( <http://e/a> <http://e/b> " * 100_000
    + "1"
    + " )>>" * 100_000
    + " .",
    "brackets": "agreement:one tkg:note " + "[ tkg:note " * 100_000 + "1" + " ]" * 100_000 + " .",
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", RDF_12)
def test_rdf_12_is_refused_with_its_place(tmp_path: Path, command: str, name: str) -> None:
    text = text_of(RDF_12[name])
    path = write(tmp_path / "a.trig", text)
    words = [word.replace("STORE", str(tmp_path / "store")) for word in COMMANDS[command]]
    ran = treatykg(*words, path)
    assert ran.code == 3, ran
    assert f"{path}:{10 if name == 'deep-behind-a-comment' else 9}:" in ran.err
    assert path.read_bytes() == text.encode()


def test_what_only_looks_like_rdf_12_is_read(tmp_path: Path) -> None:
    said = (
        "<http://e/~a> <http://e/p> '<< {| ~ @en--ltr', '(((', <http://e/a~b>, agreement:a\\~b . # << {| ~\n"
    )
    assert len(list(read(write(tmp_path / "a.trig", text_of(said))))) == 4 + 6


def test_brackets_in_texts_are_text(tmp_path: Path) -> None:
    texts = "".join(f'agreement:one tkg:note "cut off ({number}" .\n' for number in range(101))
    path = write(tmp_path / "a.trig", text_of(texts + f'agreement:one tkg:note "{"()" * 1001}" .'))
    assert len(list(read(path))) == 102 + 6
    many = write(tmp_path / "b.trig", text_of("agreement:one tkg:note [ tkg:note (1 2) ] .\n" * 1001))
    assert len(list(read(many))) > 5000


# --- nothing is lost without a word


KEPT = st.sampled_from(["# one", "#", "# <<", "#\"'", "# é", "#ex:a <b> .", "#\tx"])
ENDS = st.sampled_from(["\n", "\r\n", "\r", " \n", "\n\n\t"])
THINGS = st.sampled_from(
    [
        "<http://e/a>",
        "ex:a",
        "ex:a\\#b",
        "ex:x\\'y",
        "ex:\\)",
        "ex:",
        "ex:%28",
        "ex:a.b",
        "ex:é",
        "<http://e/#>",
    ]
)
TEXTS = st.sampled_from(
    [
        '"#"',
        "'\\''",
        '"""a"#\r\nb"""',
        "'''#'''",
        '"x"@en',
        "5",
        "-.5",
        "1e5",
        "true",
        '"2020"^^ex:t',
        '"\\u0041"',
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A TriG file, and the comments in it."""
    written: list[str] = []

    def gap(needed: bool = True) -> str:
        if draw(st.integers(0, 12)):
            return draw(ENDS) if draw(st.booleans()) else " "
        written.append(draw(KEPT))
        return f" {written[-1]}{draw(ENDS)}"

    lines = []
    for _ in range(draw(st.integers(0, 3))):
        written.append(draw(KEPT))
        lines.append(draw(st.sampled_from(["", "  ", "\t"])) + written[-1] + draw(ENDS))
    lines.append("@prefix ex: <http://e/> ." + draw(ENDS))
    for _ in range(draw(st.integers(0, 4))):
        triple = f"{draw(THINGS)}{gap()}{draw(THINGS)}{gap()}{draw(THINGS | TEXTS)}{gap()}."
        graph = draw(st.sampled_from(["", draw(THINGS)]))
        lines.append(f"{graph}{gap()}{{{gap()}{triple}{gap()}}}{gap()}" if graph else triple + gap())
    return draw(st.sampled_from(["", "\ufeff"])) + "".join(lines), written


def written_at_the_top(comment: re.Match[str]) -> bool:
    """Whether nothing but comments and blanks stands before a comment."""
    return all(
        not line.strip() or line.strip()[0] == "#" for line in comment.string[: comment.start()].splitlines()
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_format_keeps_all_or_refuses(tmp_path: Path, document: tuple[str, list[str]]) -> None:
    text, written = document
    path = write(tmp_path / "a.trig", text)
    if not all(written_at_the_top(comment) for comment in comments(text.removeprefix("\ufeff"))):
        with pytest.raises(InputError, match="comment") as told:
            canonical(path)
        assert told.value.where.startswith(f"{path}:")
        return
    formatted = canonical(path)
    assert [match.group() for match in comments(formatted)] == [comment.rstrip() for comment in written]
    plain = text.removeprefix("\ufeff").encode()
    assert set(parse(formatted.encode(), RdfFormat.TRIG)) == set(parse(plain, RdfFormat.TRIG))
    assert canonical(write(path, formatted)) == formatted


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents())
def test_each_triple_has_its_place(tmp_path: Path, document: tuple[str, list[str]]) -> None:
    path = write(tmp_path / "a.trig", document[0])
    told = {(one.subject, one.predicate, one.object) for one in places(path)}
    for quad in read(path):
        assert (quad.subject.value, quad.predicate.value, quad.object.value) in told


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (text_of() + "# the end", "comment"),
        (text_of() + "# the end\r", "comment"),
        (HEAD + "claim:empty { }\n", "empty graph"),
        (HEAD + "claim:empty { # why\n }\n", "comment"),
        ('VERSION "1.2"\n' + text_of(), "version"),
        (text_of() + "_:g { state:in a tkg:State }", "graph without an IRI"),
        (text_of("[ tkg:note 1 ] tkg:note 2 ."), "blank node"),
    ],
)
def test_format_refuses_what_it_could_not_keep(tmp_path: Path, text: str, what: str) -> None:
    path = write(tmp_path / "a.trig", text)
    ran = treatykg("format", path)
    assert ran.code == 3
    assert what in ran.err
    assert path.read_bytes() == text.encode()


def test_a_comment_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.trig", "# caf\xe9\n".encode("latin-1") + text_of().encode())
    with pytest.raises(InputError, match="UTF-8") as told:
        canonical(path)
    assert told.value.where == f"{path}:1:6"


# --- blank nodes


BLANK = (
    '_:x a tkg:Agreement ; skos:prefLabel "{name}" ; tkg:hasParty [ a tkg:State ; skos:prefLabel "{name}" ] .'
)


@pytest.mark.thorough
def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    one, two = (write(tmp_path / f"{k}.trig", text_of(BLANK.format(name=k), k)) for k in "ab")
    asked = "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a <https://w3id.org/treatykg/ns#Agreement> }"
    words = ("query", "--text", asked, "-f", "csv")
    assert treatykg(*words, "--data", one, "--data", two).out == "n\n2\n"
    store = tmp_path / "store"
    for _ in range(2):  # what is there already is not loaded again
        for path in (one, two):
            assert treatykg("load", path, "--store", store).code == 0
    assert treatykg(*words, "--store", store).out == "n\n2\n"
    exported = tmp_path / "exported.trig"
    assert treatykg("export", "--data", one, "--data", two, "-o", exported).code == 0
    assert treatykg(*words, "--data", exported).out == "n\n2\n"


@pytest.mark.thorough
def test_the_same_said_of_other_labels_is_no_change(tmp_path: Path) -> None:
    stated = (
        BLANK.format(name="a")
        + '_:y tkg:note _:z . _:z tkg:note _:y , "{}" . _:v tkg:note _:w . _:w tkg:note _:v .'
    )
    old = write(tmp_path / "old.trig", text_of(stated.replace("{}", "n")))
    same = write(
        tmp_path / "same.trig", text_of(stated.replace("{}", "n").replace("_:y", "_:q").replace("_:w", "_:a"))
    )
    other = write(tmp_path / "other.trig", text_of(stated.replace("{}", "m")))
    assert treatykg("diff", old, same, "--exit-status").out == "0 changes\n"
    assert treatykg("diff", old, other, "--exit-status").code == 1


def test_reading_is_deterministic_where_nodes_have_no_label(tmp_path: Path) -> None:
    path = write(tmp_path / "a.trig", text_of(BLANK.format(name="a")))
    one, other = ({str(quad) for quad in TreatyGraph.open([path]).quads} for _ in range(2))
    assert one == other


def test_a_graph_without_an_iri_is_refused_by_all(tmp_path: Path) -> None:
    path = write(tmp_path / "a.trig", text_of() + "_:g { state:in a tkg:State }")
    with pytest.raises(InputError, match="graph without an IRI") as told:
        load([path])
    assert told.value.where == f"{path}:12:7"


# --- blank nodes


def two_documents(tmp_path: Path) -> tuple[Path, Path]:
    one = write(tmp_path / "one.trig", text_of('_:x tkg:note "first" . [] tkg:note "second" .'))
    return one, write(tmp_path / "two.trig", text_of('_:x tkg:note "third" .', "b"))


NOTES = "SELECT ?s ?o { ?s <https://w3id.org/treatykg/ns#note> ?o }"


def test_a_label_of_a_blank_node_is_of_its_document(tmp_path: Path) -> None:
    graph = TreatyGraph.open(two_documents(tmp_path))
    assert len({str(row[0]) for row in graph.select(NOTES).rows}) == 3
    back = {quad.subject for quad in parse(graph.export("nquads").encode(), RdfFormat.N_QUADS)}
    assert len({str(subject) for subject in back if isinstance(subject, BlankNode)}) == 3


def test_two_loads_do_not_join_blank_nodes(tmp_path: Path) -> None:
    for path in two_documents(tmp_path):
        ran = treatykg("load", path, "--store", tmp_path / "store")
        assert ran.code == 0, ran.err
    rows = TreatyGraph.open(store=str(tmp_path / "store")).select(NOTES).rows
    assert len({str(row[0]) for row in rows}) == len(rows) == 3


def test_another_label_is_no_change(tmp_path: Path) -> None:
    one, _ = two_documents(tmp_path)
    renamed = write(tmp_path / "renamed.trig", one.read_bytes().replace(b"_:x", b"_:y"))
    assert treatykg("diff", one, renamed, "--exit-status").code == 0


# --- other people's IRIs


LAW = "urn:lex:it:stato:legge:2005-02-16;11"
FOREIGN = f"""<urn:claim:1> {{
    <{LAW}> a tkg:Agreement ; skos:prefLabel "Legge"@it ; tkg:hasParty <ex:it> , <https://e.org/state/fr> .
    <ex:it> a tkg:State ; skos:prefLabel "Italia"@it . <https://e.org/state/fr> a tkg:State .
    <agreement:one> a tkg:Signature ; tkg:ofAgreement <{LAW}> ; tkg:date "2005-02-16"^^xsd:date .
}}
<urn:claim:1> a tkg:Claim ; tkg:hasStanding standing:accepted ; tkg:statedBy <urn:source:1> .
<urn:source:1> a tkg:Source ; tkg:publisher "Gazzetta" ; tkg:date "2005-03-01"^^xsd:date .
"""


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    return write(tmp_path / "foreign.trig", HEAD + FOREIGN)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", LAW), "Legge"),
        (("show", LAW), "Gazzetta"),
        (("show", "ex:it"), "Italia"),
        (("show", "<ex:it>"), "Italia"),
        (("show", "agreement:one"), "2005-02-16"),
        (("explain", "urn:claim:1"), "Gazzetta"),
        (("search", "legge"), LAW),
        (("status", LAW), "signed 2005-02-16"),
        (("query", "lifecycle", "-p", f"agreement={LAW}"), "2005-02-16"),
        (("query", "said-by", "-p", "claim=urn:claim:1"), ""),
        (("draw", "timeline", "--focus", "ex:it"), "Legge"),
        (("info",), "agreements: 1"),
    ],
)
def test_any_iri_is_a_name(foreign: Path, words: tuple[str, ...], told: str) -> None:
    ran = treatykg(*words, "--data", foreign)
    if told:
        assert ran.code == 0, ran.err
        assert told in ran.out


def test_keys_of_other_iris_are_whole(foreign: Path, tmp_path: Path) -> None:
    assert treatykg("export", "-f", "csv", "-o", tmp_path / "out", "--data", foreign).code == 0
    treaty = (tmp_path / "out" / "treaty.csv").read_text(encoding="utf-8")
    assert f"\n{LAW},Legge," in treaty
    assert "ex:it; https://e.org/state/fr" in treaty


def test_a_change_of_anybodys_thing_is_a_change(foreign: Path, tmp_path: Path) -> None:
    new = write(tmp_path / "new.trig", (HEAD + FOREIGN).replace("Italia", "Repubblica Italiana"))
    ran = treatykg("diff", foreign, new, "--exit-status")
    assert ran.code == 1
    assert ran.out.endswith("2 changes\n")


def test_another_standing_of_the_same_key_is_not_ours(tmp_path: Path) -> None:
    text = text_of().replace("standing:accepted", "<http://e.org/accepted>")
    assert TreatyGraph.open([write(tmp_path / "a.trig", text)]).accepted.instances("Agreement") == []


def test_a_name_that_is_none_is_told(world: TreatyGraph) -> None:
    for name in ("nosuch:thing", "a b:c d", "http://[", "<relos>"):
        with pytest.raises(UsageError):
            world.show(name)
