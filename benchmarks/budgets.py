"""What the shop may cost at most: the one table of budgets, and the judgement of figures by it."""

from collections.abc import Mapping

# What each of the authorizer's budgets compares: the shop's program, and the one with Powertools and PyJWT that does
# the same work.
AUTHORIZERS: Mapping[str, tuple[str, str]] = {
    "cold without network": ("ours_token_only", "authorizer_token_only"),
    "cold with key and session read": ("ours", "authorizer_powertools"),
}

# Ratios are to the bare botocore handler of the same run, the authorizer's to what is said above; megabytes are of a
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


def judge(figures: Mapping[str, float], budgets: Mapping[str, float] = BUDGETS) -> list[str]:
    """A line for each budget that is missed, of the measurements that `figures` are from.

    A measurement is what stands before the colon; one that comes without one of its budget's figures misses it.
    """
    measured = {name.partition(":")[0] for name in figures}
    lines = []
    for name, most in budgets.items():
        if name.partition(":")[0] not in measured:
            continue
        found = figures.get(name)
        if found is None:
            lines.append(f"{name}: not measured, at most {most:.3g}")
        elif found > most:
            lines.append(f"{name}: {found:.3f}, at most {most:.3g}")
    return lines
