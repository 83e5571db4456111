"""While the wheel is built: fetch what pages carry that we did not write, by the lock file beside this one.

Needs npm. Without it, or without a network, the wheel is built all the same, and what needs these parts says
so.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCKED = Path(__file__).resolve().parent
KEPT = LOCKED.parent / "treatykg" / "pictures" / "browser"
SECONDS = 120


class BrowserParts(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the browser's parts into the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch, unless what is there was made from the same lock file."""
        if self.target_name == "wheel" and not current():
            fetch()


def current() -> bool:
    """Whether what is there was made from the lock file as it is."""
    made_from = KEPT / "package-lock.json"
    return made_from.exists() and made_from.read_bytes() == (LOCKED / "package-lock.json").read_bytes()


def fetch() -> None:
    """Fetch the packages, and keep of each what a page needs, with its licence."""
    npm = shutil.which("npm")
    if npm is None:
        print("treatykg: no npm, so pages are built without SPARQL and WebGL", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in LOCKED.glob("package*.json"):
            shutil.copy(path, folder)
        command = [
            npm,
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--fetch-retries=1",
            "--fetch-timeout=20000",
        ]
        try:
            subprocess.run(command, cwd=folder, check=True, timeout=SECONDS, stdout=subprocess.DEVNULL)  # noqa: S603 (our own words)
        except (subprocess.SubprocessError, OSError) as error:
            print(
                f"treatykg: npm failed ({error}), so pages are built without SPARQL and WebGL",
                file=sys.stderr,
            )
            return
        keep(folder / "node_modules")


def keep(modules: Path) -> None:
    """Copy aside and rename, so that a stopped build leaves nothing half done."""
    aside = KEPT.with_name(".browser")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    (aside / "oxigraph.js").write_text(
        classic((modules / "oxigraph" / "web.js").read_text(encoding="utf-8")), encoding="utf-8"
    )
    shutil.copy(modules / "graphology" / "dist" / "graphology.umd.min.js", aside / "graphology.js")
    shutil.copy(modules / "sigma" / "dist" / "sigma.min.js", aside / "sigma.js")
    (aside / "oxigraph.wasm.gz").write_bytes(
        gzip.compress((modules / "oxigraph" / "web_bg.wasm").read_bytes(), mtime=0)
    )
    (aside / "land.json").write_text(
        json.dumps(land(modules / "world-atlas" / "land-110m.json"), separators=(",", ":")), encoding="utf-8"
    )
    (aside / "LICENCES.md").write_text(licences(modules), encoding="utf-8")
    shutil.copy(LOCKED / "package-lock.json", aside)
    shutil.rmtree(KEPT, ignore_errors=True)
    aside.rename(KEPT)


def land(path: Path) -> list[list[list[float]]]:
    """The outlines of land, and of nothing else, as rings of longitude and latitude (TopoJSON, sections 2.1.3
    and 2.1.4).
    """
    atlas = json.loads(path.read_text(encoding="utf-8"))
    (across, down), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for right, up in arc:
            x, y = x + right, y + up
            points.append([round(left + x * across, 1), round(bottom + y * down, 1)])
        arcs.append(points)
    shapes = [
        shape
        for one in atlas["objects"]["land"]["geometries"]
        for shape in (one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]])
    ]
    return [
        [point for number in ring for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
        for shape in shapes
        for ring in shape
    ]


def classic(module: str) -> str:
    """A module as a classic script: a page from a disk has no origin, and browsers load no module into its
    workers.
    """
    script = re.sub(r"^export (?=(async )?(class|function) )", "", module, flags=re.MULTILINE)
    script = re.sub(r"^export \{[^}]*\};?$", "", script, flags=re.MULTILINE).replace("import.meta.url", '""')
    if re.search(r"^(export|import)\b|import\.meta", script, flags=re.MULTILINE):
        raise ValueError("the engine's module has a form that is not known here")
    return script


def licences(modules: Path) -> str:
    """Each package with its version, its licence, and the licence's text where the package has it."""
    found = ["# What is here and was not written for treatykg\n"]
    for path in sorted(modules.glob("*/package.json")):
        about = json.loads(path.read_text(encoding="utf-8"))
        where = about.get("repository", {})
        link = where.get("url", "") if isinstance(where, dict) else where
        found.append(
            f"## {about['name']} {about['version']}\n\n"
            f"Licence: {about.get('license', 'not stated')}. {link}\n"
        )
        found += [text.read_text(encoding="utf-8") for text in sorted(path.parent.glob("LICEN[CS]E*"))]
    return "\n".join(found)


if __name__ == "__main__":
    if not current():
        fetch()
    raise SystemExit(not current())
