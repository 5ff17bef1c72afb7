"""Writes docs/performance.md and its charts from what was measured.

    .venv-bench/bin/python -m benchmarks.report

Reads `.local/bench/results`, docs/costs.json and the template; measures nothing. A measurement that is missing is an
error which names the command that makes it.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from benchmarks import ROOT
from benchmarks import report_tables as tables
from benchmarks.budgets import BUDGETS
from benchmarks.results import RESULTS, MissingResult, read
from scripts.costs import Priced, price
from scripts.route_costs import read_costs

Json = dict[str, Any]

DOCUMENT = ROOT / "docs" / "performance.md"
IMAGES = ROOT / "docs" / "images" / "performance"
TEXT = Path(__file__).with_name("performance.template.md")
_IDLE = 0.5  # processes; an average over a minute
_LAMBDA_ANSWER = 6_291_556  # bytes; the most that Lambda hands out at once

MEASUREMENTS = {
    "warm": "CPU time per call, all programs",
    "cold": "from a fresh process to the first answer; memory; imports",
    "authorizer": "the authorizer, cold, beside Powertools'",
    "instructions": "instructions per call, counted by callgrind",
    "layer": "what the layer weighs",
    "load": "the local stack under load",
    "growth": "calls, capacity and time as tables grow",
}


def command(measurement: str) -> str:
    return f".venv/bin/python -m benchmarks.{measurement}"


def collect(folder: Path = RESULTS) -> dict[str, Json]:
    """All kept measurements. Raises: MissingResult, which names all that are missing."""
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
    """The page. Raises: MissingResult where a measurement lacks what the page shows."""
    try:
        words = {
            "commands": "\n".join(f"| `{command(name)}` | {what} |" for name, what in MEASUREMENTS.items()),
            "machine": machine(results),
            "budgets": tables.budgets(BUDGETS, results),
            "warm": tables.warm(results["warm"]["figures"]),
            "instructions": tables.instructions(results["instructions"]["figures"]),
            "cold": tables.cold(results["cold"]["figures"]["first"]),
            "imports": tables.imports(results["cold"]["figures"]["imports_ms"]),
            "authorizer": tables.authorizer(results["authorizer"]["figures"]["first"]),
            "authorizer_imports": tables.imports(results["authorizer"]["figures"]["imports_ms"]),
            "layer": tables.layer(results["layer"]["figures"]),
            "load": tables.load(results["load"]["figures"]["rows"]),
            "growth": tables.growth(results["growth"]["figures"]["rows"]),
            "calls": tables.calls(priced, read_costs()),
            **ratio_words(results),
            **layer_words(results["layer"]["figures"]["built"]),
            **load_words(results["load"]),
            **growth_words(results["growth"]),
            "authorizer_calls": tables.calls_text(read_costs()["authorizer"].calls),
        }
    except KeyError as missing:
        raise MissingResult(f"A measurement lacks {missing}, which the page shows: measure all programs anew") from None
    return Template(TEXT.read_text(encoding="utf-8")).substitute(words)


def machine(results: Mapping[str, Json]) -> str:
    """What was measured when, and on what; one line for measurements that agree."""
    rows: dict[tuple[str, str], list[str]] = {}
    for name, result in results.items():
        found, versions = result["machine"], result["versions"]
        size = f"{found['cores']} cores, {found['memory']} GB"
        on = f"{found['processor']}, {size}, {found['architecture']}, {found['system']}"
        with_ = ", ".join(f"{package} {version}" for package, version in versions.items())
        rows.setdefault((on, with_), []).append(f"{name} ({result['date'][:10]})")
    lines = [[", ".join(names), on, with_] for (on, with_), names in rows.items()]
    quick = [name for name, result in results.items() if result["settings"].get("quick")]
    warning = f"\n\nOf few runs, and not to judge by: {', '.join(quick)}." if quick else ""
    return tables.markdown(["Measured", "on", "with"], lines, texts=3) + warning


def ratio_words(results: Mapping[str, Json]) -> dict[str, str]:
    warm, first = results["warm"]["figures"], results["cold"]["figures"]["first"]["get"]["ours"]
    share = first["import_cpu_ms"]["median"] / first["cpu_ms"]["median"]
    ratios = {f"{route}_ratio": f"{of_route['ours']['ratio']['median']:.2f}" for route, of_route in warm.items()}
    peers = {f"{route}_peers": _range(of_route) for route, of_route in warm.items()}
    return {**ratios, **peers, "import_share": f"{share:.0%}"}


def _range(of_programs: Json) -> str:
    """From the quickest peer to the slowest, as in "1.19 to 1.41"."""
    ratios = [found["ratio"]["median"] for name, found in of_programs.items() if name not in {"ours", "bare"}]
    return f"{min(ratios):.2f} to {max(ratios):.2f}"


def layer_words(built: Json) -> dict[str, str]:
    return {
        "layer_mb": f"{built['mb']:.1f}",
        "layer_files_mb": f"{built['files_mb']:.1f}",
        "layer_files": f"{built['files']:,}",
    }


def load_words(result: Json) -> dict[str, str]:
    rows, settings = result["figures"]["rows"], result["settings"]
    fewest = min(row["clients"] for row in rows)
    p50 = {row["name"]: row["p50"] for row in rows if row["clients"] == fewest}
    fastest = max(row["per_second"] for row in rows if row["name"] == "log-in")
    clients = " and ".join(str(number) for number in settings["clients"])
    return {
        "load_settings": f"{clients} at a time, {settings['rounds']} rounds of {settings['seconds']:g} s, by turns",
        "cores": str(result["machine"]["cores"]),
        "idle": idle(settings["busy"]),
        "errors": str(sum(row["errors"] for row in rows)),
        "counted": f"{result['figures']['seconds_until_counted']:.1f}",
        "product_p50": f"{p50['product']:.0f}",
        "menu_p50": f"{p50['menu']:.0f}",
        "login_p50": f"{p50['log-in']:.0f}",
        "login_rate": f"{fastest:.0f}",
        "redeem_p50": f"{p50['redeem']:.0f}",
        "intake_p50": f"{p50['intake']:.0f}",
        "events": str(settings["events"]),
        "intake_writes": str(settings["events"] + 1),
    }


def idle(busy: float) -> str:
    """What to say where the machine had other work: so many processes wanted to run before the measurement."""
    if busy <= _IDLE:
        return ""
    return (
        f" The machine was not idle, {busy:.1f} processes wanted a core in the minute before: take seconds with salt."
    )


def growth_words(result: Json) -> dict[str, str]:
    figures = result["figures"]
    menu = next(row for row in figures["rows"] if row["grows_with"])
    first, last = menu["sizes"][0], menu["sizes"][-1]
    more = last["size"] - first["size"]
    per_product = (last["bytes"] - first["bytes"]) / more
    reasons = "\n".join(f"- *{row['name']}*: {row['why']}." for row in figures["rows"])
    return {
        "growth_rounds": str(result["settings"]["rounds"]),
        "growth_reasons": reasons,
        "menu_per_product": f"{per_product * 100:,.0f}",
        "menu_units": f"{(last['capacity'] - first['capacity']) / more * 100:.1f}",
        "menu_most": f"{round(_LAMBDA_ANSWER / per_product, -2):,.0f}",
        "counted_per_second": f"{figures['counted_per_second']:,}",
        "taken_per_second": f"{figures['taken_per_second']:,}",
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the measurements")
    options = parser.parse_args()
    try:
        results = collect(options.results)
        text = render(results, price())
    except MissingResult as missing:
        print(missing, file=sys.stderr)
        return 1
    from benchmarks.charts import draw_all

    draw_all(results, dict(BUDGETS), IMAGES)
    DOCUMENT.write_text(text, encoding="utf-8")
    print(f"written: {DOCUMENT.relative_to(ROOT)} and {', '.join(sorted(path.name for path in IMAGES.glob('*.svg')))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
