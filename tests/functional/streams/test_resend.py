"""`make resend`: mail that SES refused is sent again, once, and mail of an erased account is not."""

import importlib
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bodega.attributes import from_attributes
from bodega.dynamodb import Key, Table
from harness import ROOT
from local.modules import SEARCH_PATH
from tests.functional.streams.conftest import outbox, register
from tests.support.aws.ses import Ses, not_verified
from tests.support.database.streams import Reader, keys

pytestmark = [pytest.mark.real_time, pytest.mark.filterwarnings("ignore:No application metrics to publish")]


def resend(table: Table, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.resend", "--table", table.name, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": SEARCH_PATH},
        capture_output=True,
        text=True,
        check=False,
    )


def delivered(run: Reader) -> set[str]:
    """Return the keys of the items that the stream has brought to the mailer."""
    return {key for batch in run.batches for key in keys(batch)}


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

    assert (done.returncode, done.stdout) == (0, "Mails sent again: 1\n"), done.stderr
    (moved,) = [row for row in outbox(dynamodb, accounts_stream) if row["to"] == "1@shop.example"]
    assert moved == {**refused, "pk": moved["pk"]}
    assert moved["pk"] != refused["pk"]
    run = reader()
    run.run_until(lambda: moved["pk"] in delivered(run) and "1@shop.example" in ses.receivers)


def test_all_mail_of_a_time_is_sent_again_once_in_its_order(
    accounts_stream: Table, reader: Callable[[], Reader], ses: Ses, dynamodb: Any
) -> None:
    for number in range(5):
        register(accounts_stream, number)
    before = outbox(dynamodb, accounts_stream)
    times = [row["createdAt"] for row in before]

    done = resend(accounts_stream, "--since", min(times), "--until", max(times))

    assert done.stdout == "Mails sent again: 5\n"
    after = sorted(outbox(dynamodb, accounts_stream), key=lambda row: str(row["pk"]))
    assert len(after) == 5
    assert not {row["pk"] for row in after} & {row["pk"] for row in before}
    assert [row["createdAt"] for row in after] == sorted(times), "the oldest moves first"
    # The stream has both the old items and the new ones.
    run = reader()
    run.run_until(
        lambda: (
            {row["pk"] for row in after} <= delivered(run) and all(ses.receivers.count(row["to"]) >= 2 for row in after)
        )
    )
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


@pytest.mark.parametrize("time", ["yesterday", "6:00", "30.11.2026"])
def test_a_time_that_cannot_be_read_is_refused(accounts_stream: Table, time: str) -> None:
    done = resend(accounts_stream, "--since", time, "--until", "2026-11-30")

    assert done.returncode == 2
    assert f"'{time}' is not a time such as 2026-11-30T06:00" in done.stderr


def test_a_time_that_ends_before_it_begins_is_refused(accounts_stream: Table) -> None:
    done = resend(accounts_stream, "--since", "2026-11-30T09:00", "--until", "2026-11-30T06:00")

    assert (done.returncode, done.stderr) == (1, "The time ends before it begins: FROM is after TO.\n")


def test_a_time_may_have_an_offset(accounts_stream: Table, dynamodb: Any) -> None:
    register(accounts_stream, 1)
    (mail,) = outbox(dynamodb, accounts_stream)
    written = datetime.fromisoformat(mail["createdAt"])
    elsewhere = timezone(timedelta(hours=-5))
    begin, end = ((written + timedelta(minutes=each)).astimezone(elsewhere).isoformat() for each in (-1, 1))

    done = resend(accounts_stream, "--since", begin, "--until", end)

    assert done.stdout == "Mails sent again: 1\n", done.stderr


def test_an_interrupted_run_tells_where_to_continue(
    accounts_stream: Table, dynamodb: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", os.environ["AWS_DEFAULT_REGION"])
    command = importlib.import_module("scripts.resend")
    for number in range(3):
        register(accounts_stream, number)
    times = sorted(row["createdAt"] for row in outbox(dynamodb, accounts_stream))
    moved: list[Any] = []

    def move(item: Any) -> bool:
        if moved:
            raise KeyboardInterrupt
        moved.append(item)
        return True

    monkeypatch.setattr(command, "_move", move)
    arguments = ["--table", accounts_stream.name, "--since", times[0], "--until", times[-1], "--region", "us-east-1"]

    assert command.main(arguments) == 130

    said = capsys.readouterr()
    assert f"Mails sent again: 1. For the rest, run this with FROM={times[1]} and the same TO." in said.out
    assert said.err == "Stopped. What was sent again so far stays sent.\n"
