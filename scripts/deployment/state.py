"""The state of the stack before and after a deployment: what it means, and the command that comes next.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
"""

import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from scripts.deployment.commands import deploy_command, destroy_command
from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import Account, Stack, find

NEVER_CREATED = {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED"}
"""The states after a first deployment that failed. Such a stack serves nothing, and CloudFormation cannot update it."""

_ACCEPTS = {
    *("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE"),
    *("IMPORT_COMPLETE", "IMPORT_ROLLBACK_COMPLETE"),
}
_FAILED = (
    "The first deployment failed.",
    "Mend the cause, and run {deploy} again. It deletes the failed stack first.",
)
_AWAY = "Mend the cause, and delete it:\n  {destroy}\nThen run {deploy}, which creates a new stack with new tables."
_RUNNING = (
    "An operation is running, perhaps another deployment.",
    (
        "Wait until it ends, and run the command again:\n"
        '  aws cloudformation describe-stacks {stack} --query "Stacks[0].StackStatus"'
    ),
)
_UNKNOWN = (
    "CloudFormation accepts no deployment then.",
    "Its events show what happened:\n  aws cloudformation describe-stack-events {stack}",
)
_MEANINGS = {
    "ROLLBACK_COMPLETE": _FAILED,
    "ROLLBACK_FAILED": _FAILED,
    "UPDATE_ROLLBACK_FAILED": (
        "An update failed, and CloudFormation could not undo all of it.",
        (
            "Mend the cause, then finish the rollback:\n  aws cloudformation continue-update-rollback {stack}\n"
            "If a resource cannot be rolled back, leave it out with --resources-to-skip NAME. "
            "When the state is UPDATE_ROLLBACK_COMPLETE, run {deploy} again."
        ),
    ),
    "UPDATE_FAILED": (
        "An update failed whose rollback was turned off.",
        "Roll it back:\n  aws cloudformation rollback-stack {stack}\nThen run {deploy} again.",
    ),
    "DELETE_FAILED": ("Some of its resources could not be deleted.", _AWAY),
    "CREATE_FAILED": ("It could not be created, and its rollback was turned off.", _AWAY),
    "UPDATE_IN_PROGRESS": (
        _RUNNING[0],
        f"{_RUNNING[1]}\nTo stop the update and go back:\n  aws cloudformation cancel-update-stack {{stack}}",
    ),
}
"""For each state that accepts no deployment: what it means, and what to do."""

_OWN = "AWS::CloudFormation::Stack"
_PAUSE, _TRIES = 5, 720  # seconds; an hour in all
_SHOWN = 5  # failures


class Failure(NamedTuple):
    """A resource that an operation of CloudFormation failed at, by its name in the template."""

    resource: str
    kind: str
    reason: str

    def __str__(self) -> str:
        return f"{self.resource} ({self.kind}): {self.reason}"


def make_deployable(settings: Settings, where: Account) -> None:
    """Delete what a failed first deployment left, so that a deployment can create the stack.

    Raises: NotReady for any other state in which CloudFormation accepts no deployment, with the next command.
    """
    stack = find(settings, where)
    if stack is None:
        return
    if stack.status in NEVER_CREATED:
        print(
            f"The first deployment of {settings.stack} failed ({stack.status}). It never served a request, and "
            f"CloudFormation cannot update it.\n{_why(stack, where)}  Deleting what is left of it ...",
            flush=True,
        )
        delete(settings, where, stack)
    elif stack.status == "REVIEW_IN_PROGRESS":
        print("  note: an earlier deployment ended before it created anything. This one starts anew.", file=sys.stderr)
    else:
        problem = explain(settings, where, stack)
        if problem:
            raise NotReady(problem)


def explain(settings: Settings, where: Account, stack: Stack) -> str | None:
    """Return why the stack's state allows no deployment and what to do, or None if it allows one."""
    if stack.status in _ACCEPTS:
        return None
    running = stack.status.endswith("_IN_PROGRESS")
    meaning, following = _MEANINGS.get(stack.status, _RUNNING if running else _UNKNOWN)
    commands = following.format(
        deploy=deploy_command(settings.environment),
        destroy=destroy_command(settings.environment),
        stack=f"--stack-name {settings.stack} --region {where.region}",
    )
    causes = "" if running else _why(stack, where)
    return f"{settings.stack} is in the state {stack.status}. {meaning}\n{causes}{commands}"


def explain_failure(settings: Settings, where: Account, before: Stack | None = None) -> str:
    """Return what CloudFormation failed at, after sam failed, and the next step. `before`: the stack before that."""
    stack = find(settings, where)
    if stack is not None and before is not None and _age(stack) == _age(before):
        # Its last operation is an earlier one, and not the cause of this failure.
        return f"CloudFormation changed nothing. {settings.stack} is as it was ({stack.status})."
    if stack is None or stack.status == "REVIEW_IN_PROGRESS":
        return "CloudFormation changed nothing."
    problem = explain(settings, where, stack)
    if problem:
        return problem
    if "ROLLBACK" in stack.status:
        return (
            f"CloudFormation rolled {settings.stack} back ({stack.status}): the previous version serves, and no data "
            f"was changed.\n{_why(stack, where)}Mend the cause, and run the command again."
        )
    return f"{settings.stack} is as it was ({stack.status})."


def delete(settings: Settings, where: Account, stack: Stack) -> None:
    """Delete the stack and wait until it is gone. Raises: NotReady if CloudFormation cannot delete it."""
    import boto3
    from botocore.exceptions import ClientError, WaiterError

    cloudformation = boto3.client("cloudformation", region_name=where.region)
    try:
        cloudformation.delete_stack(StackName=stack.arn)
        cloudformation.get_waiter("stack_delete_complete").wait(
            StackName=stack.arn, WaiterConfig={"Delay": _PAUSE, "MaxAttempts": _TRIES}
        )
    except WaiterError:
        left = find(settings, where)
        problem = explain(settings, where, left) if left else None
        raise NotReady(problem or f"{settings.stack} was not deleted in an hour. See CloudFormation.") from None
    except ClientError as error:
        raise NotReady(f"{settings.stack} cannot be deleted: {error}") from None
    kept = [str(event["PhysicalResourceId"]) for event in _events(stack, where) if _is_kept(event)]
    if kept:
        print(
            "  These are empty and stay, because the template retains them. A new stack does not use them "
            "(docs/operations.md#after-make-destroy):\n    " + "\n    ".join(kept)
        )


def failures(stack: Stack, where: Account) -> list[Failure]:
    """Return what the stack's last operation failed at first, and then all that its rollback failed at.

    Resources that were cancelled because of another one's failure are left out.
    """
    found: list[Failure] = []
    in_rollback = False
    for event in reversed(list(_last_operation(stack, where))):
        status, reason = event["ResourceStatus"], event.get("ResourceStatusReason", "")
        if event["ResourceType"] == _OWN:
            in_rollback = in_rollback or "ROLLBACK" in status or status.startswith("DELETE")
        elif status.endswith("_FAILED") and "cancelled" not in reason and (in_rollback or not found):
            found.append(Failure(event["LogicalResourceId"], event["ResourceType"], reason or status))
    return found


def _age(stack: Stack) -> tuple[str, str, str]:
    return stack.arn, stack.status, stack.updated


def _why(stack: Stack, where: Account) -> str:
    return "".join(f"  It failed at {failure}\n" for failure in failures(stack, where)[:_SHOWN])


def _is_kept(event: dict[str, Any]) -> bool:
    return bool(event["ResourceStatus"] == "DELETE_SKIPPED" and event.get("PhysicalResourceId"))


def _last_operation(stack: Stack, where: Account) -> Iterator[dict[str, Any]]:
    """Yield the events of the stack's last operation that a user started, newest first. Raises: NotReady."""
    begun = {"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS"}
    for event in _events(stack, where):
        yield event
        if event["PhysicalResourceId"] == stack.arn and event["ResourceStatus"] in begun:
            return


def _events(stack: Stack, where: Account) -> Iterator[dict[str, Any]]:
    """Yield all events of the stack, newest first, also of a deleted one. Raises: NotReady."""
    import boto3
    from botocore.exceptions import ClientError

    cloudformation = boto3.client("cloudformation", region_name=where.region)
    try:
        for page in cloudformation.get_paginator("describe_stack_events").paginate(StackName=stack.arn):
            yield from page["StackEvents"]
    except ClientError as error:
        raise NotReady(f"CloudFormation rejects the request: {error}") from None
