"""Inputs that nobody wrote: soups of a format's words, changed copies of good inputs, repetitions."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as some

ODD = (
    "",
    "\0",
    "\x07",
    "\r",
    "\r\n",
    "\n",
    "\t",
    " ",
    "\ufeff",
    "\u2028",
    "\u202e",
    "\ud800",
    "é",
    "😀",
    "\\",
    "'",
)
Change = tuple[int, int, str, int]


def encoded(text: str) -> bytes:
    """The bytes of a text; half of a character stays as it is, and is no UTF-8."""
    return text.encode("utf-8", "surrogatepass")


def decoded(data: bytes) -> str:
    """The text that a program is given for some bytes as an argument."""
    return data.decode("utf-8", "surrogateescape")


def inputs(words: Sequence[str], seeds: Sequence[str] = ()) -> some.SearchStrategy[bytes]:
    """Inputs made of `words`, and of `seeds` with changes."""
    word = some.sampled_from(sorted({*words, *ODD})) | some.text(max_size=4)
    soup = some.lists(word, max_size=24).map("".join)
    many = some.tuples(some.lists(word, max_size=3).map("".join), some.integers(1, 150)).map(_repeated)
    kinds = [soup, some.tuples(soup, many, soup).map("".join)]
    if seeds:
        seed, at = some.sampled_from(seeds), some.integers(0, 10**6)
        small = some.tuples(at, some.just(0), some.sampled_from(sorted(words)), some.just(0))
        change = some.tuples(at, some.integers(0, 12), soup | word, some.integers(0, 2))
        kinds.append(some.builds(_changed, seed, some.lists(small, min_size=1, max_size=2)))
        kinds.append(some.builds(_changed, seed, some.lists(change, min_size=1, max_size=5)))
    return some.one_of(kinds).map(encoded) | some.binary(max_size=24)


def _repeated(what: tuple[str, int]) -> str:
    word, times = what
    return word * times


def _changed(seed: str, changes: Sequence[Change]) -> str:
    """A seed with parts taken out, put in or said twice."""
    for at, taken, put, again in changes:
        start = at % (len(seed) + 1)
        seed = seed[:start] + put + seed[start : start + taken] * again + seed[start + taken :]
    return seed
