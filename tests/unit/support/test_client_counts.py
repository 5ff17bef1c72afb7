"""Both AWS clients have to pass the same number of functional tests, except of those that run with one client only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from harness import ROOT

CONFTEST = """\
from tests.support.aws.client_counts import pytest_sessionfinish, pytest_terminal_summary
"""
TESTS = """\
import os
import pytest

@pytest.mark.parametrize("number", range(3))
def test_of_both(number): pass

def test_of_one():
    if os.environ["AWS_CLIENT"] in os.environ.get("SKIPPED_BY", ""):
        pytest.skip("not with this client")

@pytest.mark.one_client
def test_that_varies_inputs(): pass
"""
BOTH = ("-m", "not one_client")
COUNT = "functional tests passed with the AWS client"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    functional = tmp_path / "tests" / "functional"
    functional.mkdir(parents=True)
    (tmp_path / "tests" / "conftest.py").write_text(CONFTEST)
    (functional / "test_it.py").write_text(TESTS)
    (tmp_path / "tests" / "test_else.py").write_text("def test_else(): pass\n")
    return tmp_path


def run(project: Path, *options: str, **environment: str) -> tuple[int, str]:
    """Return the exit status and the output."""
    plugins = ["-p", "xdist", "-p", "no:cacheprovider", "-n", "2", "--rootdir=.", "-c", os.devnull]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, *options],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_run_with_the_same_count_passes(project: Path) -> None:
    first, said_first = run(project, "tests")
    second, said_second = run(project, "tests/functional", *BOTH, AWS_CLIENT="boto3")

    assert (first, second) == (0, 0), said_first + said_second
    assert f"{COUNT} builtin: 4\n" in said_first
    assert f"{COUNT} boto3: 4\n" in said_second
    assert "have to pass" not in said_second


def test_a_run_with_another_count_fails(project: Path) -> None:
    run(project, "tests")
    status, said = run(project, "tests/functional", *BOTH, AWS_CLIENT="boto3", SKIPPED_BY="boto3")

    assert status == 1
    assert f"{COUNT} boto3: 3\n" in said
    assert "with the AWS client builtin: 4. Both have to pass the same tests." in said


def test_a_run_without_a_count_of_the_builtin_client_fails(project: Path) -> None:
    status, said = run(project, "tests/functional", *BOTH, AWS_CLIENT="boto3")

    assert status == 1
    assert "with the AWS client builtin: not counted" in said


@pytest.mark.parametrize("selection", [["-k", "both"], ["tests/functional/test_it.py"], ["tests/functional"]])
def test_a_run_of_some_tests_is_not_compared(project: Path, selection: list[str]) -> None:
    status, said = run(project, *selection, AWS_CLIENT="boto3")

    assert status == 0
    assert "have to pass" not in said
