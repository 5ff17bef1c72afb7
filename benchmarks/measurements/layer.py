"""The layer's size, as built with byte-code, and as pip alone installs the same requirements.

A megabyte is a million bytes. Lambda limits the bytes in files. The budget is for the space in blocks of 4 KB, as `du`
counts it, which is larger.
"""

import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks import ROOT
from benchmarks.programs import BENCH_PYTHON
from benchmarks.programs.build import python_version
from benchmarks.report import tables
from benchmarks.results import Json
from benchmarks.session import Session
from benchmarks.terminal import show
from harness.layer import wheel_platform

_PACKAGES = 12
_BLOCK = 4096


def measure(session: Session) -> tuple[Json, Json]:
    with tempfile.TemporaryDirectory() as folder:
        _pip_install(folder)
        sizes = {"built": _sizes(session.layer / "python"), "pip": _sizes(Path(folder))}
    show("The layer, unzipped", tables.layer(sizes))
    return {"platform": wheel_platform()}, sizes


def on_disk(size: int) -> int:
    """Return the bytes of the blocks that a file of `size` bytes occupies."""
    return -(-size // _BLOCK) * _BLOCK


def _sizes(folder: Path) -> Json:
    files = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    packages: Counter[str] = Counter()
    for path, size in files.items():
        packages[path.relative_to(folder).parts[0]] += on_disk(size)
    return {
        "mb": sum(map(on_disk, files.values())) / 1e6,
        "files_mb": sum(files.values()) / 1e6,
        "bytecode_mb": sum(size for path, size in files.items() if path.suffix == ".pyc") / 1e6,
        "files": len(files),
        "packages_mb": {name: round(size / 1e6, 2) for name, size in packages.most_common(_PACKAGES)},
    }


def _pip_install(target: str) -> None:
    """Install the layer's requirements with byte-code, pip's default."""
    command = [
        str(BENCH_PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet",
        "--require-hashes", "--only-binary=:all:", "--implementation", "cp", "--python-version", python_version(),
        "--platform", wheel_platform(), "--requirement", str(ROOT / "layers" / "common" / "requirements.txt"),
        "--target", target,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"pip failed:\n{done.stdout}{done.stderr}")
