"""The layer: the folder that this process imports it from, and builds of it for a Python of this machine.

    python -m harness.layer

builds the layer as `sam build` does, for the Python that runs this, into .local/layer. Prints where its packages are.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

import bodega
from harness import ROOT

LAYER = Path(bodega.__file__).parents[1]
"""`layers/common`, or the packages of a built layer: for the path of other processes."""

_SOURCE = ROOT / "layers" / "common"
BUILT = ROOT / ".local" / "layer"


def main() -> int:
    sys.stdout.write(f"{built_layer(Path(sys.executable), BUILT) / 'python'}\n")
    return 0


@cache
def python_version(python: Path) -> str:
    """Return the major and minor version of an interpreter."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def wheel_platform() -> str:
    """Return the tag of wheels that run on this machine (PEP 425, PEP 599)."""
    if platform.system() == "Linux":
        return f"manylinux2014_{platform.machine()}"
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")


def built_layer(python: Path, folder: Path) -> Path:
    """Return `folder` with the layer for `python`, as it is unpacked to /opt. Build it again if its sources changed.

    Raises: SystemExit with the output if the build fails.
    """
    stamp, digest = folder / ".digest", _digest(python_version(python))
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != digest:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        run_makefile(_SOURCE, "build/layer.mk", "build-CommonLayer", folder, python, f"PLATFORM={wheel_platform()}")
        stamp.write_text(digest, encoding="utf-8")
    return folder


def run_makefile(folder: Path, makefile: str, goal: str, target: Path, python: Path, *variables: str) -> None:
    """Build a goal as SAM does, into `target`. Raises: SystemExit with the output if it fails."""
    common = (f"ARTIFACTS_DIR={target}", f"PYTHON={python}", f"PYTHON_VERSION={python_version(python)}")
    command = ("make", "--silent", "-f", makefile, goal, *common, *variables)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{goal} failed:\n{done.stdout}{done.stderr}")
    sys.stderr.write(done.stdout)


def _digest(version: str) -> str:
    digest = hashlib.sha256(f"{version} {wheel_platform()}".encode())
    for path in sorted(_SOURCE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"\0{path.relative_to(_SOURCE)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
