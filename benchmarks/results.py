"""Where measurements are kept until the report is made of them: `.local/bench/results/<measurement>.json`."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / ".local" / "bench" / "results"


class MissingResult(Exception):
    """A measurement was not made, or is not what the report reads; the text names the command that makes it."""


def save(measurement: str, settings: dict[str, Any], figures: dict[str, Any], folder: Path = RESULTS) -> Path:
    """Write figures with how, when, on what and with which versions they were measured."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{measurement}.json"
    document = {
        "measurement": measurement,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "versions": versions(),
        "settings": settings,
        "figures": figures,
    }
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
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


@cache
def versions() -> dict[str, str]:
    packages = ("aws-lambda-powertools", "boto3", "pydantic")
    return {"python": platform.python_version(), "java": _java(), **{name: version(name) for name in packages}}


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _java() -> str:
    from local.engines.paths import find_java

    java = find_java()
    if java is None:
        return "none"
    told = subprocess.run([java, "-version"], check=True, capture_output=True, text=True).stderr
    return told.split('"')[1]
