"""A picture as one file of HTML that opens from a disk with no network: the picture, a filter, a table, and
the sources of every fact.

The details need no script: a link leads to a section, and the section that is led to is shown. The script
only filters.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template

from treatykg.namespaces import PREFIXES, curie
from treatykg.pictures.page.details import Detail, Fact
from treatykg.pictures.picture import Entry, Extra, Picture, Table
from treatykg.pictures.status_style import STATUS_WORDS, STATUSES, with_reports
from treatykg.view.evidence import Evidence
from treatykg.visible import visible, visible_lines

Categories = Mapping[str, Sequence[str]]
_HREF = re.compile(r' href="(https://w3id\.org/treatykg/[^"]*)"')
_DATE, _DAY = re.compile(r"\d{4}(-\d\d){0,2}$"), ' class="day"'

_STYLE, _SCRIPT, _WHOLE = (
    Path(__file__).with_name(f"page.{kind}").read_text(encoding="utf-8").strip()
    for kind in ("css", "js", "html")
)
_PAGE = Template(f"{_WHOLE}\n")


_HINT = (
    '<p class="hint muted">Follow a link in the picture or in the table: '
    "what is known, and who says so, appears here.\nEscape leads back.</p>\n"
)


def html_page(
    picture: Picture, categories: Categories, details: Iterable[Detail], about: str, *extras: Extra
) -> str:
    """Write the page.

    Parameters: `categories` of each pact by IRI, as words; `details` of the pacts; `about`, a line on the
    data and the clocks; `extras` below the table (see `page.ask`).
    """
    seen: set[str] = set()
    canvas = picture.canvas() if picture.canvas else Extra()
    summaries = _summaries(picture.entries)
    sections = "\n".join(_section(detail, summaries.get(detail.iri, ""), seen) for detail in details)
    scripts = " ".join(
        _digest(one) for one in (_SCRIPT, canvas.script, *(extra.script for extra in extras)) if one
    )
    allowed = "".join(extra.allows for extra in extras)
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    policy += f"form-action 'none'; script-src {scripts}{allowed}"
    return _PAGE.substitute(
        policy=policy,
        title=_title(picture.svg),
        style="\n".join([_STYLE, canvas.style, *(extra.style for extra in extras)]),
        extras="\n".join(extra.html for extra in extras),
        about=escape(visible(about)),
        form=_form(picture.entries, categories),
        picture=canvas.html or _HREF.sub(lambda match: _led(match, seen), picture.svg),
        table=visible_lines(_table(picture.table, seen)),
        hint=_HINT if sections else "",
        sections=visible_lines(sections),
        data=visible_lines(_data(picture.entries, categories)),
        script=_SCRIPT,
    )


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _title(picture: str) -> str:
    """The picture's title, escaped as it is there."""
    found = re.search(r"<title[^>]*>(.*?)</title>", picture, re.DOTALL)
    return found.group(1) if found else "treatykg"


def _led(match: re.Match[str], seen: set[str]) -> str:
    """Point a link at its section of this page; drop a link to an entity without one, because its IRI does
    not resolve.
    """
    key = curie(match.group(1))
    return f' href="#{key}"' if key in seen else ""


def _form(entries: Sequence[Entry], categories: Categories) -> str:
    shown = [status for status in STATUSES if any(entry.status == status for entry in entries)]
    boxes = "".join(
        f'<label><input type="checkbox" name="status" value="{escape(status)}" checked>'
        f"{escape(STATUS_WORDS[status].partition(',')[0])}</label>"
        for status in shown
    )
    words = sorted({category for found in categories.values() for category in found})
    options = "".join(f"<option>{escape(category)}</option>" for category in words)
    return f"""<form aria-label="Filter">
<fieldset><legend>Status</legend>{boxes}</fieldset>
<label>Kind <select name="kind"><option value="">any</option>{options}</select></label>
<label>Signed from <input type="number" name="from" min="1000" max="9999"></label>
<label>to <input type="number" name="to" min="1000" max="9999"></label>
<label>Words <input type="search" name="words" size="14"></label>
<button type="reset">Reset</button>
<output id="count" class="muted"></output>
</form>"""  # noqa: S608 (HTML, not SQL)


def _data(entries: Sequence[Entry], categories: Categories) -> str:
    shown = [
        {
            "id": curie(entry.iri),
            "status": entry.status,
            "kinds": list(categories.get(entry.iri, ())),
            "year": int(entry.signed[:4]) if entry.signed[:4].isdigit() else None,
            "words": " ".join([entry.name, entry.partner, *entry.words]).lower(),
        }
        for entry in entries
    ]
    return json.dumps(shown, ensure_ascii=False).replace("<", "\\u003c")


def _table(table: Table, seen: set[str]) -> str:
    columns, rows = table
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = []
    for iri, cells in rows:
        key = curie(iri)
        first = f'<a href="#{key}">{escape(cells[0])}</a>' if key in seen else escape(cells[0])
        rest = "".join(_cell(cell, seen) for cell in cells[1:])
        body.append(f'<tr data-pact="{key}"><th scope="row">{first}</th>{rest}</tr>')
    inner = f"<table><thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(body) + "\n</tbody></table>"
    return f'<div class="scroll" role="region" aria-label="Table" tabindex="0">{inner}</div>'


def _cell(text: str, seen: set[str]) -> str:
    """A cell of the table; what has a place on this page leads there."""
    if text and seen.issuperset(keys := text.split(", ")):
        return f"<td>{', '.join(_inside(key) for key in keys)}</td>"
    return f"<td{_DAY if _DATE.match(text) else ''}>{escape(text)}</td>"


def _inside(key: str) -> str:
    prefix, _, name = key.partition(":")
    return f'<a href="#{escape(key)}">{escape(name if prefix in PREFIXES else key)}</a>'


def _summaries(entries: Sequence[Entry]) -> dict[str, str]:
    """Of each pact in one line: its status, when it was signed, and the partners."""
    partners: dict[str, list[str]] = {}
    for entry in entries:
        partners.setdefault(entry.iri, []).append(entry.partner)
    return {
        entry.iri: f"{with_reports(STATUS_WORDS[entry.status], entry.reported)} · "
        f"signature: {entry.signed or 'no date'} · with {', '.join(partners[entry.iri])}"
        for entry in entries
    }


def _section(detail: Detail, summary: str, seen: set[str]) -> str:
    key = curie(detail.iri)
    seen.add(key)
    name = escape(detail.name)
    lines = [f'<section class="detail" id="{key}" aria-label="{name}"><h2>{name}</h2>']
    lines += [f'<p class="muted">{escape(visible(summary))}</p>'] if summary else []
    for part in detail.parts:
        if not part.facts:
            continue
        anchor = "" if part.iri == detail.iri else _anchor(curie(part.iri), seen)
        lines.append(f"<h3{anchor}>{escape(part.heading)}</h3>\n<ul>")
        lines += [_fact(fact, seen) for fact in part.facts]
        lines.append("</ul>")
    return "\n".join([*lines, "</section>"])


def _anchor(key: str, seen: set[str]) -> str:
    """An id, where it is not taken yet."""
    if key in seen:
        return ""
    seen.add(key)
    return f' id="{key}"'


def _fact(fact: Fact, seen: set[str]) -> str:
    standing = "" if fact.standing == "accepted" else f" <strong>({escape(fact.standing)})</strong>"
    sources = "".join(
        f'<span class="sources"{_anchor(curie(claim.claim), seen)}>{_sources(claim)}</span>'
        for claim in fact.claims
    )
    return f"<li>{'<br>'.join(map(escape, fact.words))}{standing}{sources}</li>"


def _sources(claim: Evidence) -> str:
    """Who says so; a link only to what is surely a page."""
    found = []
    for citation in claim.citations:
        words = escape(
            ", ".join(
                part for part in (citation.publisher, citation.title, citation.date, citation.passage) if part
            )
        )
        page = citation.url.startswith(("https://", "http://"))
        found.append(f'<a href="{escape(citation.url)}" rel="noreferrer">{words}</a>' if page else words)
    return f"{escape(claim.claim.rpartition('/')[2])}: {'; '.join(found) or 'no source'}"


__all__ = ["html_page"]
