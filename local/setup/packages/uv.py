"""The pinned uv in this virtual environment."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from local.engines.paths import ROOT
from local.errors import LocalError
from local.setup.network import unreachable
from local.setup.packages.progress import run_with_progress, say

_REQUIREMENTS = ROOT / "requirements" / "uv.txt"
_FETCH = ("--no-input", "install", "--progress-bar", "off", "--only-binary=:all:", "--require-hashes", "-r")


def find_uv() -> Path | None:
    """Return uv, fetched with pip if it is missing. Return None if there is no build for this platform.

    Raises: LocalError without a network, unless there is another uv on PATH.
    """
    uv = Path(sys.executable).with_name("uv.exe" if os.name == "nt" else "uv")
    if _version(uv) == _pinned_version():
        return uv
    say("  Fetching uv, which installs the packages (18 MB) ...")
    status, output = run_with_progress([sys.executable, "-m", "pip", *_FETCH, _REQUIREMENTS])
    if status == 0:
        return uv
    problem = unreachable(output)
    if problem is None:
        say("  Uv cannot be fetched for this platform. Pip installs the packages, which takes longer.")
        return None
    other = shutil.which("uv")
    if other is None:
        raise LocalError(problem)
    return Path(other)


def _version(uv: Path) -> str | None:
    try:
        answer = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True).stdout.split()
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer[1] if answer[:1] == ["uv"] else None


def _pinned_version() -> str | None:
    match = re.search(r"^uv==(\S+)", _REQUIREMENTS.read_text(encoding="utf-8"), re.MULTILINE)
    return match[1] if match else None
