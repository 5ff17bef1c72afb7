"""The project's own commands, run beside the stack as a person would run them."""

from __future__ import annotations

import asyncio
import os
import shlex
import sys

from local.engines.paths import ROOT
from local.errors import LocalError
from local.options import SharedOptions


def shared_arguments(shared: SharedOptions) -> list[str]:
    """The arguments with which a command finds the running stack."""
    pairs = [("--parameter", shlex.quote(f"{name}={value}")) for name, value in shared.parameters.items()]
    options = [("--data", str(shared.data)), ("--template", str(shared.template)), *pairs]
    return [part for pair in options for part in pair]


async def run_module(
    module: str, *arguments: str, capture: bool = False, quiet: bool = False, **environment: str
) -> str:
    """What it wrote, with `capture`. Raises LocalError when it fails.

    With `quiet` its complaints are in the LocalError rather than on the terminal, and the terminal's Ctrl-C does not
    reach it: whoever cancels this ends it.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE if capture or quiet else None,
        stderr=asyncio.subprocess.PIPE if quiet else None,
        start_new_session=quiet,
    )
    try:
        output, complaints = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        said = (complaints or b"").decode().strip()
        raise LocalError(said or f"python -m {module} failed with exit status {process.returncode}.")
    return (output or b"").decode()
