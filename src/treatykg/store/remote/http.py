"""One exchange with one host over HTTP: a deadline, a size limit, no redirect, and credentials that go
nowhere else.

What the common clients leave open (their limit is for each read, so that a drip outlasts it; credentials
follow a redirect; a body that was cut off looks whole) is closed here. See RFC 9110.
"""

from __future__ import annotations

import http.client
import socket
import urllib.error
import urllib.request
import warnings
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit, urlunsplit

from treatykg.errors import InputError, NetworkError, TimeLimitError, TreatyError, UsageError
from treatykg.store.remote.address import PASSWORD, USER, Address
from treatykg.store.remote.deadline import Clock
from treatykg.visible import excerpt

TIME_LIMIT = 60.0
LARGEST_ANSWER = 1024 * 1024 * 1024
_CHUNK = 1024 * 1024
_SAID = 600  # bytes that are read of an error
_AGAIN = frozenset([502, 503, 504])
_LOOPBACK = frozenset(["localhost", "127.0.0.1", "::1"])


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
        place = Address.of(url)
        self.url, self.shown = place.url, place.shown
        self.time_limit, self.largest = time_limit, largest
        local = place.host in _LOOPBACK
        if place.user and place.scheme == "http" and not local:
            raise UsageError("a password would go over plain http", where=self.shown, hint="use https")
        self._handlers: list[urllib.request.BaseHandler] = [_NoRedirect(self.shown)]
        if place.user:
            keys = urllib.request.HTTPPasswordMgrWithPriorAuth()
            keys.add_password(None, place.origin + "/", place.user, place.password)
            self._handlers += [_Digest(keys), _Basic(keys)]
        if local:
            self._handlers.append(urllib.request.ProxyHandler({}))
        self._origin = place.origin

    def send(self, request: urllib.request.Request, *, again: bool = False) -> Reply:
        """Send a request to this host and read the reply whole.

        Parameters: `again`, whether it may be sent a second time when the host is out for a moment: true for
        what only reads.
        Errors: NetworkError; TimeLimitError when a limit of time or size is reached, by all tries together.
        """
        if urlunsplit((*urlsplit(request.full_url)[:2], "", "", "")) != self._origin:
            raise NetworkError(
                "a request for another host", where=self.shown, hint="this is an internal error: report it"
            )
        clock = Clock(self.time_limit)
        for last in (not again, True):
            try:
                return clock.within(lambda: self._once(request, clock))
            except _Refused as refusal:
                if last or refusal.code not in _AGAIN:
                    raise _status(refusal, self.shown) from None
            except (http.client.HTTPException, OSError, ValueError) as error:
                if _is_own_limit(error):
                    raise TimeLimitError(
                        f"no whole answer within {self.time_limit:g} s",
                        where=self.shown,
                        hint="ask for less, or raise --time-limit",
                    ) from None
                if last or not isinstance(error, (ConnectionResetError, http.client.RemoteDisconnected)):
                    raise _failure(error, self.shown) from None
        raise AssertionError

    def _once(self, request: urllib.request.Request, clock: Clock) -> Reply:
        opener = urllib.request.build_opener(*self._handlers, _Http(clock), _Https(clock))
        try:
            with opener.open(_fresh(request), timeout=clock.left()) as response:
                body = self._read(response)
                fields = {name.lower(): value for name, value in response.headers.items()}
        except urllib.error.HTTPError as error:
            with error:
                raise _Refused(error.code, error.read(_SAID) or str(error.reason).encode()) from None
        return Reply(body, fields.get("content-type", "").partition(";")[0].strip().lower(), fields)

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        parts, size = [], 0
        expected = response.length
        while part := response.read(_CHUNK):
            size += len(part)
            if size > self.largest:
                raise TimeLimitError(
                    f"an answer of more than {self.largest >> 20} MB",
                    where=self.shown,
                    hint="ask for less at once",
                )
            parts.append(part)
        if expected is not None and size != expected:
            raise NetworkError(
                f"the answer was cut off after {size} of {expected} bytes", where=self.shown, hint="try again"
            )
        if expected is None and not response.chunked:
            raise NetworkError(
                "the answer does not say how long it is, so that a cut would not be seen",
                where=self.shown,
                hint="use HTTP/1.1",
            )
        return b"".join(parts)


class _Http(urllib.request.HTTPHandler):
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_watched(http.client.HTTPConnection, self._clock), request)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_watched(http.client.HTTPSConnection, self._clock), request)


def _watched(base: type[http.client.HTTPConnection], clock: Clock) -> type[http.client.HTTPConnection]:
    """A connection whose socket the clock can shut from its first byte on."""

    class Connection(base):  # type: ignore[misc, valid-type]
        def connect(self) -> None:
            self._create_connection = self._opened
            super().connect()
            clock.keep(self.sock)

        def _opened(self, address: tuple[str, int], *_: object) -> socket.socket:
            found = socket.create_connection(address, clock.left())
            clock.watch(found)
            return found

    return Connection


def _fresh(request: urllib.request.Request) -> urllib.request.Request:
    """A request as it was before an opener added its own header fields."""
    return urllib.request.Request(  # noqa: S310  # its scheme was looked at
        request.full_url, request.data, dict(request.headers), method=request.get_method()
    )


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A store that moved is named, not followed: the query and the password were meant for the first host."""

    def __init__(self, where: str) -> None:
        self._where = where

    def http_error_302(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> NoReturn:
        fp.close()
        raise NetworkError(
            f"it answers with a redirect to {_elsewhere(headers.get('location'))}, which is not followed",
            where=self._where,
            hint="name the store by its final address, if you trust it",
        )

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _elsewhere(location: object) -> str:
    try:
        place = urlsplit(str(location or ""))
        return excerpt(f"{place.scheme}://{place.hostname}") if place.hostname else "another path"
    except ValueError:
        return "what is no URL"


_UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, urllib.error.URLError)


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Digest; a demand that cannot be read is none that can be met."""

    def http_error_401(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> Any:
        try:
            return super().http_error_401(req, fp, code, msg, headers)
        except urllib.error.HTTPError:
            raise
        except _UNREADABLE:
            return None


class _Basic(urllib.request.HTTPBasicAuthHandler):
    """Basic; once a host asked for it the password goes along unasked, and to no other host."""

    _asked = False

    def http_error_401(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it tells of realms without quotes
                found = super().http_error_401(req, fp, code, msg, headers)
        except urllib.error.HTTPError:
            raise
        except _UNREADABLE:
            return None
        self._asked = self._asked or found is not None
        return found

    def http_request(self, req: Any) -> Any:
        return super().http_request(req) if self._asked else req

    https_request = http_request


class _Refused(Exception):
    """A status that is no success, with what the host says of it."""

    def __init__(self, code: int, said: bytes) -> None:
        super().__init__()
        self.code, self.said = code, excerpt(said.decode("utf-8", "replace"))


def _status(refusal: _Refused, url: str) -> TreatyError:
    code, said = refusal.code, refusal.said
    if code in (401, 403):
        return NetworkError(f"access refused ({code})", where=url, hint=f"set {USER} and {PASSWORD}")
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
    """Whether our own time was up; what the system gives up has a number."""
    cause = getattr(error, "reason", error)
    return isinstance(cause, TimeoutError) and cause.errno is None


def _failure(error: Exception, url: str) -> TreatyError:
    cause: object = error.reason if isinstance(error, urllib.error.URLError) else error
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
        f"cannot be reached: {excerpt(what)}",
        where=url,
        hint="is the store up, and the address right?",
    )
