"""Keys made from texts of a table: the same text gives the same key, in each table, and others are seen."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from treatykg.dataset.written_dates import read_date

_LONGEST = 60
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


def made_key(texts: Sequence[str]) -> str:
    """Make a key of the words of some texts, and of a digest where the words do not say all.

    Words that differ only in case give one key, and so do two ways to write one day. Empty texts are passed
    over.

    >>> made_key(["Protocol A", "21.06.1957"]), made_key(["Protocol A"]), made_key(["Protocol (A)"])
    ('protocol-a-1957-06-21', 'protocol-a', 'protocol-a-d04d893a')
    """
    parts = [(text, read_date(text)) for text in texts if text]
    plain = " ".join(date.literal.value if date else text for text, date in parts)
    words = _words(plain)
    said = all(
        date or (text.isascii() and _words(text).replace("-", " ") == text.lower()) for text, date in parts
    )
    if said and len(words) <= _LONGEST:
        return words
    digest = hashlib.sha256(plain.encode()).hexdigest()[:8]
    return "-".join(part for part in (words[:_LONGEST].strip("-"), digest) if part)


def file_key(name: str) -> str:
    """Make a key of the name of a file.

    >>> file_key("HUGGO_clean")
    'huggo-clean'
    """
    words = _words(name)
    return words if name.isascii() and 0 < len(words) <= _LONGEST else made_key([name])


def _words(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_WORDS.sub("-", letters.lower()).strip("-")


class MadeKeys:
    """Which texts each name was made of, so that two that come out alike are seen.

    >>> keys = MadeKeys()
    >>> [keys.other("a", texts, row) for row, texts in enumerate([["A"], ["a"], ["A"], ["a"]])]
    [None, (0, ('A',)), None, None]
    """

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, tuple[str, ...]]] = {}
        self._seen: dict[str, set[tuple[str, ...]]] = {}

    def other(self, name: str, texts: Sequence[str], row: int) -> tuple[int, tuple[str, ...]] | None:
        """Take what a name is made of in a row; return the first row and texts with that name, when these are
        other texts, and new.
        """
        whole = tuple(map(_same, texts))
        first = self._first.setdefault(name, (row, tuple(texts)))
        seen = self._seen.setdefault(name, {whole})
        if whole in seen:
            return None
        seen.add(whole)
        return first


def _same(text: str) -> str:
    """One way to write what a text says: of a day, which may be written in several."""
    date = read_date(text)
    return date.literal.value if date and not date.changed else text
