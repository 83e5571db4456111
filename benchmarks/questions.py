"""How long loading, each saved question, and the two clocks take, beside raw pyoxigraph, rdflib and Virtuoso,
in one run.

Ratios within one run; made-up agreements, shaped like the real ones. Each engine and size runs in a process
of its own. Run it with `python benchmarks/questions.py [SIZE …]`; it writes docs/benchmarks.md and
docs/benchmarks.svg. Virtuoso takes part where its program is installed.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
HERE = Path(__file__).resolve()
SIZES = (100, 1_000, 10_000)
RDFLIB_UP_TO = 100
LEAST_SECONDS, LEAST_TIMES, MOST_TIMES = 0.3, 3, 25
PATIENCE = 3000
RDFLIB_PATIENCE = 20.0
DAY = "2000-01-01"
ASKED = {"agreement": "g9", "state": "g1", "source": "s1"}


def timed(work: Callable[[], object]) -> float:
    """The median time of some work, repeated while that is cheap."""
    times: list[float] = []
    while len(times) < MOST_TIMES and (len(times) < 1 or sum(times) < LEAST_SECONDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def side_by_side(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """The median times of two ways to do a thing, taken in turns."""
    times: tuple[list[float], list[float]] = ([], [])
    while len(times[0]) < MOST_TIMES and (len(times[0]) < LEAST_TIMES or sum(times[0]) < LEAST_SECONDS):
        for work, taken in zip(
            (one, other) if len(times[0]) % 2 else (other, one),
            times if len(times[0]) % 2 else times[::-1],
            strict=True,
        ):
            begun = time.perf_counter()
            work()
            taken.append(time.perf_counter() - begun)
    return statistics.median(times[0]), statistics.median(times[1])


def questions() -> list[tuple[str, str]]:
    """The saved questions with their defaults; those about one agreement ask for one that is there."""
    from treatykg.queries.catalogue import catalogue
    from treatykg.queries.parameters import bind

    texts = []
    for one in catalogue():
        given = {
            p.name: {"agreement": "g9", "state": "g1", "source": "s1"}[p.name]
            for p in one.parameters
            if p.default.rpartition(":")[2] in ("relos", "in", "seed")
        }
        texts.append((one.slug, bind(one.text, one.parameters, given)[0]))
    return texts


def run_ours(path: Path) -> dict[str, float]:
    """treatykg in memory: files to view to store; questions without a clock and by each."""
    import datetime as dt

    from treatykg.graph import TreatyGraph

    begun = time.perf_counter()
    graph = TreatyGraph.open([path])
    graph.store  # noqa: B018  # the view is built on demand
    found = {"load": time.perf_counter() - begun, "quads": float(len(graph.quads))}
    raw = graph.store._store  # type: ignore[union-attr]
    for slug, text in questions():
        found[slug], found[f"raw {slug}"] = side_by_side(
            lambda text=text: graph.store.query(text), lambda text=text: list(raw.query(text))
        )  # type: ignore[misc]
    found |= {f"rows {slug}": float(len(graph.store.query(text).rows)) for slug, text in questions()}
    for clock in ("as_of", "known_on"):
        begun = time.perf_counter()
        there = graph.at(**{clock: dt.date.fromisoformat(DAY)})
        there.store  # noqa: B018
        found[f"{clock} view"] = time.perf_counter() - begun
        found[f"{clock} sum"] = sum(
            timed(lambda text=text, store=there.store: store.query(text)) for _, text in questions()
        )  # type: ignore[misc]
    return found


def run_pyoxigraph(path: Path) -> dict[str, float]:
    """pyoxigraph alone loads the same view, as a file; what it takes for the questions is measured beside
    ours.
    """
    from pyoxigraph import RdfFormat, Store

    begun = time.perf_counter()
    Store().bulk_load(path=str(path.with_suffix(".view.nq")), format=RdfFormat.N_QUADS)
    return {"load": time.perf_counter() - begun}


def run_rdflib(path: Path) -> dict[str, float]:
    """rdflib alone; a question that takes longer than its patience is left out."""
    import signal

    from rdflib import Dataset

    begun = time.perf_counter()
    graph = Dataset()
    graph.parse(str(path.with_suffix(".view.nq")), format="nquads")
    found = {"load": time.perf_counter() - begun}
    if "only-load" in sys.argv:
        return found

    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    for slug, text in questions():
        signal.setitimer(signal.ITIMER_REAL, RDFLIB_PATIENCE)
        begun = time.perf_counter()
        try:
            list(graph.query(text))
            found[slug] = time.perf_counter() - begun
        except Exception as error:
            print(f"rdflib, {slug}: {type(error).__name__}", file=sys.stderr)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    return found


def run_virtuoso(path: Path) -> dict[str, float]:
    """Virtuoso over HTTP, loaded by our upload."""
    from tests.stores.servers import virtuoso

    from treatykg.backends.stores import layout
    from treatykg.dataset.load import load
    from treatykg.store.remote.store import RemoteStore
    from treatykg.store.remote.upload import upload

    with tempfile.TemporaryDirectory() as folder, virtuoso(Path(folder)) as url:
        store = RemoteStore(url, time_limit=120)
        quads = layout(load([path]))
        begun = time.perf_counter()
        upload(store, quads, replace=True)
        found = {"load": time.perf_counter() - begun}
        for slug, text in questions():
            try:
                found[slug] = timed(lambda text=text: store.query(text))  # type: ignore[misc]
            except Exception as error:
                print(f"Virtuoso, {slug}: {str(error).splitlines()[0][:160]}", file=sys.stderr)
    return found


ENGINES = {"ours": run_ours, "pyoxigraph": run_pyoxigraph, "rdflib": run_rdflib, "virtuoso": run_virtuoso}
Found = dict[tuple[str, int], dict[str, float]]


def measured(sizes: list[int], folder: Path) -> Found:
    """Run every engine at every size, each in its own process."""
    from generate import agreements
    from pyoxigraph import RdfFormat, serialize

    from treatykg.dataset.load import load
    from treatykg.treaties.derived import view_quads as view

    took: Found = {}
    for size in sizes:
        path = folder / f"{size}.nq"
        serialize(agreements(size), str(path), format=RdfFormat.N_QUADS)
        serialize(view(load([path])), str(path.with_suffix(".view.nq")), format=RdfFormat.N_QUADS)
        for engine in ENGINES:
            if engine == "virtuoso" and shutil.which("virtuoso-t") is None:
                continue
            if engine == "rdflib" and size > 10 * RDFLIB_UP_TO:
                continue
            command = [
                sys.executable,
                str(HERE),
                engine,
                str(path),
                *(["only-load"] if engine == "rdflib" and size > RDFLIB_UP_TO else []),
            ]
            ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, timeout=PATIENCE)
            if ran.returncode == 0:
                took[engine, size] = json.loads(ran.stdout.strip().splitlines()[-1])
            print(
                f"{engine} at {size}: {'done' if ran.returncode == 0 else 'failed'}",
                file=sys.stderr,
                flush=True,
            )
    return took


def main(sizes: list[int]) -> None:
    """Measure, and write the table and the plot."""
    import start
    from table import page, plot

    begun = start.measured()
    with tempfile.TemporaryDirectory() as folder:
        took = measured(sizes, Path(folder))
    (ROOT / "out").mkdir(exist_ok=True)
    (ROOT / "out" / "benchmarks.json").write_text(
        json.dumps([begun, {f"{e} {s}": v for (e, s), v in took.items()}], indent=1), encoding="utf-8"
    )
    (ROOT / "docs" / "benchmarks.md").write_text(page(took, sizes, begun), encoding="utf-8")
    (ROOT / "docs" / "benchmarks.svg").write_text(plot(took, sizes), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] in ENGINES:
        print(json.dumps(ENGINES[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
