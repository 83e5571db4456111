"""Real servers on loopback, started for the tests and ended with them."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 60.0
PASSWORD = "of-the-tests"  # of a server that lives for one run, on loopback
INI = """[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
LiteMode = 0
MaxSortedTopRows = 1000000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 30
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def oxigraph_program() -> str | None:
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.exists() else shutil.which("oxigraph")


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """An Oxigraph server; gives the URL of its query endpoint."""
    program, port = oxigraph_program(), free_port()
    assert program
    command = [program, "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    with _running(command, folder, f"http://127.0.0.1:{port}/query?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """A Virtuoso; gives the URL of its query endpoint, with the password for updates."""
    sql, port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, sql=sql, http=port), encoding="utf-8")
    command = ["virtuoso-t", "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    first = [*command, "+pwdold", "dba", "+pwddba", PASSWORD, "+pwddav", PASSWORD]
    subprocess.run(
        first, cwd=folder, capture_output=True, timeout=PATIENCE, check=False
    )  # sets the passwords, and ends
    with _running(command, folder, f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D"):
        yield f"http://dba:{PASSWORD}@127.0.0.1:{port}/sparql"


@contextmanager
def _running(command: list[str], folder: Path, probe: str) -> Iterator[None]:
    with open(folder / "log.txt", "wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + PATIENCE
            while not _answers(probe):
                assert process.poll() is None, (folder / "log.txt").read_text(errors="replace")
                assert time.monotonic() < deadline, f"{command[0]} did not come up"
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as reply:  # noqa: S310  # our own server
            return bool(reply.status == 200)
    except OSError:
        return False
