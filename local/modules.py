"""The project's own commands, run beside the local stack in processes of their own."""

import asyncio
import os
import sys

from local.engines.paths import ROOT
from local.errors import LocalError
from local.options import SharedOptions

SEARCH_PATH = os.pathsep.join(map(str, [ROOT / "functions", ROOT / "layers" / "common", ROOT]))
"""The search path of the project's commands, as the Makefile exports it."""


def stack_arguments(shared: SharedOptions) -> list[str]:
    """Return the arguments with which a command finds the running stack."""
    parameters = [("--parameter", f"{name}={value}") for name, value in shared.parameters.items()]
    options = [("--data", str(shared.data)), ("--template", str(shared.template)), *parameters]
    return [part for pair in options for part in pair]


async def run_module(
    module: str, *arguments: str, capture: bool = False, quiet: bool = False, **environment: str
) -> str:
    """Run `python -m module`, and return its standard output with `capture` or `quiet`.

    With `quiet` its standard error goes into the LocalError instead of the terminal, and the terminal's Ctrl-C does
    not reach it. Cancelling this call ends the process.

    Raises: LocalError when the command fails.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": SEARCH_PATH, **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE if capture or quiet else None,
        stderr=asyncio.subprocess.PIPE if quiet else None,
        start_new_session=quiet,
    )
    try:
        output, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        message = (errors or b"").decode().strip()
        raise LocalError(message or f"python -m {module} failed with exit status {process.returncode}.")
    return (output or b"").decode()
