"""The outbox's whole way: from the transaction through the table's stream and the mailer to SES."""

from collections.abc import Callable
from typing import Any

import pytest

from bodega.dynamodb import Table, TransactionFailed
from harness.shop.mails import token_in
from tests.functional.streams.conftest import outbox, register
from tests.support.aws.ses import Ses, SesError, not_verified
from tests.support.database.streams import Reader, keys

pytestmark = [pytest.mark.real_time, pytest.mark.filterwarnings("ignore:No application metrics to publish")]


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
