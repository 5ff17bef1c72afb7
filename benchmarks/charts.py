"""The charts of docs/performance.md, drawn from kept results."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes

from benchmarks.chart_style import GRID, INK, LIMIT, LINES, OURS, PEER, SECOND, panels, write
from benchmarks.report_names import title

Json = dict[str, Any]

_LEAST, _MOST = 0.5, 2.0  # how far the panel of times that must not grow reaches


def draw_all(results: dict[str, Json], budgets: dict[str, float], folder: Path) -> None:
    warm(results["warm"]["figures"], budgets, folder / "warm.svg")
    cold(results["cold"]["figures"]["first"], budgets, folder / "cold.svg")
    load(results["load"]["figures"]["rows"], folder / "load.svg")
    growth(results["growth"]["figures"]["rows"], folder / "growth.svg")


def warm(figures: Json, budgets: dict[str, float], path: Path) -> None:
    """A panel per route, a bar per program: CPU time as a ratio to the bare handler's."""
    figure, axes = panels(len(figures), 3.2, sharey=True)
    names = _programs(next(iter(figures.values())))
    for axis, (route, of_route) in zip(axes, figures.items(), strict=True):
        ratios = [of_route[name]["ratio"]["median"] for name in names]
        axis.barh([title(name) for name in names], ratios, color=[_colour(name) for name in names], height=0.65)
        most = budgets.get(f"warm: {route}, ratio", 0)
        _budget(axis, most, len(names))
        axis.set_xlim(0, max(*ratios, most) * 1.4)
        _at_the_right(axis, [f"{ratio:.2f}" for ratio in ratios])
        axis.set_title(route)
    axes[0].invert_yaxis()
    figure.supxlabel("CPU time of a call, ratio to the bare handler; red: ours may take at most this", fontsize=9)
    write(figure, path, "CPU time of a warm call, by program")


def cold(first: Json, budgets: dict[str, float], path: Path) -> None:
    """A panel per route, a bar per program: import and first call."""
    routes = [route for route in ("get", "create") if route in first]
    figure, axes = panels(len(routes), 3.4, sharey=True)
    names = _programs(first[routes[0]])
    for axis, route in zip(axes, routes, strict=True):
        of_route = first[route]
        labels = [title(name) for name in names]
        imports = [of_route[name]["import_cpu_ms"]["median"] for name in names]
        calls = [of_route[name]["call_cpu_ms"]["median"] for name in names]
        colours = [_colour(name) for name in names]
        axis.barh(labels, imports, color=colours, height=0.65)
        axis.barh(labels, calls, left=imports, color=colours, alpha=0.55, height=0.65)
        totals = [of_route[name]["cpu_ms"]["median"] for name in names]
        ratios = [of_route[name]["ratio"]["median"] for name in names]
        texts = [f"{total:.0f} ms, {ratio:.2f}" for total, ratio in zip(totals, ratios, strict=True)]
        most = budgets.get(f"cold: first {route}, ratio", 0) * of_route["bare"]["cpu_ms"]["median"]
        _budget(axis, most, len(names))
        axis.set_xlim(0, max(*totals, most) * 1.5)
        _at_the_right(axis, texts)
        axis.set_title(f"first {route}")
    axes[0].invert_yaxis()
    figure.supxlabel(
        "CPU ms of a fresh process: imports, and paler the first call; ratio to the bare handler", fontsize=9
    )
    write(figure, path, "CPU time from a fresh process to its first answer, by program")


def load(rows: Sequence[Json], path: Path) -> None:
    """A line per request and number of clients, from the median to the 99th percentile."""
    figure, (axis,) = panels(1, 0.42 * len(rows) + 1.2)
    clients = sorted({row["clients"] for row in rows})
    for place, row in enumerate(rows):
        colour = (OURS, SECOND, LINES[2])[clients.index(row["clients"]) % 3]
        axis.plot([row["p50"], row["p99"]], [place, place], color=colour, linewidth=2.5, zorder=2)
        axis.plot(row["p50"], place, "o", color=colour, markersize=8, zorder=3)
        axis.plot(row["p99"], place, "|", color=colour, markersize=12, markeredgewidth=2.5, zorder=3)
        text = f"{row['p50']:,.0f} to {row['p99']:,.0f} ms; {row['per_second']:,.0f} a second"
        axis.annotate(text, (row["p99"], place), (9, 0), textcoords="offset points", va="center", fontsize=9)
    axis.set_yticks(range(len(rows)), [f"{row['name']}, {_people(row['clients'])}" for row in rows])
    axis.invert_yaxis()
    axis.set_xscale("log")
    axis.set_xlim(min(row["p50"] for row in rows) / 1.4, max(row["p99"] for row in rows) * 6)
    _plain_ticks(axis)
    axis.grid(axis="x")
    axis.set_xlabel("milliseconds: the dot is the median, the end the 99th percentile", fontsize=9)
    write(figure, path, "Latency under load, by request and number of clients")


def growth(rows: Sequence[Json], path: Path) -> None:
    """Times as a ratio to the smallest shop's: of what must not grow, and of what grows with the menu."""
    figure, (flat, steep) = panels(2, 4.2, width_ratios=(3, 2))
    steady = [row for row in rows if not row["grows_with"]]
    for row, colour in zip(steady, LINES * 2, strict=False):
        first = row["sizes"][0]["milliseconds"]
        points = [size["milliseconds"] / first for size in row["sizes"]]
        flat.plot([size["size"] for size in row["sizes"]], points, "o-", color=colour, label=row["name"], markersize=5)
    flat.set_ylim(_LEAST, _MOST)
    flat.axhline(1, color=GRID, linewidth=1, zorder=1)
    flat.set_title("must not grow: time, ratio to the smallest")
    flat.legend(fontsize=9, ncols=2, loc="upper left")
    for row in (row for row in rows if row["grows_with"]):
        sizes = [size["size"] for size in row["sizes"]]
        for values, name, colour in (
            ([size["milliseconds"] for size in row["sizes"]], "milliseconds", OURS),
            ([size["capacity"] for size in row["sizes"]], "read units", SECOND),
            ([size["bytes"] / 1000 for size in row["sizes"]], "answer, KB", LINES[2]),
        ):
            steep.plot(sizes, values, "o-", color=colour, label=name, markersize=5)
        steep.set_title(f"{row['name']}: grows with the shop")
        steep.set_xlabel(row["unit"], fontsize=9)
    steep.set_yscale("log")
    steep.legend(fontsize=9, loc="upper left")
    flat.set_xlabel("things, users, requests or orders in the tables", fontsize=9)
    for axis in (flat, steep):
        axis.set_xscale("log")
        axis.grid()
        _plain_ticks(axis)
    write(figure, path, "Time and capacity as the shop grows")


def _programs(figures: Json) -> list[str]:
    """Ours first, then the others from the quickest to the slowest."""
    return sorted(figures, key=lambda name: (name != "ours", figures[name]["ratio"]["median"]))


def _colour(name: str) -> str:
    return {"ours": OURS, "bare": SECOND}.get(name, PEER)


def _at_the_right(axis: Axes, texts: Sequence[str]) -> None:
    """A text for each bar, out of the way of bars and marks."""
    for place, text in enumerate(texts):
        axis.annotate(text, (1, place), xycoords=("axes fraction", "data"), ha="right", va="center", color=INK)


def _budget(axis: Axes, most: float, bars: int) -> None:
    """A red mark across the first bar, which is ours."""
    if most:
        axis.axvline(most, ymin=1 - 1.02 / bars, ymax=1, color=LIMIT, linewidth=2.5)


def _plain_ticks(axis: Axes) -> None:
    axis.xaxis.set_major_formatter(lambda value, _place: f"{value:,.0f}" if value >= 1 else f"{value:g}")
    axis.xaxis.set_minor_formatter(lambda _value, _place: "")
    if axis.get_yscale() == "log":
        axis.yaxis.set_major_formatter(lambda value, _place: f"{value:,.0f}")


def _people(clients: int) -> str:
    return "1 client" if clients == 1 else f"{clients} clients"
