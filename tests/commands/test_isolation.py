"""A command cannot reach out, die with the program, or outgrow its limits: the child that answers is what
ends.
"""

from __future__ import annotations

import os
import queue
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import Store

from treatykg.cli.isolation import Limits, isolated
from treatykg.errors import InputError, TimeLimitError, TreatyError
from treatykg.store import embedded
from treatykg.store.embedded import EmbeddedStore

from ..conftest import ROOT, treatykg

GB = 1024**3
USUAL = Limits(60, 4 * GB)
# Ways to hide a SERVICE from a look at tokens; PORT is where it would reach.
HIDDEN = {
    "plain": "SELECT ?x { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?x } }",
    "silent": "SELECT ?x { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?x } }",
    "after an escaped #": "PREFIX e: <urn:x:> SELECT ?x { OPTIONAL { e:a\\#b e:p ?o } "
    "SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?x } }",
    "after an escaped quote": "PREFIX e: <urn:x:> SELECT ?x { OPTIONAL { e:O\\'N e:p ?o } "
    "SERVICE <http://127.0.0.1:PORT/> { ?s ?p 'y' } }",
    "after a comment that CR ends": "# c\rSELECT ?x { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?x } }",
    "after VALUES": "SELECT ?x { VALUES ?x { 1 } #\rSERVICE <http://127.0.0.1:PORT/> { ?s ?p ?y } }",
    "by a variable": "SELECT ?x { BIND(IRI(CONCAT('http://127.0.0.1:PORT/', 'leak')) AS ?h) "
    "SERVICE ?h { ?s ?p ?x } }",
    "as if a prefix": "PREFIX : <http://127.0.0.1:PORT/> SELECT ?x { SERVICE:x { ?s ?p ?x } }",
    "after a number": "SELECT ?x { ?s ?p 1SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?x } }",
    "after less than": "SELECT ?x { FILTER(1<2 && 3>2) SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?x } }",
    "in EXISTS": "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?x } } }",
    "in a sub-select": "SELECT ?x { { SELECT ?x { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?x } } } }",
    "in mixed case": "SELECT ?x { sErViCe <http://127.0.0.1:PORT/> { ?s ?p ?x } }",
    "in CONSTRUCT": "CONSTRUCT { ?s ?p ?x } WHERE { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?x } }",
    "behind a BOM": "\ufeffSELECT ?x { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?x } }",
    "to localhost": "SELECT ?x { SERVICE <http://localhost:PORT/> { ?s ?p ?x } }",
}


class Canary:
    """A port on loopback that knows who came to it."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening, self.port = listening, listening.getsockname()[1]
        self.came: queue.SimpleQueue[int] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                guest, (_, port) = self.listening.accept()
            except OSError:  # the seal holds for this thread, too
                if self.listening.fileno() < 0:
                    return
                time.sleep(0.001)
                continue
            self.came.put(port)
            guest.close()

    def heard(self) -> int:
        """How many came before this call's own knock."""
        with socket.create_connection(("127.0.0.1", self.port)) as knocking:
            own, guests = knocking.getsockname()[1], 0
            while self.came.get(timeout=10) != own:
                guests += 1
        return guests


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield Canary(listening)


@pytest.mark.parametrize("name", HIDDEN)
def test_a_query_reaches_no_other_host(canary: Canary, name: str, tmp_path: Path) -> None:
    path = tmp_path / "query.rq"
    path.write_text(HIDDEN[name].replace("PORT", str(canary.port)), encoding="utf-8", newline="")
    ran = treatykg("query", "--file", path)
    assert (ran.code, ran.out) == (3, ""), ran
    assert "Traceback" not in ran.err
    assert canary.heard() == 0


@pytest.mark.parametrize("name", HIDDEN)
def test_safety_does_not_rest_on_the_look(canary: Canary, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "check", lambda *_: None)
    query = HIDDEN[name].replace("PORT", str(canary.port)).lstrip("\ufeff")
    try:
        answer = EmbeddedStore([]).query(query)
    except InputError:
        answer = None
    assert canary.heard() == 0
    assert answer is None or name == "silent" or answer.truth is False or not answer.rows


@pytest.mark.parametrize("keyword", ["\\u0053ERVICE", "SERV\\u0049CE", "\u017fERVICE", "SERV\u0131CE"])
def test_the_keyword_is_read_by_its_letters_alone(keyword: str) -> None:
    """Where the word does not stand, the engine finds no SERVICE: what is not sealed rests on that."""
    with pytest.raises(SyntaxError):
        Store().query(f"SELECT * {{ {keyword} <http://127.0.0.1:1/> {{ ?s ?p ?o }} }}")


def test_the_canary_hears(canary: Canary) -> None:
    store = EmbeddedStore([])
    with suppress(OSError):
        list(store._store.query(HIDDEN["plain"].replace("PORT", str(canary.port))))  # type: ignore[arg-type]
    assert canary.heard() == 1


def dies(number: int) -> Callable[[], int]:
    def work() -> int:
        os.kill(os.getpid(), number)
        return 0

    return work


def loops() -> int:
    while True:
        time.sleep(1)


def grows() -> int:
    held = bytearray(2 * GB)
    return len(held)


@pytest.mark.parametrize(
    ("work", "limits", "kind", "told"),
    [
        (dies(signal.SIGSEGV), USUAL, InputError, "nested very deeply"),
        (dies(signal.SIGBUS), USUAL, InputError, "nested very deeply"),
        (dies(signal.SIGABRT), USUAL, TimeLimitError, "the limit is 4 GB"),
        (dies(signal.SIGKILL), USUAL, TimeLimitError, "--memory-limit"),
        (loops, Limits(0.2, 4 * GB), TimeLimitError, "time limit of 0.2 s"),
    ],
    ids=["nesting", "bus", "abort", "killed", "time"],
)
def test_the_end_of_a_child_is_told(
    work: Callable[[], int], limits: Limits, kind: type[TreatyError], told: str
) -> None:
    with pytest.raises(kind, match=told) as caught:
        isolated(work, limits)
    assert caught.value.hint


def test_what_a_child_returns_is_returned() -> None:
    assert [isolated(lambda code=code: code, USUAL) for code in (0, 1, 3, 124)] == [0, 1, 3, 124]  # type: ignore[misc]
    assert isolated(dies(signal.SIGTERM), USUAL) == 143
    assert isolated(dies(signal.SIGINT), USUAL) == 130


def test_memory_has_a_limit_of_its_own() -> None:
    def tries() -> int:
        try:
            return grows()
        except MemoryError:
            return 77

    assert isolated(tries, Limits(60, GB)) == 77
    assert isolated(lambda: int(grows() > 0), Limits(60, 8 * GB)) == 1


@pytest.mark.thorough
@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "--text", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"],
        ["validate"],
        ["show", "relos"],
        ["export", "-f", "rdfxml"],
        ["draw", "map"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_command_has_a_limit_of_time(arguments: list[str]) -> None:
    ran = treatykg(*arguments, "--time-limit", "0.02")
    assert (ran.code, ran.out) == (124, "")
    assert ran.err.startswith("treatykg: the time limit of 0.02 s was reached\n  hint: ")


@pytest.mark.thorough
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
        "SELECT (GROUP_CONCAT(STR(?c)) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT ?z { BIND(STR(1) AS ?a) "
        + " ".join(
            f"BIND(CONCAT(?{x},?{x},?{x},?{x},?{x},?{x},?{x},?{x}) AS ?{y})"
            for x, y in zip("abcdefghijk", "bcdefghijkz", strict=True)
        )
        + "}",
    ],
    ids=["order", "concatenation of groups", "doubling"],
)
def test_a_query_that_grows_ends_with_its_limit(query: str) -> None:
    ran = treatykg("query", "--text", query, "--memory-limit", "900M")
    assert (ran.code, ran.out) == (124, "")
    assert ran.err.startswith("treatykg: ")
    assert ran.err.count("\n") == 2, ran.err  # our message alone


READY = (
    "import os, signal, sys, runpy; signal.signal(signal.SIGINT, lambda *_: os._exit(130));"
    "os.write(1, b'r'); runpy.run_module('treatykg', run_name='__main__', alter_sys=True)"
)
SIX = {
    "query": ["query", "reciprocal-access"],
    "status": ["status", "relos"],
    "show": ["show", "relos"],
    "validate": ["validate"],
    "export": ["export", "-f", "trig"],
    "draw": ["draw", "timeline"],
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", SIX)
def test_an_interrupt_at_any_moment_is_told_by_its_code_alone(name: str, tmp_path: Path) -> None:
    moments = random.Random(name)  # noqa: S311
    for _ in range(9):
        output = ["-o", str(tmp_path / "out.csv")] if name == "query" else []
        process = subprocess.Popen(
            [sys.executable, "-c", READY, *SIX[name], *output],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout
        assert process.stdout.read(1) == b"r"
        time.sleep(moments.random() * 0.5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode in (0, 130)
        assert b"Traceback" not in err
        assert b"KeyboardInterrupt" not in err
    assert {path.name for path in tmp_path.iterdir()} <= {"out.csv"}


def test_the_child_ends_with_its_parent() -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    parent = subprocess.Popen(
        [sys.executable, "-m", "treatykg", "query", "--text", query], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    if not children.exists():
        parent.kill()
        pytest.fail("this system does not tell a process's children")
    while not (pids := children.read_text().split()):
        time.sleep(0.01)
    parent.kill()
    parent.wait()
    for _ in range(1000):
        if not Path(f"/proc/{pids[0]}").exists() or "Z" in Path(f"/proc/{pids[0]}/stat").read_text():
            return
        time.sleep(0.01)
    pytest.fail("the child lives on")
