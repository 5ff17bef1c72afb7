"""Stacks that CloudFormation left in a state of failure: the cause, the next command, and what is cleared."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import boto3
import pytest
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID

from scripts.deployment import state
from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import Account, find

REGION = "ca-central-1"
WHERE = Account(DEFAULT_ACCOUNT_ID, REGION, "ada")
SETTINGS = Settings.read("staging", [])
TABLE = ("CatalogTable", "AWS::DynamoDB::Table", "CREATE_FAILED", "Subscriber limit exceeded")
CANCELLED = ("Api", "AWS::ApiGateway::RestApi", "CREATE_FAILED", "Resource creation cancelled")

pytestmark = pytest.mark.usefixtures("mocked_aws")

Leave = Callable[..., None]


@pytest.fixture
def leave() -> Leave:
    """Create a stack, and have CloudFormation report a state and events of resources after the stack's own ones.

    An event without a resource is one of the stack.
    """
    template = json.dumps({"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}})

    def in_state(status: str, *events: tuple[str, ...]) -> None:
        boto3.client("cloudformation", region_name=REGION).create_stack(StackName=SETTINGS.stack, TemplateBody=template)
        stack: Any = get_backend("cloudformation")[DEFAULT_ACCOUNT_ID][REGION].get_stack(SETTINGS.stack)
        for event in events:
            if len(event) == 1:
                stack._add_stack_event(event[0], resource_status_reason="User Initiated")
            else:
                name, kind, resource_status, reason = event
                stack._add_stack_event(resource_status, reason, json.dumps({}))
                added = stack.events[-1]
                added.logical_resource_id, added.resource_type = name, kind
                added.physical_resource_id = f"{name}-1"
        stack.status = status

    return in_state


def status() -> str | None:
    found = find(SETTINGS, WHERE)
    return found.status if found else None


@pytest.mark.parametrize("failed", ["ROLLBACK_COMPLETE", "ROLLBACK_FAILED"])
def test_what_a_failed_first_deployment_left_is_explained_and_deleted(
    leave: Leave, capsys: pytest.CaptureFixture[str], failed: str
) -> None:
    leave(failed, ("CREATE_IN_PROGRESS",), TABLE, CANCELLED, ("ROLLBACK_IN_PROGRESS",))

    state.make_deployable(SETTINGS, WHERE)

    assert status() is None
    said = capsys.readouterr().out
    assert f"The first deployment of bodega-staging failed ({failed})." in said
    assert "It failed at CatalogTable (AWS::DynamoDB::Table): Subscriber limit exceeded" in said
    assert "Api" not in said.split("It failed at")[1]
    assert "Deleting what is left of it" in said


@pytest.mark.parametrize(
    "usable",
    ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE", "REVIEW_IN_PROGRESS"],
)
def test_a_stack_that_a_deployment_can_change_is_left_alone(leave: Leave, usable: str) -> None:
    leave(usable)

    state.make_deployable(SETTINGS, WHERE)

    assert status() == usable


def test_an_account_without_the_stack_is_ready() -> None:
    state.make_deployable(SETTINGS, WHERE)


BLOCKED = {
    "UPDATE_ROLLBACK_FAILED": [
        "aws cloudformation continue-update-rollback --stack-name bodega-staging --region ca-central-1",
        "make deploy ENV=staging",
    ],
    "UPDATE_FAILED": [
        "aws cloudformation rollback-stack --stack-name bodega-staging --region ca-central-1",
        "make deploy ENV=staging",
    ],
    "DELETE_FAILED": ["make destroy ENV=staging", "make deploy ENV=staging"],
    "CREATE_FAILED": ["make destroy ENV=staging", "make deploy ENV=staging"],
    "IMPORT_ROLLBACK_FAILED": ["aws cloudformation describe-stack-events --stack-name bodega-staging"],
    "UPDATE_IN_PROGRESS": [
        "aws cloudformation describe-stacks --stack-name bodega-staging --region ca-central-1",
        "aws cloudformation cancel-update-stack --stack-name bodega-staging --region ca-central-1",
    ],
    "CREATE_IN_PROGRESS": ["aws cloudformation describe-stacks"],
    "ROLLBACK_IN_PROGRESS": ["aws cloudformation describe-stacks"],
    "UPDATE_ROLLBACK_IN_PROGRESS": ["aws cloudformation describe-stacks"],
    "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS": ["aws cloudformation describe-stacks"],
    "DELETE_IN_PROGRESS": ["aws cloudformation describe-stacks"],
}


@pytest.mark.parametrize("blocked", BLOCKED)
def test_any_other_state_is_explained_with_the_next_command(leave: Leave, blocked: str) -> None:
    leave(blocked)

    with pytest.raises(NotReady) as explained:
        state.make_deployable(SETTINGS, WHERE)

    assert f"bodega-staging is in the state {blocked}." in str(explained.value)
    assert [command for command in BLOCKED[blocked] if command not in str(explained.value)] == []
    assert status() == blocked


def test_a_rollback_that_failed_names_the_cause_and_what_could_not_be_undone(leave: Leave) -> None:
    undone = ("Api", "AWS::ApiGateway::RestApi", "UPDATE_FAILED", "AccessDenied")
    first = ("CatalogTable", "AWS::DynamoDB::Table", "UPDATE_FAILED", "Limit exceeded")
    other = ("AccountsTable", "AWS::DynamoDB::Table", "UPDATE_FAILED", "Limit exceeded")
    rollback = ("UPDATE_ROLLBACK_IN_PROGRESS",)
    leave("UPDATE_ROLLBACK_FAILED", TABLE, ("UPDATE_IN_PROGRESS",), first, other, rollback, undone)

    stack = find(SETTINGS, WHERE)
    assert stack is not None

    assert [failure.resource for failure in state.failures(stack, WHERE)] == ["CatalogTable", "Api"]


@pytest.mark.parametrize(
    ("left", "event", "said"),
    [
        ("ROLLBACK_COMPLETE", "CREATE_IN_PROGRESS", "run make deploy ENV=staging again. It deletes the failed stack"),
        ("UPDATE_ROLLBACK_COMPLETE", "UPDATE_IN_PROGRESS", "the previous version serves"),
    ],
)
def test_a_deployment_that_fails_names_the_resource_and_the_next_step(
    leave: Leave, left: str, event: str, said: str
) -> None:
    leave(left, (event,), TABLE)

    explanation = state.explain_failure(SETTINGS, WHERE)

    assert "CatalogTable (AWS::DynamoDB::Table): Subscriber limit exceeded" in explanation
    assert said in explanation


def test_a_deployment_that_fails_before_cloudformation_changed_nothing(leave: Leave) -> None:
    assert state.explain_failure(SETTINGS, WHERE) == "CloudFormation changed nothing."
    leave("UPDATE_COMPLETE")
    assert state.explain_failure(SETTINGS, WHERE) == "bodega-staging is as it was (UPDATE_COMPLETE)."


def test_an_earlier_failure_of_the_stack_is_not_named_as_the_cause(leave: Leave) -> None:
    leave("UPDATE_ROLLBACK_COMPLETE", ("UPDATE_IN_PROGRESS",), TABLE)
    before = find(SETTINGS, WHERE)
    assert before is not None

    unchanged = state.explain_failure(SETTINGS, WHERE, before)
    updated = state.explain_failure(SETTINGS, WHERE, replace(before, updated="a minute earlier"))

    assert unchanged == "CloudFormation changed nothing. bodega-staging is as it was (UPDATE_ROLLBACK_COMPLETE)."
    assert "It failed at CatalogTable" in updated


def test_a_stack_that_cannot_be_deleted_is_explained(
    leave: Leave, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    leave("ROLLBACK_FAILED", ("CREATE_IN_PROGRESS",), TABLE)
    monkeypatch.setattr(state, "_PAUSE", 0)
    stack: Any = get_backend("cloudformation")[DEFAULT_ACCOUNT_ID][REGION].get_stack(SETTINGS.stack)

    def refuse(*_: Any, **__: Any) -> None:
        stack._add_stack_event("DELETE_IN_PROGRESS")
        stack._add_stack_event("DELETE_FAILED", "The bucket is not empty", "{}")
        stack.events[-1].logical_resource_id, stack.events[-1].resource_type = "Bucket", "AWS::S3::Bucket"
        stack.status = "DELETE_FAILED"

    monkeypatch.setattr(get_backend("cloudformation")[DEFAULT_ACCOUNT_ID][REGION], "delete_stack", refuse)

    with pytest.raises(NotReady, match=r"Bucket \(AWS::S3::Bucket\): The bucket is not empty") as explained:
        state.make_deployable(SETTINGS, WHERE)

    assert "make destroy ENV=staging" in str(explained.value)


def test_what_the_deletion_retains_is_listed(leave: Leave, capsys: pytest.CaptureFixture[str]) -> None:
    leave("ROLLBACK_COMPLETE", ("CREATE_IN_PROGRESS",), TABLE)
    backend: Any = get_backend("cloudformation")[DEFAULT_ACCOUNT_ID][REGION]
    stack = backend.get_stack(SETTINGS.stack)
    stack._add_stack_event("DELETE_IN_PROGRESS")
    stack._add_stack_event("DELETE_SKIPPED", "", "{}")
    skipped = stack.events[-1]
    skipped.logical_resource_id, skipped.physical_resource_id = "AccountsTable", "bodega-staging-AccountsTable-1"

    state.make_deployable(SETTINGS, WHERE)

    assert "bodega-staging-AccountsTable-1" in capsys.readouterr().out
