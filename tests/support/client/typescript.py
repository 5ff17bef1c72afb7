"""Runs TypeScript that uses the client, bundled by esbuild as an application would be."""

import os
import subprocess
from functools import cache
from pathlib import Path

from harness import ROOT
from local.setup.web import ensure_build_packages
from local.web.build import run_esbuild
from scripts.npm_tools import node_folder

CLIENT = ROOT / "clients" / "typescript"
_BUNDLE = (
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=es2022",
    "--sourcemap=inline",
    "--log-level=warning",
    f"--alias:bodega-client={CLIENT / 'src' / 'index.ts'}",
)


@cache
def node() -> Path:
    """Return a Node.js that runs the bundles."""
    ensure_build_packages()
    return node_folder() / "node"


def run_typescript(script: Path, folder: Path, **environment: str) -> str:
    """Bundle a script into `folder` and run it. Returns its output.

    Raises: AssertionError with the script's own error if it fails.
    """
    program = node()
    bundle = folder / f"{script.stem}.mjs"
    run_esbuild([str(script)], *_BUNDLE, f"--outfile={bundle}")
    done = subprocess.run(
        [program, "--enable-source-maps", bundle],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout
