"""Results of measurements: spreads, and `.local/bench/results/<measurement>.json`, from which the report is made."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks import ROOT
from local.engines.paths import find_java

RESULTS = ROOT / ".local" / "bench" / "results"
TRIAL = ROOT / ".local" / "bench" / "trial"
"""The results of --quick, and the page that is made from them. They replace no reliable figures."""
_PACKAGES = (
    "aws-lambda-powertools", "boto3", "botocore", "chalice", "fastapi", "flask", "mangum", "pydantic", "pyjwt",
    "serverless-wsgi",
)  # fmt: skip
_VERSIONS = """
import json, platform, sys
from importlib.metadata import distributions
found = {each.name.lower().replace('_', '-'): each.version for each in distributions()}
print(json.dumps({"python": platform.python_version()} | {name: found[name] for name in sys.argv[1:] if name in found}))
"""


Json = dict[str, Any]

Spread = dict[str, float]
"""`median`, and the quartiles `low` and `high`."""


def results_folder(*, quick: bool) -> Path:
    return TRIAL if quick else RESULTS


class MissingResult(Exception):
    """A measurement is missing or unreadable. The text names the command that makes it."""


def save(
    measurement: str, settings: Mapping[str, Any], figures: Mapping[str, Any], python: Path, folder: Path = RESULTS
) -> Path:
    """Write figures with date, machine and settings. `python` is the interpreter of the measured process."""
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
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def read(measurement: str, command: str, folder: Path = RESULTS) -> Json:
    """Raises: MissingResult, with the `command` that makes it."""
    path = folder / f"{measurement}.json"
    try:
        found: Json = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MissingResult(f"{measurement}: not measured yet. Measure it with: {command}") from None
    except json.JSONDecodeError as error:
        raise MissingResult(f"{measurement}: {path} is broken ({error}). Measure it again with: {command}") from None
    return found


def machine() -> Json:
    """Return the machine's description. `memory` is in GB."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return {
        "processor": next(names, platform.processor() or platform.machine()),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "memory": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "system": platform.system(),
    }


def versions(python: Path) -> dict[str, str]:
    """Return the versions of `python`, of the packages that affect figures, and of Java."""
    done = subprocess.run([python, "-c", _VERSIONS, *_PACKAGES], check=True, capture_output=True, text=True)
    java = find_java()
    told = subprocess.run([java, "-version"], check=True, capture_output=True, text=True).stderr if java else '"none"'
    return {**json.loads(done.stdout), "java": told.split('"')[1]}


def spread(values: Sequence[float], factor: float = 1) -> Spread:
    """Return the spread of the values, times `factor`. Raises: ValueError if there are no values."""
    if not values:
        raise ValueError("the median of nothing")
    low, _, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else [*values] * 3
    return {"median": median(values) * factor, "low": low * factor, "high": high * factor}


def ratios(values: Sequence[float], reference: Sequence[float]) -> Spread:
    """Return the ratio to the reference, taken round by round: a slow round slows both.

    Raises: ValueError if the number of rounds differs.
    """
    return spread([value / other for value, other in zip(values, reference, strict=True)])
