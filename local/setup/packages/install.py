"""Installs the packages of requirements files into a virtual environment.

Uv does it in a tenth of pip's time. Pip fetches uv, pinned by hash. It installs the packages itself where uv does not
run: on a platform without a build of uv, and with settings of pip that uv has no counterpart for.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from local.errors import LocalError
from local.setup.network import unreachable
from local.setup.packages.pip_settings import NotTranslated, read_pip_settings, uv_variables
from local.setup.packages.progress import last_lines, run_with_progress, say
from local.setup.packages.uv import find_uv

PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--progress-bar", "off")
_HASHED = ("--require-hashes", "--no-deps")  # the files are complete


def install(
    title: str, files: Sequence[Path], *, python: Path, compiled: Sequence[Path] = (), binary: bool = False
) -> None:
    """Install the packages of the files for the Python of a virtual environment, and show the progress.

    The packages of `compiled` get their bytecode now, all others when they are first imported. `binary` rejects
    packages that would have to be built. Raises: LocalError.
    """
    if sys.prefix == sys.base_prefix:
        raise LocalError("Nothing is installed outside a virtual environment. Use `make`, which creates one.")
    began = time.monotonic()
    say(f"Installing {title} ...")
    _repair_pip()
    options = [*_HASHED, *(["--only-binary=:all:"] if binary else [])]
    try:
        variables = uv_variables(read_pip_settings())
        uv = find_uv()
    except NotTranslated as setting:
        say(f"  Uv has no counterpart for pip's setting {setting}. Pip installs the packages, which takes longer.")
        uv = None
    if uv is None or not all(
        _install_with_uv([uv, "pip", "install", "--python", str(python), *more, *options, *_arguments(some)], variables)
        for some, more in ((compiled, ["--compile-bytecode"]), (files, []))
        if some
    ):
        _install_with_pip([str(python), *PIP, *options, *_arguments([*compiled, *files])])
    say(f"  installed in {time.monotonic() - began:.0f} s")


def _repair_pip() -> None:
    """Install pip if it is missing: the creation of the virtual environment may have been interrupted."""
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        subprocess.run([sys.executable, "-m", "ensurepip"], capture_output=True, check=True)


def _arguments(files: Sequence[Path]) -> list[str]:
    return [argument for file in files for argument in ("-r", str(file))]


def _install_with_uv(command: Sequence[str | Path], variables: dict[str, str]) -> bool:
    """Return whether uv installed the packages. Raises: LocalError if the network is the reason that it did not."""
    status, output = run_with_progress(command, variables)
    if status == 0:
        return True
    problem = unreachable(output)
    if problem is None:
        say(f"  Uv failed. Pip installs the packages, which takes longer.\n{last_lines(output)}")
        return False
    # Uv's cache may have everything, but uv trusts the cached index for ten minutes only.
    if run_with_progress([*command, "--offline"], variables)[0]:
        raise LocalError(problem)
    return True


def _install_with_pip(command: Sequence[str]) -> None:
    status, output = run_with_progress(command)
    if status:
        raise LocalError(unreachable(output) or f"pip could not install the packages:\n{last_lines(output)}")
