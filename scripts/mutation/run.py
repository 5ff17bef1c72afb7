"""Test mutants with several workers."""

import itertools
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from scripts.mutation.areas import FOLDER
from scripts.mutation.copies import copy_project
from scripts.mutation.lines import Lines, MeasuredTest
from scripts.mutation.mutants import Mutant
from scripts.mutation.session import Result, Session

_PARTS = (8, 40)  # tests; most mutants fail one of the first
_SLOWER = 10  # times as long as measured, a run counts as endless
_PATIENCE = 60.0  # seconds more
_REPORTED = 20  # mutants between two lines of progress


class Failure(NamedTuple):
    """Why a run of tests did not pass. `test`: the test that failed, None after a time-out or a crash."""

    test: str | None
    note: str


class Worker:
    """A copy of the project, and the process that tests it."""

    def __init__(self, folder: Path, process: "subprocess.Popen[str]") -> None:
        self._folder = folder
        self._requests, self._answers = cast(IO[str], process.stdin), cast(IO[str], process.stdout)
        self._reliable: dict[str, bool] = {}

    def test(self, mutant: Mutant, tests: Sequence[MeasuredTest], most: int) -> Result:
        """Run the `most` most specific tests until one fails because of the mutation."""
        usable = [test for test in tests if self._reliable.get(test.id, True)]
        chosen = usable[:most]
        for begin, end in itertools.pairwise((0, *_PARTS, len(chosen))):
            part = chosen[begin:end]
            while failure := self._failure(part, mutant):
                if failure.test is None or self._is_due_to(mutant, failure.test):
                    return Result(survived=False, note=failure.note)
                failed = [test.id for test in part].index(failure.test)
                part = part[failed + 1 :]
        more = f" of {len(usable)}" if len(usable) > len(chosen) else ""
        return Result(survived=True, note=f"{len(chosen)}{more} tests pass")

    def _is_due_to(self, mutant: Mutant, test: str) -> bool:
        """Return whether a test, alone, fails with the mutation and passes without it.

        A few tests need what another one left behind, and a busy machine fails some now and then.
        """
        alone = [MeasuredTest(test, 0)]
        if test not in self._reliable:
            self._reliable[test] = self._failure(alone, None) is None
        return self._reliable[test] and self._failure(alone, mutant) is not None

    def _failure(self, tests: Sequence[MeasuredTest], mutant: Mutant | None) -> Failure | None:
        if not tests:
            return None
        if mutant:
            self._write(mutant.module, mutant.mutated())
        try:
            seconds = _PATIENCE + _SLOWER * sum(test.seconds for test in tests)
            answer = self._ask({"tests": [test.id for test in tests], "seconds": seconds})
        finally:
            if mutant:
                self._write(mutant.module, mutant.source)
        if answer["code"] == 0:
            return None
        for line in answer["output"].splitlines():
            kind, _, rest = line.partition(" ")
            if kind in {"FAILED", "ERROR"} and rest.startswith("tests/"):
                # IDs can contain " - ", too. A module that cannot be imported fails without one.
                failed = (test.id for test in tests if f"{rest} - ".startswith(f"{test.id} - "))
                return Failure(max(failed, key=len, default=None), line)
        if "ERROR: not found" in answer["output"]:
            raise RuntimeError(f"A test is gone. Delete {FOLDER}/lines.sqlite.\n{answer['output']}")
        return Failure(None, f"exit code {answer['code']}: {answer['output'][-500:]}")

    def _write(self, module: Path, source: str) -> None:
        """Write a module, and delete its bytecode: within a second, Python takes files of one size for the same."""
        file = self._folder / module
        file.write_text(source, encoding="utf-8")
        for bytecode in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
            bytecode.unlink()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        self._requests.write(json.dumps(request) + "\n")
        self._requests.flush()
        if not (answer := self._answers.readline()):
            raise RuntimeError("A worker ended. Its errors are above.")
        return cast(dict[str, Any], json.loads(answer))


@contextmanager
def started(folder: Path) -> Iterator[Worker]:
    """Start a worker in a copy of the project."""
    path = os.pathsep.join(str(folder / name) for name in ("functions", "layers/common", ""))
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.mutation.worker"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Worker(folder, process)


class Run:
    """Tests mutants, keeps the results, and prints survivors and the progress."""

    def __init__(self, mutants: Sequence[Mutant], session: Session, lines: Lines, *, most_tests: int) -> None:
        self._pending, self._session, self._lines, self._most_tests = deque(mutants), session, lines, most_tests
        self._number, self._done, self._lock = len(mutants), 0, threading.Lock()

    def with_workers(self, number: int) -> None:
        """Test all mutants. An error or an interruption lets each worker end its mutant first."""
        with ThreadPoolExecutor(number) as pool:
            work = [pool.submit(self._work, FOLDER / f"worker-{index}") for index in range(number)]
            try:
                for done in as_completed(work):
                    done.result()
            finally:
                self._pending.clear()

    def _work(self, folder: Path) -> None:
        copy_project(folder)
        with started(folder) as worker:
            while True:
                with self._lock:
                    if not self._pending:
                        return
                    mutant = self._pending.popleft()
                    changed = range(mutant.start[0], mutant.end[0] + 1)
                    # A condition of a write matters where something else was written meanwhile.
                    tests = self._lines.of(mutant.module, changed, races_first=mutant.of_condition)
                result = worker.test(mutant, tests, self._most_tests)
                with self._lock:
                    self._keep(mutant, result)

    def _keep(self, mutant: Mutant, result: Result) -> None:
        self._session.keep(mutant, result)
        self._done += 1
        if result.survived:
            print(f"survived: {mutant.module}:{mutant.line} {mutant.operator} ({result.note})", flush=True)
        if self._done % _REPORTED == 0:
            print(f"{self._done} of {self._number} mutants tested", flush=True)
