"""The Makefile and the configuration that must agree with it."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from harness.layer import BUILT
from local.modules import SEARCH_PATH
from scripts.generated import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def recipe(target: str) -> list[str]:
    """Return the commands of a target, with the Python of the virtual environment."""
    (lines,) = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    lines = lines.replace("\\\n", "")
    return [line.strip().lstrip("@").replace("$(PY)", ".venv/bin/python") for line in lines.splitlines()]


def test_the_makefile_exports_the_search_path_of_the_projects_commands() -> None:
    (exported,) = re.findall(r"^export PYTHONPATH := (.+)$", MAKEFILE, re.MULTILINE)

    assert exported.replace("$(CURDIR)", str(ROOT)).split(":") == SEARCH_PATH.split(os.pathsep)


def test_the_second_functional_run_has_the_built_layer_in_the_place_of_its_source() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    built = f"{BUILT.relative_to(ROOT)}/python"
    folders = [
        built if folder == "layers/common" else folder
        for folder in settings["tool"]["pytest"]["ini_options"]["pythonpath"]
    ]
    build, run = recipe("test-boto3")[1:]

    assert built in folders
    assert build == ".venv/bin/python -m harness.layer"
    assert f'PYTHONPATH="{":".join(f"$(CURDIR)/{folder}".removesuffix("/.") for folder in folders)}"' in run
    assert f'-o pythonpath="{" ".join(folders)}" -m "not one_client"' in run


def test_the_hooks_before_a_commit_are_the_quick_part_of_the_check() -> None:
    configuration = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (repository,) = configuration["repos"]
    hooks = repository["hooks"]

    assert repository["repo"] == "local"
    assert [hook["entry"] for hook in hooks] == [command.removesuffix(" .") for command in recipe("quick")]
    assert all(hook["language"] == "system" and hook["id"] and hook["name"] and hook["types"] for hook in hooks)


def test_the_check_begins_with_its_quick_part() -> None:
    (prerequisites,) = re.findall(r"^check:([^#]*)##", MAKEFILE, re.MULTILINE)

    assert prerequisites.split()[0] == "quick"


@pytest.mark.parametrize("on_path", [True, False])
def test_lambdas_python_is_found_on_path_and_in_pyenv(tmp_path: Path, *, on_path: bool) -> None:
    versions = tmp_path / "versions" / "bin"
    versions.mkdir(parents=True)
    shims = tmp_path / "bin"
    shims.mkdir()
    programs = {
        versions / "python": "exit 0",
        # Without a selected version, pyenv's python3.13 only says where one is.
        shims / "python3.13": "exit 0" if on_path else "exit 127",
        shims / "pyenv": f'[ "$*" = "prefix 3.13" ] && echo {versions.parent}',
    }
    for path, script in programs.items():
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    show = tmp_path / "show.mk"
    show.write_text("show: ; @echo $(LAMBDAS_PYTHON)\n")

    command = ["make", "--no-print-directory", "-f", "Makefile", "-f", str(show), "show"]
    path = f"{shims}{os.pathsep}/usr/bin{os.pathsep}/bin"
    found = subprocess.run(command, cwd=ROOT, env={"PATH": path}, capture_output=True, text=True, check=True).stdout

    assert found.strip() == ("python3.13" if on_path else str(versions / "python"))


@pytest.mark.parametrize("environment", ["bench", "rehearsal"])
def test_benchmark_and_rehearsal_use_lambdas_python(environment: str) -> None:
    assert f'"$(LAMBDAS_PYTHON)" -m venv --clear .venv-{environment}' in recipe(rf"\.venv-{environment}/\.done")


@pytest.mark.parametrize(
    ("stamp", "compiled"),
    [
        (r"\.venv/\.local", "layers/common/requirements.txt"),
        (r"\.venv/\.local", "functions/payments/requirements.txt"),
        (r"\.venv-bench/\.done", "$<"),
    ],
)
def test_packages_whose_cold_starts_matter_are_compiled(stamp: str, compiled: str) -> None:
    assert any(f"--compile {compiled} " in f"{command} " for command in recipe(stamp))
