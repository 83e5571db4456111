"""From what a person names to what answers: files, a store, or the shipped data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from treatykg.backends.bundled import BundledBackend
from treatykg.backends.memory import Backend, MemoryBackend
from treatykg.errors import UsageError


def backend_for(paths: Sequence[Path] | None = None, store: str | Backend | None = None) -> Backend:
    """Read files and folders, or open a store; by neither, the shipped data.

    Errors: InputError with file:line:column for a file that cannot be parsed; UsageError for both files and a
    store.
    """
    if store is not None and paths is not None:
        raise UsageError(
            "both files and a store", hint="load the files into the store first, with `treatykg load`"
        )
    if isinstance(store, str):
        from treatykg.backends.stores import open_backend

        return open_backend(store)
    if paths is not None:
        from treatykg.dataset.load import load

        return MemoryBackend(load(paths))
    return store or BundledBackend()
