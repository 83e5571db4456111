"""The part of a page that answers SPARQL by itself: the graph, the saved questions, and an engine in
WebAssembly.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Protocol

from pyoxigraph import Quad, RdfFormat, serialize

from treatykg.errors import UsageError
from treatykg.pictures.picture import Extra

_HERE = Path(__file__).resolve().parent
_ENGINE = _HERE.parent / "browser"


class Question(Protocol):
    """A saved question: its name, what it asks, and its text."""

    @property
    def slug(self) -> str: ...  # noqa: D102
    @property
    def description(self) -> str: ...  # noqa: D102
    @property
    def query(self) -> str: ...  # noqa: D102


def ask(quads: Sequence[Quad], questions: Sequence[Question]) -> Extra:
    """Write the part.

    Parameters: `quads` of the view; `questions` to choose from.
    Errors: UsageError when the package was built without the engine.
    """
    if not (_ENGINE / "oxigraph.wasm.gz").exists():
        raise UsageError(
            "this treatykg was built without a SPARQL engine for pages",
            hint="install Node.js, then treatykg again",
        )
    script = _text("ask.js").strip()
    worker = (_ENGINE / "oxigraph.js").read_text(encoding="utf-8") + _text("ask.worker.js")
    if "</script" in worker or "<!--" in worker:
        raise AssertionError("the engine's script would end its element")
    graph = b"".join(sorted(serialize([quad], format=RdfFormat.N_QUADS) or b"" for quad in quads))
    said = [{"about": one.description, "text": one.query} for one in questions]
    html = Template(_text("ask.html")).substitute(
        options="".join(f"<option>{escape(one.slug)}</option>" for one in questions),
        questions=json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"),
        engine=base64.b64encode((_ENGINE / "oxigraph.wasm.gz").read_bytes()).decode(),
        graph=base64.b64encode(gzip.compress(graph, mtime=0)).decode(),
        worker=worker,
        script=script,
    )
    return Extra(html, _text("ask.css"), script, " 'wasm-unsafe-eval'; worker-src blob:")


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
