"""Programs from npm for checks and generators: finds Node.js and installs the packages of a lock file under .local.

Without Node.js 20.19 or later on PATH, it installs one into the virtual environment.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from local.setup.npm import FAST_RETRIES
from local.setup.packages.install import install
from local.setup.run import Step

ROOT = Path(__file__).parents[1]
NODE_REQUIREMENTS = ROOT / "local" / "setup" / "npm.txt"
MINIMUM_NODE = (20, 19)


@dataclass(frozen=True)
class NpmTools:
    """The packages of `sources`/package-lock.json, installed in `folder` with a copy of the other files of `sources`.

    `title`: what the packages are, for the line that shows their installation.
    """

    title: str
    sources: Path
    folder: Path

    def prepare(self, environment: dict[str, str]) -> None:
        """Copy the sources, and install the packages if they differ from the installed ones. Raises LocalError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for earlier in self.folder.glob("*.ts"):
            earlier.unlink()
        for source in self.sources.iterdir():
            if source.is_file():
                shutil.copy(source, self.folder)
        mark = self.folder / "node_modules" / ".installed"
        wanted = hashlib.sha256((self.sources / "package-lock.json").read_bytes()).hexdigest()
        if mark.is_file() and mark.read_text(encoding="ascii") == wanted:
            return
        with Step(f"Installing {self.title} from npm") as step:
            command: Sequence[str | Path] = [
                *("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
                *FAST_RETRIES,
            ]
            step.run(command, self.folder, environment)
        mark.write_text(wanted, encoding="ascii")

    def run(self, step: Step, command: Sequence[str | Path], environment: dict[str, str]) -> str:
        """Run a program of the packages in their folder and return its output. Raises LocalError."""
        program, *arguments = command
        return step.run([self.folder / "node_modules" / ".bin" / program, *arguments], self.folder, environment)


def node_folder() -> Path:
    """Return the folder of a Node.js that is new enough. Raises LocalError."""
    on_path = shutil.which("node")
    packaged = Path(sys.prefix) / "bin" / "node"
    for node in (Path(on_path) if on_path else packaged, packaged):
        if node.is_file() and _version(node) >= MINIMUM_NODE:
            return node.parent
    title = "Node.js into the virtual environment (60 MB)"
    install(title, [NODE_REQUIREMENTS], python=Path(sys.executable), binary=True)
    return packaged.parent


def _version(node: Path) -> tuple[int, ...]:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return tuple(map(int, re.findall(r"\d+", answer.stdout)))


def node_environment() -> dict[str, str]:
    """Return the environment in which npm and the programs of packages find `node` on PATH. Raises LocalError."""
    path = os.pathsep.join([str(node_folder()), os.environ.get("PATH", os.defpath)])
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}
    return {**os.environ, **quiet, "PATH": path}
