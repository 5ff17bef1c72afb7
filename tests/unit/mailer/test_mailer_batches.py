"""Batches of the outbox's stream: what is sent, what comes again, and what never can be sent."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from email.utils import parseaddr
from typing import Any

import pytest

from bodega import secret_values
from bodega.aws import SES, Client, ServiceError, TransportError
from bodega.emails import check_email
from bodega.mail_tokens import TokenSeed, new_token
from bodega.outbox import Template, mail
from harness import ROOT
from harness.aws.tables import template
from harness.shop.mails import receiver
from tests.support.aws.ses import Ses, SesError, not_verified
from tests.unit.mailer.conftest import due, failures, record

# The warning's own filter is set at import, and pytest sets its filters anew for each test.
pytestmark = pytest.mark.filterwarnings("ignore:No application metrics to publish")

Deliver = Callable[..., dict[str, Any]]
Output = Callable[[], str]


def metrics(written: str) -> dict[str, float]:
    """The mailer's own metrics, from the lines in CloudWatch's embedded format."""
    documents = [json.loads(line) for line in written.splitlines() if '"_aws"' in line]
    return {
        metric["Name"]: sum(document[metric["Name"]])
        for document in documents
        for metric in document["_aws"]["CloudWatchMetrics"][0]["Metrics"]
        if metric["Name"] != "ColdStart"
    }


class TestABatch:
    def test_is_sent_in_order_as_text_and_html(self, ses: Ses, deliver: Deliver, output: Output) -> None:
        seed, token = new_token("reset")
        assert deliver(due(1, "a@x.example"), due(2, "b@x.example", "reset", seed), due(3, "c@x.example")) == failures()
        assert ses.receivers == ["a@x.example", "b@x.example", "c@x.example"]
        body = ses.taken[1]["Content"]["Simple"]["Body"]
        assert f"#token={token}" in body["Text"]["Data"]
        assert f"#token={token}" in body["Html"]["Data"]
        assert metrics(output())["MailsSent"] == 3

    def test_comes_from_the_shop(self, ses: Ses, deliver: Deliver) -> None:
        deliver(due(1))
        assert parseaddr(ses.taken[0]["FromEmailAddress"]) == ("Test Shop", "shop@shop.example")

    def test_passes_over_what_is_no_new_mail(self, ses: Ses, deliver: Deliver) -> None:
        profile = {"pk": "USER#1", "sk": "PROFILE", "to": "nobody@x.example", "template": "welcome"}
        old = {"pk": "OUTBOX#1", "sk": "MAIL", "to": "nobody@x.example", "template": "welcome"}
        records = [record(1, "INSERT", profile), record(2, "MODIFY", old), record(3, "REMOVE", old)]
        assert deliver(*records) == failures()
        assert not ses.attempts

    def test_comes_again_from_where_time_ran_out(self, ses: Ses, deliver: Deliver) -> None:
        assert deliver(due(1), due(2), milliseconds=26_000) == failures(1)
        assert not ses.attempts


TRANSIENT = [
    SesError(429, "TooManyRequestsException"),
    SesError(500, "InternalServiceError"),
    SesError(503, "ServiceUnavailable"),
    SesError(503, "SlowDown"),
    SesError(400, "Throttling"),
    SesError(400, "RequestTimeout"),
    SesError(429, "BadRequestException"),
    SesError(500, "MessageRejected"),
    SesError(400, "SendingPausedException"),
    SesError(400, "AccountSuspendedException"),
    SesError(400, "MailFromDomainNotVerifiedException"),
    SesError(400, "LimitExceededException"),
    SesError(400, "NotFoundException", "Configuration set <none> does not exist."),
    SesError(400, "MessageRejected", "Sending suspended for this account."),
    SesError(400, "MessageRejected", "Sending paused for this account."),
    SesError(400, "MessageRejected", "Email address is not verified. The following identities failed the check: x"),
    not_verified("Test Shop <shop@shop.example>", "b@x.example"),
    not_verified("shop@shop.example"),
]


class TestAPassingError:
    @pytest.mark.parametrize("error", TRANSIENT, ids=str)
    def test_has_the_batch_repeated_from_there(
        self, ses: Ses, deliver: Deliver, output: Output, error: SesError
    ) -> None:
        ses.errors["b@x.example"] = error
        assert deliver(due(1, "a@x.example"), due(2, "b@x.example"), due(3, "c@x.example")) == failures(2)
        assert ses.receivers == ["a@x.example"]
        assert ses.attempts == 2, "what comes behind is not tried: it would be sent twice"
        assert metrics(output()) == {"MailsSent": 1, "MailsDelayed": 1}
        ses.errors.clear()
        assert deliver(due(2, "b@x.example"), due(3, "c@x.example")) == failures()
        assert ses.receivers == ["a@x.example", "b@x.example", "c@x.example"]

    @pytest.mark.parametrize("code", ["AccessDeniedException", "ExpiredTokenException", "SignatureDoesNotMatch"])
    def test_of_the_mailers_role_raises_an_alarm_and_loses_no_mail(
        self, ses: Ses, deliver: Deliver, output: Output, code: str
    ) -> None:
        ses.errors["a@x.example"] = SesError(403, code)

        assert deliver(due(1, "a@x.example"), due(2, "b@x.example")) == failures(1)

        written = output()
        assert metrics(written) == {"MailsDelayed": 1, "CallsRefused": 1}
        assert f'"reason":"SendEmail: {code}"' in written
        assert "a@x.example" not in written
        ses.errors.clear()
        assert deliver(due(1, "a@x.example"), due(2, "b@x.example")) == failures()

    def test_of_the_network_has_it_repeated_too(
        self, ses: Ses, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", "http://127.0.0.1:1")
        assert deliver(due(1)) == failures(1)
        assert not ses.attempts

    def test_is_an_answer_that_does_not_come_in_time(
        self, ses: Ses, deliver: Deliver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from mailer import service

        monkeypatch.setattr(service, "_ses", Client(SES, connect_timeout=2, read_timeout=0.2))
        ses.late = 0.5
        assert deliver(due(1)) == failures(1)
        assert ses.attempts == 1, "the stream repeats it, and nobody else"


REFUSED = [
    SesError(400, "MessageRejected", "contains invalid content"),
    SesError(400, "BadRequestException"),
]


class TestARefusalForGood:
    @pytest.mark.parametrize("error", REFUSED, ids=lambda error: error.code)
    def test_holds_up_no_other_mail(self, ses: Ses, deliver: Deliver, output: Output, error: SesError) -> None:
        ses.errors["b@x.example"] = error
        assert deliver(due(1, "a@x.example"), due(2, "b@x.example"), due(3, "c@x.example")) == failures()
        assert ses.receivers == ["a@x.example", "c@x.example"]
        written = output()
        assert metrics(written) == {"MailsSent": 2, "MailsFailed": 1}
        (line,) = [json.loads(line) for line in written.splitlines() if '"ERROR"' in line]
        assert line["reason"] == error.code
        assert len(line["mail"]) == 26, "the outbox item can be found"

    @pytest.mark.parametrize(
        "stranger", ["b@x.example", "o'brien@x.example", "B@X.example", "big-shop@shop.example", "shop@shop.example.au"]
    )
    def test_of_one_recipient_in_the_sandbox_holds_up_no_other_mail(
        self, ses: Ses, deliver: Deliver, output: Output, stranger: str
    ) -> None:
        ses.errors[stranger] = not_verified(stranger)

        assert deliver(due(1, "a@x.example"), due(2, stranger), due(3, "c@x.example")) == failures()

        assert ses.receivers == ["a@x.example", "c@x.example"]
        written = output()
        assert metrics(written) == {"MailsSent": 2, "MailsFailed": 1}
        assert '"reason":"MessageRejected: the recipient is not verified"' in written

    def test_of_the_sender_is_not_one_of_the_recipient_with_the_same_address(self, ses: Ses, deliver: Deliver) -> None:
        ses.errors["shop@shop.example"] = not_verified("shop@shop.example")

        assert deliver(due(1, "shop@shop.example"), due(2, "a@x.example")) == failures(1)

    @pytest.mark.parametrize(
        "address",
        [
            "a@x.example, b@y.example",
            "a@x.example\r\nBcc: b@y.example",
            "Ada <a@x.example>",
            "a@x.example;b@y.example",
            "@x.example",
            "no address",
            "",
        ],
    )
    def test_is_given_to_what_is_not_one_address(self, ses: Ses, deliver: Deliver, address: str) -> None:
        assert deliver(due(1, address), due(2, "c@x.example")) == failures()
        assert ses.receivers == ["c@x.example"]

    @pytest.mark.parametrize(
        "broken",
        [
            due(1, template="newsletter"),
            due(1, template="reset"),
            record(1, "INSERT", {"pk": "OUTBOX#1", "sk": "MAIL"}),
        ],
        ids=["unknown template", "missing token", "empty item"],
    )
    def test_is_given_to_what_no_template_fits(self, ses: Ses, deliver: Deliver, broken: dict[str, Any]) -> None:
        assert deliver(broken, due(2, "c@x.example")) == failures()
        assert ses.receivers == ["c@x.example"]


class TestTheKeyOfMailedTokens:
    def test_a_mail_from_before_a_rotation_has_a_link_that_works(
        self, ses: Ses, deliver: Deliver, secrets_client: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seed, token = new_token("reset")
        secrets_client.put_secret_value(SecretId=os.environ["MAIL_TOKEN_KEY_SECRET"], SecretString="x" * 64)
        monkeypatch.setattr(secret_values, "_cache", {})

        assert deliver(due(1, "a@x.example", "reset", seed)) == failures()
        assert f"#token={token}" in ses.taken[0]["Content"]["Simple"]["Body"]["Text"]["Data"]

    def test_a_mail_whose_key_is_gone_is_given_up_with_the_reason(
        self, ses: Ses, deliver: Deliver, output: Output
    ) -> None:
        gone = TokenSeed("reset", "00", "a-version-of-last-year")

        assert deliver(due(1, "a@x.example", "reset", gone), due(2, "b@x.example")) == failures()
        assert ses.receivers == ["b@x.example"]
        written = output()
        assert metrics(written) == {"MailsSent": 1, "MailsFailed": 1}
        assert '"MailTokenKeyGone"' in written

    def test_an_outage_of_secrets_manager_has_the_batch_repeated(
        self, ses: Ses, deliver: Deliver, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seed, _ = new_token("reset")
        monkeypatch.setattr(secret_values, "_cache", {})
        monkeypatch.setattr(secret_values, "_fetch", no_answer)

        assert deliver(due(1, "a@x.example"), due(2, "b@x.example", "reset", seed), due(3)) == failures(2)
        assert ses.receivers == ["a@x.example"]
        written = output()
        assert metrics(written) == {"MailsSent": 1, "MailsDelayed": 1}
        assert "Secrets Manager is unavailable" in written

    def test_a_role_that_secrets_manager_refuses_raises_an_alarm(
        self, ses: Ses, deliver: Deliver, output: Output, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seed, _ = new_token("reset")
        monkeypatch.setattr(secret_values, "_cache", {})
        monkeypatch.setattr(secret_values, "_fetch", refuse)

        assert deliver(due(1, "a@x.example", "reset", seed)) == failures(1)
        written = output()
        assert metrics(written) == {"MailsDelayed": 1, "CallsRefused": 1}
        assert '"reason":"GetSecretValue: AccessDeniedException"' in written


def refuse(name: str, stage: str) -> None:
    raise ServiceError(400, "AccessDeniedException", {})


def no_answer(name: str, stage: str) -> None:
    raise TransportError("ConnectionRefusedError")


def test_a_customer_with_a_domain_of_any_script_is_reached(ses: Ses, deliver: Deliver) -> None:
    assert deliver(due(1, check_email("ada@straße.example"))) == failures()
    assert ses.receivers == ["ada@xn--strae-oqa.example"]


def test_an_address_that_ses_cannot_take_blocks_no_other_mail(ses: Ses, deliver: Deliver) -> None:
    assert deliver(due(1, "ada@straße.example"), due(2, "ädä@shop.example"), due(3, "c@x.example")) == failures()
    assert ses.receivers == ["c@x.example"]


@pytest.mark.parametrize("error", [*TRANSIENT, *REFUSED, not_verified(), None], ids=str)
def test_neither_token_nor_address_nor_name_is_written_anywhere(
    ses: Ses, deliver: Deliver, output: Output, error: SesError | None
) -> None:
    if error:
        ses.errors[""] = SesError(error.status, error.code, f"{error.message} marked@person.example")
    seed, token = new_token("reset")
    marked = receiver("marked@person.example") | {"firstName": "Markedname"}
    item = {**mail(Template.RESET, marked, token=seed).item}
    deliver(record(1, "INSERT", item), record(2, "INSERT", item))
    written = output()
    assert not [secret for secret in ("marked", token.lower(), seed.nonce) if secret in written.lower()]


def test_a_mail_can_be_sent_within_the_functions_time() -> None:
    mailers = [function for function in template().functions.values() if function.label == "mailer"]
    assert [function.timeout >= 30 for function in mailers] == [True]


def test_it_loads_neither_passwords_nor_models() -> None:
    code = (
        "import sys, mailer.app; print(sorted({'bcrypt', 'pydantic', 'zxcvbn', 'email_validator'} & set(sys.modules)))"
    )
    path = [str(ROOT / "functions"), str(ROOT / "layers/common")]
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {path}; {code}"]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "[]"
