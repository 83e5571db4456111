"""The data beside some files, and the data as it was."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from treatykg.errors import UsageError
from treatykg.resources import files, folder


def rest_of_data(given: Sequence[Path]) -> list[Path]:
    """List the data files that some files or folders do not stand for: of another place and another name.

    >>> [path.name for path in rest_of_data([folder("data") / "pacts"]) if path.name == "relos.trig"]
    []
    """
    roots = [path.resolve() for path in given]
    names = {path.name for root in roots for path in ([root] if root.is_file() else root.rglob("*.trig"))}
    return [path for path in files("data", ".trig") if path.name not in names and not _below(path, roots)]


def _below(path: Path, roots: Sequence[Path]) -> bool:
    whole = path.resolve()
    return any(whole == root or root in whole.parents for root in roots)


@contextmanager
def older_data(what: str) -> Iterator[Path]:
    """Give the data as it was: a folder as it is, or the data folder of a revision of git.

    Errors: UsageError for what is neither.
    """
    if Path(what).is_dir():
        yield Path(what)
        return
    hint = "name a folder of data, or a revision, such as main or HEAD~1"
    data = folder("data")

    def git(*words: str) -> bytes:
        try:
            return subprocess.run(["git", *words], cwd=data, capture_output=True, check=True).stdout  # noqa: S603, S607
        except OSError:
            raise UsageError(f"--since: no folder {what!r}, and git is not installed", hint=hint) from None
        except subprocess.CalledProcessError:
            raise UsageError(f"--since: no folder and no revision {what!r}", hint=hint) from None

    inside = git("rev-parse", "--show-prefix").decode().strip().rstrip("/")
    commit = git("rev-parse", "--verify", "--end-of-options", f"{what}^{{commit}}").decode().strip()
    top = git("rev-parse", "--show-toplevel").decode().strip()
    packed = git("-C", top, "archive", "--format=tar", f"{commit}:{inside}")
    with tempfile.TemporaryDirectory() as name:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(name, filter="data")
        yield Path(name)
