"""Write the answer to a question: for people, for spreadsheets, for other programs."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from treatykg.errors import UsageError
from treatykg.export.text import NOT_XML, csv_text, harmless, xml_text
from treatykg.namespaces import curie
from treatykg.store.results import Answer, Term, text
from treatykg.terms import XSD
from treatykg.visible import columns, json_text, visible

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WORD = 24
_RESULTS = "http://www.w3.org/2005/sparql-results#"
_ITS = "http://www.w3.org/2005/11/its"


def write(answer: Answer, form: str, *, raw: bool = False, width: int = 100) -> str:
    """Write rows or a yes-or-no in one format.

    Parameters: `form`, one of `FORMATS`; `raw` keeps cells of CSV and TSV that a spreadsheet would run
    as a formula; `width` of a table in columns.
    Errors: UsageError for a format that does not fit.

    >>> print(write(Answer(("n",), [(Literal(8),)]), "csv"), end="")
    n
    8
    """
    if form not in FORMATS:
        raise UsageError(f"no format {form!r} for rows", hint=f"use one of {', '.join(FORMATS)}")
    if answer.truth is not None and form not in ("json", "xml"):
        return f"{str(answer.truth).lower()}\n"
    if form in ("csv", "tsv"):
        return _csv(answer, raw) if form == "csv" else _tsv(answer, raw)
    if form == "table":
        return _table(answer, width)
    return FORMATS[form](answer)


def shown(cell: Term | None) -> str:
    """Return a cell for people: names shortened, control and direction characters made visible.

    >>> shown(Literal("a" + chr(0x202E)))
    'a⟨U+202E⟩'
    """
    return visible(curie(cell.value) if isinstance(cell, NamedNode) else text(cell))


def _csv(answer: Answer, raw: bool) -> str:
    return csv_text(answer.variables, answer.values(), raw=raw)


def _tsv(answer: Answer, raw: bool) -> str:
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += ["\t".join(_tsv_cell(cell, raw) for cell in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _tsv_cell(cell: Term | None, raw: bool) -> str:
    """A term as Turtle writes it; tabs and line breaks are escapes there."""
    if not isinstance(cell, Literal):
        return text(cell) if not isinstance(cell, NamedNode) else str(cell)
    told = cell.value if raw else harmless(cell.value)
    return str(cell) if told == cell.value else str(_with_value(cell, told))


def _with_value(cell: Literal, value: str) -> Literal:
    if cell.language:
        return Literal(value, language=cell.language, direction=cell.direction)
    return Literal(value, datatype=cell.datatype)


def _json(answer: Answer) -> str:
    if answer.truth is not None:
        return json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
    bindings = [
        {name: _json_term(cell) for name, cell in zip(answer.variables, row, strict=True) if cell is not None}
        for row in answer.rows
    ]
    found = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json_text(found)


def _json_term(cell: Term) -> dict[str, object]:
    if isinstance(cell, NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, Literal):
        more = {"xml:lang": cell.language} if cell.language else {}
        more |= {"its:dir": cell.direction.value} if cell.direction else {}
        if not cell.language and cell.datatype.value != XSD.string.value:
            more = {"datatype": cell.datatype.value}
        return {"type": "literal", "value": cell.value, **more}
    if isinstance(cell, BlankNode):
        return {"type": "bnode", "value": cell.value}
    parts = ("subject", "predicate", "object")
    return {"type": "triple", "value": {part: _json_term(getattr(cell, part)) for part in parts}}


def _xml(answer: Answer) -> str:
    from xml.etree import ElementTree as ET

    ET.register_namespace("", _RESULTS)
    ET.register_namespace("its", _ITS)
    root = ET.Element(f"{{{_RESULTS}}}sparql")
    head = ET.SubElement(root, f"{{{_RESULTS}}}head")
    if answer.truth is not None:
        ET.SubElement(root, f"{{{_RESULTS}}}boolean").text = str(answer.truth).lower()
    else:
        for name in answer.variables:
            ET.SubElement(head, f"{{{_RESULTS}}}variable", name=name)
        results = ET.SubElement(root, f"{{{_RESULTS}}}results")
        for row in answer.rows:
            result = ET.SubElement(results, f"{{{_RESULTS}}}result")
            for name, cell in zip(answer.variables, row, strict=True):
                if cell is not None:
                    _xml_term(ET.SubElement(result, f"{{{_RESULTS}}}binding", name=name), cell)
    return xml_text('<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n")


def _xml_term(parent: Element, cell: Term) -> None:
    """Write a term as an element below its parent (SPARQL 1.2 Query Results XML, section 2.3.1)."""
    from xml.etree import ElementTree as ET

    if isinstance(cell, Triple):
        triple = ET.SubElement(parent, f"{{{_RESULTS}}}triple")
        for part in ("subject", "predicate", "object"):
            _xml_term(ET.SubElement(triple, f"{{{_RESULTS}}}{part}"), getattr(cell, part))
        return
    about: dict[str, str] = {}
    if isinstance(cell, Literal) and cell.language:
        about["{http://www.w3.org/XML/1998/namespace}lang"] = cell.language
        if cell.direction:
            about |= {f"{{{_ITS}}}dir": cell.direction.value, f"{{{_ITS}}}version": "2.0"}
    elif isinstance(cell, Literal) and cell.datatype.value != XSD.string.value:
        about["datatype"] = cell.datatype.value
    kind = "literal" if isinstance(cell, Literal) else "uri" if isinstance(cell, NamedNode) else "bnode"
    ET.SubElement(parent, f"{{{_RESULTS}}}{kind}", about).text = NOT_XML.sub("\ufffd", cell.value)


def _markdown(answer: Answer) -> str:
    def cells(row: Sequence[str]) -> str:
        return "| " + " | ".join(re.sub(r"([\\|<>`*_\[\]])", r"\\\1", cell) for cell in row) + " |"

    rows = [cells([shown(cell) for cell in row]) for row in answer.rows]
    return (
        "\n".join(
            [cells(list(map(visible, answer.variables))), "|" + " --- |" * len(answer.variables), *rows]
        )
        + "\n"
    )


def _html(answer: Answer) -> str:
    from html import escape

    head = "".join(f"<th scope=col>{escape(visible(name))}</th>" for name in answer.variables)
    rows = ["<tr>" + "".join(f"<td>{_html_cell(cell)}</td>" for cell in row) + "</tr>" for row in answer.rows]
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody>\n</table>\n"


def _html_cell(cell: Term | None) -> str:
    from html import escape

    inner = escape(shown(cell))
    if isinstance(cell, NamedNode) and cell.value.startswith(("https://", "http://")):
        return f'<a href="{escape(cell.value)}">{inner}</a>'
    return inner


def _table(answer: Answer, width: int) -> str:
    """Lay the rows out for a terminal: cells are wrapped, so that no line is wider than `width`."""
    names = [visible(name.replace("_", " ")) for name in answer.variables]
    rows = [[shown(cell) for cell in row] for row in answer.rows]
    if not names:
        return "no rows\n"
    sizes = _sizes(names, rows, width)
    lines = [_line(names, sizes), "  ".join("─" * size for size in sizes)]
    for row in rows:
        wrapped = [
            textwrap.wrap(cell, size, break_on_hyphens=False) or [""]
            for cell, size in zip(row, sizes, strict=True)
        ]
        for index in range(max(map(len, wrapped))):
            lines.append(_line([part[index] if index < len(part) else "" for part in wrapped], sizes))
    lines.append(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")
    return "\n".join(lines) + "\n"


def _sizes(names: list[str], rows: list[list[str]], width: int) -> list[int]:
    """Give each column what it needs, and take from the widest until the table fits."""
    parts = [[name, *(row[i] for row in rows)] for i, name in enumerate(names)]
    sizes = [max(map(columns, cells)) for cells in parts]
    least = [min(size, max(8, _longest_word(cells))) for size, cells in zip(sizes, parts, strict=True)]
    while sum(sizes) + 2 * (len(sizes) - 1) > width and sizes != least:
        widest = max((i for i in range(len(sizes)) if sizes[i] > least[i]), key=lambda i: sizes[i])
        sizes[widest] -= 1
    return sizes


def _longest_word(cells: Sequence[str]) -> int:
    """The longest word of a column, as far as it is worth keeping whole."""
    return min(max(columns(word) for cell in cells for word in cell.split() or [""]), _WORD)


def _line(cells: Sequence[str], sizes: Sequence[int]) -> str:
    return "  ".join(
        cell + " " * (size - columns(cell)) for cell, size in zip(cells, sizes, strict=True)
    ).rstrip()


FORMATS: dict[str, Callable[[Answer], str]] = {
    "table": lambda answer: _table(answer, 100),
    "csv": lambda answer: _csv(answer, False),
    "tsv": lambda answer: _tsv(answer, False),
    "json": _json,
    "xml": _xml,
    "md": _markdown,
    "html": _html,
}
