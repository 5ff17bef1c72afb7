"""Builds the storefront with esbuild: scripts and style sheets with a hash of their content in their names."""

from __future__ import annotations

import gzip
import json
import os
import posixpath
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from local.engines.paths import NODE_MODULES, ROOT
from local.errors import LocalError
from local.setup.web import WEB, machine
from local.web.sources import fingerprint

BUILDS = ROOT / ".local" / "web"
ASSETS = "assets"
STORE, PAY = "store", "store/pay"
"""The folders of the documents in web/: each has an index.html, a main.tsx and a style sheet."""

_STYLES = {STORE: "store/store.css", PAY: "store/pay/pay.css"}
_META = "meta.json"
_PLACE = re.compile(r"^( +)(\S+:\d+:\d+:)$", re.MULTILINE)  # a line with file, line and column in esbuild's messages
_KEPT = 10  # builds; an open page may still load parts of an older one
_OPTIONS = (
    "--bundle",
    "--splitting",
    "--format=esm",
    "--target=es2022",
    "--minify",
    "--jsx=automatic",
    "--jsx-import-source=preact",
    "--legal-comments=none",
    "--charset=utf8",
    "--entry-names=[name]-[hash]",
    "--chunk-names=[name]-[hash]",
    "--log-level=warning",
    "--color=false",
)


class BuildFailed(LocalError):
    """The sources cannot be built. The text is esbuild's, with file and line."""


class Document(NamedTuple):
    """The assets that a document loads first, by name. `modules`: scripts that `script` imports."""

    script: str
    modules: tuple[str, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True)
class Build:
    """A built storefront. Its assets are in `folder / ASSETS`. `outputs` are those of esbuild's metafiles, by name."""

    folder: Path
    outputs: Mapping[str, Any]

    @property
    def assets(self) -> Path:
        return self.folder / ASSETS

    def document(self, folder: str) -> Document | None:
        """Return what a document loads; None if web/ does not have it."""
        script = self._output(f"{folder}/main.tsx")
        if script is None:
            return None
        style = self._output(_STYLES[folder])
        return Document(script, tuple(self.imports(script)), (style,) if style else ())

    def _output(self, source: str) -> str | None:
        return next((name for name, output in self.outputs.items() if output.get("entryPoint") == source), None)

    def imports(self, name: str) -> Iterator[str]:
        """Yield the scripts that a script needs before it runs, each once."""
        seen, waiting = {name}, [name]
        while waiting:
            for found in self.outputs[waiting.pop()]["imports"]:
                imported = Path(found["path"]).name
                if found["kind"] == "import-statement" and imported not in seen:
                    seen.add(imported)
                    waiting.append(imported)
                    yield imported


def build() -> Build:
    """Build the storefront into .local/web, unless the same sources were built before. Raises BuildFailed."""
    try:
        return _build()
    except (OSError, ValueError) as error:  # a source that an editor is writing, a full disk
        raise BuildFailed(f"{type(error).__name__}: {error}") from error


def _build() -> Build:
    folder = BUILDS / fingerprint()
    if not (folder / _META).is_file():
        BUILDS.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=BUILDS) as scratch:
            new = Path(scratch) / "build"
            build_into(new, "--sourcemap")
            _compress(new / ASSETS)
            if not (folder / _META).is_file():  # another stack can have built the same sources meanwhile
                shutil.rmtree(folder, ignore_errors=True)
                new.replace(folder)
    os.utime(folder)
    _remove_old_builds()
    return read_build(folder)


def build_into(folder: Path, *options: str) -> Build:
    """Build the storefront into a folder. Raises BuildFailed.

    Each document is built for itself. With parts that both share, the menu would wait for more files.
    """
    outputs: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for number, document in enumerate((STORE, PAY)):
            entries = [name for name in (f"{document}/main.tsx", _STYLES[document]) if (WEB / name).is_file()]
            if entries:
                meta = Path(scratch) / f"{number}.json"
                run_esbuild(entries, *_OPTIONS, *options, f"--outdir={folder / ASSETS}", f"--metafile={meta}")
                outputs |= json.loads(meta.read_text(encoding="utf-8"))["outputs"]
    (folder / _META).write_text(json.dumps({Path(path).name: output for path, output in outputs.items()}), "utf-8")
    return read_build(folder)


def run_esbuild(entries: list[str], *options: str) -> None:
    """Run esbuild in web/. Raises BuildFailed."""
    esbuild = NODE_MODULES / "@esbuild" / machine() / "bin" / "esbuild"
    if not esbuild.is_file():
        raise BuildFailed(f"The storefront needs esbuild, which was not found for {machine()}: {esbuild}")
    done = subprocess.run([esbuild, *entries, *options], cwd=WEB, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(_from_the_root(done.stderr.strip()) or f"esbuild ended with status {done.returncode}.")


def _from_the_root(message: str) -> str:
    """Return esbuild's message with paths from the project's folder, which terminals and editors open."""
    return _PLACE.sub(lambda place: place[1] + posixpath.normpath(f"{WEB.name}/{place[2]}"), message)


def read_build(folder: Path) -> Build:
    """Return a build that was made before."""
    return Build(folder, json.loads((folder / _META).read_text(encoding="utf-8")))


def _compress(assets: Path) -> None:
    """Write a compressed file beside each script and style sheet. The server prefers it."""
    for path in [*assets.glob("*.js"), *assets.glob("*.css")]:
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def _remove_old_builds() -> None:
    builds = sorted(BUILDS.glob("[0-9a-f]*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in builds[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
