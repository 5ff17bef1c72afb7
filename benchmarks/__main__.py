"""All measurements that need nothing but this machine, beside what people would use instead.

    python -m benchmarks [--quick] [--layer FOLDER] [--only bare,ours]

Exits non-zero where a budget is missed (benchmarks/budgets.py).
"""

import sys
import time

from benchmarks import authorizer, cold, instructions, layer, warm
from benchmarks.command import opened, parsed, verdict
from benchmarks.comparison import DifferentAnswers, compare
from benchmarks.counting import require_valgrind

_MEASUREMENTS = (warm, instructions, cold, authorizer, layer)


def main() -> int:
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # each table as it is done, also in a pipe
    arguments = parsed(__doc__)
    require_valgrind()  # better now than after minutes
    found: dict[str, float] = {}
    began = time.monotonic()
    with opened(arguments) as bench:
        try:
            compare(bench)
        except DifferentAnswers as error:
            print(f"Not measured: programs that answer differently do different work.\n{error}")
            return 1
        for measurement in _MEASUREMENTS:
            found |= measurement.measure(bench)
    print(f"\nMeasured in {time.monotonic() - began:.0f} s; figures are in .local/bench/results")
    return verdict(found)


if __name__ == "__main__":
    sys.exit(main())
