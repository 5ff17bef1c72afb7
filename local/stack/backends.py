"""The AWS services behind the functions: DynamoDB Local and Moto, with what the template declares in them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import aiohttp

from local.engines.aws_json import AwsJson
from local.engines.dynamodb import Tables
from local.engines.moto import senders, verify
from local.engines.secrets_manager import SecretsFile, seed
from local.lambdas.environment import Surroundings
from local.stack.engines import Engines
from local.streams.client import StreamClient
from local.template import Template
from local.template.resources import Table
from local.terminal.console import Console


class Backends:
    """Both engines, which have been started, and what the template declares in them."""

    def __init__(self, session: aiohttp.ClientSession, data: Path, engines: Engines, console: Console) -> None:
        self._session = session
        self._data = data
        self._console = console
        self._database = engines.database
        self._dynamodb = engines.dynamodb
        self._moto = engines.moto
        self._arns: dict[str, str] = {}

    async def start(self, template: Template, payments: str) -> Surroundings:
        """Wait until both engines listen, and create secrets and senders. Raises LocalError.

        `payments`: the URL of the stand-in for the payment provider.
        """
        await asyncio.gather(self._dynamodb.ready(), self._start_moto(template))
        return Surroundings(self._dynamodb.url, self._moto.url, self._moto.url, payments)

    async def use(self, template: Template, before: Template) -> None:
        """Create what a changed template declares and the one before did not."""
        await self.make_tables(template)
        await self._make_secrets(template)
        await verify(self._session, self._moto.url, senders(template) - senders(before))

    async def make_tables(self, template: Template) -> None:
        """Create the missing tables, and show which ones differ from the template."""
        for name in await self._tables().create(template.tables.values()):
            self._console.error(
                f"The table {name} was created with other keys or indexes than the template declares now.\n"
                f"To create it again, stop the stack and delete {self._database}."
            )

    def stream_client(self) -> StreamClient:
        return StreamClient(self._dynamodb_client("DynamoDB"), self._dynamodb_client("DynamoDBStreams"))

    async def are_empty(self, tables: Iterable[Table]) -> bool:
        """Return whether no table holds an item."""
        return await self._tables().are_empty(tables)

    async def first_item(self, table: Table, partition: str) -> dict[str, Any] | None:
        """Return an item of a partition in DynamoDB's notation, or None if there is none."""
        return await self._tables().first_item(table, partition)

    async def _start_moto(self, template: Template) -> None:
        await self._moto.ready()
        await self._make_secrets(template)
        await verify(self._session, self._moto.url, senders(template))

    def _dynamodb_client(self, service: str) -> AwsJson:
        return AwsJson(self._session, self._dynamodb.url, "dynamodb", f"{service}_20120810")

    def _tables(self) -> Tables:
        return Tables(self._dynamodb_client("DynamoDB"))

    async def _make_secrets(self, template: Template) -> None:
        """Create the template's secrets in Secrets Manager, and resolve its references to their ARNs."""
        client = AwsJson(self._session, self._moto.url, "secretsmanager", "secretsmanager")
        declared = template.secrets.values()
        kept = SecretsFile(self._data / "secrets.json").ensure(declared)
        self._arns |= await seed(client, [secret for secret in declared if secret.id not in self._arns], kept)
        for secret in declared:
            template.resolver.references[secret.id] = self._arns[secret.id]
            template.resolver.attributes[secret.id, "Id"] = self._arns[secret.id]
