"""How claims stand among those that were known: chains, cycles, weak voices, sources without a date, reference works."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pyoxigraph import Literal, NamedNode

from treatykg.claims import DATE, Claim, Sources, known, standing_among

DAY, EVE = dt.date(2020, 2, 29), dt.date(2020, 2, 28)
PAPER = Sources(out={"paper": DAY}, reference=frozenset(), weak=frozenset())


def yielding(standing: str, *better: str, sources: str = "paper") -> Claim:
    return Claim("", standing=standing, sources=set(sources.split()), yields_to=set(better))


def stands(name: str, claims: dict[str, Claim], unknown: str = "", weak: frozenset[str] = frozenset()) -> str:
    for iri, claim in claims.items():
        claim.iri = iri
    among = {iri: claim for iri, claim in claims.items() if iri not in unknown.split()}
    return standing_among(claims[name], among, claims, weak)


@pytest.mark.parametrize("standing", ["coarser", "overruled", "disputed"])
def test_a_claim_gives_way_only_to_what_is_known(standing: str) -> None:
    claims = {"a": yielding(standing, "b"), "b": yielding("accepted")}
    assert stands("a", claims) == standing
    assert stands("a", claims, unknown="b") == "accepted"


def test_one_better_claim_of_two_is_enough() -> None:
    claims = {"a": yielding("overruled", "b", "c"), "b": yielding("accepted"), "c": yielding("accepted")}
    assert [stands("a", claims, unknown=gone) for gone in ("", "b", "c", "b c")] == ["overruled", "overruled", "overruled", "accepted"]


def test_a_claim_gives_way_through_a_chain_whose_middle_is_not_known() -> None:
    claims = {"a": yielding("coarser", "b"), "b": yielding("overruled", "c"), "c": yielding("accepted")}
    assert stands("a", claims, unknown="b") == "coarser"
    assert stands("a", claims, unknown="b c") == "accepted"


@pytest.mark.parametrize("unknown", ["", "b", "b c"])
def test_a_cycle_ends(unknown: str) -> None:
    claims = {"a": yielding("disputed", "b"), "b": yielding("disputed", "c"), "c": yielding("disputed", "a")}
    assert stands("a", claims, unknown) == ("accepted" if unknown == "b c" else "disputed")


def test_a_claim_that_gives_way_to_itself_or_to_nothing_we_have() -> None:
    assert stands("a", {"a": yielding("overruled", "a")}) == "overruled"
    assert stands("a", {"a": yielding("overruled", "gone")}) == "accepted"


def test_of_two_claims_that_dispute_each_other_the_first_to_be_told_stands_till_then() -> None:
    claims = {"a": yielding("disputed", "b"), "b": yielding("disputed", "a")}
    assert [stands("a", claims), stands("b", claims)] == ["disputed", "disputed"]
    assert stands("a", claims, unknown="b") == "accepted"


def test_what_only_weak_sources_state_is_not_accepted_before_it_is_overruled() -> None:
    claims = {"a": yielding("overruled", "b", sources="blog"), "b": yielding("accepted")}
    assert stands("a", claims, weak=frozenset({"blog"})) == "overruled"
    assert stands("a", claims, unknown="b", weak=frozenset({"blog"})) == "disputed"
    claims["a"].sources.add("paper")
    assert stands("a", claims, unknown="b", weak=frozenset({"blog"})) == "accepted"


@pytest.mark.parametrize("standing", ["accepted", "assessment", "anticipated", "coarser", "overruled", "disputed"])
def test_a_claim_that_yields_to_none_keeps_its_standing(standing: str) -> None:
    assert stands("a", {"a": yielding(standing)}) == standing


def test_a_claim_is_known_from_the_last_possible_day_of_its_first_source() -> None:
    claim = {"a": yielding("accepted", sources="paper later")}
    sources = Sources(out={"paper": DAY, "later": dt.date(2021, 1, 1)}, reference=frozenset(), weak=frozenset())
    assert (known(claim, sources, EVE), known(claim, sources, DAY), known(claim, sources, None)) == ({}, claim, claim)


def test_a_source_without_a_date_makes_nothing_known_by_a_day() -> None:
    claim = {"a": yielding("accepted", sources="leaflet")}
    assert known(claim, PAPER, dt.date.max) == {}
    assert known(claim, PAPER, None) == claim


def test_a_reference_work_supports_what_can_have_happened_by_the_day() -> None:
    timeless, dated = yielding("accepted", sources="atlas"), yielding("accepted", sources="atlas")
    month = Literal("2020-02", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth"))
    dated.statements.append((NamedNode("http://e/s"), DATE, month))
    atlas = Sources(out={}, reference=frozenset({"atlas"}), weak=frozenset())
    claims = {"timeless": timeless, "dated": dated}
    assert set(known(claims, atlas, dt.date(2020, 1, 31))) == {"timeless"}
    assert set(known(claims, atlas, dt.date(2020, 2, 1))) == {"timeless", "dated"}


NAMES = "abcdef"
WORLDS = some.dictionaries(
    some.sampled_from(NAMES),
    some.tuples(some.sampled_from(["accepted", "coarser", "overruled", "disputed"]), some.sets(some.sampled_from(NAMES)), some.booleans()),
    min_size=1,
)


@given(WORLDS)
def test_a_claim_yields_exactly_if_a_known_claim_is_within_reach(world: dict[str, tuple[str, set[str], bool]]) -> None:
    claims = {
        name: Claim(name, standing=standing, yields_to=set(better), sources={"paper"}) for name, (standing, better, _) in world.items()
    }
    among = {name: claims[name] for name, (_, _, out) in world.items() if out}
    for name, claim in among.items():
        reach: set[str] = set(claim.yields_to)  # through claims that are not known, to a fixed point
        while (more := reach | {b for at in reach - set(among) - {name} if at in claims for b in claims[at].yields_to}) != reach:
            reach = more
        gives_way = claim.standing != "accepted" and (claim.yields_to <= {name} or bool(reach & set(among) - {name}))
        assert standing_among(claim, among, claims) == (claim.standing if gives_way or claim.standing == "accepted" else "accepted")
