"""Write evidence as footnotes."""

from __future__ import annotations

from pyoxigraph import Literal

from treatykg.dataset.evidence import Evidence
from treatykg.export.tables import shown
from treatykg.namespaces import curie


def note(mark: str, item: Evidence) -> str:
    """Write one claim: what it says, how it stands and why, and who says so."""
    standing = "" if item.standing == "accepted" else f" — {item.standing}"
    lines = [f"{mark} {curie(item.claim)}{standing}: {said(item)}"]
    if item.reason:
        lines.append(f"    why: {item.reason}")
    if item.yields_to:
        lines.append(f"    yields to: {', '.join(map(curie, item.yields_to))}")
    lines += [f"    source: {shown(Literal(citation.line()))} [{citation.tier or 'tier not given'}]" for citation in item.citations]
    return "\n".join(lines)


def said(item: Evidence) -> str:
    """Write what a claim states in a line, subject by subject."""
    subjects: dict[str, list[str]] = {}
    for subject, predicate, value in item.statements:
        subjects.setdefault(curie(subject.value), []).append(f"{_local(predicate.value)} {shown(value)}")
    return "; ".join(f"{subject} " + ", ".join(parts) for subject, parts in subjects.items())


def _local(iri: str) -> str:
    return curie(iri).rpartition(":")[2] if "ns#type" not in iri else "is a"
