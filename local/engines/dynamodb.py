"""The template's tables in DynamoDB Local."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from local.engines.aws_json import AwsError, AwsJson
from local.template.resources import Table


class Tables:
    """The template's tables in DynamoDB Local."""

    def __init__(self, client: AwsJson) -> None:
        self._client = client

    async def create(self, tables: Iterable[Table]) -> list[str]:
        """Create the missing tables. Returns the names of tables whose keys or indexes differ from the template's."""
        differing = []
        for table in tables:
            description = await self._description(table.name)
            if description is None:
                definition = {**table.definition, **_stream(table)}
                await self._client.call("CreateTable", {**definition, "TableName": table.name, **_ON_DEMAND})
            else:
                if _differs(table, description):
                    differing.append(table.name)
                await self._stream_as_declared(table, description)
            if table.ttl_attribute:
                await self._expire_by(table.name, table.ttl_attribute)
        return differing

    async def are_empty(self, tables: Iterable[Table]) -> bool:
        """Return whether no table holds an item."""
        for table in tables:
            page = await self._client.call("Scan", {"TableName": table.name, "Limit": 1})
            if page["Count"]:
                return False
        return True

    async def first_item(self, table: Table, partition: str) -> dict[str, Any] | None:
        """Return an item of a partition in DynamoDB's notation, or None if there is none."""
        request = {
            "TableName": table.name,
            "KeyConditionExpression": "pk = :partition",
            "ExpressionAttributeValues": {":partition": {"S": partition}},
            "Limit": 1,
        }
        items: list[dict[str, Any]] = (await self._client.call("Query", request))["Items"]
        return items[0] if items else None

    async def _description(self, name: str) -> dict[str, Any] | None:
        try:
            description: dict[str, Any] = (await self._client.call("DescribeTable", {"TableName": name}))["Table"]
        except AwsError as error:
            if error.code != "ResourceNotFoundException":
                raise
            return None
        return description

    async def _stream_as_declared(self, table: Table, description: dict[str, Any]) -> None:
        """Give an existing table the stream that the template declares now."""
        current = description.get("StreamSpecification", {})
        view = current.get("StreamViewType") if current.get("StreamEnabled") else None
        if view == table.stream_view:
            return
        if view is not None:
            await self._update_stream(table.name, {"StreamEnabled": False})
        if table.stream_view is not None:
            await self._update_stream(table.name, _stream(table)["StreamSpecification"])

    async def _update_stream(self, table: str, specification: dict[str, Any]) -> None:
        await self._client.call("UpdateTable", {"TableName": table, "StreamSpecification": specification})

    async def _expire_by(self, table: str, attribute: str) -> None:
        specification = {"AttributeName": attribute, "Enabled": True}
        try:
            request = {"TableName": table, "TimeToLiveSpecification": specification}
            await self._client.call("UpdateTimeToLive", request)
        except AwsError as error:
            if error.code != "ValidationException":  # "TimeToLive is already enabled"
                raise


_ON_DEMAND = {"BillingMode": "PAY_PER_REQUEST"}


def _stream(table: Table) -> dict[str, Any]:
    if table.stream_view is None:
        return {}
    return {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": table.stream_view}}


def _differs(table: Table, description: dict[str, Any]) -> bool:
    wanted = table.definition
    return _keys(description["KeySchema"]) != _keys(wanted["KeySchema"]) or any(
        _indexes(description.get(kind, [])) != _indexes(wanted.get(kind, []))
        for kind in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes")
    )


def _keys(schema: list[dict[str, str]]) -> dict[str, str]:
    return {key["KeyType"]: key["AttributeName"] for key in schema}


def _indexes(indexes: list[dict[str, Any]]) -> dict[str, tuple[dict[str, str], str]]:
    return {
        index["IndexName"]: (_keys(index["KeySchema"]), index.get("Projection", {}).get("ProjectionType", "ALL"))
        for index in indexes
    }
