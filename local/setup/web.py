"""The packages of web/, as its package-lock.json pins them.

`npm pack` fetches them, because `npm install` would need Node at every start and run the scripts of packages.
"""

from __future__ import annotations

import contextlib
import json
import platform
import sys
from collections.abc import Iterator
from typing import Any

from local.engines.paths import NODE_MODULES, ROOT
from local.setup.npm import Package, ensure_packages

WEB = ROOT / "web"
_FOLDER = "node_modules/"
_SYSTEMS = {"linux": "linux", "darwin": "darwin"}
_PROCESSORS = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}
_OPTIONAL = ("dev", "peer", "optional", "devOptional")


def machine() -> str:
    """Return the system and processor as packages with programs name them, such as `linux-x64`."""
    system, processor = sys.platform, platform.machine().lower()
    return f"{_SYSTEMS.get(system, system)}-{_PROCESSORS.get(processor, processor)}"


def ensure_build_packages() -> None:
    """Fetch esbuild and the packages that the pages contain, if they are missing. Raises LocalError."""
    ensure_packages("the packages of the storefront (5 MB)", build_packages())
    link_packages()


def ensure_check_packages() -> None:
    """Fetch the packages of `ensure_build_packages`, TypeScript and Biome if they are missing. Raises LocalError."""
    ensure_packages("the tools that check the storefront (40 MB)", check_packages())
    link_packages()


def bundled_packages() -> list[Package]:
    """Return the packages that the pages contain."""
    return [_package(name, entry) for name, entry in locked() if not any(entry.get(flag) for flag in _OPTIONAL)]


def build_packages() -> list[Package]:
    """Return the packages that the pages contain, and esbuild if there is one for this machine."""
    esbuild = f"@esbuild/{machine()}"
    return bundled_packages() + [_package(name, entry) for name, entry in locked() if name == esbuild]


def check_packages() -> list[Package]:
    """Return all packages that `npm install` installs on this machine."""
    return [_package(name, entry) for name, entry in locked() if not entry.get("peer") and _is_for_this_machine(entry)]


def link_packages() -> None:
    """Let esbuild, TypeScript and editors find the packages. An own web/node_modules of a developer stays."""
    link = WEB / "node_modules"
    if link.is_symlink() and not link.exists():
        link.unlink()  # the project was moved
    with contextlib.suppress(FileExistsError):
        link.symlink_to("../" + NODE_MODULES.relative_to(ROOT).as_posix(), target_is_directory=True)


def locked() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the names and entries of all locked packages."""
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    for path, entry in lock["packages"].items():
        if path:
            yield path.removeprefix(_FOLDER), entry


def _package(name: str, entry: dict[str, Any]) -> Package:
    return Package(name, name, entry["version"], entry["integrity"], NODE_MODULES / name)


def _is_for_this_machine(entry: dict[str, Any]) -> bool:
    system, _, processor = machine().partition("-")
    library = "glibc" if platform.libc_ver()[0] == "glibc" else "musl"
    return (
        system in entry.get("os", [system])
        and processor in entry.get("cpu", [processor])
        and (system != "linux" or library in entry.get("libc", [library]))
    )
