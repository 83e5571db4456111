"""Kill -9 a writer at any moment, many times: the folder must hold the old or the new graph, and nothing
acknowledged may be lost.

Half of the writers replace the graph, half add to it. After each kill every file is compared with its
checksum, and the index with the claims, quad by quad. Run it with `python benchmarks/kill.py [TIMES] [SEED]`;
it ends with 1 when anything was wrong.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from generate import agreements
from pyoxigraph import RdfFormat, serialize

from treatykg.dataset.load import load
from treatykg.graph import TreatyGraph

SIZES = (40, 150)


def held(folder: Path) -> frozenset[str]:
    """The claims that a store holds; an error when its index does not fit them."""
    with open(folder / "lock") as lock:  # a writer's own child ends a moment after it
        fcntl.flock(lock, fcntl.LOCK_EX)
    graph = TreatyGraph.open(store=str(folder))
    if graph.count_mismatches():  # which also reads every file to its end
        raise SystemExit("the index does not fit the claims: a mixed state")
    return frozenset(graph.dataset.claims)


def writer(command: list[str], seconds: float) -> int | None:
    """Start a writer and kill it after so many seconds; return its exit code, or None when it was killed."""
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            return None


def main(times: int, seed: int) -> int:
    """Print how it went."""
    random = Random(seed)  # noqa: S311  # nothing secret
    with tempfile.TemporaryDirectory() as name:
        folder, files = Path(name) / "graph", []
        for size in SIZES:
            files.append(Path(name) / f"{size}.nq")
            files[-1].write_bytes(serialize(agreements(size, seed=size), format=RdfFormat.N_QUADS) or b"")
        known = {path: frozenset(load([path]).claims) for path in files}
        command = [sys.executable, "-m", "treatykg", "load", "--store", str(folder)]
        subprocess.run([*command, str(files[0])], check=True, capture_output=True)
        begun = time.monotonic()
        subprocess.run([*command, str(files[1]), "--replace"], check=True, capture_output=True)
        whole = time.monotonic() - begun
        now, seen = held(folder), Counter[str]()
        while seen["killed, the new graph"] + seen["killed, the old graph"] < times:
            path, replace = random.choice(files), random.random() < 0.5
            wanted = known[path] if replace else now | known[path]
            code = writer(
                [*command, str(path), *(["--replace"] if replace else [])], random.uniform(0.1, 1.3) * whole
            )
            found = held(folder)
            if code == 0 and found != wanted:
                raise SystemExit("a load that was acknowledged is lost")
            if found not in (now, wanted):
                raise SystemExit("neither the old graph nor the new one")
            seen[
                "finished"
                if code == 0
                else "killed, the new graph"
                if found == wanted != now
                else "killed, the old graph"
            ] += 1
            now = found
        left = len(list(folder.glob("generation-*")))
    told = ", ".join(f"{count} {what}" for what, count in sorted(seen.items()))
    print(f"{sum(seen.values())} writers: {told}; {left} generations left in the folder")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*(int(word) for word in (sys.argv[1:] + ["100", "1"][len(sys.argv) - 1 :]))))
