"""`make resend`: mail that SES refused is sent again, once, and mail of an erased account is not."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from bodega.attributes import from_attributes
from bodega.dynamodb import Key, Table
from harness import ROOT
from local.modules import SEARCH_PATH
from tests.functional.streams.conftest import outbox, register
from tests.support.aws.ses import Ses, not_verified
from tests.support.database.streams import Reader

pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish")


def resend(table: Table, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.resend", "--table", table.name, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": SEARCH_PATH},
        capture_output=True,
        text=True,
        check=False,
    )


def mail_ids(dynamodb: Any, table: Table) -> list[str]:
    return [row["pk"].removeprefix("OUTBOX#") for row in outbox(dynamodb, table)]


def test_a_refused_mail_is_sent_again_by_its_id(
    accounts_stream: Table, reader: Callable[[], Reader], ses: Ses, dynamodb: Any
) -> None:
    ses.errors["1@shop.example"] = not_verified("1@shop.example")
    register(accounts_stream, 1)
    register(accounts_stream, 2)
    first = reader()
    first.run_until(lambda: len(ses.taken) >= 1)
    ses.errors.clear()
    (refused,) = [row for row in outbox(dynamodb, accounts_stream) if row["to"] == "1@shop.example"]

    done = resend(accounts_stream, "--mail", refused["pk"].removeprefix("OUTBOX#"))
    reader().run_until(lambda: len(ses.taken) >= 2)

    assert (done.returncode, done.stdout) == (0, "Mails sent again: 1\n"), done.stderr
    assert ses.receivers == ["2@shop.example", "1@shop.example"]
    (moved,) = [row for row in outbox(dynamodb, accounts_stream) if row["to"] == "1@shop.example"]
    assert moved == {**refused, "pk": moved["pk"]}
    assert moved["pk"] != refused["pk"]


def test_all_mail_of_a_time_is_sent_again_once_in_its_order(
    accounts_stream: Table, reader: Callable[[], Reader], ses: Ses, dynamodb: Any
) -> None:
    for number in range(5):
        register(accounts_stream, number)
    times = [row["createdAt"] for row in outbox(dynamodb, accounts_stream)]
    reader().run_until(lambda: len(ses.taken) >= 5)

    done = resend(accounts_stream, "--since", min(times), "--until", max(times))
    reader().run_until(lambda: len(ses.taken) >= 10)

    assert done.stdout == "Mails sent again: 5\n"
    assert sorted(ses.receivers[5:]) == [f"{number}@shop.example" for number in range(5)]
    assert len(mail_ids(dynamodb, accounts_stream)) == 5
    assert resend(accounts_stream, "--since", "2020-01-01", "--until", "2020-01-02").stdout == "Mails sent again: 0\n"


def test_mail_of_an_erased_account_is_not_sent(accounts_stream: Table, dynamodb: Any) -> None:
    register(accounts_stream, 1)
    (name,) = mail_ids(dynamodb, accounts_stream)
    dynamodb.delete_item(TableName=accounts_stream.name, Key=Key(f"OUTBOX#{name}", "MAIL").attributes())

    done = resend(accounts_stream, "--mail", name)

    assert (done.returncode, done.stdout) == (1, "Mails sent again: 0\n")
    assert f"These are not in the outbox any more: {name}" in done.stderr
    assert [from_attributes(row) for row in dynamodb.scan(TableName=accounts_stream.name)["Items"]] != []
    assert mail_ids(dynamodb, accounts_stream) == []


def test_a_call_without_mail_says_what_to_name(accounts_stream: Table) -> None:
    done = resend(accounts_stream)

    assert done.returncode == 1
    assert "Name the mails (ID=…, several separated by commas), or a time (FROM=… TO=…)." in done.stderr
