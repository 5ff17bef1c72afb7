"""Changes that the proxy makes to requests on their way to DynamoDB."""

from collections.abc import Iterator
from typing import Any

_NEVER = "(attribute_exists(pk) AND attribute_not_exists(pk))"


def hold_back(request: dict[str, Any], share: float) -> dict[str, Any]:
    """Remove keys from a BatchGetItem and return them. `share` of the keys stays, and at least one, as in DynamoDB."""
    tables = request["RequestItems"]
    kept = max(1, int(sum(len(asked["Keys"]) for asked in tables.values()) * share))
    held_back = {}
    for table, asked in list(tables.items()):
        keys, asked["Keys"] = asked["Keys"], asked["Keys"][:kept]
        kept -= len(asked["Keys"])
        if keys[len(asked["Keys"]) :]:
            held_back[table] = {**asked, "Keys": keys[len(asked["Keys"]) :]}
        if not asked["Keys"]:
            del tables[table]
    return held_back


def break_conditions(request: dict[str, Any], on: str) -> None:
    """Let the condition of each write fail whose key, as `pk|sk`, contains `on`. DynamoDB returns the item as it is."""
    for write in _writes(request):
        key = write.get("Key") or write["Item"]
        if on in f"{key['pk']['S']}|{key['sk']['S']}":
            condition = write.get("ConditionExpression")
            write["ConditionExpression"] = f"({condition}) AND {_NEVER}" if condition else _NEVER


def _writes(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "TransactItems" not in request:
        yield request
    for actions in request.get("TransactItems", ()):
        yield from actions.values()
