"""The tables of docs/performance.md, as Markdown, made of kept results."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from benchmarks.budgets import AUTHORIZERS
from benchmarks.latency import ratio_text
from benchmarks.report_names import title
from scripts.costs import Priced
from scripts.route_costs import Cost

Json = dict[str, Any]


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1) -> str:
    """A table; the first `texts` columns to the left, the others to the right."""
    lines = [heads, ["---"] * texts + ["--:"] * (len(heads) - texts), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def spread(value: Mapping[str, float], digits: int = 2) -> str:
    return f"{value['median']:.{digits}f} ({value['low']:.{digits}f}–{value['high']:.{digits}f})"


def budgets(most: Mapping[str, float], results: Mapping[str, Json]) -> str:
    peers = [name for name in order(results["warm"]["figures"]["get"]) if name not in {"ours", "bare"}]
    rows = []
    for name, limit in most.items():
        row = of_budget(name, results)
        found = [row.get(peer) for peer in ("ours", *peers)]
        ours, *others = ["–" if value is None else f"{value:.2f}" for value in found]
        kept = found[0] is not None and found[0] <= limit
        rows.append([name, f"{limit:.2f}", f"**{ours}**", "yes" if kept else "**no**", *others])
    return markdown(["", "at most", "Bodega", "kept", *map(title, peers)], rows)


def of_budget(name: str, results: Mapping[str, Json]) -> dict[str, float]:
    """What each program has of the figure that a budget is for. Raises: KeyError for a budget of an unknown kind."""
    measurement, _, rest = name.partition(": ")
    figures = results[measurement]["figures"]
    if measurement == "layer":
        return {"ours": figures["built"]["mb"]}
    if measurement == "authorizer":
        mine, peer = (figures["first"][name]["ratio"]["median"] for name in AUTHORIZERS[rest.partition(",")[0]])
        return {"ours": mine, "powertools": peer}
    route = rest.removeprefix("first ").partition(",")[0]
    of_programs = (figures["first"] if measurement == "cold" else figures)[route]
    return {program: found["ratio"]["median"] for program, found in of_programs.items()}


def order(of_programs: Mapping[str, Any]) -> list[str]:
    """Ours first, then the reference, then the others as they come."""
    return sorted(of_programs, key=lambda name: (name != "ours", name != "bare"))


def warm(figures: Json) -> str:
    heads = ["", *(head for route in figures for head in (f"{route}, ms", "ratio"))]
    rows = []
    for name in order(next(iter(figures.values()))):
        found = [of_route[name] for of_route in figures.values()]
        cells = [cell for each in found for cell in (f"{each['cpu_ms']['median']:.2f}", spread(each["ratio"]))]
        rows.append([title(name), *cells])
    return markdown(heads, rows)


def instructions(figures: Json) -> str:
    heads = ["millions", *(head for route in figures for head in (route, "ratio"))]
    rows = []
    for name in order(next(iter(figures.values()))):
        found = [of_route[name] for of_route in figures.values()]
        cells = [cell for each in found for cell in (f"{each['instructions'] / 1e6:.2f}", f"{each['ratio']:.2f}")]
        rows.append([title(name), *cells])
    return markdown(heads, rows)


def cold(first: Json) -> str:
    """Milliseconds of CPU, but for the last two columns."""
    rows = []
    for route, of_route in first.items():
        for name in order(of_route):
            found = of_route[name]
            cells = [f"{found[f'{part}_cpu_ms']['median']:.0f}" for part in ("import", "call")]
            cells += [f"{found['cpu_ms']['median']:.0f}", spread(found["ratio"])]
            cells += [f"{found['wall_ms']['median']:.0f}", f"{found['memory_mb']['median']:.0f}"]
            rows.append([f"first {route}", title(name), *cells])
    heads = ["", "", "import, CPU ms", "first call", "both", "ratio", "both, wall ms", "memory, MB"]
    return markdown(heads, rows, texts=2)


def imports(imports_ms: Mapping[str, Mapping[str, float]]) -> str:
    """Side by side, the dearest first."""
    names = [name for name in order(imports_ms) if imports_ms[name]]
    columns = [[f"{package} {spent:.0f}" for package, spent in imports_ms[name].items()] for name in names]
    longest = max(map(len, columns))
    padded = [column + [""] * (longest - len(column)) for column in columns]
    return markdown([title(name) for name in names], [list(row) for row in zip(*padded, strict=True)], len(names))


def authorizer(first: Json) -> str:
    """Each of the shop's programs above the peer that does the same work."""
    rows = []
    for what, pair in AUTHORIZERS.items():
        for name in pair:
            found = first[name]
            cells = [f"{found[f'{part}_cpu_ms']['median']:.0f}" for part in ("import", "call")]
            cells += [f"{found['cpu_ms']['median']:.0f}", spread(found["ratio"]), f"{found['memory_mb']['median']:.0f}"]
            rows.append([what, title(name), *cells])
    return markdown(["", "", "import, CPU ms", "first call", "both", "ratio", "memory, MB"], rows, texts=2)


def layer(figures: Json) -> str:
    rows = []
    for name, size in figures.items():
        largest = ", ".join(f"{package} {mb:.1f}" for package, mb in list(size["packages_mb"].items())[:5])
        megabytes = [f"{size[what]:.1f}" for what in ("mb", "files_mb", "bytecode_mb")]
        rows.append([title(name), largest, *megabytes])
    return markdown(["", "largest", "MB on disk", "in files", "of it byte-code"], rows, texts=2)


def load(rows: Sequence[Json]) -> str:
    cells = [
        [
            f"{row['name']}: {row['what']}",
            str(row["clients"]),
            f"{row['per_second']:,.0f} ({min(row['rounds']):,.0f}–{max(row['rounds']):,.0f})",
            f"{row['p50']:,.1f}",
            f"{row['p99']:,.1f}",
            f"{row['requests']:,}",
            str(row["errors"]),
        ]
        for row in rows
    ]
    return markdown(["", "clients", "a second", "p50, ms", "p99, ms", "requests", "failed"], cells)


def growth(rows: Sequence[Json]) -> str:
    cells = [_grown(row, size) for row in rows for size in row["sizes"]]
    return markdown(["", "in the tables", "calls", "units", "ms", "ratio"], cells, texts=3)


def _grown(row: Json, size: Json) -> list[str]:
    first = row["sizes"][0]
    return [
        row["name"] if size is first else "",
        f"{size['size']:,} {row['unit']}",
        calls_text([[call] for call in size["calls"]]),
        f"{size['capacity']:g}",
        f"{size['milliseconds']:,.1f}",
        ratio_text(size["milliseconds"] / first["milliseconds"]),
    ]


def calls_text(calls: Sequence[Sequence[Any]]) -> str:
    """Calls in turn, as in "GetItem 1, TransactWriteItems 4 + 1"; those that are alike together."""
    texts = []
    for call, alike in groupby(calls, key=list):
        operation, *units = call
        count = len(list(alike))
        of_index = f" + {units[1]:g}" if len(units) > 1 and units[1] else ""
        of_both = f" {units[0]:g}{of_index}" if units else ""
        texts.append(f"{count} × {operation}{of_both}" if count > 1 else f"{operation}{of_both}")
    return ", ".join(texts)


def calls(priced: Sequence[Priced], costs: Mapping[str, Cost]) -> str:
    """By route, the cheapest first; routes that are alike in all of it on one line."""
    lines: dict[tuple[str, ...], list[str]] = {}
    for each in priced:
        cost = each.cost
        behind = [f"; then the {name}'s {calls_text(costs[name].calls)}" for name in cost.then]
        made = calls_text(cost.calls) + "".join(behind)
        request = cost.request + (" and a mail" if cost.mails else "")
        figures = (request, made, f"{each.reads:g}", f"{each.writes:g}", f"{each.usd:.2f}")
        lines.setdefault(figures, []).append(cost.name)
    rows = [[request, ", ".join(f"`{name}`" for name in names), *rest] for (request, *rest), names in lines.items()]
    return markdown(["Request", "Routes", "Calls", "Reads", "Writes", "USD per million"], rows, texts=3)
