"""Which tests run which lines of the product: measured with coverage.py, and kept until code or tests change."""

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple, cast

from coverage import CoverageData

from scripts.mutation.areas import ROOT

TESTS = ("tests/functional", *(f"tests/unit/{name}" for name in (
    "analytics", "categories", "layer", "mailer", "orders", "payments", "store", "users",
)))  # fmt: skip
"""The tests of the functions and the layer. Others test pages, commands and documents."""

_CASES = 3  # of a test with parameters
_SLOW = 1.5  # seconds
_RACES = re.compile(r"/faults/|race|interleaving|inserted|concurren|at_once|meanwhile")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, digest TEXT);
CREATE TABLE IF NOT EXISTS tests (test TEXT PRIMARY KEY, file TEXT, seconds REAL, size INTEGER);
CREATE TABLE IF NOT EXISTS ran (test TEXT, module TEXT, lines TEXT);
CREATE INDEX IF NOT EXISTS by_module ON ran (module);
CREATE INDEX IF NOT EXISTS by_test ON ran (test);
"""


class MeasuredTest(NamedTuple):
    """A test by its pytest ID, with its duration in seconds."""

    id: str
    seconds: float


class Lines:
    """The tests that run a line, kept in a SQLite file."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._folder = file.parent
        self._rows = sqlite3.connect(file, check_same_thread=False)
        self._rows.executescript(_SCHEMA)

    def update(self) -> None:
        """Run the tests again that changed, or that ran a module which changed. Takes 12 minutes for all tests."""
        known = dict(self._rows.execute("SELECT path, digest FROM files"))
        now = {str(path): _digest(ROOT / path) for path in _watched()}
        changed = {path for path in known.keys() | now.keys() if known.get(path) != now.get(path)}
        if not changed:
            return
        files = {path for path in changed if path.startswith("tests/")} & now.keys()
        for path in changed - files:
            files.update(file for (file,) in self._rows.execute(
                "SELECT DISTINCT file FROM ran JOIN tests USING (test) WHERE module = ?", (path,)
            ))  # fmt: skip
        self._forget({path for path in changed if path.startswith("tests/")} | files)
        if files := files & now.keys():
            self._measure(sorted(files))
        with self._rows:
            self._rows.execute("DELETE FROM files")
            self._rows.executemany("INSERT INTO files VALUES (?, ?)", now.items())

    def of(self, module: Path, lines: Iterable[int], *, races_first: bool = False) -> list[MeasuredTest]:
        """Return the tests that run one of the lines; if none does, those that run the module.

        Ordered by how little else they run: the first ones test the module itself. Of a test with many parameters, a
        few come first and the others later. Slow tests are last. `races_first`: every second test is one in which
        requests meet, as long as there are any.
        """
        wanted = set(lines)
        rows = [
            (size, test, seconds, wanted & set(json.loads(ran)))
            for test, ran, seconds, size in self._rows.execute(
                "SELECT test, lines, seconds, size FROM ran JOIN tests USING (test) WHERE module = ?", (str(module),)
            )
        ]
        exact = [row for row in rows if row[3]] or rows
        cases = Counter[str]()
        ordered = list[tuple[bool, int, int, MeasuredTest]]()
        for _, test, seconds, _ in sorted(exact, key=lambda row: row[:2]):
            function = test.partition("[")[0]
            ordered.append((seconds > _SLOW, cases[function] // _CASES, len(ordered), MeasuredTest(test, seconds)))
            cases[function] += 1
        ranked = [test for *_, test in sorted(ordered)]
        if not races_first:
            return ranked
        races = [test for test in ranked if _RACES.search(test.id)]
        others = [test for test in ranked if not _RACES.search(test.id)]
        return [test for pair in zip_longest(races, others) for test in pair if test]

    def _forget(self, files: Iterable[str]) -> None:
        with self._rows:
            for file in files:
                self._rows.execute("DELETE FROM ran WHERE test IN (SELECT test FROM tests WHERE file = ?)", (file,))
                self._rows.execute("DELETE FROM tests WHERE file = ?", (file,))

    def _measure(self, files: list[str]) -> None:
        print(f"Measuring which lines {len(files)} test files run ...", flush=True)
        parts = self._folder / "parts"
        parts.mkdir(exist_ok=True)
        for part in parts.iterdir():
            part.unlink()
        environment = {**os.environ, "MUTATION_LINES": str(parts)}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "scripts.mutation.plugin", *files]
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            raise SystemExit("The tests fail without a mutation. Mend them first.")
        for part in parts.glob("lines.*"):
            data = CoverageData(str(part))
            data.read()
            with self._rows:
                self._add(data, _durations(part))

    def _add(self, data: CoverageData, durations: dict[str, float]) -> None:
        ran: dict[str, dict[str, list[int]]] = defaultdict(dict)
        for file in data.measured_files():
            module = os.path.relpath(file, ROOT)
            for line, tests in data.contexts_by_lineno(file).items():
                for test in filter(None, tests):
                    ran[test].setdefault(module, []).append(line)
        for test, modules in ran.items():
            self.add(test, durations[test], sum(map(len, modules.values())), modules)

    def add(self, test: str, seconds: float, size: int, modules: Mapping[str, list[int]]) -> None:
        """Add a test. `size`: how many lines it runs. `modules`: the lines of each module."""
        file = test.partition("::")[0]
        self._rows.execute("INSERT OR REPLACE INTO tests VALUES (?, ?, ?, ?)", (test, file, seconds, size))
        self._rows.executemany(
            "INSERT INTO ran VALUES (?, ?, ?)", [(test, module, json.dumps(lines)) for module, lines in modules.items()]
        )


def _durations(part: Path) -> dict[str, float]:
    file = part.with_name(part.name.replace("lines.", "seconds.", 1))
    return cast(dict[str, float], json.loads(file.read_text(encoding="utf-8")))


def _watched() -> Iterator[Path]:
    for folder in TESTS:
        yield from (path.relative_to(ROOT) for path in sorted((ROOT / folder).rglob("test_*.py")))
    for folder in ("functions", "layers/common/bodega"):
        yield from (path.relative_to(ROOT) for path in sorted((ROOT / folder).rglob("*.py")))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
