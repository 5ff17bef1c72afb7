"""`make stress`: attack the shop for a given number of minutes and print a table of the results.

Parts run two at a time, each in a process of its own. `--write` puts the table into docs/reliability.md.
"""

import argparse
import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from scripts.generated import with_between
from tests.stress.result import Result

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- written by make stress ARGS=--write -->", "<!-- to here -->"
HEAD = "| Promise | How it is tested | Cases | Faults | Seeds | Losses |\n|---|---|---|---|---|---|\n"

# Shares of the time, and the longest that a part has need of, in minutes. What takes longest stands first.
PARTS: dict[str, tuple[float, float]] = {
    "soak.load": (0.20, 10),
    "faults.catalog": (0.30, 20),
    "faults.accounts": (0.30, 20),
    "faults.orders": (0.20, 15),
    "accounts.walks": (0.25, 20),
    "soak.kills": (0.20, 10),
    "hostile.schema": (0.20, 15),
    "hostile.texts": (0.15, 10),
    "races.all_of_them": (0.10, 6),
    "orders.races": (0.10, 10),
    "faults.payments": (0.15, 12),
    "payments.chaos": (0.20, 12),
    "payments.kills": (0.20, 15),
    "payments.races": (0.10, 10),
    "faults.hangs": (0.10, 15),
    "access.matrix": (0.08, 3),
    "hostile.tokens": (0.08, 3),
    "menu.changes": (0.08, 3),
}
_AT_A_TIME = 2
_OVERHEAD = 20.0  # seconds that a part takes besides: to start its shop, to look at its books


def run_part(name: str, seconds: float, seed: int) -> Result:
    """Never raises: a part that breaks is a loss."""
    command = [sys.executable, "-m", "tests.stress.part", name, "--seconds", f"{seconds:.0f}", "--seed", str(seed)]
    paths = os.pathsep.join(str(ROOT / folder) for folder in ("functions", "layers/common", "."))
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    try:
        result = Result.of_json(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        result = Result(name, "it broke", losses=[f"{name} broke:\n{done.stderr[-3000:]}"])
    print(f"{name}: {result.cases} cases, {result.seconds:.0f} s, {len(result.losses)} losses", flush=True)
    return result


def table(results: Sequence[Result]) -> str:
    return HEAD + "".join(
        f"| {result.promise} | {result.how} | {result.cases:,} | {result.faults:,} "
        f"| {', '.join(result.seeds) or '–'} | {len(result.losses)} |\n"
        for result in results
    )


def write(text: str, minutes: float) -> None:
    said = f"\n\n`make stress MINUTES={minutes:g}`:\n\n{text}\n"
    document = with_between(DOCUMENT.read_text(encoding="utf-8"), BEGIN, END, said)
    if document is None:
        raise SystemExit(f"{DOCUMENT} has no lines {BEGIN!r} and {END!r}: the table above is written nowhere")
    DOCUMENT.write_text(document, encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.stress", description=__doc__)
    parser.add_argument("--minutes", type=float, default=40, help="in all, about (%(default)g)")
    parser.add_argument("--seed", type=int, default=None, help="what chance begins with (otherwise any; it is printed)")
    parser.add_argument("--only", metavar="PART", choices=sorted(PARTS), action="append", help="as often as needed")
    parser.add_argument("--write", action="store_true", help="write the table into docs/reliability.md")
    options = parser.parse_args()
    seed = secrets.randbits(31) if options.seed is None else options.seed
    chosen = {name: limits for name, limits in PARTS.items() if not options.only or name in options.only}
    total = sum(share for share, _ in chosen.values())
    usable = max(30.0, options.minutes * 60 * _AT_A_TIME - _OVERHEAD * len(chosen))
    print(f"seed {seed}, {len(chosen)} parts in about {options.minutes:g} minutes", flush=True)
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        running = [
            pool.submit(run_part, name, max(5.0, min(usable * share / total, longest * 60)), seed)
            for name, (share, longest) in chosen.items()
        ]
        results = [part.result() for part in running]
    text = table(results)
    print(f"\n{text}")
    losses = [loss for result in results for loss in result.losses]
    for loss in losses[:20]:
        print(f"LOSS: {loss[:4000]}\n")
    if options.write and not losses:
        write(text, options.minutes)
    print(f"{len(losses)} losses" if losses else "Nothing was lost.")
    return 1 if losses else 0


if __name__ == "__main__":
    sys.exit(main())
