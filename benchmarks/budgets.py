"""The budgets: the most that the shop may cost."""

from collections.abc import Mapping

# For each authorizer budget, the shop's program and the one with Powertools and PyJWT that does the same work.
AUTHORIZERS: Mapping[str, tuple[str, str]] = {
    "cold without network": ("ours_token_only", "authorizer_token_only"),
    "cold with key and session read": ("ours", "authorizer_powertools"),
}

# Ratios are to the bare botocore handler of the same run; the authorizer's are to the peers above. A megabyte is a
# million bytes.
BUDGETS: Mapping[str, float] = {
    "warm: list, ratio": 0.75,
    "warm: get, ratio": 1.15,
    "warm: create, ratio": 1.20,
    "cold: first get, ratio": 1.15,
    "cold: first create, ratio": 1.20,
    "authorizer: cold without network, ratio": 1 / 3,
    "authorizer: cold with key and session read, ratio": 1 / 3,
    "layer: unzipped, MB": 25.0,
}


def missed_budgets(figures: Mapping[str, float], budgets: Mapping[str, float] = BUDGETS) -> list[str]:
    """Return a line for each missed budget of the measurements in `figures`.

    The text before the colon names the measurement. A budget is also missed if its measurement has no figure for it.
    """
    measured = {name.partition(":")[0] for name in figures}
    lines = []
    for name, limit in budgets.items():
        if name not in figures and name.partition(":")[0] in measured:
            lines.append(f"{name}: not measured, at most {limit:.3g}")
        elif figures.get(name, 0) > limit:
            lines.append(f"{name}: {figures[name]:.3f}, at most {limit:.3g}")
    return lines
