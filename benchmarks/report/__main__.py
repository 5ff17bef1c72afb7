"""Writes docs/performance.md and its charts from the results of the measurements.

    python -m benchmarks.report [--quick]

Reads `.local/bench/results`, docs/costs.json and the template. Exits with 1 and names the commands if results are
missing. With --quick, it reads the results of quick trials, and writes beside them. The search path has to be the
Makefile's.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, StrictUndefined, UndefinedError

from benchmarks import ROOT
from benchmarks.budgets import BUDGETS, STOREFRONT
from benchmarks.report import charts, tables
from benchmarks.results import RESULTS, TRIAL, Json, MissingResult, read, results_folder
from scripts.costs import Priced, price
from scripts.route_costs import read_costs

DOCUMENT = ROOT / "docs" / "performance.md"
IMAGES = ROOT / "docs" / "images" / "performance"
TEMPLATE = Path(__file__).with_name("performance.md.jinja")
_LAMBDA_ANSWER = 6_291_556  # bytes; the largest response of a function

MEASUREMENTS = {
    "warm": "CPU time per call, all programs",
    "cold": "from a fresh process to the first answer; memory; imports",
    "first_requests": "modules of first requests; lazy packages; a first write",
    "orders": "quotes and orders, warm and cold, beside a bare handler",
    "authorizer": "the authorizer, cold, beside Powertools'",
    "aws_clients": "the functions with the builtin AWS client and with boto3",
    "instructions": "instructions per call, counted by valgrind",
    "layer": "the size of the layer",
    "load": "the local stack under load",
    "growth": "calls, capacity and time as tables grow",
    "storefront": "the storefront's first page, and scrolling, on a slow phone",
}


def command(measurement: str) -> str:
    return f"make bench PARTS={measurement}"


def collect(folder: Path = RESULTS) -> dict[str, Json]:
    """Return all results. Raises: MissingResult, which names all that are missing."""
    found, problems = {}, []
    for measurement in MEASUREMENTS:
        try:
            found[measurement] = read(measurement, command(measurement), folder)
        except MissingResult as missing:
            problems.append(str(missing))
    if problems:
        raise MissingResult("\n".join(problems))
    return found


def render(results: Mapping[str, Json], priced: Sequence[Priced]) -> str:
    """Return the page. Raises: MissingResult if a result lacks a figure of the page."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)  # noqa: S701  # Markdown, not HTML
    environment.filters["fixed"] = lambda value, digits=2: f"{value:,.{digits}f}"
    figures = {name: result["figures"] for name, result in results.items()}
    try:
        return environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
            figures,
            settings={name: result["settings"] for name, result in results.items()},
            cores=results["load"]["machine"]["cores"],
            machines=machines(results),
            quick=[name for name, result in results.items() if result["settings"].get("quick")],
            commands=[(command(name), what) for name, what in MEASUREMENTS.items()],
            tables=tables,
            storefront_budgets=STOREFRONT,
            budgets=tables.budgets(BUDGETS, figures),
            calls=tables.calls(priced, read_costs()),
            authorizer_calls=tables.calls_text(read_costs()["authorizer"].calls),
            peer_ratios=peer_ratios,
            menu=menu_growth(figures["growth"]["rows"]),
        )
    except (KeyError, UndefinedError) as missing:
        raise MissingResult(f"A result lacks a figure of the page ({missing}): measure all programs again") from None


def machines(results: Mapping[str, Json]) -> str:
    """Return a table of date, machine and versions, with one line for measurements that share them."""
    rows: dict[tuple[str, str], list[str]] = {}
    for name, result in results.items():
        found = result["machine"]
        size = f"{found['cores']} cores, {found['memory']} GB"
        machine = f"{found['processor']}, {size}, {found['architecture']}, {found['system']}"
        versions = ", ".join(f"{package} {version}" for package, version in result["versions"].items())
        rows.setdefault((machine, versions), []).append(f"{name} ({result['date'][:10]})")
    lines = [[", ".join(names), *where] for where, names in rows.items()]
    return tables.markdown(["Measured", "on", "with"], lines, texts=3)


def peer_ratios(programs: Json) -> str:
    """Return the range of the peers' ratios, as "1.19 to 1.41"."""
    ratios = [found["ratio"]["median"] for name, found in programs.items() if name not in {"ours", "bare"}]
    return f"{min(ratios):.2f} to {max(ratios):.2f}"


def menu_growth(rows: Sequence[Json]) -> dict[str, float]:
    """Return the bytes and units that a product adds to the menu's answer and to its build, and the largest menu."""
    menu = next(row for row in rows if row["name"] == "build of the menu")
    first, last = menu["sizes"][0], menu["sizes"][-1]
    more = {name: (last[name] - first[name]) / (last["size"] - first["size"]) for name in ("bytes", "capacity")}
    return {**more, "most": round(_LAMBDA_ANSWER / more["bytes"], -2)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="of quick trials: the page in docs stays as it is")
    quick = parser.parse_args().quick
    document, images = (TRIAL / DOCUMENT.name, TRIAL / IMAGES.name) if quick else (DOCUMENT, IMAGES)
    try:
        results = collect(results_folder(quick=quick))
        text = render(results, price())
    except MissingResult as missing:
        print(missing, file=sys.stderr)
        return 1
    charts.draw_all(results, BUDGETS, images)
    document.write_text(text, encoding="utf-8")
    print(f"written: {document.relative_to(ROOT)} and the charts in {images.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
