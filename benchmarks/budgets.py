"""What the shop may cost at most: the one table of budgets, and the judgement of figures by it."""

from collections.abc import Mapping

# Ratios are to the bare botocore handler of the same run; the authorizer's is to the peer with Powertools and PyJWT
# that has its key at hand and asks nobody; megabytes are of a million bytes.
BUDGETS: Mapping[str, float] = {
    "warm: list, ratio": 0.75,
    "warm: get, ratio": 1.15,
    "warm: create, ratio": 1.20,
    "cold: first get, ratio": 1.15,
    "cold: first create, ratio": 1.20,
    "authorizer: cold without network, ratio": 1 / 3,
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
