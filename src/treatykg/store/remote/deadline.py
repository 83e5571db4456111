"""A limit of time for what talks to a socket, from the look-up of a name to the last byte."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

_T = TypeVar("_T")


class Clock:
    """Keeps one exchange, with all its tries, within its time.

    What it waits for runs in a thread of its own: neither the look-up of a name nor a handshake can be
    stopped from within. When the time is up its sockets are shut, so that the thread ends, too.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._sockets: list[socket.socket] = []
        self._opened: list[socket.socket] = []
        self._over = False

    def left(self) -> float:
        """The seconds that are left.

        Errors: TimeoutError when there are none.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def watch(self, opened: socket.socket) -> None:
        """Shut a socket when the time is up: by another name of it, because TLS takes over the first."""
        self._sockets.append(opened.dup())
        if self._over:
            self._shut()

    def keep(self, opened: socket.socket) -> None:
        """Close a socket when the work is over, also one of an answer that nobody read."""
        self._opened.append(opened)

    def within(self, work: Callable[[], _T]) -> _T:
        """Do work that is over in time.

        Errors: TimeoutError when it is not; else those of the work.
        """
        ended: list[_T | BaseException] = []

        def run() -> None:
            try:
                ended.append(work())
            except BaseException as error:  # it is raised below, in the thread that waits
                ended.append(error)
            finally:
                self._close()

        thread = threading.Thread(target=run, daemon=True)
        left = self.left()
        thread.start()
        try:
            thread.join(left)
        finally:
            self._over = True
            self._shut()
        self._over = False
        if not ended or time.monotonic() >= self._end:
            raise TimeoutError
        if isinstance(ended[0], BaseException):
            raise ended[0]
        return ended[0]

    def _close(self) -> None:
        while self._opened:
            if (descriptor := self._opened.pop().detach()) >= 0:
                os.close(descriptor)

    def _shut(self) -> None:
        while self._sockets:
            with suppress(OSError), self._sockets.pop() as opened:
                opened.shutdown(socket.SHUT_RDWR)


__all__ = ["Clock"]
