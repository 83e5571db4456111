"""Write evidence as footnotes."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import Literal

from treatykg.export.tables import shown
from treatykg.namespaces import curie
from treatykg.store.results import text
from treatykg.terms import RDF, TKG
from treatykg.view.evidence import Evidence
from treatykg.visible import visible

Names = Callable[[str], str]
_UNSAID = (RDF.type.value, TKG.ofAgreement.value)


def note(mark: str, item: Evidence, name: Names = curie) -> str:
    """Write one claim: what it says, how it stands and why, and who says so.

    Parameters: `name` gives the name of an IRI, a label or a CURIE.
    """
    standing = "" if item.standing == "accepted" else f" — {item.standing}"
    lines = [f"{mark} {curie(item.claim)}{standing}: {_said(item, name)}"]
    if item.reason:
        lines.append(f"    why: {visible(item.reason)}")
    if item.yields_to:
        lines.append(f"    yields to: {', '.join(map(curie, item.yields_to))}")
    lines += [
        f"    source: {visible(citation.line())} [{citation.tier or 'tier not given'}]"
        for citation in item.citations
    ]
    return "\n".join(lines)


def _said(item: Evidence, name: Names) -> str:
    """Write what a claim states in a line, subject by subject; classes and such only where it states nothing
    else.
    """
    telling = [s for s in item.statements if s[1].value not in _UNSAID] or item.statements
    subjects: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in telling:
        told = shown(value) if isinstance(value, Literal) else visible(name(text(value)))
        subjects.setdefault(name(text(subject)), {}).setdefault(name(predicate.value), []).append(told)
    lines = {
        who: ", ".join(f"{what} {', '.join(values)}" for what, values in said.items())
        for who, said in subjects.items()
    }
    return "; ".join(f"{who} – {line}" for who, line in lines.items())
