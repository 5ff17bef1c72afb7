"""The results of a run, kept in a session file of cosmic-ray, so that a run can go on where it ended."""

from pathlib import Path
from typing import NamedTuple

from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkItem, WorkResult

from scripts.mutation.mutants import Mutant, change


class Result(NamedTuple):
    """What became of a mutant. `note`: the test that noticed it, or how many tests did not."""

    survived: bool
    note: str


class Session:
    """Results by the IDs of mutants."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._db = WorkDB(file, WorkDB.Mode.create)
        self._known = {item.job_id for item in self._db.work_items}
        self._results = {
            job: Result(result.test_outcome == TestOutcome.SURVIVED, result.output or "")
            for job, result in self._db.results
        }

    def result(self, mutant: Mutant) -> Result | None:
        """Return the result of the mutant, None if it has not run."""
        return self._results.get(mutant.id)

    def keep(self, mutant: Mutant, result: Result) -> None:
        """Keep a result. One of the same mutant is replaced."""
        if mutant.id not in self._known:
            self._db.add_work_items([WorkItem.single(mutant.id, _specification(mutant))])
            self._known.add(mutant.id)
        outcome = TestOutcome.SURVIVED if result.survived else TestOutcome.KILLED
        kept = WorkResult(
            WorkerOutcome.NORMAL, output=result.note, test_outcome=outcome, diff="\n".join(change(mutant))
        )
        self._db.set_result(mutant.id, kept)
        self._results[mutant.id] = result


def _specification(mutant: Mutant) -> MutationSpec:
    return MutationSpec(
        module_path=mutant.module,
        operator_name=mutant.operator,
        occurrence=mutant.occurrence,
        start_pos=mutant.start,
        end_pos=mutant.end,
    )
