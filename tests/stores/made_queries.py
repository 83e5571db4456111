"""Queries of every part of SPARQL 1.1, made by chance from a seed, and the small graph that they ask."""

from __future__ import annotations

import random
from collections.abc import Callable

CLAIMS = r"""
PREFIX tkg: <https://w3id.org/treatykg/ns#>
PREFIX claim: <https://w3id.org/treatykg/id/claim/>
PREFIX standing: <https://w3id.org/treatykg/concept/standing/>
PREFIX agreement: <https://w3id.org/treatykg/id/agreement/>
PREFIX e: <http://example.org/n/>
claim:a { agreement:one a tkg:Agreement ; e:p e:x\#y , e:b ; e:q 1 , 2 ; e:name "one"@en . }
claim:b { e:x\#y e:p e:b ; e:q 2 . e:b e:p e:c . e:Paris_\(1783 e:p e:x\#y ; e:q 7 . }
claim:c { e:b e:p e:d ; e:q 3 . agreement:two a tkg:Agreement ; e:p e:c ; e:name "two"@en , "zwei"@de . }
claim:d { e:c e:r e:d , e:b . agreement:one e:r agreement:two . }
claim:e { agreement:one e:q 4 ; e:p e:c . }
claim:f { agreement:two e:q 5 . e:d e:p e:a%20b . }
claim:a tkg:hasStanding standing:accepted . claim:b tkg:hasStanding standing:accepted .
claim:c tkg:hasStanding standing:accepted . claim:d tkg:hasStanding standing:accepted .
claim:e tkg:hasStanding standing:disputed . claim:f tkg:hasStanding standing:assessment .
"""
PREFIXES = "\n".join(line for line in CLAIMS.splitlines() if line.startswith("PREFIX")) + "\n"
NODES = [r"e:x\#y", "e:b", "e:c", "e:d", r"e:Paris_\(1783", "e:a%20b", "agreement:one", "agreement:two"]
NODES += [r"<http://example.org/\u006E/b>", "<http://example.org/n/c>"]
OBJECTS = ["?b"] * 10 + ["?c"] * 8 + ["?a"] + NODES
LINKS = ["e:p", "e:q", "e:r", "<http://example.org/n/p>"]
GRAPHS = ["claim:a", "claim:b", "claim:e", "claim:none", "<https://w3id.org/treatykg/id/graph/evidence>"]
KEPT_ASIDE = [f"<https://w3id.org/treatykg/id/graph/{name}>" for name in ("accepted", "checked", "load")]


class Maker:
    """Makes queries; each part is one method that gives its text."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # nothing secret
        self._fresh = 0

    def query(self) -> str:
        """One query."""
        return (
            PREFIXES
            + self.chance.choice(
                [
                    self.select,
                    self.select,
                    self.grouped,
                    self.counted,
                    self.ask,
                    self.construct,
                    self.describe,
                ]
            )()
        )

    def select(self) -> str:
        """Rows, with an EXISTS among the columns at times."""
        extra = self.chance.choice(["", "", f"(EXISTS {self.group(1)} AS ?is)", "(STR(?a) AS ?text)"])
        distinct = self.chance.choice(["", "DISTINCT "])
        return f"SELECT {distinct}?a ?b {extra} WHERE {self.group(2)}"

    def grouped(self) -> str:
        """Groups, with a condition on each."""
        having = self.chance.choice(
            [
                "",
                "HAVING (COUNT(*) > 1)",
                f"HAVING (EXISTS {self.group(1)})",
                f"HAVING (NOT EXISTS {self.group(0)})",
            ]
        )
        by = self.chance.choice(["?a", "?a", f"(EXISTS {self.group(0)} AS ?a)"])
        value = self.chance.choice(
            ["COUNT(?b)", "COUNT(DISTINCT ?b)", "COUNT(*)", "MIN(STR(?b))", "MAX(STR(?b))"]
        )
        return f"SELECT ?a ({value} AS ?n) WHERE {self.group(1)} GROUP BY {by} {having}"

    def counted(self) -> str:
        """One number, of all graphs at times."""
        inner = self.chance.choice([self.group(1), "{ GRAPH ?g { ?a ?p ?b } }", "{ ?a ?p ?b }"])
        return f"SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?a) AS ?m) WHERE {inner}"

    def ask(self) -> str:
        """Yes or no."""
        return f"ASK {self.group(2)}"

    def construct(self) -> str:
        """A graph."""
        return self.chance.choice(
            [
                f"CONSTRUCT {{ ?a e:made ?b }} WHERE {self.group(1)}",
                f"CONSTRUCT WHERE {{ ?a {self.chance.choice(LINKS)} ?b }}",
            ]
        )

    def describe(self) -> str:
        """What is said of some nodes."""
        return self.chance.choice(
            [f"DESCRIBE {self.chance.choice(NODES)}", f"DESCRIBE ?a WHERE {self.group(1)}"]
        )

    def group(self, depth: int) -> str:
        """A group graph pattern, its parts one after the other."""
        parts = [self.triple()]
        for _ in range(self.chance.randint(0, depth)):
            parts.append(self.chance.choice(self._parts(depth))())
        return "{ " + " ".join(parts) + " }"

    def _parts(self, depth: int) -> list[Callable[[], str]]:
        flat = [self.triple, self.filter, self.values, self.bind, self.path]
        if depth < 1:
            return flat
        inner = depth - 1
        return [
            *flat,
            lambda: f"OPTIONAL {self.group(inner)}",
            lambda: f"{self.group(inner)} UNION {self.group(inner)}",
            lambda: f"MINUS {self.group(inner)}",
            lambda: f"FILTER {self.chance.choice(['', 'NOT '])}EXISTS {self.group(inner)}",
            lambda: f"GRAPH {self.place()} {self.group(inner)}",
            lambda: f"GRAPH {self.place()} {self.group(inner)}",
            lambda: f"{{ SELECT DISTINCT ?a {self.place_or_nothing()} WHERE {self.group(inner)} }}",
            lambda: f"{{ SELECT ?a (COUNT(*) AS ?count) WHERE {self.group(inner)} GROUP BY ?a }}",
        ]

    def triple(self) -> str:
        """A triple pattern."""
        subject = self.chance.choice(["?a"] * 12 + ["?b"] * 3 + NODES)
        link = self.chance.choice([*LINKS, "?p", "?q", "?p"])
        return f"{subject} {link} {self.chance.choice(OBJECTS)} ."

    def path(self) -> str:
        """A property path."""
        one, other = self.chance.choice(LINKS), self.chance.choice(LINKS)
        ways = [f"{one}/{other}", f"{one}|{other}", f"^{one}", f"{one}+", f"({one}|{other})+", f"!{one}"]
        start = self.chance.choice(["?a", *NODES[:3]])
        return f"{start} {self.chance.choice(ways)} ?b ."

    def filter(self) -> str:
        """A condition on a value."""
        return self.chance.choice(
            [
                f"FILTER(?a != {self.chance.choice(NODES)})",
                f"FILTER(?b IN ({self.chance.choice(NODES)}, {self.chance.choice(NODES)}, 2))",
                "FILTER(isIRI(?b))",
                "FILTER(BOUND(?b))",
                "FILTER(STRLEN(STR(?a)) > 24)",
                "FILTER(?b > 2)",
                'FILTER(CONTAINS(STR(?b), "GRAPH") || ?a = ?a) # GRAPH ?g { } FROM <urn:none>\n',
            ]
        )

    def values(self) -> str:
        """Some nodes for a variable."""
        return f"VALUES ?a {{ {self.chance.choice(NODES)} {self.chance.choice(NODES)} }}"

    def bind(self) -> str:
        """A value for a new variable."""
        self._fresh += 1
        return f"BIND(STR(?a) AS ?v{self._fresh})"

    def place(self) -> str:
        """Which graph is looked into."""
        return self.chance.choice(["?g", "?g", "?h", *GRAPHS, self.chance.choice(KEPT_ASIDE)])

    def place_or_nothing(self) -> str:
        """A variable of a graph, or none."""
        return self.chance.choice(["", "?g"])
