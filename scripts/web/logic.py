"""The tests of the logic: `*.test.ts`, bundled by esbuild and run by Node's own test runner."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from local.engines.paths import ROOT
from local.errors import LocalError
from local.setup.npm import find_tool
from local.setup.web import WEB
from local.web.build import run_esbuild
from local.web.sources import CLIENT

_OLDEST_NODE = 20
_BUNDLES = ROOT / ".local" / "web-tests"
_OPTIONS = (
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=node20",
    "--sourcemap=inline",
    "--log-level=warning",
    "--color=false",
    "--out-extension:.js=.mjs",
    f"--outbase={ROOT}",
    f"--outdir={_BUNDLES}",
)


def test_files() -> list[Path]:
    """Return the test files of web/ and the client, in a fixed order."""
    return sorted(path for folder in (WEB, CLIENT) for path in _tests(folder))


def bundle(files: list[Path]) -> None:
    """Bundle test files, each for itself. Raises BuildFailed."""
    run_esbuild([str(path.resolve()) for path in files], *_OPTIONS)


def run(file: Path) -> tuple[bool, str]:
    """Run a bundled test file. Returns whether it passed, and the output."""
    script = _BUNDLES / file.resolve().relative_to(ROOT).with_suffix(".mjs")
    command: list[str | Path] = [find_node(), "--enable-source-maps", "--test", "--test-reporter=spec", script]
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    return done.returncode == 0, done.stdout


def failed_tests(output: str) -> list[str]:
    """Return the names of the failed tests in the output of the reporter `spec`."""
    failed = re.findall(r"^\s*✖ (.*?)(?: \([\d.]+ms\))?$", output.partition("failing tests:")[0], re.MULTILINE)
    return [name for name in failed if name]


def find_node() -> Path:
    """Return a Node that is new enough: from PATH, or the one that set-up installed. Raises LocalError."""
    node = find_tool("node")
    if node is None:
        raise LocalError("Node.js was not found. The set-up installs it: python -m local.setup")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").partition(".")[0]) < _OLDEST_NODE:
        raise LocalError(f"The tests of web/ need Node {_OLDEST_NODE} or later; found {version} at {node}.")
    return node


def _tests(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir():
            if path.name != "node_modules":
                yield from _tests(path)
        elif re.search(r"\.test\.tsx?$", path.name):
            yield path
