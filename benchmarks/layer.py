"""The layer, unzipped: as it is built with its byte-code, and what pip alone makes of the same requirements.

    python -m benchmarks.layer [--layer FOLDER]

A megabyte is a million bytes. What the files hold is what Lambda limits; what they take in blocks of 4 KB, as `du`
counts, is more, and is what the budget is for.
"""

import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks import ROOT
from benchmarks.command import Bench, Found, progress, run_alone
from benchmarks.figures import table
from benchmarks.layers import wheel_platform
from benchmarks.programs import BENCH_PYTHON, python_version
from benchmarks.results import save

_MOST = 12
_BLOCK = 4096


def measure(bench: Bench) -> Found:
    progress("layer: pip installs its requirements as they are")
    built = bench.layer / "python"
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder)
        _install(plain)
        sizes = {"built": _sizes(built), "pip": _sizes(plain)}
    progress("")
    rows = [
        [
            name,
            *(f"{size[part]:.1f}" for part in ("mb", "files_mb", "bytecode_mb")),
            _largest(size["packages_mb"]),
        ]
        for name, size in sizes.items()
    ]
    print("\nThe layer, unzipped\n")
    print(table(["layer", "MB on disk", "in files", "byte-code", "largest"], rows))
    save("layer", {"platform": wheel_platform()}, sizes, BENCH_PYTHON)
    return {"layer: unzipped, MB": sizes["built"]["mb"]}


def on_disk(size: int) -> int:
    """Bytes of the whole blocks that a file of `size` bytes takes."""
    return -(-size // _BLOCK) * _BLOCK


def _sizes(folder: Path) -> dict[str, Any]:
    files = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    packages: Counter[str] = Counter()
    for path, size in files.items():
        packages[path.relative_to(folder).parts[0]] += on_disk(size)
    return {
        "mb": sum(map(on_disk, files.values())) / 1e6,
        "files_mb": sum(files.values()) / 1e6,
        "bytecode_mb": sum(size for path, size in files.items() if path.suffix == ".pyc") / 1e6,
        "files": len(files),
        "packages_mb": {name: round(size / 1e6, 2) for name, size in packages.most_common(_MOST)},
    }


def _install(target: Path) -> None:
    """With byte-code, as pip does when it is not told otherwise."""
    wanted = str(ROOT / "layers" / "common" / "requirements.txt")
    command = [
        str(BENCH_PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet",
        "--require-hashes", "--only-binary=:all:", "--implementation", "cp", "--python-version", python_version(),
        "--platform", wheel_platform(), "--requirement", wanted, "--target", str(target),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"pip failed:\n{done.stdout}{done.stderr}")


def _largest(packages: dict[str, float]) -> str:
    return ", ".join(f"{name} {size:.1f}" for name, size in list(packages.items())[:4])


if __name__ == "__main__":
    sys.exit(run_alone(__doc__, measure))
