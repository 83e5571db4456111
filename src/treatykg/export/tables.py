"""Write the answer to a question: for people, for spreadsheets, for other programs."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Callable, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode

from treatykg.errors import UsageError
from treatykg.export.text import NOT_XML, csv_text
from treatykg.namespaces import curie
from treatykg.store.results import Answer, Term, text
from treatykg.terms import XSD
from treatykg.visible import visible

_FORMULA = re.compile(r"[=+\-@\t\r]")
_WORD = 24
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\Z")
_RESULTS = "http://www.w3.org/2005/sparql-results#"


def write(answer: Answer, form: str, *, raw: bool = False, width: int = 100) -> str:
    """Write rows or a yes-or-no in one format.

    Parameters: `form`, one of `FORMATS`; `raw` keeps CSV cells that a spreadsheet would run as a
    formula; `width` of a table in columns.
    Errors: UsageError for a format that does not fit.

    >>> print(write(Answer(("n",), [(Literal(8),)]), "csv"), end="")
    n
    8
    """
    if form not in FORMATS:
        raise UsageError(f"no format {form!r} for rows", hint=f"use one of {', '.join(FORMATS)}")
    if answer.truth is not None and form not in ("json", "xml"):
        return f"{str(answer.truth).lower()}\n"
    if form == "csv":
        return _csv(answer, raw)
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
    rows = ([cell if raw else _harmless(cell) for cell in row] for row in answer.values())
    return csv_text(answer.variables, rows)


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from running a cell (OWASP: CSV injection)."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell


def _tsv(answer: Answer) -> str:
    lines = ["\t".join(f"?{name}" for name in answer.variables)]
    lines += [
        "\t".join("" if cell is None else str(cell).replace("\t", "\\t") for cell in row)
        for row in answer.rows
    ]
    return "\n".join(lines) + "\n"


def _json(answer: Answer) -> str:
    if answer.truth is not None:
        return json.dumps({"head": {}, "boolean": answer.truth}) + "\n"
    bindings = [
        {name: _json_term(cell) for name, cell in zip(answer.variables, row, strict=True) if cell is not None}
        for row in answer.rows
    ]
    found = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _json_term(cell: Term) -> dict[str, str]:
    if isinstance(cell, NamedNode):
        return {"type": "uri", "value": cell.value}
    if isinstance(cell, Literal):
        more = {"xml:lang": cell.language} if cell.language else {}
        if not cell.language and cell.datatype.value != XSD.string.value:
            more = {"datatype": cell.datatype.value}
        return {"type": "literal", "value": cell.value, **more}
    return {"type": "bnode", "value": text(cell).removeprefix("_:")}


def _xml(answer: Answer) -> str:
    from xml.etree import ElementTree as ET

    ET.register_namespace("", _RESULTS)
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
                    kind, about, value = _xml_term(cell)
                    binding = ET.SubElement(result, f"{{{_RESULTS}}}binding", name=name)
                    ET.SubElement(binding, f"{{{_RESULTS}}}{kind}", about).text = value
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _xml_term(cell: Term) -> tuple[str, dict[str, str], str]:
    """The name, the attributes and the text of a cell's element."""
    value = NOT_XML.sub(
        "\ufffd", text(cell).removeprefix("_:") if isinstance(cell, BlankNode) else text(cell)
    )
    if not isinstance(cell, Literal):
        return "uri" if isinstance(cell, NamedNode) else "bnode", {}, value
    if cell.language:
        return "literal", {"{http://www.w3.org/XML/1998/namespace}lang": cell.language}, value
    return (
        "literal",
        {} if cell.datatype.value == XSD.string.value else {"datatype": cell.datatype.value},
        value,
    )


def _markdown(answer: Answer) -> str:
    def cells(row: Sequence[str]) -> str:
        return "| " + " | ".join(re.sub(r"([\\|<>`*_\[\]])", r"\\\1", cell) for cell in row) + " |"

    rows = [cells([shown(cell) for cell in row]) for row in answer.rows]
    return "\n".join([cells(answer.variables), "|" + " --- |" * len(answer.variables), *rows]) + "\n"


def _html(answer: Answer) -> str:
    from html import escape

    head = "".join(f"<th scope=col>{escape(name)}</th>" for name in answer.variables)
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
    names = [name.replace("_", " ") for name in answer.variables]
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
    columns = [[name, *(row[i] for row in rows)] for i, name in enumerate(names)]
    sizes = [max(map(_columns, cells)) for cells in columns]
    least = [min(size, max(8, _longest_word(cells))) for size, cells in zip(sizes, columns, strict=True)]
    while sum(sizes) + 2 * (len(sizes) - 1) > width and sizes != least:
        widest = max((i for i in range(len(sizes)) if sizes[i] > least[i]), key=lambda i: sizes[i])
        sizes[widest] -= 1
    return sizes


def _longest_word(cells: Sequence[str]) -> int:
    """The longest word of a column, as far as it is worth keeping whole."""
    return min(max(_columns(word) for cell in cells for word in cell.split() or [""]), _WORD)


def _columns(cell: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in cell
    )


def _line(cells: Sequence[str], sizes: Sequence[int]) -> str:
    return "  ".join(
        cell + " " * (size - _columns(cell)) for cell, size in zip(cells, sizes, strict=True)
    ).rstrip()


FORMATS: dict[str, Callable[[Answer], str]] = {
    "table": lambda answer: _table(answer, 100),
    "csv": lambda answer: _csv(answer, False),
    "tsv": _tsv,
    "json": _json,
    "xml": _xml,
    "md": _markdown,
    "html": _html,
}
