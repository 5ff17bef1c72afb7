"""Where measurements are kept until the report is made of them: `.local/bench/results/<measurement>.json`."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import ROOT
from local.engines.paths import find_java

RESULTS = ROOT / ".local" / "bench" / "results"
_PACKAGES = (
    "aws-lambda-powertools", "boto3", "botocore", "chalice", "fastapi", "flask", "mangum", "pydantic", "pyjwt",
    "serverless-wsgi",
)  # fmt: skip
_VERSIONS = """
import json, platform, sys
from importlib.metadata import PackageNotFoundError, version
found = {"python": platform.python_version()}
for name in sys.argv[1:]:
    try:
        found[name] = version(name)
    except PackageNotFoundError:
        pass
print(json.dumps(found))
"""


class MissingResult(Exception):
    """A measurement was not made, or is not what the report reads; the text names the command that makes it."""


def save(
    measurement: str, settings: Mapping[str, Any], figures: Mapping[str, Any], python: Path, folder: Path = RESULTS
) -> Path:
    """Write figures with how, when and on what they were measured; `python` is that of the measured process."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{measurement}.json"
    document = {
        "measurement": measurement,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": versions(python),
        "settings": dict(settings),
        "figures": figures,
    }
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False, default=asdict) + "\n", encoding="utf-8")
    return path


def read(measurement: str, command: str, folder: Path = RESULTS) -> dict[str, Any]:
    """A kept measurement. Raises: MissingResult, naming the `command` that makes it."""
    path = folder / f"{measurement}.json"
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MissingResult(f"{measurement}: not measured yet. Measure it with: {command}") from None
    except json.JSONDecodeError as error:
        raise MissingResult(f"{measurement}: {path} is broken ({error}). Measure it again with: {command}") from None
    return found


def machine() -> dict[str, Any]:
    """`memory` is in GB."""
    return {
        "processor": _processor(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "memory": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": platform.system(),
    }


def versions(python: Path) -> dict[str, str]:
    """Of `python` and what it has of the packages that decide what is measured, and of the Java that is used."""
    done = subprocess.run([python, "-c", _VERSIONS, *_PACKAGES], check=True, capture_output=True, text=True)
    return {**json.loads(done.stdout), "java": _java()}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _java() -> str:
    java = find_java()
    if java is None:
        return "none"
    told = subprocess.run([java, "-version"], check=True, capture_output=True, text=True).stderr
    return told.split('"')[1]
