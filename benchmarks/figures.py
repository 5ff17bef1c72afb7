"""Figures: medians with their spread, ratios to the reference, and tables of them."""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / ".local" / "bench" / "results"
_PACKAGES = (
    "aws-lambda-powertools", "boto3", "botocore", "chalice", "fastapi", "flask", "mangum", "pydantic", "pyjwt",
    "serverless-wsgi",
)  # fmt: skip
_VERSIONS = """
import importlib.metadata as metadata, json, platform, sys
print(json.dumps({"python": platform.python_version(), **{name: metadata.version(name) for name in sys.argv[1:]}}))
"""


@dataclass(frozen=True, slots=True)
class Spread:
    """A median, and the quartiles around it."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Raises: ValueError where there is none."""
        if not values:
            raise ValueError("there is nothing to take the median of")
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        low, _, high = quantiles(values, n=4, method="inclusive")
        return cls(median(values), low, high)

    def times(self, factor: float) -> "Spread":
        return Spread(self.median * factor, self.low * factor, self.high * factor)


def ratios(values: Sequence[float], reference: Sequence[float]) -> Spread:
    """`values` to those of the reference, round by round: what slows a whole round down meets both.

    Raises: ValueError where the rounds are not the same.
    """
    return Spread.of([value / against for value, against in zip(values, reference, strict=True)])


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Text in columns: the first to the left, the others to the right."""
    widths = [max(len(line[column]) for line in [heads, *rows]) for column in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in [heads, *rows]
    )


def spread_text(spread: Spread, digits: int = 2) -> str:
    return f"{spread.median:.{digits}f} ({spread.low:.{digits}f}-{spread.high:.{digits}f})"


def save(measurement: str, settings: Mapping[str, Any], figures: Any, bench_python: Path) -> Path:
    """Write a measurement's figures to .local/bench/results, with what they depend on."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    target = RESULTS / f"{measurement}.json"
    document = {
        "measurement": measurement,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": _machine(),
        "versions": _versions(bench_python),
        "settings": dict(settings),
        "figures": figures,
    }
    target.write_text(json.dumps(document, indent=2, default=_plain) + "\n", encoding="utf-8")
    return target


def _plain(value: Any) -> Any:
    if isinstance(value, Spread):
        return asdict(value)
    raise TypeError(f"a {type(value).__name__} is not JSON")


def _machine() -> dict[str, Any]:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": models[0] if models else platform.processor() or platform.machine(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "system": platform.system(),
    }


def _versions(bench_python: Path) -> dict[str, str]:
    done = subprocess.run([bench_python, "-c", _VERSIONS, *_PACKAGES], check=True, capture_output=True, text=True)
    versions: dict[str, str] = json.loads(done.stdout)
    return versions
