"""The API document of the code as it is now."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from local.engines.paths import ROOT
from local.modules import run_module

# What the document is made from.
_SOURCES = (ROOT / "functions", ROOT / "layers" / "common" / "bodega", ROOT / "template.yaml")


class ApiDocument:
    """Generates the document when it is first read, and again after a change of the code, which takes a second."""

    def __init__(self, sources: Iterable[Path] = _SOURCES, module: str = "scripts.openapi") -> None:
        self._sources = tuple(sources)
        self._module = module
        self._state: int | None = None
        self._document: dict[str, Any] = {}
        self._lock = asyncio.Lock()

    async def read(self) -> dict[str, Any]:
        """Return the document. Raises: LocalError with the reason when the code has none."""
        async with self._lock:
            state = _newest(self._sources)
            if state != self._state:
                self._document = json.loads(await run_module(self._module, "--print", quiet=True))
                self._state = state
            return self._document


def _newest(sources: Iterable[Path]) -> int:
    """Return when a source last changed. A file that is new or deleted changes its folder."""
    found = (path for source in sources for path in (source, *source.rglob("*")))
    return max(path.stat().st_mtime_ns for path in found if _is_source(path))


def _is_source(path: Path) -> bool:
    return path.suffix in {".py", ".yaml"} or (path.is_dir() and path.name != "__pycache__")
