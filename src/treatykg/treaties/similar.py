"""Which pacts say most of the same."""

from __future__ import annotations

import datetime as dt

from treatykg.store.base import Store
from treatykg.treaties.pacts import pacts_of
from treatykg.treaties.provision_matrix import DISPUTED, NOT_STATED, OVERRULED, REPORTED, Matrix, matrix_of
from treatykg.view.lookup import Accepted

Similar = list[tuple[str, float, int]]


def similar_pacts(
    graph: Accepted, store: Store, agreement: str, centre: str, as_of: dt.date | None = None
) -> Similar:
    """List the other pacts of a State by how much of what they say is the same (see `similar`)."""
    return similar(matrix_of(graph, store, centre, *pacts_of(graph, centre, as_of)), agreement)


def similar(matrix: Matrix, agreement: str) -> Similar:
    """List the other pacts by how much of what they say is the same: IRI, share, number of shared
    commitments.

    What two pacts say in common (the same thing, granted the same way round) over what either says (Jaccard,
    1901). What is contested or not stated counts for neither, and so does a pact that says nothing.
    """
    said = {pact.iri: _said(matrix, pact.iri) for pact in matrix.pacts}
    mine = said.get(agreement, frozenset())
    others = ((iri, other) for iri, other in said.items() if iri != agreement and mine and other)
    found = [(iri, len(mine & other) / len(mine | other), len(mine & other)) for iri, other in others]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _said(matrix: Matrix, agreement: str) -> frozenset[tuple[str, str, str]]:
    cells = (
        (group, concept, cell.value)
        for (iri, group, concept), cell in matrix.cells.items()
        if iri == agreement
    )
    return frozenset(cell for cell in cells if cell[2] not in (DISPUTED, OVERRULED, REPORTED, NOT_STATED))
