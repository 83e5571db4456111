"""Where the ontology, the data and the saved questions live: in a checkout or in the wheel."""

from __future__ import annotations

import os
from pathlib import Path

from treatykg.errors import InputError

DATA = "TREATYKG_DATA"
_HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `ontology`, `data` or `queries`.

    `TREATYKG_DATA` names another folder in place of the shipped data.
    Errors: InputError when neither the wheel nor a checkout holds it, and when the variable names no folder.

    >>> folder("queries").name
    'queries'
    """
    if name == "data" and (named := os.environ.get(DATA)):
        if not Path(named).is_dir():
            raise InputError(
                f"{DATA} names no folder", where=named, hint="unset it, or name a folder of claims"
            )
        return Path(named)
    for root in (_HERE / "shipped", _HERE.parent.parent):
        if (root / name).is_dir():
            return root / name
    raise InputError(f"the folder {name} is missing", hint="install treatykg again")


def files(name: str, *suffixes: str) -> list[Path]:
    """List the files below a shipped folder that end in one of `suffixes`, sorted by path.

    >>> [path.name for path in files("ontology", "treatykg.ttl")]
    ['treatykg.ttl']
    """
    return sorted(path for path in folder(name).rglob("*") if path.name.endswith(suffixes))
