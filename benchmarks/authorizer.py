"""The authorizer, cold: a fresh process to its first policy, beside the same work done with Powertools.

    python -m benchmarks.authorizer [--quick] [--layer FOLDER]

Twice: with the key at hand and nobody asked, which is the code for the token alone (`ours_token_only` beside
`authorizer_token_only`), and with key and session read (`ours`, as it is deployed, beside `authorizer_powertools`).
"""

import sys
from dataclasses import replace

from benchmarks.budgets import AUTHORIZERS
from benchmarks.cold import start
from benchmarks.command import Bench, Found, progress, run_alone
from benchmarks.events import authorizer_event
from benchmarks.figures import Spread, ratios, spread_text, table
from benchmarks.imports import top_imports
from benchmarks.programs import BENCH_PYTHON, Process, Program, Workshop
from benchmarks.results import save
from benchmarks.sample_data import SECRET, SECRET_VERSION, USER_ID, token

JUDGE = "judge"
_FORGED = "forged"
_KEY = {"SIGNING_KEY": SECRET, "SIGNING_KEY_ID": SECRET_VERSION}
_ROUNDS, _QUICK_ROUNDS = 25, 6


def ours(shop: Workshop) -> Program:
    environment = shop.environment("authorizer")
    good = token(environment["TOKEN_ISSUER"], environment["TOKEN_AUDIENCE"])
    return shop.function("authorizer", {JUDGE: authorizer_event(good), _FORGED: authorizer_event(good[:-4] + "AAAA")})


def measure(bench: Bench) -> Found:
    rounds = _QUICK_ROUNDS if bench.quick else _ROUNDS
    programs = _programs(bench.shop)
    for program in programs:
        _check(program)
    runs: dict[str, list[dict[str, float]]] = {program.name: [] for program in programs}
    for number in range(rounds):
        progress(f"authorizer: round {number + 1} of {rounds}")
        for program in programs:
            runs[program.name].append(start(program, JUDGE))
    progress("")
    figures = {name: _summary(runs[name], runs[pair[1]]) for pair in AUTHORIZERS.values() for name in pair}
    imports = {program.name: top_imports(program) for program in programs}
    _show(figures)
    save(
        "authorizer", {"rounds": rounds, "quick": bench.quick}, {"first": figures, "imports_ms": imports}, BENCH_PYTHON
    )
    return {f"authorizer: {what}, ratio": figures[mine]["ratio"].median for what, (mine, _) in AUTHORIZERS.items()}


def _programs(shop: Workshop) -> list[Program]:
    mine = ours(shop)
    peers = [shop.peer(name, mine.events, function="authorizer") for _, name in AUTHORIZERS.values()]
    others = [shop.variant("ours_token_only", mine), *peers]
    return [mine, *(replace(each, environment={**each.environment, **_KEY}) for each in others)]


def _check(program: Program) -> None:
    """Raises: AssertionError where a program does not let an admin in and a forged token out."""
    with Process(program) as process:
        policy = process.answer(JUDGE)["answer"]
        assert policy["principalId"] == policy["context"]["userId"] == USER_ID, policy
        assert policy["context"]["role"] == "admin", policy
        assert policy["policyDocument"]["Statement"][0]["Effect"] == "Allow", policy
        assert process.answer(_FORGED) == {"raised": "Exception: Unauthorized"}


def _summary(runs: list[dict[str, float]], reference: list[dict[str, float]]) -> dict[str, Spread]:
    """Milliseconds and megabytes; `ratio` is of CPU time to the peer that does the same work."""
    times = {name: [run[name] for run in runs] for name in runs[0]}
    return {
        **{f"{name}_ms": Spread.of(values).times(1000) for name, values in times.items() if name != "mb"},
        "memory_mb": Spread.of(times["mb"]),
        "ratio": ratios(times["cpu"], [run["cpu"] for run in reference]),
    }


def _show(figures: dict[str, dict[str, Spread]]) -> None:
    print("\nAuthorizer, a fresh process to its first policy: CPU ms, median (quartiles)\n")
    rows = [
        [
            name,
            *(spread_text(found[f"{part}_ms"], 0) for part in ("import_cpu", "call_cpu", "cpu", "wall")),
            spread_text(found["ratio"]),
            f"{found['memory_mb'].median:.1f}",
        ]
        for name, found in figures.items()
    ]
    print(table(["authorizer", "import", "first call", "both", "both, wall", "ratio to the peer", "MB at most"], rows))


if __name__ == "__main__":
    sys.exit(run_alone(__doc__, measure))
