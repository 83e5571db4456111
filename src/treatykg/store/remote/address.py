"""The address of an endpoint, what of it may be shown, and whose password goes there."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from treatykg.errors import UsageError

USER, PASSWORD = "TREATYKG_STORE_USER", "TREATYKG_STORE_PASSWORD"  # names of variables
_WRITTEN = re.compile(r"[!$-;=?-Z\[\]_a-z~]+")
_PLACE = re.compile(r"(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_HINT = f"write http://localhost:7878/query; a password stands in {PASSWORD}, or its marks as %23, %2F, %40"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint is: `url` to be asked, without the password, and `shown`, without what may be secret.

    >>> Address.of("https://me:secret@example.org/sparql?token=t").shown
    'https://example.org/sparql?…'
    """

    url: str
    shown: str
    scheme: str
    host: str
    origin: str
    user: str = field(repr=False)
    password: str = field(repr=False)

    @classmethod
    def of(cls, url: str) -> Address:
        """Read a URL of http or https.

        Errors: UsageError, which repeats nothing of it: a password with a `/` or a `#` is a path to others.
        """
        scheme, _, rest = url.partition("://")
        scheme = scheme.lower()
        user, _, place = rest.rpartition("@")
        netloc = re.split(r"[/?]", place, maxsplit=1)[0]
        if (
            scheme not in ("http", "https")
            or not _WRITTEN.fullmatch(url)
            or re.search(r"[/?]", user)
            or not _PLACE.fullmatch(netloc)
        ):
            raise UsageError("not the URL of an endpoint", hint=_HINT)
        try:
            parts = urlsplit(f"{scheme}://{place}")
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise UsageError("not the URL of an endpoint", hint=_HINT) from None
        netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
        name, _, secret = user.partition(":")
        given = (unquote(name), unquote(secret))
        return cls(
            urlunsplit((scheme, netloc, parts.path, parts.query, "")),
            urlunsplit((scheme, netloc, parts.path, "…" if parts.query else "", "")),
            scheme,
            host,
            f"{scheme}://{netloc}",
            *(given if name else (os.environ.get(USER, ""), os.environ.get(PASSWORD, ""))),
        )


__all__ = ["PASSWORD", "USER", "Address"]
