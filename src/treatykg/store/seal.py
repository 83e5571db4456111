"""Nothing may be opened while the engine evaluates a query: no file, and no socket to another host.

SPARQL's SERVICE sends what it is given to any host, and the engine has no switch against it; so the soft
limit on open files (POSIX, RLIMIT_NOFILE) is zero meanwhile. What is open already still works.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_alone = False
_one_at_a_time = threading.Lock()


def alone() -> None:
    """Declare that this process answers one command: every query is sealed, and an interrupt ends it at once.

    The engine does not listen to Python's own handler of interrupts.
    """
    global _alone
    _alone = True


@contextmanager
def sealed(query: str) -> Iterator[None]:
    """Open nothing while a query is evaluated.

    A process that does other things at the same time needs its files: it is sealed only for a query that
    holds the word `service`, since without it there is no clause that reaches out (SPARQL 1.1, rule 59).
    Parameters: `query`, its text.
    Errors: OSError where the system has no such limit, and the query holds the word.

    >>> with sealed("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }"):
    ...     open("file")
    Traceback (most recent call last):
    ...
    OSError: [Errno 24] Too many open files: 'file'
    """
    if not _alone and "service" not in query.lower():
        yield
        return
    try:
        import resource
    except ImportError:
        raise OSError("SERVICE cannot be kept from other hosts on this system") from None
    with _one_at_a_time:
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        handler = signal.signal(signal.SIGINT, signal.SIG_DFL) if _alone else None
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
            if _alone:
                signal.signal(signal.SIGINT, handler)
