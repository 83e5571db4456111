"""What a graph is turned into: files for other tools, tables, data frames, networks and pictures."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from treatykg.clocks import Clocks
from treatykg.errors import UsageError

if TYPE_CHECKING:
    import networkx as nx
    from pyoxigraph import Quad

    from treatykg.pictures.sheet import Extra
    from treatykg.pictures.svg import Drawing
    from treatykg.store.base import Store
    from treatykg.store.results import Answer
    from treatykg.view.build import View
    from treatykg.view.lookup import Accepted


class Outputs(ABC):
    """The outputs of a graph; `TreatyGraph` is the graph."""

    clocks: Clocks

    @property
    @abstractmethod
    def view(self) -> View:
        """What is so and known by the clocks."""

    @property
    @abstractmethod
    def quads(self) -> list[Quad]:
        """The quads of the view."""

    @property
    @abstractmethod
    def store(self) -> Store:
        """The engine."""

    @property
    @abstractmethod
    def accepted(self) -> Accepted:
        """What is accepted."""

    @abstractmethod
    def query(self, name: str, /, **parameters: str) -> Answer:
        """Ask a saved question."""

    @abstractmethod
    def state(self, text: str) -> str:
        """Read what a person typed for a State."""

    @abstractmethod
    def agreement(self, text: str) -> str:
        """Read what a person typed for an agreement."""

    def frame(self, name: str, /, library: str = "pandas", **parameters: str) -> object:
        """Ask a saved question, and return a typed data frame (see `export.frames`).

        Parameters: `library`, pandas or polars.
        Errors: UsageError as `query`, and when the library is not installed.
        """
        from treatykg.export.frames import to_pandas, to_polars

        makers = {"pandas": to_pandas, "polars": to_polars}
        if library not in makers:
            raise UsageError(f"no data frames of {library!r}", hint="use pandas or polars")
        return makers[library](self.query(name, **parameters))

    def export(self, form: str = "turtle") -> str:
        """Write the view as RDF (see `export.rdf`), all claims in another form of evidence (see `export.evidence`), or the network."""
        from treatykg.export import evidence as claims
        from treatykg.export.rdf import write
        from treatykg.network import formats

        if form in formats.FORMATS:
            return formats.FORMATS[form](self.network())
        return claims.FORMATS[form](self.view.seen()) if form in claims.FORMATS else write(self.quads, form)

    def dyads(self) -> nx.MultiGraph[str]:
        """Project the view to States, joined by each pact between them (see `network.project.dyads`).

        >>> from treatykg import TreatyGraph
        >>> "https://w3id.org/treatykg/id/state/ru" in TreatyGraph.open().dyads()
        True
        """
        from treatykg.network.project import dyads

        return dyads(self.accepted, self.clocks.as_of)

    def network(self) -> nx.MultiDiGraph[str]:
        """Project the view to a network of States, agreements, provisions and persons (see `network.whole`).

        >>> from treatykg import TreatyGraph
        >>> sorted({kind for _, kind in TreatyGraph.open().network().nodes(data="kind")})
        ['agreement', 'person', 'provision', 'state']
        """
        from treatykg.network.whole import whole

        return whole(self.accepted, self.clocks.as_of)

    def similar(self, agreement: str, *, focus: str = "in") -> list[tuple[str, float, int]]:
        """List the other pacts of a State by how much of what they say is the same (see `network.measures.similar`)."""
        from treatykg.network.cells import matrix_of
        from treatykg.network.measures import similar

        return similar(matrix_of(self.accepted, self.store, self.state(focus), self.clocks.as_of), self.agreement(agreement))

    def tables(self) -> dict[str, str]:
        """Write flat tables for policy scholars: file name to text (see `export.scholar`)."""
        from treatykg.export.scholar import package

        return package(self.accepted, self.clocks.as_of)

    def draw(self, kind: str = "graph", *, focus: str = "in", form: str = "svg", depth: int = 1, with_sparql: bool = False) -> Drawing:
        """Draw a picture: text, which a notebook shows as the picture.

        Parameters: `kind`, one of `pictures.studio.KINDS`; `focus`, the State in the middle; `form`, svg or html (one file that opens
        without a network: the picture, a filter, the table and the sources); `depth` of a graph: 0 the pacts, 1 also what they grant,
        2 also the places that a source names; `with_sparql` puts the graph, the saved questions and an engine into the html.
        Errors: UsageError for a kind that there is not, and when the engine was not built in.
        """
        from treatykg.pictures.studio import draw, page
        from treatykg.pictures.svg import Drawing

        centre = "" if kind == "network" else self.state(focus)
        given = (kind, self.accepted, self.store, centre, self.clocks, depth)
        if form != "html":
            return Drawing(draw(*given).svg)
        return Drawing(page(*given, self._asking() if with_sparql else None))

    def _asking(self) -> Extra:
        from treatykg.pictures.ask import ask
        from treatykg.queries.catalogue import catalogue

        return ask(self.quads, [(one.slug, one.description, one.query) for one in catalogue()])
