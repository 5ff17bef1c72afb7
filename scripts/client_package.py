"""Pack the TypeScript client as it is published: `python -m scripts.client_package [--out FOLDER]`.

The package has JavaScript modules and their types, compiled from clients/typescript/src, and no dependencies. The
command needs the version of docs/openapi.json in package.json, and prints the path of the tarball.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from local.engines.paths import NODE_MODULES
from local.errors import LocalError
from local.setup.run import Step
from local.setup.web import ensure_check_packages, machine
from scripts.npm_tools import ROOT, node_environment

CLIENT = ROOT / "clients" / "typescript"
_DOCUMENTS = (CLIENT / "package.json", CLIENT / "README.md", CLIENT / "CHANGELOG.md", ROOT / "LICENSE")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / ".local" / "client-package", help="the folder (%(default)s)")
    try:
        print(pack(parser.parse_args().out.resolve()))
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def pack(folder: Path) -> Path:
    """Write the package into a folder, and pack it. Returns the tarball. Raises LocalError."""
    check_version()
    ensure_check_packages()
    shutil.rmtree(folder, ignore_errors=True)  # what an earlier call wrote
    package = folder / "package"
    package.mkdir(parents=True)
    for document in _DOCUMENTS:
        shutil.copy(document, package)
    _compile(package / "dist")
    with Step("Packing the TypeScript client") as step:
        command = ("npm", "pack", "--json", "--ignore-scripts", "--loglevel=error", "--pack-destination", folder)
        answer = json.loads(step.run(command, package, node_environment()))
    (entry,) = answer.values() if isinstance(answer, dict) else answer
    return folder / str(entry["filename"])


def check_version() -> None:
    """Raises: LocalError if the client has another version than the API document."""
    version = _read(CLIENT / "package.json")["version"]
    wanted = _read(ROOT / "docs" / "openapi.json")["info"]["version"]
    if version != wanted:
        raise LocalError(f"clients/typescript/package.json has the version {version}, docs/openapi.json {wanted}.")


def compiler() -> Path:
    """Return the TypeScript compiler, which `ensure_check_packages` has fetched."""
    return NODE_MODULES / "@typescript" / f"typescript-{machine()}" / "lib" / "tsc"


def _compile(folder: Path) -> None:
    """Write JavaScript and types. Raises LocalError."""
    options = ("--project", CLIENT / "tsconfig.json", "--outDir", folder, "--pretty", "false")
    done = subprocess.run([compiler(), *options], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LocalError(done.stdout + done.stderr)


def _read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


if __name__ == "__main__":
    sys.exit(main())
