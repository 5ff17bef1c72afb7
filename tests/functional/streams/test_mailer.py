"""The outbox's whole way: from the transaction through the table's stream and the mailer to SES."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bodega.attributes import from_attributes
from bodega.dynamodb import Put, Table, TransactionFailed
from bodega.mail_tokens import new_token
from bodega.outbox import Template, mail
from harness.aws.dynamodb_proxy import Proxy
from harness.aws.tables import template
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from harness.shop.mails import receiver, token_in
from tests.support.aws.ses import Ses, SesError, not_verified
from tests.support.database.streams import Reader, keys, table_with_stream

pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish")


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


def test_a_mail_that_a_transaction_wrote_is_sent_once(
    accounts_stream: Table, reader: Callable[[], Reader], ses: Ses, dynamodb: Any
) -> None:
    for number in range(12):
        register(accounts_stream, number)
    run = reader()
    run.run_until(lambda: len(ses.taken) >= 12)
    assert ses.receivers == [f"{number}@shop.example" for number in range(12)]
    assert all(key.startswith("OUTBOX#") for batch in run.batches for key in keys(batch)), (
        "the filter is the template's"
    )
    (row,) = [row for row in outbox(dynamodb, accounts_stream) if row["to"] == "0@shop.example"]
    assert f"#token={token_in(row)}" in ses.taken[0]["Content"]["Simple"]["Body"]["Text"]["Data"]


def test_a_transaction_that_fails_sends_nothing(accounts_stream: Table, reader: Callable[[], Reader], ses: Ses) -> None:
    register(accounts_stream, 1)
    with pytest.raises(TransactionFailed):
        register(accounts_stream, 1)
    register(accounts_stream, 2)
    reader().run_until(lambda: len(ses.taken) >= 2)
    assert ses.receivers == ["1@shop.example", "2@shop.example"]


def test_an_outage_delays_mail_and_loses_none(accounts_stream: Table, reader: Callable[[], Reader], ses: Ses) -> None:
    ses.errors[""] = SesError(503, "ServiceUnavailable")
    register(accounts_stream, 1)
    register(accounts_stream, 2)
    first = reader()
    first.run_until(lambda: ses.attempts >= 5)
    register(accounts_stream, 3)
    ses.errors.clear()
    second = reader()
    second.run_until(lambda: len(ses.taken) >= 3)
    assert ses.receivers == [f"{number}@shop.example" for number in (1, 2, 3)]
    assert first.discarded + second.discarded == []


def test_a_stranger_in_the_sandbox_holds_up_no_other_mail(
    accounts_stream: Table, reader: Callable[[], Reader], ses: Ses
) -> None:
    ses.errors["1@shop.example"] = not_verified("1@shop.example")
    for number in range(3):
        register(accounts_stream, number)

    run = reader()
    run.run_until(lambda: len(ses.taken) >= 2)

    assert ses.receivers == ["0@shop.example", "2@shop.example"]
    assert ses.attempts == 3
    assert run.discarded == []


def test_a_sender_that_is_not_verified_delays_mail_and_loses_none(
    accounts_stream: Table, reader: Callable[[], Reader], ses: Ses
) -> None:
    ses.errors[""] = not_verified("Test Shop <shop@shop.example>")
    register(accounts_stream, 1)
    first = reader()
    first.run_until(lambda: ses.attempts >= 3)
    ses.errors.clear()

    second = reader()
    second.run_until(lambda: len(ses.taken) >= 1)

    assert ses.receivers == ["1@shop.example"]
    assert first.discarded + second.discarded == []


def test_changing_or_deleting_the_outbox_item_sends_nothing(
    accounts_stream: Table, reader: Callable[[], Reader], ses: Ses, dynamodb: Any
) -> None:
    register(accounts_stream, 1)
    rows = dynamodb.scan(TableName=accounts_stream.name)["Items"]
    (row,) = [row for row in rows if row["pk"]["S"].startswith("OUTBOX#")]
    dynamodb.put_item(TableName=accounts_stream.name, Item={**row, "createdAt": {"S": "later"}})
    dynamodb.delete_item(TableName=accounts_stream.name, Key={"pk": row["pk"], "sk": row["sk"]})
    register(accounts_stream, 2)
    reader().run_until(lambda: len(ses.taken) >= 2)
    assert ses.receivers == ["1@shop.example", "2@shop.example"]
