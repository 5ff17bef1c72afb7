"""The Makefile and the configuration that must agree with it."""

import os
import re

import yaml

from local.modules import SEARCH_PATH
from scripts.generated import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def recipe(target: str) -> list[str]:
    """Return the commands of a target, with the Python of the virtual environment."""
    (lines,) = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    return [line.strip().lstrip("@").replace("$(PY)", ".venv/bin/python") for line in lines.splitlines()]


def test_the_makefile_exports_the_search_path_of_the_projects_commands() -> None:
    (exported,) = re.findall(r"^export PYTHONPATH := (.+)$", MAKEFILE, re.MULTILINE)

    assert exported.replace("$(CURDIR)", str(ROOT)).split(":") == SEARCH_PATH.split(os.pathsep)


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
