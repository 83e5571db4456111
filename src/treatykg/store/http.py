"""One exchange with one host over HTTP: a deadline, a size limit, no redirect, and credentials that go
nowhere else.

What the common clients leave open (their limit is for each read, so that a drip outlasts it; credentials
follow a redirect; a body that was cut off looks whole) is closed here. See RFC 9110.
"""

from __future__ import annotations

import http.client
import os
import socket
import threading
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from treatykg.errors import InputError, NetworkError, TimeLimitError, TreatyError, UsageError

TIME_LIMIT = 60.0
LARGEST_ANSWER = 1024 * 1024 * 1024
_CHUNK = 1024 * 1024
_SAID = 600  # bytes that are read of an error
_AGAIN = frozenset([502, 503, 504])
_LOOPBACK = frozenset(["localhost", "127.0.0.1", "::1"])
_USER, _PASSWORD = "TREATYKG_STORE_USER", "TREATYKG_STORE_PASSWORD"  # names of variables


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host replied: the body, whole; its media type; and the header fields, names in lower case."""

    body: bytes
    kind: str
    fields: dict[str, str]


class Host:
    """A host that is spoken to at one address.

    Parameters: `url` of http or https; a user and a password stand in the variables TREATYKG_STORE_USER and
    TREATYKG_STORE_PASSWORD, or in the URL, and go to this host alone; `time_limit` in seconds, for each
    exchange as a whole; `largest` answer in bytes.
    Errors: UsageError for another scheme, and for credentials over plain http to another machine.

    >>> Host("http://me:secret@localhost:7878/query").url
    'http://localhost:7878/query'
    """

    def __init__(self, url: str, *, time_limit: float = TIME_LIMIT, largest: int = LARGEST_ANSWER) -> None:
        parts, (user, password) = _split(url)
        self.url = urlunsplit(parts)
        self.time_limit, self.largest = time_limit, largest
        local = parts.hostname in _LOOPBACK
        if user and parts.scheme == "http" and not local:
            raise UsageError("a password would go over plain http", where=self.url, hint="use https")
        keys = urllib.request.HTTPPasswordMgrWithPriorAuth()
        if user:
            keys.add_password(None, urlunsplit((parts.scheme, parts.netloc, "/", "", "")), user, password)
        handlers: list[urllib.request.BaseHandler] = [
            _NoRedirect(),
            urllib.request.HTTPDigestAuthHandler(keys),
        ]
        handlers.append(urllib.request.HTTPBasicAuthHandler(keys))
        if local:
            handlers.append(urllib.request.ProxyHandler({}))
        self._handlers, self._origin = handlers, (parts.scheme, parts.netloc)

    def send(self, request: urllib.request.Request, *, again: bool = False) -> Reply:
        """Send a request to this host and read the reply whole.

        Parameters: `again`, whether it may be sent a second time when the host is out for a moment: true for
        what only reads.
        Errors: NetworkError; TimeLimitError when a limit of time or size is reached.
        """
        if urlsplit(request.full_url)[:2] != self._origin:
            raise NetworkError(
                "a request for another host",
                where=request.full_url,
                hint="this is an internal error: report it",
            )
        for last in (not again, True):
            try:
                return self._once(request)
            except _Refused as refusal:
                if last or refusal.code not in _AGAIN:
                    raise _status(refusal, self.url) from None
            except (http.client.HTTPException, OSError) as error:
                if last or not isinstance(error, (ConnectionResetError, http.client.RemoteDisconnected)):
                    raise _failure(error, self.url) from None
        raise AssertionError

    def _once(self, request: urllib.request.Request) -> Reply:
        clock = _Clock(self.time_limit)
        opener = urllib.request.build_opener(*self._handlers, _Http(clock), _Https(clock))
        try:
            with clock:
                try:
                    with opener.open(request, timeout=self.time_limit) as response:
                        body = self._read(response)
                        fields = {name.lower(): value for name, value in response.headers.items()}
                except urllib.error.HTTPError as error:
                    with error:
                        raise _Refused(error.code, error.read(_SAID) or error.reason.encode()) from None
        except Exception as error:
            if clock.rang or _is_own_limit(error):  # a socket that was shut looks like many other things
                raise TimeLimitError(
                    f"no whole answer within {self.time_limit:g} s",
                    where=self.url,
                    hint="ask for less, or raise --time-limit",
                ) from None
            raise
        return Reply(body, fields.get("content-type", "").partition(";")[0].strip().lower(), fields)

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        parts, size = [], 0
        expected = response.length
        while part := response.read(_CHUNK):
            size += len(part)
            if size > self.largest:
                raise TimeLimitError(
                    f"an answer of more than {self.largest >> 20} MB",
                    where=self.url,
                    hint="ask for less at once",
                )
            parts.append(part)
        if expected is not None and size != expected:
            raise NetworkError(
                f"the answer was cut off after {size} of {expected} bytes", where=self.url, hint="try again"
            )
        if expected is None and not response.chunked:
            raise NetworkError(
                "the answer does not say how long it is, so that a cut would not be seen",
                where=self.url,
                hint="use HTTP/1.1",
            )
        return b"".join(parts)


def _split(url: str) -> tuple[SplitResult, tuple[str, str]]:
    """The URL without credentials, and those."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError(f"not a URL: {error}", hint="write http://localhost:7878/query") from None
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(
            "not the URL of an endpoint",
            where=url.rpartition("@")[2],
            hint="write http://localhost:7878/query",
        )
    given = (unquote(parts.username or ""), unquote(parts.password or ""))
    place = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{place}:{port}" if port else place), given if given[0] else (
        os.environ.get(_USER, ""),
        os.environ.get(_PASSWORD, ""),
    )


class _Clock:
    """Shuts the sockets of an exchange when its time is up."""

    def __init__(self, seconds: float) -> None:
        self.rang = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def watch(self, opened: socket.socket) -> None:
        self._sockets.append(opened)

    def _ring(self) -> None:
        self.rang = True
        for opened in self._sockets:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> _Clock:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for (
            opened
        ) in self._sockets:  # also those of answers that nobody read, such as a demand for a password
            if (descriptor := opened.detach()) >= 0:
                os.close(descriptor)


class _Http(urllib.request.HTTPHandler):
    def __init__(self, clock: _Clock) -> None:
        super().__init__()
        self._clock = clock

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_watched(http.client.HTTPConnection, self._clock), request)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, clock: _Clock) -> None:
        super().__init__()
        self._clock = clock

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_watched(http.client.HTTPSConnection, self._clock), request)


def _watched(base: type[http.client.HTTPConnection], clock: _Clock) -> type[http.client.HTTPConnection]:
    """A connection whose socket the clock can shut."""

    class Connection(base):  # type: ignore[misc, valid-type]
        def connect(self) -> None:
            super().connect()
            clock.watch(self.sock)

    return Connection


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A store that moved is named, not followed: the query and the password were meant for the first host."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        fp.close()
        place = urlsplit(newurl)
        raise NetworkError(
            f"it answers with a redirect to {place.scheme}://{place.hostname or ''}, which is not followed",
            where=req.full_url,
            hint="name the store by its final address, if you trust it",
        )


class _Refused(Exception):
    """A status that is no success, with what the host says of it."""

    def __init__(self, code: int, said: bytes) -> None:
        super().__init__()
        self.code, self.said = code, " ".join(said.decode("utf-8", "replace").split())[:200]


def _status(refusal: _Refused, url: str) -> TreatyError:
    code, said = refusal.code, refusal.said
    if code in (401, 403):
        return NetworkError(f"access refused ({code})", where=url, hint=f"set {_USER} and {_PASSWORD}")
    if code == 400:
        return InputError(
            f"the store cannot answer this: {said}", where=url, hint="it may not know all of SPARQL 1.1"
        )
    if code == 404:
        return NetworkError(
            "there is no endpoint (404)",
            where=url,
            hint="name its query endpoint, such as …/sparql or …/query",
        )
    return NetworkError(f"it answers {code}: {said}", where=url, hint="look at the store's log")


def _is_own_limit(error: Exception) -> bool:
    """Whether the socket's own time was up, as long as the clock; what the system gives up has a number."""
    cause = getattr(error, "reason", error)
    return isinstance(cause, TimeoutError) and cause.errno is None


def _failure(error: Exception, url: str) -> TreatyError:
    cause: object = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, NetworkError):
        return cause
    if isinstance(cause, http.client.IncompleteRead):
        return NetworkError(
            f"the answer was cut off after {len(cause.partial)} bytes", where=url, hint="try again"
        )
    what = (
        cause.strerror
        if isinstance(cause, OSError) and cause.strerror
        else str(cause) or type(cause).__name__
    )
    return NetworkError(
        f"cannot be reached: {what}", where=url, hint="is the store up, and the address right?"
    )
