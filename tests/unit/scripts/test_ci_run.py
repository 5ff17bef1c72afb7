"""`.ci/run` runs every target, and fails if one of them fails, also beside another."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from harness import ROOT

TARGETS = ["check", "gate", "rehearse", "test", "test-boto3", "stress"]
STAMPS = [".venv/.dev", ".venv-sam/.done", ".venv-bench/.done", ".venv-rehearsal/.done"]
MAKEFILE = f"""\
{" ".join([*STAMPS, *TARGETS])}:
	@echo "$@$(MINUTES) begins" && test "$@" != "$$FAILING" && echo "$@ ends"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose targets only print their names."""
    (tmp_path / "Makefile").write_text(MAKEFILE)
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    valgrind = tmp_path / "bin" / "valgrind"
    valgrind.parent.mkdir()
    valgrind.touch(mode=0o755)
    return tmp_path


def run(project: Path, failing: str = "") -> tuple[int, list[str]]:
    """Return the exit status and the lines of the output."""
    environment = {**os.environ, "PATH": f"{project}/bin{os.pathsep}{os.environ['PATH']}", "FAILING": failing}
    done = subprocess.run(
        [".ci/run"], cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.returncode, done.stdout.decode().splitlines()


def test_the_tools_are_installed_first_and_each_target_runs(project: Path) -> None:
    status, lines = run(project)

    assert status == 0, lines
    assert [line.removesuffix(" ends") for line in lines if line.endswith(" ends")] == [*STAMPS, *TARGETS]


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_that_fails_fails_the_run(project: Path, target: str) -> None:
    status, lines = run(project, failing=target)

    assert status != 0
    assert f"{target} ends" not in lines
    assert f"{target}{2 if target == 'stress' else ''} begins" in lines
    # The output of the two that run side by side is complete. Nothing runs after them.
    assert ("rehearse begins" in lines) or target not in {"check", "gate"}
    assert "test begins" not in lines or target not in {"check", "gate", "rehearse"}
