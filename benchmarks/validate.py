"""How long validation takes: our compiled shapes, beside pyrudof and pySHACL, on the same made-up agreements.

Ratios within one run. Each engine and size runs in a process of its own; the time is that of checking, after
loading. Run it with `python benchmarks/validate.py [SIZE …]`; pyrudof is not one of our dependencies: `pip
install pyrudof` beside us first.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from generate import merged
from pyoxigraph import Quad, RdfFormat, Store, serialize

from treatykg.dataset.load import load, read
from treatykg.resources import files
from treatykg.shacl import setwise
from treatykg.shacl.targets import EmbeddedTarget
from treatykg.validation.check import shapes

SIZES = (100, 1_000, 10_000, 100_000)
LIMITS = {"pyshacl": 1_000, "pyrudof": 10_000, "compiled": 100_000}
HERE = Path(__file__).resolve()


def data(size: int) -> list[Quad]:
    """The vocabulary and so many agreements."""
    return [*load([]).vocabulary, *merged(size)]


def run_compiled(size: int) -> tuple[float, int]:
    """Our engine, on a store that is loaded without a list in between."""
    store = Store()
    store.bulk_extend(load([]).vocabulary)
    store.bulk_extend(merged(size))
    begun = time.process_time()
    found = sum(1 for _ in setwise.against(EmbeddedTarget.over(store), shapes()))
    return time.process_time() - begun, found


def run_pyshacl(size: int) -> tuple[float, int]:
    """The reference engine, each query text parsed once."""
    from treatykg.shacl import reference

    quads = data(size)
    begun = time.process_time()
    found = sum(1 for _ in reference.results(quads, shapes()))
    return time.process_time() - begun, found


def run_pyrudof(size: int) -> tuple[float, int]:
    """pyrudof, on the same triples and shapes as text."""
    import pyrudof

    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    text = serialize((quad.triple for quad in data(size)), format=RdfFormat.N_TRIPLES) or b""
    engine.read_data(text.decode(), pyrudof.RDFFormat.NTriples)
    every = (quad.triple for path in files("ontology/shapes", ".ttl") for quad in read(path))
    engine.read_shacl((serialize(every, format=RdfFormat.TURTLE) or b"").decode(), pyrudof.ShaclFormat.Turtle)
    begun = time.process_time()
    report = engine.validate_shacl()
    return time.process_time() - begun, len(report)


ENGINES: dict[str, Callable[[int], tuple[float, int]]] = {
    "compiled": run_compiled,
    "pyrudof": run_pyrudof,
    "pyshacl": run_pyshacl,
}


def one(engine: str, size: int) -> None:
    """Run one engine in this process, and print what it took."""
    seconds, found = ENGINES[engine](size)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "found": found,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


def main(sizes: list[int]) -> None:
    """Print one table: CPU seconds, the ratio to ours, results, memory, and how ours grows."""
    took: dict[tuple[str, int], dict[str, float]] = {}
    for size in sizes:
        for engine in ENGINES:
            if size <= LIMITS[engine]:
                ran = subprocess.run(
                    [sys.executable, HERE, engine, str(size)], capture_output=True, text=True, check=False
                )
                lines = ran.stdout.strip().splitlines()
                took[engine, size] = json.loads(lines[-1]) if ran.returncode == 0 and lines else {}
                if not took[engine, size]:
                    print(f"{engine} at {size}: {ran.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
    print(f"{'agreements':>10} {'engine':10} {'CPU s':>9} {'x ours':>8} {'results':>8} {'MB':>6}")
    for (engine, size), found in took.items():
        if found:
            ratio = found["seconds"] / took["compiled", size]["seconds"]
            print(
                f"{size:>10} {engine:10} {found['seconds']:9.3f} {ratio:8.1f} "
                f"{found['found']:>8} {found['megabytes']:>6}"
            )
    for small, large in pairwise(sizes):
        growth = math.log(took["compiled", large]["seconds"] / took["compiled", small]["seconds"]) / math.log(
            large / small
        )
        print(f"growth of ours from {small} to {large}: exponent {growth:.2f}")


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] in ENGINES:
        one(sys.argv[1], int(sys.argv[2]))
    else:
        main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
