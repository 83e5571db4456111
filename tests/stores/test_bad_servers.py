"""A store that is down, slow, broken or false gives a clear error within the time limit, and its password
goes nowhere else.
"""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from treatykg.errors import InputError, NetworkError, TimeLimitError, TreatyError, UsageError
from treatykg.store.remote.store import RemoteStore

from ..conftest import treatykg
from .servers import free_port

pytestmark = pytest.mark.thorough

LIMIT = 1.0
SLACK = 8.0  # a busy machine; what is shown is that it does not wait for ever
ROWS = b'{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"literal","value":"1"}}]}}'
JSON = "application/sparql-results+json"
Handler = http.server.BaseHTTPRequestHandler
Serve = Callable[[Handler], None]


class Seen:
    """What a server was sent."""

    def __init__(self) -> None:
        self.headers: list[dict[str, str]] = []


@contextmanager
def serving(serve: Serve) -> Iterator[tuple[int, Seen]]:
    seen = Seen()

    class One(Handler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            seen.headers.append({name.lower(): value for name, value in self.headers.items()})
            self.sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            serve(self)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), One)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], seen
    finally:
        server.shutdown()
        server.server_close()


def reply(
    handler: Handler,
    body: bytes,
    *,
    status: int = 200,
    kind: str = JSON,
    length: int | None = None,
    **fields: str,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    for name, value in fields.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
    if length is not None:
        handler.close_connection = True


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_head(handler: Handler) -> None:
    for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 400:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.05)


def silent(handler: Handler) -> None:
    time.sleep(LIMIT + SLACK)


def chunks_cut(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"40\r\n" + ROWS[:20])
    handler.close_connection = True


def no_length(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    handler.wfile.write(ROWS)
    handler.close_connection = True


BAD: dict[str, tuple[Serve, type[TreatyError], str]] = {
    "500": (lambda h: reply(h, b"out of order", status=500), NetworkError, "it answers 500: out of order"),
    "503": (lambda h: reply(h, b"", status=503), NetworkError, "it answers 503"),
    "400": (
        lambda h: reply(h, b"line 1: syntax", status=400),
        InputError,
        "cannot answer this: line 1: syntax",
    ),
    "401": (lambda h: reply(h, b"", status=401), NetworkError, "access refused (401)"),
    "404": (lambda h: reply(h, b"", status=404), NetworkError, "there is no endpoint (404)"),
    "wrong type": (
        lambda h: reply(h, b"<p>hello</p>", kind="text/html"),
        NetworkError,
        "an answer of type 'text/html'",
    ),
    "not what it says": (lambda h: reply(h, b"<p>hello</p>"), NetworkError, "an answer that cannot be read"),
    "cut off": (
        lambda h: reply(h, ROWS[:30], length=len(ROWS)),
        NetworkError,
        f"cut off after 30 of {len(ROWS)} bytes",
    ),
    "cut off in a chunk": (chunks_cut, NetworkError, "cut off"),
    "cut off, and so said to be": (
        lambda h: reply(h, ROWS[:30]),
        NetworkError,
        "an answer that cannot be read",
    ),
    "without length": (no_length, NetworkError, "does not say how long"),
    "a part": (lambda h: reply(h, ROWS, X_SQL_State="S1TAT"), TimeLimitError, "gave up half-way"),
    "as many rows as it gives": (
        lambda h: reply(h, ROWS, X_SPARQL_MaxRows="1"),
        TimeLimitError,
        "at most 1 rows",
    ),
    "drip": (drip, TimeLimitError, "no whole answer within 1 s"),
    "drip in the head": (drip_head, TimeLimitError, "no whole answer within 1 s"),
    "silent": (silent, TimeLimitError, "no whole answer within 1 s"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_is_a_clear_error_in_time(name: str) -> None:
    serve, kind, said = BAD[name]
    with serving(serve) as (port, _):
        started = time.monotonic()
        with pytest.raises(kind) as caught:
            RemoteStore(f"http://127.0.0.1:{port}/query", time_limit=LIMIT).ask("SELECT ?n { ?s ?p ?n }")
        assert time.monotonic() - started < LIMIT + SLACK
    assert said in str(caught.value)
    assert caught.value.hint
    assert f"http://127.0.0.1:{port}" in caught.value.where


def test_too_much() -> None:
    with serving(lambda handler: reply(handler, ROWS)) as (port, _):
        store = RemoteStore(f"http://127.0.0.1:{port}/query", time_limit=LIMIT)
        store._host.largest = 10
        with pytest.raises(TimeLimitError, match="an answer of more than"):
            store.ask("SELECT ?n { ?s ?p ?n }")


def test_down() -> None:
    with pytest.raises(NetworkError, match="cannot be reached: Connection refused"):
        RemoteStore(f"http://127.0.0.1:{free_port()}/query", time_limit=LIMIT).ask("ASK {}")


def test_no_such_host() -> None:
    with pytest.raises(NetworkError, match="cannot be reached"):
        RemoteStore("http://nowhere.invalid/query", time_limit=5).ask("ASK {}")


def test_a_server_that_hangs_up_is_asked_once_more() -> None:
    asked: list[int] = []

    def serve(handler: Handler) -> None:
        asked.append(1)
        if len(asked) == 1:
            handler.connection.shutdown(socket.SHUT_RDWR)
        else:
            reply(handler, ROWS)

    with serving(serve) as (port, _):
        assert RemoteStore(f"http://127.0.0.1:{port}/query", time_limit=LIMIT).ask(
            "SELECT ?n { ?s ?p ?n }"
        ).values() == [("1",)]
    assert len(asked) == 3  # the first once more; then what server it is, and the query


def test_a_write_is_not_sent_twice() -> None:
    with serving(lambda handler: reply(handler, b"", status=503)) as (port, seen):
        with pytest.raises(NetworkError):
            RemoteStore(f"http://127.0.0.1:{port}/query", time_limit=LIMIT).update(
                "INSERT DATA { <a:a> <a:b> <a:c> }"
            )
        assert len(seen.headers) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed_and_takes_no_password_along(status: int) -> None:
    with serving(lambda handler: reply(handler, ROWS)) as (other, stranger):
        place = f"http://localhost:{other}/steal"
        moved = serving(lambda handler: reply(handler, b"", status=status, Location=place))
        with (
            moved as (port, _),
            pytest.raises(
                NetworkError, match=r"redirect to http://localhost, which is not followed"
            ) as caught,
        ):
            RemoteStore(f"http://me:secret@127.0.0.1:{port}/query", time_limit=LIMIT).ask("ASK {}")
    assert stranger.headers == []
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["Basic", "Digest"])
def test_the_password_goes_to_whom_it_is_for(scheme: str) -> None:
    challenge = (
        'Digest realm="r", nonce="n", qop="auth", algorithm=MD5' if scheme == "Digest" else 'Basic realm="r"'
    )

    def serve(handler: Handler) -> None:
        if "Authorization" in handler.headers:
            reply(handler, ROWS)
        else:
            reply(handler, b"", status=401, WWW_Authenticate=challenge)

    with serving(serve) as (port, seen):
        assert RemoteStore(f"http://me:secret@127.0.0.1:{port}/query", time_limit=LIMIT).ask(
            "SELECT ?n { ?s ?p ?n }"
        ).values() == [("1",)]
        assert seen.headers[-1]["authorization"].startswith(scheme)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://me:secret@example.org/sparql", "a password would go over plain http"),
        ("file:///etc/passwd", "not the URL of an endpoint"),
        ("ftp://example.org/", "not the URL of an endpoint"),
        ("http://", "not the URL of an endpoint"),
        ("http://[::1/query", "not the URL of an endpoint"),
        ("http://a:99999999/", "not the URL of an endpoint"),
    ],
)
def test_urls_that_are_refused(url: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        RemoteStore(url)
    assert "secret" not in str(caught.value)


def test_the_program_says_it_with_its_exit_code() -> None:
    ran = treatykg("query", "pacts", "--store", f"http://me:secret@127.0.0.1:{free_port()}/query")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err.startswith("treatykg: http://127.0.0.1:")
    assert "secret" not in ran.err
    assert "Traceback" not in ran.err


def test_the_program_keeps_its_time_limit() -> None:
    with serving(drip) as (port, _):
        started = time.monotonic()
        ran = treatykg("query", "pacts", "--time-limit", "1", "--store", f"http://127.0.0.1:{port}/query")
        assert time.monotonic() - started < LIMIT + 2 * SLACK
    assert ran.code == 124
