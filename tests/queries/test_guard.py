"""The look at a query: what it refuses, where, and what it lets pass."""

from __future__ import annotations

import pytest

from treatykg.errors import InputError
from treatykg.store.embedded import EmbeddedStore
from treatykg.store.guard import DEEPEST_NESTING, LARGEST_QUERY, LONGEST_CHAIN, MOST_PARTS, check

REFUSED = {
    "nested groups": ("ASK " + "{" * 65 + "}" * 65, "1:69", "nested deeper"),
    "nested brackets": ("ASK { FILTER(" + "(" * 70, "1:76", "nested deeper"),
    "nesting behind closers in a name": (
        "PREFIX e: <urn:e:> ASK { e:" + "\\)" * 99 + " ?p ?o " + "{" * 70,
        "1:296",
        "nested deeper",
    ),
    "nesting behind closers in a comment": (
        "# " + ")" * 99 + "\rASK { FILTER" + "(" * 70,
        "2:76",
        "nested deeper",
    ),
    "nesting behind closers in a string": (
        "ASK { ?s ?p '" + ")" * 99 + "' FILTER" + "(" * 70,
        "1:184",
        "nested deeper",
    ),
    "less than, no IRI": ("ASK { FILTER(1<" + "(" * 80 + "1>0" + ")" * 81 + " }", "1:15", "nested deeper"),
    "signs": ("ASK { FILTER(" + "!" * 65 + "true) }", "1:78", "nested deeper"),
    "operators": ("ASK { FILTER(1" + " || 1" * 513 + ") }", "1:2571", "operators"),
    "differences": ("ASK { FILTER(" + "1-" * 513 + "1 > 0) }", "1:14", "operators"),
    "columns": ("SELECT " + "(1 AS ?x) " * 2001 + "{}", "1:20001", "parts"),
    "graphs": ("ASK { " + "GRAPH ?g {} " * 1001 + "}", "1:12004", "parts"),
    "objects": ("ASK { ?s ?p 1" + ",1" * 2001 + " }", "1:4012", "parts"),
    "properties": ("ASK { ?s ?p 1" + ";?p 1" * 2001 + " }", "1:10009", "parts"),
    "an update": ("INSERT DATA { <urn:a> <urn:b> 1 }", "1:1", "an update"),
    "an update after a prologue": ("PREFIX e: <urn:e:>\r\nLOAD <urn:a>", "2:1", "an update"),
    "a service after CR": ("ASK {\r  SERVICE <urn:a> {} }", "2:3", "another host"),
    "a service after CR LF": ("ASK {\r\n  SERVICE <urn:a> {} }", "2:3", "another host"),
    "a service behind a number": ("ASK { ?s ?p 1SERVICE <urn:a> {} }", "1:14", "another host"),
    "a query of 300 KB": ("ASK {}" + " " * 300 * 1024, "1:1", "longer than 256 KB"),
}
LAWFUL = {
    "the word in a string": "ASK { ?s ?p 'SERVICE', \"a service\", '''SERVICE''' }",
    "the word in a comment": "# SERVICE\nASK { ?s ?p ?o } # SERVICE",
    "the word in names": "PREFIX service: <urn:s:> ASK { ?service service:of <urn:SERVICE> }",
    "brackets in strings": "ASK { ?s ?p '" + "(" * 1001 + "' }",
    "brackets in an IRI": "ASK { ?s ?p <http://e/Paris_(1783)> }",
    "brackets in a name": "PREFIX e: <urn:e:> ASK { e:Paris_\\(1783 ?p ?o }",
    "many values": "ASK { VALUES ?x { " + "1 " * 20_000 + "} }",
    "many names with hyphens": "PREFIX e-f: <urn:e:> ASK { VALUES ?x { " + "e-f:a-b-c " * 5_000 + "} }",
    "as deep as allowed": "ASK " + "{" * DEEPEST_NESTING + "}" * DEEPEST_NESTING,
    "as many operators as allowed": "ASK { FILTER(1" + " || 1" * (LONGEST_CHAIN - 1) + ") }",
    "as many parts as allowed": "ASK { FILTER(1 IN (1" + ", 1" * (MOST_PARTS - 1) + ")) }",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_do_harm_is_refused_with_its_place(name: str) -> None:
    query, place, cause = REFUSED[name]
    with pytest.raises(InputError, match=cause) as caught:
        check(query, "a.rq")
    assert caught.value.where == f"a.rq:{place}"
    assert caught.value.hint


@pytest.mark.parametrize("name", LAWFUL)
def test_what_does_no_harm_is_answered(name: str) -> None:
    assert len(LAWFUL[name]) <= LARGEST_QUERY
    assert EmbeddedStore([]).query(LAWFUL[name]).truth is not None
