"""The files that the storefront is built from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from local.engines.paths import ROOT
from local.setup.web import WEB, build_packages

CLIENT = ROOT / "clients" / "typescript"
FOLDERS = (WEB, CLIENT)
"""The folders to watch. Both can have packages and other files that are no sources."""

_BUILDER = Path(__file__).with_name("build.py")
_SUFFIXES = {".ts", ".tsx", ".css", ".html", ".json"}


def is_source(path: Path) -> bool:
    """Return whether a change of this file changes the storefront."""
    return path.suffix in _SUFFIXES and "node_modules" not in path.parts and ".test." not in path.name


def sources() -> Iterator[Path]:
    """Yield the source files in a fixed order."""
    for folder in (WEB, CLIENT / "src"):
        yield from _sources(folder)
    yield CLIENT / "package.json"


def fingerprint() -> str:
    """Return a hash of the sources, of the packages, and of the code that builds them."""
    digest = hashlib.sha256(repr(build_packages()).encode())
    for path in (*sources(), _BUILDER):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:16]


def _sources(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name != "node_modules":
                yield from _sources(path)
        elif is_source(path):
            yield path
