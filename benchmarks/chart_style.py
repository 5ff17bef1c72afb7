"""How charts look: legible on light and dark pages, and the same file from the same figures."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

# Two colours are the page's: they stand in the file as variables, which a dark page sets to others.
INK, PAPER = "#1f2328", "#ffffff"
GRID = "#8c959f"
OURS, PEER, SECOND, LIMIT = "#2f81f7", "#8c959f", "#bf8700", "#d1242f"
LINES = ("#2f81f7", "#bf8700", "#2da44e", "#d1242f", "#8250df", "#1b9aaa", "#8c959f", "#bf3989")

_STYLE = """<style type="text/css">
svg{--ink:#1f2328;--paper:#ffffff}
@media (prefers-color-scheme:dark){svg{--ink:#e6edf3;--paper:#0d1117}}
</style>"""

mpl.rcParams.update(
    {
        "axes.edgecolor": GRID,
        "axes.facecolor": "none",
        "axes.labelcolor": INK,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlecolor": INK,
        "axes.titlelocation": "left",
        "axes.titlesize": 11,
        "figure.facecolor": PAPER,
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": 10,
        "grid.alpha": 0.35,
        "grid.color": GRID,
        "legend.frameon": False,
        "legend.labelcolor": INK,
        "svg.fonttype": "path",
        "svg.hashsalt": "bodega",
        "text.color": INK,
        "xtick.color": GRID,
        "xtick.labelcolor": INK,
        "ytick.color": GRID,
        "ytick.labelcolor": INK,
    }
)


def panels(
    count: int, height: float, *, sharey: bool = False, width_ratios: Sequence[float] | None = None
) -> tuple[Figure, list[Axes]]:
    """A chart of so many panels side by side; `height` in inches."""
    figure, axes = plt.subplots(
        1,
        count,
        figsize=(10, height),
        layout="constrained",
        squeeze=False,
        sharey=sharey,
        width_ratios=width_ratios,
    )
    return figure, list(axes[0])


def write(figure: Figure, path: Path, title: str) -> None:
    """The chart as SVG. `title` is what those are told who cannot see it."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Title": title})
    plt.close(figure)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(adapt(buffer.getvalue()), encoding="utf-8")


def adapt(svg: str) -> str:
    """With the page's colours as variables; the colour itself stays for viewers that know none."""
    for colour, name in ((INK, "ink"), (PAPER, "paper")):
        svg = re.sub(rf"(fill|stroke): {colour}", rf"\1: {colour}; \1: var(--{name})", svg)
    lines = (line.rstrip() for line in svg.replace("<defs>", f"{_STYLE}\n<defs>", 1).splitlines())
    return "\n".join(lines) + "\n"
