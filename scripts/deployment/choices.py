"""Parameters that `make deploy` chooses: how API Gateway logs in this account, and whether tables are protected yet."""

from collections.abc import Mapping
from typing import Any

from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import Account, Stack, find

API_LOGGING, TABLE_PROTECTION = "ApiLogging", "TableProtection"
_ROLE = "ApiGatewayLoggingRole"  # its logical ID in the template


def choose(settings: Settings, where: Account) -> list[dict[str, str]]:
    """Return the parameters to add to the given ones, for each call of `sam deploy`; print what is chosen.

    A stack is created with tables that can be deleted, so that a failed creation is rolled back completely. A second
    call protects them. Raises: NotReady.
    """
    stack = find(settings, where)
    logging = _api_logging(settings, where, stack)
    # A parameter that is not given keeps its value.
    protected = {TABLE_PROTECTION: "true"}
    # A stack gets its outputs when its creation succeeds.
    if TABLE_PROTECTION in settings.parameters or (stack is not None and stack.outputs):
        return [logging | protected]
    return [logging | {TABLE_PROTECTION: "false"}, logging | protected]


def _api_logging(settings: Settings, where: Account, stack: Stack | None) -> dict[str, str]:
    """Return the parameter, or nothing if it is given or off. Never replaces a role that the account has."""
    given = settings.parameters.get(API_LOGGING) or (stack.parameters.get(API_LOGGING) if stack else None)
    if given == "off":
        return {}
    try:
        current, own = _role_of_account(where), _role_of_stack(settings, where) if stack else None
    except NotReady:
        if given is not None:
            return {}
        raise
    if API_LOGGING in settings.parameters:
        if given == "create-role" and current not in (None, own):
            print(f"  note: ApiLogging=create-role replaces the role {current}, with which API Gateway logs now")
        return {}
    if current is None:
        print(
            f"  API Gateway has no role to write logs with in {where.region}. This deployment creates one and sets it "
            "for the account (ApiLogging=off leaves the account as it is, without an access log)"
        )
        return {API_LOGGING: "create-role"}
    if current == own:
        return {API_LOGGING: "create-role"}
    print(f"  API Gateway writes logs with the account's role {current}, which stays as it is")
    return {API_LOGGING: "account-has-role"}


def _role_of_account(where: Account) -> str | None:
    """Return the name of the role that API Gateway logs with, or None if none is set or it was deleted."""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        account: Mapping[str, Any] = boto3.client("apigateway", region_name=where.region).get_account()
    except (BotoCoreError, ClientError) as error:
        raise NotReady(
            f"API Gateway's settings of the account cannot be read: {error}\n"
            "Allow apigateway:GET on /account, or say whether the account has a role for logs: "
            "ApiLogging=account-has-role, create-role or off"
        ) from None
    name = str(account.get("cloudwatchRoleArn") or "").rpartition("/")[2]
    if not name:
        return None
    try:
        boto3.client("iam").get_role(RoleName=name)
    except ClientError as error:
        if error.response["Error"]["Code"] == "NoSuchEntity":
            return None
    except BotoCoreError:
        pass  # without the permission to look, it is taken to exist
    return name


def _role_of_stack(settings: Settings, where: Account) -> str | None:
    """Return the name of the role that this stack created, or None."""
    import boto3
    from botocore.exceptions import ClientError

    cloudformation = boto3.client("cloudformation", region_name=where.region)
    try:
        found = cloudformation.describe_stack_resources(StackName=settings.stack, LogicalResourceId=_ROLE)
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise NotReady(f"The resources of {settings.stack} cannot be read: {error}") from None
    return next((resource.get("PhysicalResourceId") for resource in found["StackResources"]), None)
