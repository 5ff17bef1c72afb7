"""Types, format and lint of web/ and the TypeScript client."""

from __future__ import annotations

import subprocess
from pathlib import Path

from local.engines.paths import NODE_MODULES, ROOT
from local.setup.web import WEB, ensure_check_packages, machine
from local.web.sources import CLIENT

_PROJECTS = (WEB / "tsconfig.json", WEB / "tsconfig.test.json", CLIENT / "tsconfig.json", CLIENT / "tsconfig.test.json")
_FORMATTED = ("web", "clients/typescript/src", "clients/typescript/test", "tests/e2e/client/scripts")


def check() -> int:
    """Check types, format and lint. Prints what it finds; returns 1 if there is something."""
    ensure_check_packages()
    statuses = [_check_types(project) for project in _PROJECTS if project.is_file()]
    statuses.append(_biome("check", "--error-on-warnings"))
    return 1 if any(statuses) else 0


def format_code() -> int:
    """Format the code, and apply the fixes that cannot change what it does."""
    ensure_check_packages()
    return _biome("check", "--write")


def _check_types(project: Path) -> int:
    tsc = NODE_MODULES / "@typescript" / f"typescript-{machine()}" / "lib" / "tsc"
    return subprocess.run(
        [tsc, "--project", project, "--noEmit", "--pretty", "false"], cwd=ROOT, check=False
    ).returncode


def _biome(*arguments: str) -> int:
    biome = NODE_MODULES / "@biomejs" / f"cli-{machine()}" / "biome"
    folders = [folder for folder in _FORMATTED if (ROOT / folder).is_dir()]
    command: list[str | Path] = [biome, *arguments, "--colors=off", *folders]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
