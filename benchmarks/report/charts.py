"""The charts of docs/performance.md. The same figures give the same files."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("svg")  # before pyplot looks for a display

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import NullLocator, StrMethodFormatter

from benchmarks.report.tables import title

Json = Mapping[str, Any]

plt.style.use(Path(__file__).with_name("charts.mplstyle"))
OURS, SECOND, THIRD, PEER, LIMIT = "#2f81f7", "#bf8700", "#2da44e", "#8c959f", "#d1242f"
INK, PAPER = "#1f2328", "#ffffff"  # as in the style sheet
_DARK_MODE = """<style>
:root {--ink: #1f2328; --paper: #ffffff}
@media (prefers-color-scheme: dark) {:root {--ink: #e6edf3; --paper: #0d1117}}
</style>
"""


def draw_all(results: Json, budgets: Mapping[str, float], folder: Path) -> None:
    figures = {name: result["figures"] for name, result in results.items()}
    charts = {
        "warm": warm(figures["warm"], budgets),
        "cold": cold(figures["cold"]["first"], budgets),
        "load": load(figures["load"]["rows"]),
        "growth": growth(figures["growth"]["rows"]),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in charts.items():
        buffer = io.StringIO()
        chart.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Title": chart.get_suptitle()})
        plt.close(chart)
        (folder / f"{name}.svg").write_text(with_dark_mode(buffer.getvalue()), encoding="utf-8")


def warm(figures: Json, budgets: Mapping[str, float]) -> Figure:
    """One panel per route, one bar per program: CPU time as a ratio to the bare handler."""
    chart, panels = plt.subplots(1, len(figures), figsize=(10, 3.4), sharey=True)
    programs = _programs(next(iter(figures.values())))
    for panel, (route, found) in zip(panels, figures.items(), strict=True):
        ratios = [found[name]["ratio"]["median"] for name in programs]
        bars = panel.barh([title(name) for name in programs], ratios, color=[_color(name) for name in programs])
        panel.bar_label(bars, [f"{ratio:.2f}" for ratio in ratios], padding=4)
        _mark_budget(panel, budgets.get(f"warm: {route}, ratio"))
        panel.set(title=route, xlim=(0, max(ratios) * 1.25))
    panels[0].invert_yaxis()
    chart.suptitle("CPU time of a warm call")
    chart.supxlabel("ratio to the bare handler; the red line is Bodega's budget")
    return chart


def cold(first: Json, budgets: Mapping[str, float]) -> Figure:
    """One panel per route, one bar per program: import and first call."""
    routes = ("get", "create")
    chart, panels = plt.subplots(1, len(routes), figsize=(10, 3.6), sharey=True)
    programs = _programs(first["get"])
    for panel, route in zip(panels, routes, strict=True):
        starts = [first[route][name] for name in programs]
        colors = [_color(name) for name in programs]
        imports, calls, totals = (
            [start[part]["median"] for start in starts] for part in ("import_cpu_ms", "call_cpu_ms", "cpu_ms")
        )
        panel.barh([title(name) for name in programs], imports, color=colors)
        panel.barh(range(len(programs)), calls, left=imports, color=colors, alpha=0.5)
        for place, start in enumerate(starts):
            label = f"{start['cpu_ms']['median']:.0f} ms, {start['ratio']['median']:.2f}"
            panel.text(0.99, place, label, transform=panel.get_yaxis_transform(), ha="right", va="center")
        budget = budgets.get(f"cold: first {route}, ratio")
        _mark_budget(panel, budget and budget * first[route]["bare"]["cpu_ms"]["median"])
        panel.set(title=f"first {route}", xlim=(0, max(totals) * 1.35))
    panels[0].invert_yaxis()
    chart.suptitle("CPU time from a fresh process to its first answer")
    chart.supxlabel("ms: import and (paler) first call; ratio to the bare handler; the red line is Bodega's budget")
    return chart


def load(rows: Sequence[Json]) -> Figure:
    """One line per request and number of clients, from the median to the 99th percentile."""
    chart, panel = plt.subplots(figsize=(10, 0.4 * len(rows) + 1.4))
    clients = sorted({row["clients"] for row in rows})
    for place, row in enumerate(rows):
        color = (OURS, SECOND, THIRD)[clients.index(row["clients"]) % 3]
        panel.plot([row["p50"], row["p99"]], [place, place], "o-", color=color, markevery=[0], markersize=8)
        label = f"{row['p50']:,.0f} to {row['p99']:,.0f} ms; {row['per_second']:,.0f} per second"
        panel.annotate(label, (row["p99"], place), (9, 0), textcoords="offset points", va="center")
    panel.set_yticks(range(len(rows)), [f"{row['name']}, {row['clients']} clients" for row in rows])
    panel.invert_yaxis()
    panel.set(xscale="log", xlim=(1, max(row["p99"] for row in rows) * 9))
    panel.set_xlabel("ms, from the median (the dot) to the 99th percentile")
    _plain_ticks(panel.xaxis)
    panel.grid(axis="x")
    chart.suptitle("Latency under load")
    return chart


def growth(rows: Sequence[Json]) -> Figure:
    """Times as a ratio to the smallest shop's, and requests for the whole menu, which grow."""
    chart, (flat, steep) = plt.subplots(1, 2, figsize=(10, 4.4), width_ratios=(3, 2))
    for row in rows:
        sizes = [size["size"] for size in row["sizes"]]
        times = [size["milliseconds"] for size in row["sizes"]]
        if not row["grows_with"]:
            flat.plot(sizes, [time / times[0] for time in times], "o-", label=row["name"])
            continue
        steep.plot(sizes, times, "o-", label=f"{row['name']}: ms")
        steep.plot(sizes, [size["capacity"] for size in row["sizes"]], "o-", label=f"{row['name']}: units")
        steep.set(title="grows with the shop", xlabel=row["unit"], yscale="log")
        _plain_ticks(steep.yaxis)
    flat.set(title="must not grow: time, ratio to the smallest", xlabel="rows in the tables", ylim=(0.5, 2))
    for panel in (flat, steep):
        panel.set_xscale("log")
        _plain_ticks(panel.xaxis)
        panel.grid()
        panel.legend(ncols=2 if panel is flat else 1, loc="upper left")
    chart.suptitle("Time and capacity as the shop grows")
    return chart


def with_dark_mode(svg: str) -> str:
    """Replace the page's two colours by CSS variables, which a dark page sets otherwise."""
    head, defs, rest = svg.partition(" <defs>")
    for color, name in ((INK, "ink"), (PAPER, "paper")):
        for attribute in ("fill", "stroke"):
            rest = rest.replace(f"{attribute}: {color}", f"{attribute}: var(--{name}, {color})")
    return f"{head}{_DARK_MODE}{defs}{rest}"


def _programs(figures: Json) -> list[str]:
    """Sort the shop first, then the others by ratio."""
    return sorted(figures, key=lambda name: (name != "ours", figures[name]["ratio"]["median"]))


def _color(program: str) -> str:
    return {"ours": OURS, "bare": SECOND}.get(program, PEER)


def _mark_budget(panel: Axes, limit: float | None) -> None:
    """Draw a red line across the first bar, the shop's."""
    if limit:
        panel.vlines(limit, -0.45, 0.45, color=LIMIT, linewidth=2.5)


def _plain_ticks(axis: Axis) -> None:
    """Label a logarithmic axis with numbers instead of powers of ten."""
    axis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    axis.set_minor_locator(NullLocator())
