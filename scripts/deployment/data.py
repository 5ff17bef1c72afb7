"""Checks that a deployment does not change a setting that the deployed shop's data fixes."""

import sys
from typing import Any

from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import Account, Stack, find
from scripts.settings_of_data import PLACES, problem


def check_data(settings: Settings, where: Account) -> None:
    """Raises: NotReady if the shop has prices or counted orders with another currency or time zone.

    Reads one item of each place. Without the permission to read, a parameter that the stack has already passes.
    """
    stack = find(settings, where)
    before = stack.parameters if stack else {}
    parameters = {**before, **settings.parameters}
    try:
        items = [_first_item(stack, *place, where.region) for place in PLACES] if stack else []
    except NotReady as unread:
        if any(parameters.get(name) != before.get(name) for name in ("Currency", "TimeZone")):
            raise
        print(f"  note: {unread}", file=sys.stderr)
        items = []
    found = problem(parameters, items, "make deploy ENV=NAME with the name of another environment.")
    if found is not None:
        raise NotReady(found)


def _first_item(stack: Stack, table: str, partition: str, region: str) -> dict[str, Any] | None:
    """Return an item of a partition, or None. Raises: NotReady if the table cannot be read."""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    name = stack.outputs.get(f"{table}Name")
    if name is None:  # a stack of an earlier version
        return None
    try:
        items = boto3.client("dynamodb", region_name=region).query(
            TableName=name,
            KeyConditionExpression="pk = :partition",
            ExpressionAttributeValues={":partition": {"S": partition}},
            Limit=1,
        )["Items"]
    except (BotoCoreError, ClientError) as error:
        raise NotReady(
            f"The table {name} cannot be read, so its currency and time zone are not checked: {error}"
        ) from None
    return dict(items[0]) if items else None
