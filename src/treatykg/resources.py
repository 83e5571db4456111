"""Where the ontology, the data and the saved questions live: in a checkout or in the wheel."""

from __future__ import annotations

from pathlib import Path

from treatykg.errors import InputError

_HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `ontology`, `data` or `queries`.

    Errors: InputError when neither the wheel nor a checkout holds it.

    >>> folder("queries").name
    'queries'
    """
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
