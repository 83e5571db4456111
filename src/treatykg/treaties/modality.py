"""May, must or must not: what a provision states, else what its class says (`tkg:defaultModality` in the
ontology).
"""

from __future__ import annotations

from collections.abc import Iterator

from treatykg.namespaces import tkg
from treatykg.view.lookup import Accepted


def modalities(graph: Accepted) -> Iterator[tuple[str, str]]:
    """List the provisions that state no modality, each with the one that its class gives; with classes that
    differ it has none.
    """
    by_class = {
        kind: graph.all(tkg(kind), "defaultModality") for kind in sorted(graph.kinds_below("Provision"))
    }
    provisions = {iri for kind in by_class for iri in graph.instances(kind)}
    for iri in sorted(provisions):
        given = {modality for kind in graph.types(iri) for modality in by_class.get(kind, ())}
        if len(given) == 1 and not graph.all(iri, "hasModality"):
            yield iri, given.pop()


__all__ = ["modalities"]
