"""Copies of the project, in which mutations are made."""

import shutil
import subprocess
from pathlib import Path

from scripts.mutation.areas import ROOT

_SHARED = (".venv", ".venv-sam", ".local/engines")
"""What the copies do not change."""


def copy_project(target: Path) -> None:
    """Make `target` a copy of the project's files as they are now."""
    shutil.rmtree(target, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    for name in _SHARED:
        if (ROOT / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).symlink_to((ROOT / name).resolve())
