"""The workflows do what a person does, with as few rights as that takes, and deploy for nobody who did not ask."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.template import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def read(path: Path) -> dict[Any, Any]:
    document: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_a_version(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w-]+/[\w-]+@(v\d+(\.\d+)*|[0-9a-f]{40})", action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_and_a_job_ends(path: Path) -> None:
    document = read(path)
    assert document["permissions"] == {"contents": "read"}
    for job in document["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 60
        assert set(job.get("permissions", {}).items()) <= {("contents", "read"), ("id-token", "write")}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_others_write_is_never_part_of_a_command(path: Path) -> None:
    for step in steps(path):
        assert not re.search(r"\$\{\{\s*(inputs|github\.event|vars|github\.head_ref)", step.get("run", ""))


def test_ci_runs_what_a_person_runs() -> None:
    run = {
        word
        for step in steps(ROOT / ".github/workflows/ci.yml")
        for word in re.findall(r"make (\w+)", step.get("run", ""))
    }
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert run == {"check", "test", "build", "rehearse", "stress"}
    assert run <= targets


def test_deploying_is_off_until_it_is_configured_and_is_asked_for() -> None:
    document = read(ROOT / ".github/workflows/deploy.yml")
    assert list(document[True]) == ["workflow_dispatch"]  # YAML takes `on` for a truth value
    (job,) = document["jobs"].values()
    assert job["if"] == "vars.AWS_DEPLOY_REGION != ''"
    assert job["environment"] == "${{ inputs.environment }}"
    assert document[True]["workflow_dispatch"]["inputs"]["environment"]["options"] == ["dev", "prod"]
    assert "secrets." not in (ROOT / ".github/workflows/deploy.yml").read_text()


def test_dependabot_looks_where_requirements_are() -> None:
    directories = {
        directory
        for update in read(ROOT / ".github/dependabot.yml")["updates"]
        for directory in update.get("directories", [])
    }
    assert directories == {f"/{file.parent.relative_to(ROOT)}" for file in ROOT.glob("*/*.in")} | {
        f"/{file.parent.relative_to(ROOT)}" for file in ROOT.glob("layers/*/*.in")
    }
