"""The budgets: the most that the shop may cost."""

from collections.abc import Mapping
from typing import Any

# For each authorizer budget, the shop's program and the one with Powertools and PyJWT that does the same work.
AUTHORIZERS: Mapping[str, tuple[str, str]] = {
    "cold without network": ("ours_token_only", "authorizer_token_only"),
    "cold with key and session read": ("ours", "authorizer_powertools"),
}

# Ratios are to the bare botocore handler of the same run; the authorizer's are to the peers above. A megabyte is a
# million bytes.
BUDGETS: Mapping[str, float] = {
    "warm: list, ratio": 0.24,
    "warm: get, ratio": 0.26,
    "warm: create, ratio": 0.40,
    "cold: first get, ratio": 0.42,
    "cold: first create, ratio": 0.78,
    "orders: warm quote, ratio": 0.42,
    "orders: warm order, ratio": 0.30,
    "orders: first quote, ratio": 0.98,
    "orders: first order, ratio": 1.05,
    "authorizer: cold without network, ratio": 0.20,
    "authorizer: cold with key and session read, ratio": 0.12,
    "layer: unzipped, MB": 23.0,
}

# The storefront on a slow phone. Milliseconds, and CLS without a unit.
STOREFRONT: Mapping[str, float] = {"paint": 1500.0, "shift": 0.02, "scrolling": 100.0, "scrolling_large": 100.0}


def budget_figures(name: str, figures: Mapping[str, Any]) -> dict[str, float]:
    """Return the figure that a budget limits, by program.

    `figures` are the stored figures by measurement. Raises: KeyError if the kind of budget is unknown.
    """
    measurement, _, rest = name.partition(": ")
    found = figures[measurement]
    if measurement == "layer":
        return {"ours": found["built"]["mb"]}
    if measurement == "authorizer":
        pair = AUTHORIZERS[rest.partition(",")[0]]
        programs = dict(zip(("ours", "powertools"), (found["first"][program] for program in pair), strict=True))
    elif measurement == "orders":
        kind, _, route = rest.partition(",")[0].partition(" ")
        programs = found[kind][route]
    else:
        route = rest.removeprefix("first ").partition(",")[0]
        programs = (found["first"] if measurement == "cold" else found)[route]
    return {program: figure["ratio"]["median"] for program, figure in programs.items()}


def our_figures(figures: Mapping[str, Any]) -> dict[str, float]:
    """Return the shop's figure for each budget whose measurement is in `figures`, if the shop was measured."""
    found = {name: budget_figures(name, figures) for name in BUDGETS if name.partition(":")[0] in figures}
    return {name: by_program["ours"] for name, by_program in found.items() if "ours" in by_program}


def missed_budgets(found: Mapping[str, float], budgets: Mapping[str, float] = BUDGETS) -> list[str]:
    """Return a line for each missed budget of the measurements in `found`.

    The text before the colon names the measurement. A budget is also missed if its measurement has no figure for it.
    """
    measured = {name.partition(":")[0] for name in found}
    lines = []
    for name, limit in budgets.items():
        if name not in found and name.partition(":")[0] in measured:
            lines.append(f"{name}: not measured, at most {limit:.3g}")
        elif found.get(name, 0) > limit:
            lines.append(f"{name}: {found[name]:.3f}, at most {limit:.3g}")
    return lines


def report_budgets(found: Mapping[str, float]) -> int:
    """Print the missed budgets. Return 1 if there are any."""
    missed = missed_budgets(found)
    if found:
        print("\nBudgets: " + ("all kept" if not missed else "MISSED\n  " + "\n  ".join(missed)))
    return 1 if missed else 0
