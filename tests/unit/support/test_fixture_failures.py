"""A fixture that fails is one error, not one for each test that uses it."""

import re
import subprocess
import sys
from pathlib import Path

from harness import ROOT

CONFTEST = """\
import pytest
from tests.support.fixture_failures import pytest_fixture_setup, pytest_runtest_makereport

@pytest.fixture(scope="session")
def stack():
    raise RuntimeError("the demo did not load")

@pytest.fixture
def page(stack):
    return stack

@pytest.fixture
def table():
    raise RuntimeError("no table")
"""
TESTS = """\
import pytest

@pytest.mark.parametrize("number", range(20))
def test_of_the_stack(stack, number): pass

def test_of_a_page(page): pass

def test_of_its_own_table(table): pass

def test_of_another_table(table): pass

def test_without_a_fixture(): pass
"""


def run(folder: Path) -> str:
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_it.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", f"--rootdir={folder}", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def test_the_first_test_shows_the_error_and_the_others_name_it(tmp_path: Path) -> None:
    output = run(tmp_path)

    # A fixture of a function fails anew for each test, so these are two errors.
    assert "1 passed, 20 skipped, 3 errors" in output
    assert len(re.findall("^E .*the demo did not load", output, re.MULTILINE)) == 1
    said = re.findall(r"^SKIPPED \[(\d+)\] \S+: (.*)$", output, re.MULTILINE)
    reason = "the fixture stack (session) failed, see the error of test_it.py::test_of_the_stack[0]"
    assert said == [("19", reason), ("1", reason)]
