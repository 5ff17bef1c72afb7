"""What `make deploy` says about SES: the sandbox, paused sending, and a sender that is not verified."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from scripts.deployment.mail import mail_notes
from scripts.deployment.stack import Account

WHERE = Account("123456789012", "ca-central-1", "ada")
SENDER = "shop@shop.test"
ANSWERS: dict[str, Any] = {"ProductionAccessEnabled": True, "SendingEnabled": True}


@pytest.fixture
def ses(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    client = boto3.client("sesv2", "ca-central-1", aws_access_key_id="AK", aws_secret_access_key="s")
    monkeypatch.setattr(boto3, "client", lambda *_, **__: client)
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest.fixture
def answers(ses: Stubber) -> Callable[..., None]:
    def script(*, verified: str | None = SENDER, **account: bool) -> None:
        ses.add_response("get_account", ANSWERS | account)
        for identity in (SENDER, "shop.test"):
            if identity == verified:
                ses.add_response("get_email_identity", {"VerifiedForSendingStatus": True}, {"EmailIdentity": identity})
                return
            ses.add_client_error("get_email_identity", "NotFoundException")

    return script


@pytest.mark.parametrize("verified", [SENDER, "shop.test"])
def test_a_shop_that_can_send_mail_gets_no_note(answers: Callable[..., None], verified: str) -> None:
    answers(verified=verified)

    assert mail_notes(SENDER, WHERE) == []


def test_the_sandbox_is_named_with_what_to_do(answers: Callable[..., None]) -> None:
    answers(ProductionAccessEnabled=False)

    (note,) = mail_notes(SENDER, WHERE)

    assert "sandbox in ca-central-1: only recipients that you verify get mail. Request production access" in note


def test_paused_sending_is_named(answers: Callable[..., None]) -> None:
    answers(SendingEnabled=False)

    (note,) = mail_notes(SENDER, WHERE)

    assert "paused" in note


def test_a_sender_that_is_not_verified_is_named(answers: Callable[..., None]) -> None:
    answers(verified=None)

    (note,) = mail_notes(SENDER, WHERE)

    assert "verified neither shop@shop.test nor shop.test in ca-central-1" in note
    assert "MailIdentity=domain" in note


def test_without_the_permission_to_look_a_deployment_goes_on(ses: Stubber) -> None:
    ses.add_client_error("get_account", "AccessDeniedException")

    assert mail_notes(SENDER, WHERE) == []
