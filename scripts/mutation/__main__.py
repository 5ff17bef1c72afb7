"""`make mutate`: change rules and stores in small ways, and report the changes that no test notices."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from scripts.generated import replaced
from scripts.mutation.areas import AREAS, FOLDER, ROOT, modules
from scripts.mutation.lines import Lines
from scripts.mutation.mutants import Mutant, mutants, sample
from scripts.mutation.report import Outcome, described, equivalents, outcome, survivors, table
from scripts.mutation.run import Run
from scripts.mutation.session import Session

DOCUMENT = ROOT / "docs/reliability.md"
BEGIN, END = "<!-- written by make mutate ARGS=--write -->", "<!-- to here -->"


def main() -> None:
    options = _options()
    try:
        found = list(mutants(modules(options.modules)))
    except ValueError as error:
        raise SystemExit(str(error)) from None
    chosen = sample(found, options.mutants, options.seed)
    session, known = Session(FOLDER / "session.sqlite"), equivalents()
    if not options.report:
        wanted: set[Outcome | None] = {None}
        wanted |= {Outcome.SURVIVED} if options.again else set()
        wanted |= {Outcome.EQUIVALENT} if options.equivalent else set()
        pending = [mutant for mutant in chosen if outcome(mutant, session, known) in wanted]
        print(
            f"{len(pending)} of {len(chosen)} mutants to test; the others have results from earlier runs, "
            f"or are listed as equivalent.",
            flush=True,
        )
        lines = Lines(FOLDER / "lines.sqlite")
        lines.update()
        Run(pending, session, lines, most_tests=options.most_tests).with_workers(options.workers)
    left = list(survivors(chosen, session, known))
    for mutant in left:
        print(described(mutant, session))
    print(table(chosen, session, known))
    if options.write:
        _write(chosen, session, f"make mutate MUTANTS={options.mutants} SEED={options.seed}")
    sys.exit(f"{len(left)} changes were not noticed. Add tests, or list them in equivalent.toml." if left else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutate", description=__doc__)
    parser.add_argument(
        "modules", nargs="*", default=list(AREAS), metavar="module", help=f"{', '.join(AREAS)}, folders or files"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the random sample (1)")
    parser.add_argument(
        "--mutants", type=int, default=600, help="in the sample, besides all mutants of conditions (600)"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes that test (2)")
    parser.add_argument("--most-tests", type=int, default=400, help="for a mutant, the most specific ones (400)")
    parser.add_argument("--again", action="store_true", help="also test again what survived")
    parser.add_argument("--equivalent", action="store_true", help="also test what is listed as equivalent")
    parser.add_argument("--report", action="store_true", help="only report the results so far")
    parser.add_argument("--write", action="store_true", help="write the table into docs/reliability.md")
    return parser.parse_args()


def _write(chosen: Sequence[Mutant], session: Session, command: str) -> None:
    head = f"{datetime.now(UTC):%Y-%m-%d}, `{command}`:"
    new = replaced(DOCUMENT, BEGIN, END, f"\n\n{head}\n\n{table(chosen, session, equivalents())}\n")
    DOCUMENT.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
