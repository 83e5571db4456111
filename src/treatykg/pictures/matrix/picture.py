"""The picture: its drawing, and the same as a table."""

from __future__ import annotations

from treatykg.namespaces import curie
from treatykg.pictures.matrix.drawing import draw
from treatykg.pictures.picture import Picture, Request, Table, entry
from treatykg.treaties.provision_matrix import GROUPS, Matrix, matrix_of


def picture(asked: Request) -> Picture:
    """Draw the provisions of one State's pacts."""
    clocks = asked.clocks
    name, pacts = asked.pacts()
    matrix = matrix_of(asked.graph, asked.store, asked.focus, name, pacts)
    return Picture(draw(matrix, clocks.as_of, clocks.known_on), _table(matrix), tuple(map(entry, pacts)))


def _table(matrix: Matrix) -> Table:
    rows = []
    for pact in matrix.pacts:
        for group, name, concept in matrix.columns:
            if cell := matrix.cells.get((pact.iri, group, concept)):
                claims = ", ".join(sorted(curie(claim) for claim in cell.claims))
                rows.append((pact.iri, (pact.name, GROUPS[group], name, cell.value, claims)))
    return ("Pact", "What", "Of what kind", f"For {matrix.centre}", "Claims"), rows
