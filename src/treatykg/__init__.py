"""treatykg: a treaty knowledge graph in which every fact carries its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from treatykg.clocks import Clocks
    from treatykg.errors import InputError, NetworkError, TimeLimitError, TreatyError, UsageError
    from treatykg.graph import TreatyGraph

__version__ = "0.1.0"
__all__ = [
    "Clocks",
    "InputError",
    "NetworkError",
    "TimeLimitError",
    "TreatyError",
    "TreatyGraph",
    "UsageError",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that `import treatykg` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'treatykg' has no attribute {name!r}")
    from importlib import import_module

    module = {"Clocks": "clocks", "TreatyGraph": "graph"}.get(name, "errors")
    return getattr(import_module(f"treatykg.{module}"), name)
