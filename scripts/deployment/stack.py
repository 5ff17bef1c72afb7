"""The deployed stack: the account it is in, its outputs and parameters, and whether its API answers."""

import os
import time
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Any

from scripts.deployment.commands import deploy_command
from scripts.deployment.settings import NotReady, Settings

_TRIES = 10  # a new API answers after some seconds


@dataclass(frozen=True)
class Account:
    """The account and region of a deployment.

    `caller` is the name at the end of the caller's ARN. `parameters` are those that the existing stack, if any, has a
    value of its own for.
    """

    number: str
    region: str
    caller: str
    parameters: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Stack:
    """The outputs and parameters of a deployed stack, by name, its status, its ARN, and when its last update began."""

    outputs: dict[str, str]
    parameters: dict[str, str]
    status: str = ""
    arn: str = ""
    updated: str = ""


def account(settings: Settings, region: str | None = None) -> Account:
    """Return the account that the AWS settings of this machine lead to, and the region: the given one or theirs.

    Raises: NotReady if there are no credentials, they have expired, or no region is set.
    """
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        # boto3 reads AWS_DEFAULT_REGION only. Other AWS tools read AWS_REGION too.
        session = boto3.Session(region_name=region or os.environ.get("AWS_REGION"))
        if session.region_name is None:
            raise NotReady("No region is set. Set one: export AWS_REGION=ca-central-1 (or: aws configure)")
        identity = session.client("sts").get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        raise NotReady(
            f"AWS does not accept the credentials: {error}\n"
            "Choose a profile (export AWS_PROFILE=…), renew it (aws sso login), or create one (aws configure)."
        ) from None
    given = _stack(session.client("cloudformation"), settings.stack).get("Parameters", [])
    # A parameter that is not given keeps its value. One that still has the template's default is not set for this shop.
    set_before = {
        p["ParameterKey"]
        for p in given
        if "shop.example" not in p["ParameterValue"] and p["ParameterValue"] not in {"", "*"}
    }
    return Account(identity["Account"], session.region_name, identity["Arn"].rpartition(":")[2], frozenset(set_before))


def outputs(settings: Settings, where: Account) -> dict[str, str]:
    """Return the stack's outputs. Raises: NotReady if there is no such stack."""
    return describe(settings, where).outputs


def describe(settings: Settings, where: Account) -> Stack:
    """Return the stack. Raises: NotReady if there is no such stack."""
    stack = find(settings, where)
    if stack is None:
        raise NotReady(
            f"There is no stack {settings.stack} in {where.region}. "
            f"To create it: {deploy_command(settings.environment)}. For another region, set AWS_REGION."
        )
    return stack


def find(settings: Settings, where: Account) -> Stack | None:
    """Return the stack, or None if there is none of this name. Raises: NotReady."""
    import boto3

    stack = _stack(boto3.client("cloudformation", region_name=where.region), settings.stack)
    if not stack:
        return None
    return Stack(
        {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])},
        {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in stack.get("Parameters", [])},
        stack["StackStatus"],
        stack["StackId"],
        str(stack.get("LastUpdatedTime", "")),
    )


def _stack(cloudformation: Any, name: str) -> dict[str, Any]:
    """Return CloudFormation's description of the stack, or an empty one if there is no such stack."""
    from botocore.exceptions import ClientError

    try:
        found: dict[str, Any] = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return {}
        raise NotReady(f"CloudFormation rejects the request: {error}") from None
    return found


def answers(url: str, pause: float = 3.0) -> bool:
    """Return whether a request gets a 200, within a few attempts with a pause in between (seconds)."""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(pause)
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                if answer.status == HTTPStatus.OK:
                    return True
        except (OSError, HTTPException):  # URLError and timeouts are of OSError
            continue
    return False


def confirms(prompt: str, expected: str) -> bool:
    """Ask, and return whether the answer is `expected`. It is not if there is no terminal."""
    try:
        return input(prompt).strip() == expected
    except EOFError:
        return False
