"""Citations for people who write: plain, OSCOLA and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from treatykg.dates import PartialDate
from treatykg.namespaces import key_of
from treatykg.view.evidence import Citation
from treatykg.visible import visible

_MONTHS = "January February March April May June July August September October November December".split()
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9_.:+-]+")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TEX |= {char: f"\\{char}" for char in "&%$#_"}


def cite(citations: Iterable[Citation], form: str) -> str:
    """Write citations, one to a line or entry, each source and passage once.

    Parameters: `form`, one of `FORMS`: plain, oscola (OSCOLA 4th edition, section 3.4.8, online sources) or
    bibtex.

    >>> from treatykg.view.evidence import Citation
    >>> url = "https://tass.com/1"
    >>> item = Citation("http://e/tass", "State Duma ratifies", "TASS", "2025-12-02", url, "agency", "")
    >>> print(cite([item], "oscola"), end="")
    TASS, ‘State Duma ratifies’ (2 December 2025) <https://tass.com/1>
    """
    return "".join(FORMS[form](citation) + "\n" for citation in dict.fromkeys(citations))


def _plain(citation: Citation) -> str:
    return visible(citation.line())


def _oscola(citation: Citation) -> str:
    date = f" ({_day(citation.date)})" if citation.date else ""
    place = f" {citation.passage}" if citation.passage else ""
    link = f" <{citation.url}>" if citation.url else ""
    return visible(f"{citation.publisher}, ‘{citation.title}’{date}{place}{link}")


def _day(date: str) -> str:
    """Write a date in words, as precise as it is.

    >>> _day("2025-12")
    'December 2025'
    """
    year, *rest = _parts(date)
    words = [_MONTHS[int(rest[0]) - 1]] if rest else []
    if len(rest) > 1:
        words.insert(0, str(int(rest[1])))
    return " ".join([*words, year])


def _parts(date: str) -> list[str]:
    """Year, month and day of a date, as far as it has them; what is no date stays whole."""
    try:
        return PartialDate.read(date).text.split("-")
    except ValueError:
        return [date]


def _bibtex(citation: Citation) -> str:
    year, month, *_ = [*_parts(citation.date), ""]
    year = year if year.isdigit() else _tex(year)
    fields = {
        "author": "{" + _tex(citation.publisher) + "}",
        "title": "{" + _tex(citation.title) + "}",
        "year": year,
        "month": month.lstrip("0"),
        "howpublished": f"\\url{{{_tex_url(citation.url)}}}" if citation.url else "",
        "note": _tex(citation.passage),
    }
    name = _NOT_IN_KEYS.sub("-", key_of(citation.source))
    key = name + re.sub(r"[^0-9]+", "-", citation.passage).rstrip("-")
    inner = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{inner}\n}}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in visible(text))


def _tex_url(url: str) -> str:
    return re.sub(r"[{}\\%#]", lambda match: f"\\{match.group()}", visible(url))


FORMS: dict[str, Callable[[Citation], str]] = {"plain": _plain, "oscola": _oscola, "bibtex": _bibtex}
