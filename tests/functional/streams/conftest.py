"""An accounts table with its stream, and the mailer behind it."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bodega.attributes import from_attributes
from bodega.dynamodb import Put, Table
from bodega.mail_tokens import new_token
from bodega.outbox import Template, mail
from harness.aws.dynamodb_proxy import Proxy
from harness.aws.tables import template
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from harness.shop.mails import receiver
from tests.support.database.streams import Reader, table_with_stream


@pytest.fixture
def accounts_stream(
    database: Proxy, dynamodb: Any, secrets_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Table]:
    """An accounts table with the stream that the template gives it."""
    with table_with_stream(dynamodb, "AccountsTable") as name:
        monkeypatch.setenv("ACCOUNTS_TABLE", name)
        yield Table("ACCOUNTS_TABLE")


@pytest.fixture
def reader(database: Proxy, accounts_stream: Table, tmp_path: Path) -> Callable[[], Reader]:
    """The mailer behind the event source mapping of template.yaml; each is a new run of the same stack."""
    (source,) = (source for source in template().streams.values() if source.function == "MailerFunction")

    async def mailer(event: dict[str, Any]) -> bytes:
        context = lambda_context("mailer", milliseconds=60_000)
        return json.dumps(await asyncio.to_thread(load_app("mailer").handler, event, context)).encode()

    url = f"http://127.0.0.1:{database.port_behind}"
    return lambda: Reader(url, accounts_stream.name, source, tmp_path / "positions.json", mailer)


def profile(number: int) -> Put:
    item = {"pk": f"USER#{number}", "sk": "PROFILE", "email": f"{number}@shop.example"}
    return Put(item, "attribute_not_exists(#pk)")


def register(table: Table, number: int) -> None:
    welcome = mail(
        Template.WELCOME, receiver(f"{number}@shop.example", verified=number % 2 == 0), token=new_token("verify")[0]
    )
    table.transact({"profile": profile(number), "mail": welcome})


def outbox(dynamodb: Any, table: Table) -> list[dict[str, Any]]:
    rows = map(from_attributes, dynamodb.scan(TableName=table.name)["Items"])
    return [row for row in rows if row["pk"].startswith("OUTBOX#")]
