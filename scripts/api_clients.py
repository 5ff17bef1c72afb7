"""Check docs/openapi.json with a linter and with the clients that two generators make of it.

The linter is Redocly's. The TypeScript compiler reads tests/clients together with the generated clients: correct calls
must compile, and every line after `@ts-expect-error` must not. The packages of tests/clients/package-lock.json are
installed in .local/clients. Without Node.js 20.19 or later on PATH, the script installs one into the virtual
environment.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from local.errors import LocalError
from local.setup.npm import FAST_RETRIES
from local.setup.packages.install import install
from local.setup.run import Step

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "tests" / "clients"
FOLDER = ROOT / ".local" / "clients"
DOCUMENT = ROOT / "docs" / "openapi.json"
NODE_REQUIREMENTS = ROOT / "local" / "setup" / "npm.txt"
MINIMUM_NODE = (20, 19)
_STEPS = (
    ("Linting docs/openapi.json", "redocly lint {document} --config redocly.yaml --format=stylish"),
    (
        "Generating a client with openapi-typescript",
        # Fields with a default value can be omitted from requests.
        "openapi-typescript {document} --default-non-nullable=false --output generated/openapi-typescript.d.ts",
    ),
    (
        "Generating a client with @hey-api/openapi-ts",
        "openapi-ts --input {document} --output generated/hey-api --silent",
    ),
    ("Compiling calls of both clients", "tsc --project ."),
)


def main() -> int:
    try:
        environment = _environment(_node_folder())
        _install(environment)
        for title, command in _STEPS:
            program, *arguments = command.format(document=DOCUMENT).split(" ")
            with Step(title) as step:
                step.run([FOLDER / "node_modules" / ".bin" / program, *arguments], FOLDER, environment)
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _node_folder() -> Path:
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


def _environment(node_folder: Path) -> dict[str, str]:
    # npm and the programs of packages look for `node` on PATH.
    path = os.pathsep.join([str(node_folder), os.environ.get("PATH", os.defpath)])
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}
    return {**os.environ, **quiet, "PATH": path}


def _install(environment: dict[str, str]) -> None:
    """Copy tests/clients, and install the packages if they differ from the installed ones."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for earlier in FOLDER.glob("*.ts"):
        earlier.unlink()
    for source in SOURCES.iterdir():
        if source.is_file():
            shutil.copy(source, FOLDER)
    mark = FOLDER / "node_modules" / ".installed"
    wanted = hashlib.sha256((SOURCES / "package-lock.json").read_bytes()).hexdigest()
    if mark.is_file() and mark.read_text(encoding="ascii") == wanted:
        return
    with Step("Installing the linter and the generators from npm (80 MB)") as step:
        command: Sequence[str | Path] = [
            *("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"),
            *FAST_RETRIES,
        ]
        step.run(command, FOLDER, environment)
    mark.write_text(wanted, encoding="ascii")


if __name__ == "__main__":
    sys.exit(main())
