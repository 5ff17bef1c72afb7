"""The mailer's modules, found as Lambda finds them, and a SES for it to talk to."""

import json
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from bodega.attributes import to_attributes
from bodega.mail_tokens import TokenSeed
from bodega.observability import logger
from bodega.outbox import Template, mail
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from harness.shop.mails import receiver
from tests.support.aws.ses import Ses, ses_server

ORDER: dict[str, Any] = {
    "number": "047",
    "fulfilment": "pickup",
    "dueFrom": "2026-11-30T19:00:00.000Z",
    "dueTo": "2026-11-30T19:15:00.000Z",
    "total": 1811,
    "currency": "CAD",
    "lines": [{"quantity": 2, "name": "Flat white"}, {"quantity": 1, "name": "Cake & cream"}],
    "moreLines": 0,
}
MONEY: dict[str, Any] = {"money": "card", "returned": 1000, "day": "2026-11-30", "amount": 1000}
"""What only some mails have: a refund's, and those to the shop."""
PARAMETERS = {**ORDER, **MONEY, "firstName": "Ada", "token": "the-token"}


@pytest.fixture(scope="session")
def mailer() -> ModuleType:
    return load_app("mailer")


@pytest.fixture
def ses(mailer: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ses]:
    with ses_server() as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", server.url)
        yield server
        sys.modules["mailer.service"]._ses.close()


@pytest.fixture
def deliver(mailer: ModuleType, secrets_url: str) -> Callable[..., dict[str, Any]]:
    """Hands a batch to the mailer, as the stream does; `milliseconds` is the time it has."""

    def hand_over(*records: dict[str, Any], milliseconds: int = 60_000) -> dict[str, Any]:
        context = lambda_context("mailer")
        context.get_remaining_time_in_millis = lambda: milliseconds
        answer = mailer.handler({"Records": list(records)}, context)
        assert json.loads(json.dumps(answer)) == answer
        return dict(answer)

    return hand_over


@pytest.fixture
def output(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """Reads all that the mailer wrote."""
    (handler,) = logger.handlers
    monkeypatch.setattr(handler, "stream", _Stdout())
    return lambda: "".join(capsys.readouterr())


class _Stdout:
    """Standard output as it is when something is written: pytest exchanges it between a test and its fixtures."""

    def write(self, text: str) -> int:
        return sys.stdout.write(text)

    def flush(self) -> None:
        sys.stdout.flush()


def due(
    number: int, to: str = "ada@shop.example", template: str = "email-taken", token: TokenSeed | None = None
) -> dict[str, Any]:
    """The stream's record of a mail that was put into the outbox. `number` is its place in the stream."""
    item = {**mail(Template.EMAIL_TAKEN, receiver(to), token=token).item, "template": template}
    return record(number, "INSERT", item)


def record(number: int, event_name: str, item: dict[str, Any]) -> dict[str, Any]:
    image = to_attributes(item)
    return {
        "eventID": f"{number:032x}",
        "eventName": event_name,
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "us-east-1",
        "dynamodb": {
            "ApproximateCreationDateTime": 1_790_000_000,
            "Keys": {"pk": image["pk"], "sk": image["sk"]},
            **({} if event_name == "REMOVE" else {"NewImage": image}),
            "SequenceNumber": f"{number:021d}",
            "SizeBytes": 300,
            "StreamViewType": "NEW_IMAGE",
        },
        "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/accounts/stream/2026-01-01T00:00:00.000",
    }


def failures(*numbers: int) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": f"{number:021d}"} for number in numbers]}
