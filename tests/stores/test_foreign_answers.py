"""What a server answers is foreign data: whatever it is, the program ends with a message, in time, and with
nothing of a password in it.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs

import pytest

from treatykg.cli.main import main
from treatykg.errors import NetworkError, TimeLimitError, TreatyError, UsageError
from treatykg.namespaces import WHOLE
from treatykg.store.remote.store import RemoteStore

from .test_bad_servers import JSON, LIMIT, ROWS, SLACK, Handler, Serve, reply, serving

pytestmark = pytest.mark.thorough

LINES = "application/n-triples"
COMMANDS = [
    ["query", "--text", "SELECT ?s ?p { ?s ?p ?o }"],
    ["query", "--text", "ASK { ?s ?p ?o }"],
    ["query", "--text", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"],
    ["query", "--text", "SELECT ?g { GRAPH ?g { ?s ?p ?o } }"],
    ["query", "pacts"],
    ["query", "pacts", "--with-sources"],
    ["query", "in-force", "--as-of", "2021-07-01"],
    ["show", "relos"],
    ["info"],
    ["validate"],
]


def rows(*bindings: object, variables: tuple[str, ...] = ("s", "p", "o", "g")) -> bytes:
    return json.dumps({"head": {"vars": variables}, "results": {"bindings": bindings}}).encode()


IRI = {"type": "uri", "value": "urn:x"}
TEXT = {"type": "literal", "value": "x"}
FULL = {"s": IRI, "p": IRI, "o": IRI, "g": IRI}


def deep(levels: int) -> dict[str, object]:
    term: dict[str, object] = dict(IRI)
    for _ in range(levels):
        term = {"type": "triple", "value": {"subject": IRI, "predicate": IRI, "object": term}}
    return term


def deep_json(levels: int) -> bytes:
    opening = b'{"type":"triple","value":{"subject":{"type":"uri","value":"urn:x"},"predicate":{"type":"uri",'
    opening += b'"value":"urn:x"},"object":'
    term = opening * levels + b'{"type":"uri","value":"urn:x"}' + b"}}" * levels
    return b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":' + term + b"}]}}"


def deep_lines(levels: int, before: bytes = b"") -> bytes:
    return (
        before
        + b"<urn:s> <urn:p> "
        + b"<<( <urn:s> <urn:p> " * levels
        + b"<urn:o>"
        + b" )>>" * levels
        + b" .\n"
    )


ANSWERS: dict[str, tuple[bytes, str]] = {
    "too few variables": (rows({"s": IRI}, variables=("s",)), JSON),
    "no variable": (rows(variables=()), JSON),
    "other variables": (rows({"x": IRI}, variables=("x", "y", "z", "w")), JSON),
    "no values": (rows({}, {}), JSON),
    "some values": (rows({"s": IRI}), JSON),
    "a literal as a subject": (rows(FULL | {"s": TEXT}), JSON),
    "a literal as a predicate": (rows(FULL | {"p": TEXT}), JSON),
    "a literal as a graph": (rows(FULL | {"g": TEXT}), JSON),
    "a blank node as a graph": (rows(FULL | {"g": {"type": "bnode", "value": "b"}}), JSON),
    "a triple as a subject": (rows(FULL | {"s": deep(1)}), JSON),
    "a truth value": (b'{"head":{},"boolean":true}', JSON),
    "a variable twice": (rows(variables=("s", "s")), JSON),
    "a graph": (b"<urn:s> <urn:p> <urn:o> .\n", LINES),
    "nothing": (b"", JSON),
    "nothing in lines": (b"\xff", LINES),
    "a list": (b"[]", JSON),
    "an IRI with a blank": (rows(FULL | {"s": {"type": "uri", "value": "urn:a b> <x"}}), JSON),
    "half a character": (b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"value":"\\ud800"}}]}}', JSON),
    "bytes": (b"\xff\xfe\x00" * 100, JSON),
    "deep": (deep_json(5_000), JSON),
    "deep objects": (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, JSON),
    "deep lists": (b"[" * 100_000, JSON),
    "deep lists with closed ones": (b"[[],[1,2]," * 10_000, JSON),
    "deep triples": (deep_lines(5_000), LINES),
    "deep behind a comment": (deep_lines(5_000, b'# "\r\n'), LINES),
    "deep behind a text": (deep_lines(5_000, b'<urn:s> <urn:p> "\\"<<" .\n'), LINES),
    "a type that is long": (ROWS, "text/" + "x" * 50_000),
    "a type that turns the line": (ROWS, "text/\x1b[31m"),
}


def loaded_with(body: bytes, kind: str) -> Serve:
    """A server that says that a load is whole, and answers all else by one thing."""

    def serve(handler: Handler) -> None:
        asked = parse_qs(handler.sent.decode()).get("query", [""])[0]  # type: ignore[attr-defined]
        if "?which" in asked:
            what, which = {"type": "uri", "value": WHOLE}, {"type": "literal", "value": "1"}
            reply(handler, rows({"what": what, "which": which}, variables=("what", "which")))
        else:
            reply(handler, body, kind=kind)

    return serve


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_to_something_else_is_an_error_of_the_server(
    name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(loaded_with(*ANSWERS[name])) as (port, _):
        for command in COMMANDS:
            code = main([*command, "--store", f"http://127.0.0.1:{port}/query"])
            shown = capfd.readouterr()
            if code == 0:  # some questions may be answered so
                assert name in ("a truth value", "a graph"), (command, shown)
                continue
            assert code == 4, (command, shown.err)
            assert shown.err.startswith(f"treatykg: http://127.0.0.1:{port}/query: "), command
            assert len(shown.err) < 1_000
            assert "\x1b" not in shown.err


@pytest.mark.parametrize("field", ["S1TAT", "²", "9" * 5_000, "1" * 10, "-1", ""])
def test_odd_header_fields(field: str) -> None:
    serve: Serve = lambda handler: reply(handler, ROWS, X_SPARQL_MaxRows=field.encode().decode("latin-1"))  # noqa: E731
    with serving(serve) as (port, _):
        store = RemoteStore(f"http://127.0.0.1:{port}/query", time_limit=LIMIT + SLACK)
        assert store.ask("SELECT ?n { ?s ?p ?n }").values() == [("1",)]


@pytest.mark.parametrize(
    "challenge",
    [
        "Negotiate",
        "NTLM",
        "Bearer",
        "",
        "Digest",
        "Digest realm",
        'Digest realm="r"',
        'Digest realm="r", nonce="n", algorithm=SHA-999',
        'Digest realm="r", nonce="n", qop="auth-int"',
        'Digest realm="r", nonce="n", algorithm=',
        "Digest realm=, nonce=,, =",
        'Digest "',
        "Basic",
        'Basic realm="',
        "Basic realm=\xff",
        ", ,",
    ],
)
@pytest.mark.parametrize("user", ["", "me:secret@"])
def test_a_demand_for_a_password_that_cannot_be_met(challenge: str, user: str) -> None:
    serve: Serve = lambda handler: reply(handler, b"", status=401, WWW_Authenticate=challenge)  # noqa: E731
    with serving(serve) as (port, _), pytest.raises(NetworkError, match=r"access refused \(401\)") as caught:
        RemoteStore(f"http://{user}127.0.0.1:{port}/query", time_limit=LIMIT + SLACK).ask("ASK {}")
    assert "secret" not in str(caught.value)


def test_without_a_password_nobody_is_named() -> None:
    with serving(lambda handler: reply(handler, ROWS)) as (port, seen):
        store = RemoteStore(f"http://127.0.0.1:{port}/query", time_limit=LIMIT + SLACK)
        for _ in range(3):
            store.ask("SELECT ?n { ?s ?p ?n }")
        assert [sent for sent in seen.headers if "authorization" in sent] == []


def test_a_password_goes_only_in_the_way_that_was_asked_for() -> None:
    def serve(handler: Handler) -> None:
        if str(handler.headers.get("Authorization", "")).startswith("Digest"):
            reply(handler, ROWS)
        else:
            challenge = 'Digest realm="r", nonce="n", qop="auth", algorithm=MD5'
            reply(handler, b"", status=401, WWW_Authenticate=challenge)

    with serving(serve) as (port, seen):
        store = RemoteStore(f"http://me:secret@127.0.0.1:{port}/query", time_limit=LIMIT + SLACK)
        for _ in range(3):
            store.ask("SELECT ?n { ?s ?p ?n }")
        ways = {sent["authorization"].split()[0] for sent in seen.headers if "authorization" in sent}
    assert ways == {"Digest"}


@pytest.mark.parametrize(
    "place",
    [
        "http://[::1/",
        "http://a:b:c/",
        "//",
        "",
        "http://e℀vil.example/",
        "javascript:x",
        "http://\x1b[31m/",
        "x" * 9_000,
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_nowhere(place: str, status: int) -> None:
    where = place.encode().decode("latin-1")
    serve: Serve = lambda handler: reply(handler, b"", status=status, Location=where)  # noqa: E731
    with serving(serve) as (port, _), pytest.raises(NetworkError, match="a redirect to") as caught:
        RemoteStore(f"http://me:secret@127.0.0.1:{port}/query", time_limit=LIMIT + SLACK).ask("ASK {}")
    assert len(str(caught.value)) < 600
    assert "\x1b" not in str(caught.value)


HEADS = {
    "no status": b"hello\r\n\r\n",
    "no number": b"HTTP/1.1 abc OK\r\n\r\n",
    "a number that is too large": b"HTTP/1.1 99999 OK\r\n\r\n",
    "a length that is a word": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
    "a length below zero": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
    "a length of many digits": b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 6_000 + b"\r\n\r\n{}",
    "a chunk without a size": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
    "a chunk below zero": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
    "many fields": b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 5_000 + b"\r\n",
    "a long field": b"HTTP/1.1 200 OK\r\na: " + b"b" * 200_000 + b"\r\n\r\n",
    "an error without a word": b"HTTP/1.1 500 \r\nContent-Length: 0\r\n\r\n",
    "an error that is cut off": b"HTTP/1.1 500 no\r\nContent-Length: 100\r\n\r\nx",
    "an error with escapes": b"HTTP/1.1 500 no\r\nContent-Length: 9\r\n\r\n\x1b[31m\xe2\x80\xae\x00",
    "an error that is long": b"HTTP/1.1 500 no\r\nContent-Length: 99000\r\n\r\n" + b"\xe2\x80\xae" * 33_000,
}


@contextmanager
def saying(*parts: bytes, wait: float = 0.0, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server that says what it says, whatever it is asked, with a pause before each part."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def one(connection: socket.socket) -> None:
            with suppress(OSError), connection:
                speaking = context.wrap_socket(connection, server_side=True) if context else connection
                speaking.recv(65_536)
                for part in parts:
                    time.sleep(wait)
                    speaking.sendall(part)
                speaking.close()

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection = server.accept()[0]
                    threading.Thread(target=one, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("name", HEADS)
def test_no_http(name: str) -> None:
    with saying(HEADS[name]) as port, pytest.raises(NetworkError) as caught:
        RemoteStore(f"http://127.0.0.1:{port}/query", time_limit=LIMIT + SLACK).ask("ASK {}")
    assert len(str(caught.value)) < 1_000
    assert not set("\x1b\x00\u202e") & set(str(caught.value))


def test_all_tries_have_one_limit() -> None:
    """An error after most of the time is asked again, with what is left of it."""
    error = b"HTTP/1.1 503 busy\r\nContent-Length: 0\r\n\r\n"
    with saying(error, wait=2.0) as port:
        started = time.monotonic()
        with pytest.raises(TimeLimitError, match="no whole answer within 3 s"):
            RemoteStore(f"http://127.0.0.1:{port}/query", time_limit=3.0)._host.send(
                _request(port), again=True
            )
        assert time.monotonic() - started < 3.9


def _request(port: int) -> object:
    from urllib.request import Request

    return Request(f"http://127.0.0.1:{port}/query", b"query=ASK+{}")


def test_a_handshake_that_drips() -> None:
    """The first record of TLS byte by byte: each comes in time, and they never end."""
    hello = b"\x16\x03\x03\x3f\xff" + b"\x02" * 400
    with saying(*(bytes([byte]) for byte in hello), wait=0.1) as port:
        started = time.monotonic()
        with pytest.raises(TimeLimitError, match="no whole answer within 1 s"):
            RemoteStore(f"https://127.0.0.1:{port}/query", time_limit=LIMIT).ask("ASK {}")
        assert time.monotonic() - started < LIMIT + SLACK


@pytest.mark.parametrize(
    "url",
    [
        "http://me:se#cret@localhost:7878/query",
        "http://me:se/cret@localhost:7878/query",
        "http://me:12/cret@localhost:7878/query",
        "http://me:12#cret@localhost:7878/query",
        "http://me:12?cret@localhost:7878/query",
        "http://me:se?cret@localhost:7878/query",
        "http://me:secret@localh\u2100st:7878/query",
        "http://me:secret@lo\u212aalhost/query",
        "http://me:secret@[localhost]/query",
        "http://me:secret@localhost:port/query",
        "http://me:secret@localhost:99999/query",
        "http://me:secret@/query",
        "http://me:secret@local host/query",
        "http://me:secret@localhost\\@evil.example/query",
        "https://secret\x1b@localhost/query",
        "https://localhost/query#secret",
        "https://localhost/sécret",
        "ftp://me:secret@localhost/query",
        "HTTP://me:secret@example.org/query",
    ],
)
def test_an_odd_url_is_refused_without_a_word_of_it(url: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError):
        RemoteStore(url)
    assert main(["query", "pacts", "--store", url]) == 2
    told = capfd.readouterr().err
    assert not [word for word in ("cret", "se#", "se/", "12", "'se'", "\x1b", "me:") if word in told], told


def test_a_token_in_the_url_is_sent_and_not_shown(capfd: pytest.CaptureFixture[str]) -> None:
    paths: list[str] = []

    def serve(handler: Handler) -> None:
        paths.append(handler.path)
        reply(handler, b"no", status=500)

    with serving(serve) as (port, _):
        url = f"http://127.0.0.1:{port}/query?token=secret"
        for command in (["query", "pacts"], ["info"], ["validate"], ["load"]):
            assert main([*command, "--store", url]) == 4
            told = capfd.readouterr()
            assert "secret" not in told.err + told.out
            assert "token" not in told.err
        with pytest.raises(TreatyError):
            RemoteStore(url).update("CLEAR ALL")
    assert {path.partition("?")[2] for path in paths} == {"token=secret"}


def test_where_the_data_is_from_is_told_without_the_password(capfd: pytest.CaptureFixture[str]) -> None:
    def serve(handler: Handler) -> None:
        asked = parse_qs(handler.sent.decode()).get("query", [""])[0]  # type: ignore[attr-defined]
        loaded_with(rows() if "?count" not in asked else ROWS.replace(b'"n"', b'"count"'), JSON)(handler)

    with serving(serve) as (port, _):
        assert main(["info", "--store", f"http://me:secret@127.0.0.1:{port}/query?token=secret"]) == 0
        told = capfd.readouterr()
    assert f"data: http://127.0.0.1:{port}/query?…" in told.out
    assert "secret" not in told.out + told.err
