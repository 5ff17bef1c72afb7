"""The layer and the functions as `sam build` builds them, for the Python that runs the programs."""

from pathlib import Path

from benchmarks import ROOT
from benchmarks.programs import BENCH_PYTHON
from harness import layer

_BUILT = ROOT / ".local" / "bench" / "layer"


def python_version() -> str:
    """Return the major and minor version of the Python that runs the programs."""
    return layer.python_version(BENCH_PYTHON)


def built_layer() -> Path:
    """Return the layer's folder, as it is unpacked to /opt."""
    return layer.built_layer(BENCH_PYTHON, _BUILT)


def build_function(name: str, target: Path) -> None:
    """Build a function into an empty folder, compiled."""
    goal = f"build-{name.capitalize()}Function"
    layer.run_makefile(ROOT / "functions", "Makefile", goal, target, BENCH_PYTHON)
