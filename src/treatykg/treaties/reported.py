"""What only weak voices say of an agreement's status, and nobody contradicts: told, and never accepted."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from treatykg.namespaces import key_of
from treatykg.terms import PROV
from treatykg.treaties.model import Status
from treatykg.view.lookup import Accepted

NO_DAY = "no day told"
_IN_WORDS = {
    Status.NEGOTIATING: "under negotiation",
    Status.SIGNED: "signed",
    Status.CONSENTED: "consent of {state} to be bound",
    Status.PROVISIONALLY_APPLIED: "provisionally applied",
    Status.IN_FORCE: "in force",
    Status.SUSPENDED: "suspended",
    Status.ENDED: "ended",
}
_CONFIRMED_BY = {
    Status.SIGNED: "the signature",
    Status.CONSENTED: "the ratification",
    Status.IN_FORCE: "the entry into force",
    Status.ENDED: "the end",
}


class ReportedStatus(NamedTuple):
    """A status that is reported: whose (of a consent), the first and the last day that it can have begun, in
    words too (empty where no voice gives a day), and the claims behind it.
    """

    node: str
    status: Status
    state: str
    first: dt.date | None
    last: dt.date | None
    days: str
    claims: tuple[str, ...]

    def what(self) -> str:
        """Say it without its days, such as: in force."""
        return _IN_WORDS[self.status].format(state=self.state or "a party")

    def words(self) -> str:
        """Say it in a few words, such as: in force since 2026-01-12."""
        since = "since " if self.first and self.last else ""
        return f"{self.what()} {since}{self.days}" if self.days else self.what()

    def confirmed_by(self) -> str:
        """Say what a better source would have to report."""
        return _CONFIRMED_BY.get(self.status, "it")


def reported_statuses(graph: Accepted, agreement: str) -> list[ReportedStatus]:
    """List what is reported of an agreement's status (see `derivations.md`)."""
    found = []
    for node in graph.pointing("isStatusOf", agreement):
        for concept in graph.all(node, "reportsStatus"):
            states = ", ".join(graph.name(state) for state in graph.all(node, "ofState"))
            days = graph.day(node, "earliest"), graph.day(node, "latest")
            words = "".join(since for since in graph.all(node, "since") if since != NO_DAY)
            claims = tuple(graph.values(node, PROV.wasDerivedFrom.value))
            found.append(ReportedStatus(node, Status(key_of(concept)), states, *days, words, claims))
    return found
