"""The workflows run the make targets, with minimal permissions, and deploy only on request."""

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
def test_a_workflow_may_only_read_and_a_job_has_a_timeout(path: Path) -> None:
    document = read(path)
    assert document["permissions"] == {"contents": "read"}
    for job in document["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 60
        assert set(job.get("permissions", {}).items()) <= {("contents", "read"), ("id-token", "write")}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_command_contains_external_input(path: Path) -> None:
    for step in steps(path):
        assert not re.search(r"\$\{\{\s*(inputs|github\.event|vars|github\.head_ref)", step.get("run", ""))


def test_ci_runs_the_make_targets() -> None:
    run = {
        word
        for step in steps(ROOT / ".github/workflows/ci.yml")
        for word in re.findall(r"make ([\w-]+)", step.get("run", ""))
    }
    targets = set(re.findall(r"^([a-z0-9-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert run == {"check", "test", "test-boto3", "build", "rehearse", "stress"}
    assert run <= targets


def test_deployment_is_off_until_it_is_configured_and_runs_on_request() -> None:
    document = read(ROOT / ".github/workflows/deploy.yml")
    assert list(document[True]) == ["workflow_dispatch"]  # YAML reads `on` as true
    (job,) = document["jobs"].values()
    assert job["if"] == "vars.AWS_DEPLOY_REGION != ''"
    assert job["environment"] == "${{ inputs.environment }}"
    assert document[True]["workflow_dispatch"]["inputs"]["environment"]["type"] == "environment"
    assert "secrets." not in (ROOT / ".github/workflows/deploy.yml").read_text()


def test_dependabot_covers_all_folders_with_requirements() -> None:
    directories = {
        directory
        for update in read(ROOT / ".github/dependabot.yml")["updates"]
        for directory in update.get("directories", [])
    }
    requirements = ("*/*.in", "layers/*/*.in", "functions/*/*.in")
    locks = ("web/package-lock.json", "tests/*/package-lock.json", "clients/*/generate/package-lock.json")
    files = [file for pattern in (*requirements, *locks) for file in ROOT.glob(pattern)]
    assert directories == {f"/{file.parent.relative_to(ROOT)}" for file in files}


def test_the_client_is_published_from_a_tag_with_provenance_and_without_a_token() -> None:
    path = ROOT / ".github/workflows/publish-client.yml"
    document = read(path)
    (job,) = document["jobs"].values()
    commands = [step["run"] for step in job["steps"] if "run" in step]

    assert document[True] == {"push": {"tags": ["client-v*"]}}
    assert job["if"] == "vars.PUBLISH_CLIENT == 'true'"
    assert commands[:2] == ["make check", "make client"]
    assert "--provenance" in commands[2]
    assert "secrets." not in path.read_text()
