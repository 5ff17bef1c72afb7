"""The AWS services behind the functions: DynamoDB Local and Moto, with what the template declares in them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

import aiohttp

from local.engines.aws_json import AwsJson
from local.engines.dynamodb import Tables, dynamodb_command
from local.engines.moto import moto_command, senders, verify
from local.engines.process import Engine
from local.engines.secrets_manager import SecretsFile, seed
from local.lambdas.environment import Surroundings
from local.streams.client import StreamClient
from local.template import Template
from local.template.resources import Table
from local.terminal.console import Console


class Backends:
    """Both engines. `keep_open` is the file descriptor of the lock that they hold while they run."""

    def __init__(
        self, session: aiohttp.ClientSession, data: Path, mail: Path, keep_open: int, console: Console
    ) -> None:
        self._session = session
        self._data = data
        self._console = console
        self._database = data / "dynamodb"
        self._database.mkdir(parents=True, exist_ok=True)
        self._dynamodb = Engine("DynamoDB Local", dynamodb_command(self._database), (keep_open,))
        self._moto = Engine("Moto", moto_command(mail), (keep_open,))
        self._arns: dict[str, str] = {}

    @property
    def engines(self) -> tuple[Engine, ...]:
        return self._dynamodb, self._moto

    async def start(self, template: Template) -> Surroundings:
        """Start both engines and create tables, secrets and senders. Raises LocalError."""
        await asyncio.gather(self._start_dynamodb(template), self._start_moto(template))
        return Surroundings(self._dynamodb.url, self._moto.url, self._moto.url)

    async def stop(self) -> None:
        await asyncio.gather(*(engine.stop() for engine in self.engines))

    async def use(self, template: Template, before: Template) -> None:
        """Create what a changed template declares and the one before did not."""
        await self._make_tables(template)
        await self._make_secrets(template)
        await verify(self._session, self._moto.url, senders(template) - senders(before))

    def stream_client(self) -> StreamClient:
        return StreamClient(self._dynamodb_client("DynamoDB"), self._dynamodb_client("DynamoDBStreams"))

    async def are_empty(self, tables: Iterable[Table]) -> bool:
        """Return whether no table holds an item."""
        return await self._tables().are_empty(tables)

    async def _start_dynamodb(self, template: Template) -> None:
        await self._dynamodb.start()
        await self._make_tables(template)

    async def _start_moto(self, template: Template) -> None:
        await self._moto.start()
        await self._make_secrets(template)
        await verify(self._session, self._moto.url, senders(template))

    def _dynamodb_client(self, service: str) -> AwsJson:
        return AwsJson(self._session, self._dynamodb.url, "dynamodb", f"{service}_20120810")

    def _tables(self) -> Tables:
        return Tables(self._dynamodb_client("DynamoDB"))

    async def _make_tables(self, template: Template) -> None:
        for name in await self._tables().create(template.tables.values()):
            self._console.error(
                f"The table {name} was created with other keys or indexes than the template declares now.\n"
                f"To create it again, stop the stack and delete {self._database}."
            )

    async def _make_secrets(self, template: Template) -> None:
        """Create the template's secrets in Secrets Manager, and resolve its references to their ARNs."""
        client = AwsJson(self._session, self._moto.url, "secretsmanager", "secretsmanager")
        declared = template.secrets.values()
        kept = SecretsFile(self._data / "secrets.json").ensure(declared)
        self._arns |= await seed(client, [secret for secret in declared if secret.id not in self._arns], kept)
        for secret in declared:
            template.resolver.references[secret.id] = self._arns[secret.id]
            template.resolver.attributes[secret.id, "Id"] = self._arns[secret.id]
