"""How claims stand among those that were known: chains, cycles, weak voices, sources without a date,
reference works.
"""

import datetime as dt

import pytest
from pyoxigraph import Literal, NamedNode

from treatykg.claims import DATE, Claim, Sources
from treatykg.view.knowledge import known_on, settled
from treatykg.view.standings import accepted_of, standings_of

DAY, EVE = dt.date(2020, 2, 29), dt.date(2020, 2, 28)
PAPER = Sources(out={"paper": DAY})


def yielding(standing: str, *better: str, sources: str = "paper") -> Claim:
    return Claim("", standing=standing, sources=set(sources.split()), yields_to=set(better))


def stands(name: str, claims: dict[str, Claim], unknown: str = "", weak: frozenset[str] = frozenset()) -> str:
    for iri, claim in claims.items():
        claim.iri = iri
    among = {iri: claim for iri, claim in claims.items() if iri not in unknown.split()}
    return standings_of(among, weak)[name]


@pytest.mark.parametrize("standing", ["coarser", "overruled", "disputed"])
def test_a_claim_gives_way_only_to_what_is_known(standing: str) -> None:
    claims = {"a": yielding(standing, "b"), "b": yielding("accepted")}
    assert stands("a", claims) == standing
    assert stands("a", claims, unknown="b") == "accepted"


def test_one_better_claim_of_two_is_enough() -> None:
    claims = {"a": yielding("overruled", "b", "c"), "b": yielding("accepted"), "c": yielding("accepted")}
    assert [stands("a", claims, unknown=gone) for gone in ("", "b", "c", "b c")] == [
        "overruled",
        "overruled",
        "overruled",
        "accepted",
    ]


def test_a_claim_gives_way_only_to_what_it_names() -> None:
    claims = {"a": yielding("coarser", "b"), "b": yielding("overruled", "c"), "c": yielding("accepted")}
    assert stands("a", claims) == "coarser"
    assert [stands("a", claims, unknown=gone) for gone in ("b", "b c")] == ["accepted", "accepted"]


@pytest.mark.parametrize("unknown", ["", "b", "b c"])
def test_a_cycle_ends(unknown: str) -> None:
    claims = {"a": yielding("disputed", "b"), "b": yielding("disputed", "c"), "c": yielding("disputed", "a")}
    assert stands("a", claims, unknown) == ("disputed" if unknown == "" else "accepted")


def test_a_claim_that_gives_way_to_itself_or_to_nothing_we_have() -> None:
    assert stands("a", {"a": yielding("overruled", "a")}) == "overruled"
    assert stands("a", {"a": yielding("overruled", "gone")}) == "accepted"


def test_of_two_claims_that_dispute_each_other_the_first_to_be_told_stands_till_then() -> None:
    claims = {"a": yielding("disputed", "b"), "b": yielding("disputed", "a")}
    assert [stands("a", claims), stands("b", claims)] == ["disputed", "disputed"]
    assert stands("a", claims, unknown="b") == "accepted"


@pytest.mark.parametrize("standing", ["overruled", "disputed", "coarser"])
def test_what_only_weak_sources_state_and_nobody_contradicts_is_not_confirmed(standing: str) -> None:
    claims = {"a": yielding(standing, "b", sources="blog"), "b": yielding("accepted")}
    weak = frozenset({"blog"})
    assert stands("a", claims, weak=weak) == standing
    assert stands("a", claims, unknown="b", weak=weak) == "unconfirmed"
    claims["a"].sources.add("paper")
    assert stands("a", claims, unknown="b", weak=weak) == "accepted"


def test_only_the_sources_that_were_out_count_as_weak() -> None:
    claims = {
        "a": yielding("overruled", "b", sources="paper blog"),
        "b": yielding("accepted", sources="later"),
    }
    days = {"blog": EVE, "paper": DAY, "later": dt.date(2021, 1, 1)}
    found = known_on(claims, Sources(out=days, weak=frozenset({"blog"})), EVE)
    assert (found["a"].sources, standings_of(found, {"blog"})["a"]) == ({"blog"}, "unconfirmed")


def test_what_all_sides_of_a_dispute_agree_on_is_accepted() -> None:
    event, one, other = NamedNode("http://e/x"), Literal("1"), Literal("2")
    shared = (event, NamedNode("http://e/of"), NamedNode("http://e/pact"))
    claims = {"a": yielding("disputed", "b"), "b": yielding("disputed", "a")}
    claims["a"].statements, claims["b"].statements = (
        [shared, (event, DATE, one)],
        [shared, (event, DATE, other)],
    )
    assert accepted_of(claims, standings_of(claims)) == [shared]


@pytest.mark.parametrize(
    "standing", ["accepted", "assessment", "anticipated", "coarser", "overruled", "disputed"]
)
def test_a_claim_that_yields_to_none_keeps_its_standing(standing: str) -> None:
    assert stands("a", {"a": yielding(standing)}) == standing


def test_a_claim_is_known_from_the_last_possible_day_of_its_first_source() -> None:
    claim = {"a": yielding("accepted", sources="paper later")}
    sources = Sources(out={"paper": DAY, "later": dt.date(2021, 1, 1)})
    assert [set(known_on(claim, sources, day)) for day in (EVE, DAY)] == [set(), {"a"}]
    assert known_on(claim, sources, DAY)["a"].sources == {"paper"}


def test_a_source_without_a_date_makes_nothing_known_by_a_day() -> None:
    claim = {"a": yielding("accepted", sources="leaflet")}
    assert known_on(claim, PAPER, dt.date.max) == {}


def test_a_reference_work_supports_what_can_have_happened_by_the_day() -> None:
    timeless, dated = yielding("accepted", sources="atlas"), yielding("accepted", sources="atlas")
    month = Literal("2020-02", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth"))
    dated.statements.append((NamedNode("http://e/s"), DATE, month))
    atlas = Sources(reference=frozenset({"atlas"}))
    claims = {"timeless": timeless, "dated": dated}
    assert set(known_on(claims, atlas, dt.date(2020, 1, 31))) == {"timeless"}
    assert set(known_on(claims, atlas, dt.date(2020, 2, 1))) == {"timeless", "dated"}


def test_the_editors_know_nothing_themselves() -> None:
    pact, label = NamedNode("http://e/pact"), NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    names = Claim(
        "names",
        statements=[
            (pact, label, Literal("The pact")),
            (NamedNode("http://e/other"), label, Literal("Other")),
        ],
    )
    names.sources, names.standing = {"editors"}, "accepted"
    fact = yielding("accepted")
    fact.statements.append((NamedNode("http://e/event"), NamedNode("http://e/of"), pact))
    sources = Sources(out={"paper": DAY}, editorial=frozenset({"editors"}))
    claims = {"names": names, "fact": fact}
    for day, seen in ((EVE, {}), (DAY, {"names": 1, "fact": 1})):
        found = settled(known_on(claims, sources, day), sources)
        assert {iri: len(claim.statements) for iri, claim in found.items()} == seen
