"""Measures the storefront in headless Chromium, on a slow phone with a slow connection.

    python -m benchmarks.storefront [--quick]

The shop of `make run` serves it, with the demo menu and its pictures. Exits with 1 if a budget is missed: the largest
paint after 1.5 s, content that moves by 0.02, or a task of 100 ms while a menu of 5,000 products scrolls.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import ROOT
from benchmarks.budgets import STOREFRONT
from benchmarks.report import tables
from benchmarks.results import results_folder, save, spread
from benchmarks.storefront.menus import enlarged
from benchmarks.storefront.visits import first_visit, longest_task_while_scrolling, phone
from benchmarks.terminal import progress, show
from harness.local_stack import running_stack
from local.setup.browser import ensure_browser
from local.setup.npm import CHROMIUM

PRODUCTS = 5_000
_VISITS, _QUICK_VISITS = 7, 2
_STEPS, _QUICK_STEPS = 60, 10


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few visits, for a trial")
    quick = parser.parse_args().quick
    visits, steps = (_QUICK_VISITS, _QUICK_STEPS) if quick else (_VISITS, _STEPS)
    ensure_browser(CHROMIUM)
    with (
        tempfile.TemporaryDirectory(prefix="bodega-storefront-") as folder,
        running_stack(Path(folder), ROOT / "template.yaml", "--no-demo-orders", "--quiet") as stack,
    ):
        url, menu = f"{stack.root_url}/shop", stack.call("GET", "/menu?shape=flat").json()
        figures = measure(url, menu, visits, steps)
    figures["products"] = {"demo": len(menu["products"]), "large": PRODUCTS}
    show("The storefront on a slow phone", tables.storefront(figures, STOREFRONT))
    settings = {"visits": visits, "steps": steps, "quick": quick}
    save("storefront", settings, figures, Path(sys.executable), results_folder(quick=quick))
    missed = missed_budgets(figures)
    print(*missed, sep="\n", end="\n" if missed else "")
    return 1 if missed else 0


def measure(url: str, menu: dict[str, Any], visits: int, steps: int) -> dict[str, Any]:
    """Return the figures of first visits, and the longest tasks while the demo menu and a large one scroll."""
    with phone() as browser:
        first_visit(browser, url)  # the functions and the browser warm up
        found = [first_visit(browser, url) for _ in progress(range(visits), "first visits")]
        scrolled = [longest_task_while_scrolling(browser, url, None, steps) for _ in range(visits // 2)]
        large = enlarged(menu, PRODUCTS)
        scrolled_large = [longest_task_while_scrolling(browser, url, large, steps) for _ in range(visits // 2)]
    return {
        "paint": spread([visit.paint for visit in found]),
        "shift": spread([visit.shift for visit in found]),
        "task": spread([visit.longest_task for visit in found]),
        "requests": found[-1].requests,
        "kb": spread([visit.kb for visit in found]),
        "scrolling": spread(scrolled),
        "scrolling_large": spread(scrolled_large),
    }


def missed_budgets(figures: dict[str, Any]) -> list[str]:
    """Return a line for each budget whose figure's median exceeds it."""
    return [
        f"{name}: {figures[name]['median']:.3f}, at most {limit:g}"
        for name, limit in STOREFRONT.items()
        if figures[name]["median"] > limit
    ]


if __name__ == "__main__":
    sys.exit(main())
