"""SAM's command line: where it is, the environment it runs in, and what it builds."""

import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
BUILD = ROOT / ".aws-sam" / "build"


def sam_command() -> str:
    """Return the path of the project's own sam, or else of the one on PATH."""
    beside = Path(sys.executable).parent / ("sam.cmd" if os.name == "nt" else "sam")
    return str(beside) if beside.exists() else shutil.which("sam") or "sam"


def sam_environment() -> dict[str, str]:
    """Return the environment that sam and the builds it starts run in.

    Without the search path of the project's own commands: a build must not depend on it.
    """
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    # The layer's Makefile fetches wheels with this Python's pip.
    return {**own, "SAM_CLI_TELEMETRY": "0", "PYTHON": sys.executable}


def release(parameters: Mapping[str, str], build: Path = BUILD) -> str:
    """Return a name for a build and its parameters: 16 hexadecimal digits, the same for the same code and values."""
    digest = hashlib.sha256()
    for name, value in sorted(parameters.items()):
        if name != "Release":
            digest.update(f"{name}={value}\0".encode())
    for file in sorted(path for path in build.rglob("*") if path.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(build).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]
