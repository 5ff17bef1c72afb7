"""The layer as `sam build` makes it, for this machine's Python and processor; made anew when its sources change."""

import hashlib
import os
import platform
import shutil
import subprocess
import sysconfig
from pathlib import Path

from benchmarks import ROOT
from benchmarks.programs import BENCH_PYTHON, python_version

_SOURCE = ROOT / "layers" / "common"
_BUILT = ROOT / ".local" / "bench" / "layer"
_STAMP = ".digest"


def wheel_platform() -> str:
    """The tag of wheels that run on this machine (PEP 425, PEP 599)."""
    if platform.system() == "Linux":
        return f"manylinux2014_{platform.machine()}"
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


def built_layer(folder: Path = _BUILT) -> Path:
    """The layer's folder, as it is unpacked to /opt."""
    version = python_version()
    digest = _digest(version)
    stamp = folder / _STAMP
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    target = f"ARTIFACTS_DIR={folder}"
    variables = [f"PLATFORM={wheel_platform()}", f"PYTHON={BENCH_PYTHON}", f"PYTHON_VERSION={version}", target]
    command = ["make", "--silent", "-f", "build/layer.mk", "build-CommonLayer", *variables]
    # pip has warnings to give that are nobody's concern here; they show when it fails.
    done = subprocess.run(command, cwd=_SOURCE, capture_output=True, text=True, env=os.environ, check=False)
    if done.returncode:
        raise SystemExit(f"The layer cannot be built:\n{done.stdout}{done.stderr}")
    stamp.write_text(digest, encoding="utf-8")
    return folder


def _digest(version: str) -> str:
    found = hashlib.sha256(f"{version} {wheel_platform()}".encode())
    for path in sorted(_SOURCE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(f"\0{path.relative_to(_SOURCE)}\0".encode())
            found.update(path.read_bytes())
    return found.hexdigest()
