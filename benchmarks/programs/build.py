"""Builds the layer and the functions as `sam build` does, for this machine's Python and processor."""

import hashlib
import platform
import shutil
import subprocess
import sysconfig
from functools import cache
from pathlib import Path

from benchmarks import ROOT
from benchmarks.programs import BENCH_PYTHON

_SOURCE = ROOT / "layers" / "common"
_BUILT = ROOT / ".local" / "bench" / "layer"


@cache
def python_version() -> str:
    """Return the major and minor version of the Python that runs the programs."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([BENCH_PYTHON, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def wheel_platform() -> str:
    """Return the tag of wheels that run on this machine (PEP 425, PEP 599)."""
    if platform.system() == "Linux":
        return f"manylinux2014_{platform.machine()}"
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


def built_layer(folder: Path = _BUILT) -> Path:
    """Return the layer's folder, as it is unpacked to /opt. Build it again if its sources changed."""
    stamp, digest = folder / ".digest", _digest()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != digest:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _make(_SOURCE, "build/layer.mk", "build-CommonLayer", folder, f"PLATFORM={wheel_platform()}")
        stamp.write_text(digest, encoding="utf-8")
    return folder


def build_function(name: str, target: Path) -> None:
    """Build a function into an empty folder, compiled."""
    _make(ROOT / "functions", "Makefile", f"build-{name.capitalize()}Function", target)


def _make(folder: Path, makefile: str, goal: str, target: Path, *variables: str) -> None:
    """Raises: SystemExit with the output if it fails."""
    common = (f"ARTIFACTS_DIR={target}", f"PYTHON={BENCH_PYTHON}", f"PYTHON_VERSION={python_version()}")
    command = ("make", "--silent", "-f", makefile, goal, *common, *variables)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{goal} failed:\n{done.stdout}{done.stderr}")


def _digest() -> str:
    digest = hashlib.sha256(f"{python_version()} {wheel_platform()}".encode())
    for path in sorted(_SOURCE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"\0{path.relative_to(_SOURCE)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
