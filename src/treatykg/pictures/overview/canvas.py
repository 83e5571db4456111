"""The overview for WebGL, where it has more nodes than SVG bears."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

from treatykg.errors import UsageError
from treatykg.namespaces import curie
from treatykg.pictures.overview.drawing import radius
from treatykg.pictures.overview.overview import Overview
from treatykg.pictures.picture import Extra
from treatykg.pictures.status_style import STATUSES
from treatykg.pictures.svg import PALETTE, classes, style

_HERE = Path(__file__).resolve().parent
_ENGINE = _HERE.parent / "browser"


def canvas(overview: Overview) -> Extra:
    """Write the network for WebGL.

    Errors: UsageError when the package was built without its parts.
    """
    if not (_ENGINE / "sigma.js").exists():
        raise UsageError(
            "this treatykg was built without WebGL for pages",
            hint="install Node.js, then treatykg again; or draw svg",
        )
    nodes = [
        [curie(node.iri), node.name, node.status, node.signed, node.x, -node.y, round(radius(node) * 0.75, 1)]
        for node in overview.nodes
    ]
    colours = {name: PALETTE[name.replace(" ", "-")] for name in (*STATUSES, "ink", "faint", "paper")}
    data = json.dumps(
        {"nodes": nodes, "links": overview.links, "colours": colours},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    scripts = [
        path.read_text(encoding="utf-8").strip()
        for path in (_ENGINE / "graphology.js", _ENGINE / "sigma.js", _HERE / "overview.js")
    ]
    script = "\n".join(scripts)
    html = Template((_HERE / "overview.html").read_text(encoding="utf-8")).substitute(
        data=data.replace("<", "\\u003c"), script=script, legend=_legend_of_page()
    )
    return Extra(html, f"{(_HERE / 'overview.css').read_text(encoding='utf-8')}{style()}", script)


def _legend_of_page() -> str:
    frame = '<span><svg width="10" height="10" aria-hidden="true">'
    state = f'{frame}<circle cx="5" cy="5" r="5" class="{classes(fill="ink")}"/></svg> State</span>'
    squares = (
        f'{frame}<rect width="10" height="10" class="{classes(fill=name)}"/></svg> {name}</span>'
        for name in STATUSES
    )
    return f'<p class="muted legend">{state} {" ".join(squares)}</p>'
