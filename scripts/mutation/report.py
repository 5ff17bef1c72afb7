"""The results of a run: survivors with file, line and change, and a table by area for docs/reliability.md."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from scripts.mutation.mutants import Mutant, change
from scripts.mutation.session import Session

EQUIVALENTS = Path(__file__).with_name("equivalent.toml")
HEAD = (
    "| Area | Mutants | Noticed | Equivalent | Survived | Score | Conditions of writes | Score of these |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


class Equivalent(NamedTuple):
    """A change that alters nothing that a caller or an operator can observe. `before`, `after`: the changed lines."""

    module: str
    before: str
    after: str
    reason: str


def equivalents(file: Path = EQUIVALENTS) -> list[Equivalent]:
    """Read the list of equivalent mutants."""
    return [Equivalent(**entry) for entry in tomllib.loads(file.read_text(encoding="utf-8"))["equivalent"]]


def reason_of(mutant: Mutant, known: Iterable[Equivalent]) -> str | None:
    """Return why the mutant is equivalent, None if it is not listed."""
    before, after = changed_lines(mutant)
    return next(
        (
            entry.reason
            for entry in known
            if (entry.module, entry.before, entry.after) == (str(mutant.module), before, after)
        ),
        None,
    )


def changed_lines(mutant: Mutant) -> tuple[str, str]:
    """Return the lines of a mutant before and after its change, without indentation."""
    lines = change(mutant)
    before, after = ("\n".join(line[1:].strip() for line in lines if line[0] == sign) for sign in "-+")
    return before, after


class Outcome(Enum):
    """What became of a mutant."""

    NOTICED = "a test failed"
    EQUIVALENT = "listed as equivalent, and not noticed"
    SURVIVED = "no test failed"


def outcome(mutant: Mutant, session: Session, known: Iterable[Equivalent]) -> Outcome | None:
    """Return what became of a mutant, None if it has not run and is not listed as equivalent."""
    result = session.result(mutant)
    if result and not result.survived:
        return Outcome.NOTICED
    if reason_of(mutant, known):
        return Outcome.EQUIVALENT
    return result and Outcome.SURVIVED


class Score(NamedTuple):
    """What became of some mutants."""

    mutants: int
    noticed: int
    equivalent: int

    @property
    def survived(self) -> int:
        return self.mutants - self.noticed - self.equivalent

    def __str__(self) -> str:
        """The share of the mutants that are not equivalent that the tests noticed."""
        relevant = self.mutants - self.equivalent
        return f"{self.noticed / relevant:.1%}" if relevant else "–"


def score(mutants: Sequence[Mutant], session: Session, known: Sequence[Equivalent]) -> Score:
    """Count the mutants that have a result or are listed as equivalent."""
    found = Counter(outcome(mutant, session, known) for mutant in mutants)
    return Score(found.total() - found[None], found[Outcome.NOTICED], found[Outcome.EQUIVALENT])


def table(mutants: Sequence[Mutant], session: Session, known: Sequence[Equivalent]) -> str:
    """Return the table of scores by area, in Markdown."""
    areas = sorted({mutant.area for mutant in mutants})
    rows = [(area, [mutant for mutant in mutants if mutant.area == area]) for area in areas]
    return HEAD + "".join(_row(name, own, session, known) for name, own in [*rows, ("all", list(mutants))])


def _row(name: str, mutants: Sequence[Mutant], session: Session, known: Sequence[Equivalent]) -> str:
    of_all = score(mutants, session, known)
    of_conditions = score([mutant for mutant in mutants if mutant.of_condition], session, known)
    cells = (
        name, of_all.mutants, of_all.noticed, of_all.equivalent, of_all.survived, of_all,
        of_conditions.mutants, of_conditions,
    )  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |\n"


def survivors(mutants: Iterable[Mutant], session: Session, known: Sequence[Equivalent]) -> Iterator[Mutant]:
    """Yield the survivors that are not equivalent, by file and line."""
    for mutant in sorted(mutants, key=lambda mutant: (str(mutant.module), mutant.start, mutant.operator)):
        if outcome(mutant, session, known) is Outcome.SURVIVED:
            yield mutant


def described(mutant: Mutant, session: Session) -> str:
    """Return file, line and change of a mutant, and how many tests did not notice it."""
    result = session.result(mutant)
    lines = "".join(f"\n    {line}" for line in change(mutant))
    return f"{mutant.module}:{mutant.line}: {mutant.operator}, {result.note if result else 'not tested'}{lines}"
