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
    """Declare that this process answers one command: an interrupt ends a query at once, and what is in memory
    is always sealed.

    The engine does not listen to Python's own handler of interrupts.
    """
    global _alone
    _alone = True


@contextmanager
def sealed(query: str, *, opens_files: bool = False) -> Iterator[None]:
    """Open nothing while a query is evaluated.

    A process that does other things at the same time needs its files, and a large index opens its tables as
    it needs them: these are sealed only for a query that holds the word `service`, since without it there is
    no clause that reaches out (SPARQL 1.1, rule 59).
    Parameters: `query`, its text; `opens_files`, whether the store is an index on disk.
    Errors: OSError where the system has no such limit, and the query holds the word.

    >>> with sealed("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }"):
    ...     open("file")
    Traceback (most recent call last):
    ...
    OSError: [Errno 24] Too many open files: 'file'
    """
    handler = signal.signal(signal.SIGINT, signal.SIG_DFL) if _alone else None
    try:
        if "service" in query.lower() or (_alone and not opens_files):
            with _nothing_opened():
                yield
        else:
            yield
    finally:
        if _alone:
            signal.signal(signal.SIGINT, handler)


@contextmanager
def _nothing_opened() -> Iterator[None]:
    try:
        import resource
    except ImportError:
        raise OSError("SERVICE cannot be kept from other hosts on this system") from None
    with _one_at_a_time:
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, limits[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
