"""What each pact grants, excludes or leaves open, by kind of provision, facility, support, force and
circumstance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from treatykg.claims import TYPE, Standing
from treatykg.namespaces import tkg
from treatykg.store.base import Store
from treatykg.store.results import text
from treatykg.terms import TKG, resource
from treatykg.treaties.pacts import NEGOTIATING, Pact
from treatykg.view.evidence import stated
from treatykg.view.lookup import Accepted

BOTH, GRANTED, RECEIVED, NO, NOT_STATED = "both ways", "granted", "received", "no", "not stated"
DISPUTED, OVERRULED, REPORTED = "disputed", "claimed, overruled", "reported, not confirmed"
KIND = "kind"
GROUPS = {
    KIND: "provides for",
    "coversFacility": "access to",
    "coversSupport": "support",
    "coversForce": "forces",
    "appliesIn": "when",
}
_CONTESTED = {Standing.DISPUTED: DISPUTED, Standing.OVERRULED: OVERRULED, Standing.UNCONFIRMED: REPORTED}
_WEIGHED = (Standing.ACCEPTED, *_CONTESTED)


@dataclass(slots=True)
class Cell:
    """What the accepted claims say of one thing in one agreement, or that they say nothing; and the claims
    that speak of it.
    """

    values: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)

    @property
    def value(self) -> str:
        """One of the eight values; a stated no beside a stated yes is a dispute, and what is accepted goes
        before what is not.
        """
        contested = {DISPUTED, OVERRULED, REPORTED}
        said = self.values - contested
        if NO in said:
            return DISPUTED if len(said) > 1 else NO
        if BOTH in said or {GRANTED, RECEIVED} <= said:
            return BOTH
        return min(said, default=min(self.values & contested, key=len, default=NOT_STATED))


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table: columns are a group, a name and a concept; cells stand by agreement, group and concept, and
    none means not stated.
    """

    centre: str
    pacts: tuple[Pact, ...]
    columns: tuple[tuple[str, str, str], ...]
    cells: dict[tuple[str, str, str], Cell]


def matrix_of(graph: Accepted, store: Store, centre: str, name: str, pacts: Sequence[Pact]) -> Matrix:
    """Return the table of a State's pacts, in their order.

    Parameters: `store`, for the claims behind each cell; `centre`, the State that grants and receives, and
    its `name`.
    """
    wanted = {pact.iri for pact in pacts if pact.status != NEGOTIATING}  # of which nothing is agreed yet
    cells: dict[tuple[str, str, str], Cell] = {}
    for group in GROUPS:
        for provision, concept, claim, standing in _said(graph, store, group):
            if standing not in _WEIGHED:
                continue
            for agreement in wanted & set(_whole(graph, store, provision, claim)):
                cell = cells.setdefault((agreement, group, concept), Cell())
                cell.claims.add(claim)
                accepted = standing == Standing.ACCEPTED
                cell.values.add(
                    _value(graph, provision, centre) if accepted else _CONTESTED[Standing(standing)]
                )
    names = {(group, graph.name(concept), concept) for _, group, concept in cells}
    order = list(GROUPS)
    columns = sorted(names, key=lambda column: (order.index(column[0]), column[1], column[2]))
    return Matrix(name, tuple(pacts), tuple(columns), cells)


def _said(graph: Accepted, store: Store, group: str) -> Iterator[tuple[str, str, str, str]]:
    """What claims state of provisions in a group (see `view.evidence.stated`); an exclusion is told by what
    it excludes.
    """
    provided = {tkg(name) for name in graph.kinds_below("Provision")}
    for provision, concept, name, standing in stated(
        store, NamedNode(tkg("ofAgreement" if group == KIND else group))
    ):
        kinds = provided & {text(quad.object) for quad in store.quads(resource(provision), TYPE)}
        if group != KIND and kinds:
            yield provision, concept, name, standing
        elif group == KIND:
            for kind in kinds - {tkg("Provision"), tkg("Exclusion")}:
                yield provision, kind, name, standing


def _whole(graph: Accepted, store: Store, provision: str, claim: str) -> list[str]:
    accepted = graph.all(provision, "ofAgreement")
    said = store.quads(resource(provision), TKG.ofAgreement, graph=NamedNode(claim)) if not accepted else ()
    return accepted or [text(quad.object) for quad in said]


def _value(graph: Accepted, provision: str, centre: str) -> str:
    if "Exclusion" in graph.types(provision):
        return NO
    grantors, beneficiaries = graph.all(provision, "hasGrantor"), graph.all(provision, "hasBeneficiary")
    if not grantors and not beneficiaries:
        return BOTH
    return GRANTED if centre in grantors else RECEIVED
