"""The smoke test of a shop that does not work."""

import re
import ssl
import urllib.error
from typing import Any

import pytest
from botocore.exceptions import ClientError

from scripts.smoke import failures, journal, selling
from scripts.smoke.api import Api
from scripts.smoke.checks import SmokeTest
from scripts.smoke.deployed import DeployedShop
from scripts.smoke.failures import Answer, of_answer, of_aws, of_connection
from scripts.smoke.shop import Shop
from tests.support.installation.smoke import RELEASE


# ---------------------------------------------------------------- what it says
def test_another_release_than_the_deployed_one_is_a_failure(
    shop: DeployedShop, sent: dict[str, Answer], capsys: pytest.CaptureFixture[str]
) -> None:
    sent["/health"] = Answer(200, {"status": "ok", "version": "0.1.0", "release": "0123456789"})

    assert not SmokeTest(shop, ["health"]).run()

    said = capsys.readouterr().out
    assert f"the API serves the release 0123456789, and the stack has {RELEASE}" in said
    assert "next:  See the deployments in CodeDeploy" in said


def test_a_failure_in_the_middle_is_reported_and_everything_is_removed(
    shop: DeployedShop, sent: dict[str, Answer], capsys: pytest.CaptureFixture[str]
) -> None:
    sent["/users/register"] = Answer(500, {"code": "internal_error", "instance": "1-2-3", "detail": "…"})
    sent["/users/login"] = Answer(403, {"code": "invalid_credentials"})
    sent["/addons"] = Answer(200, {"items": []})

    assert not SmokeTest(shop, ["health", "account"]).run()

    said = capsys.readouterr().out
    assert "POST /users/register answers 500 internal_error (request 1-2-3)" in said
    assert "next:  Read the log: aws logs tail /aws/lambda/bodega-prod-users --since 10m --region ca-central-1" in said
    assert re.search(r"^  ok .* s  nothing is left of this run$", said, re.MULTILINE)
    assert journal.runs(shop) == []


def test_a_run_that_cannot_remove_everything_stays_in_the_journal(
    shop: DeployedShop, sent: dict[str, Answer], capsys: pytest.CaptureFixture[str]
) -> None:
    problem = Answer(503, {"code": "storage_unavailable", "detail": "…"})
    sent |= {"/users/register": problem, "/users/login": problem, "/addons": Answer(200, {"items": []})}

    assert not SmokeTest(shop, ["account"]).run()

    (run,) = journal.runs(shop)
    said = capsys.readouterr().out
    assert f"so something of {run.name} is left" in said
    assert "run the smoke test again" in said


def test_an_account_with_an_addon_that_cannot_be_deleted_is_not_erased(
    shop: DeployedShop, sent: dict[str, Answer], capsys: pytest.CaptureFixture[str]
) -> None:
    user = {"id": "usr_1", "email": "…"}
    sent["/users/register"] = Answer(201, {"user": user})
    sent["/users/login"] = Answer(200, {"user": user, "accessToken": "token"})
    sent["/addons"] = Answer(200, {"items": [{"id": "add_1"}]})
    sent["/addons/add_1"] = Answer(500, {"code": "internal_error", "detail": "…"})

    assert not SmokeTest(shop, ["catalogue"]).run()

    said = capsys.readouterr().out
    assert "the customer can erase the account\n" in said
    assert said.count("DELETE /addons/add_1 answers 500 internal_error") == 2
    assert len(journal.runs(shop)) == 1


@pytest.mark.parametrize(
    ("answer", "cause", "step"),
    [
        (Answer(403, {"message": "Forbidden"}), "the URL leads to another server", "output ApiUrl of the stack"),
        (Answer(404, {"code": "not_found"}), "an earlier version is deployed", "output ApiUrl of the stack"),
        (Answer(401, {"code": "unauthorized"}), "the authorizer refuses a token", "bodega-prod-authorizer"),
        (Answer(429, {"code": "too_many_requests"}), "too many requests", "Wait a minute"),
        (Answer(500, {"code": "internal_error"}), "the function users had an internal error", "bodega-prod-users"),
        (Answer(502, {"code": "bad_gateway"}), "the function users crashed", "bodega-prod-users"),
        (Answer(504, {"code": "gateway_timeout"}), "the function users took too long", "bodega-prod-users"),
        (Answer(503, {"code": "storage_unavailable"}), "a table or a secret does not answer", "AwsClient=boto3"),
        (Answer(422, {"code": "validation_failed", "detail": "A rule."}), "A rule.", "bodega-prod-users"),
    ],
    ids=lambda value: value.status if isinstance(value, Answer) else None,
)
def test_each_unexpected_answer_has_a_likely_cause_and_a_next_step(
    shop: Shop, answer: Answer, cause: str, step: str
) -> None:
    failure = of_answer(shop, "GET", "/users/me", answer)

    assert failure.cause.startswith(cause)
    assert step in failure.step


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (urllib.error.URLError(ConnectionRefusedError("refused")), "no shop runs at this URL"),
        (urllib.error.URLError(ssl.SSLCertVerificationError("expired")), "the certificate does not fit"),
        (TimeoutError(), "a firewall, or a wrong host"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_each_error_of_the_connection_has_a_likely_cause(shop: Shop, error: Exception, cause: str) -> None:
    failure = of_connection(shop, error)

    assert failure.cause.startswith(cause)
    assert "ApiUrl" in failure.step


@pytest.mark.parametrize(
    ("code", "step"),
    [
        ("AccessDeniedException", "docs/operations.md#the-smoke-test"),
        ("ExpiredTokenException", "aws sso login"),
        ("ThrottlingException", "Try again"),
    ],
)
def test_a_refused_call_of_the_command_itself_has_a_next_step(code: str, step: str) -> None:
    error: Any = {"Error": {"Code": code, "Message": "…"}}

    assert step in of_aws(ClientError(error, "UpdateItem")).step


def test_a_shop_that_takes_cards_refuses_a_webhook_without_a_signature(
    shop: DeployedShop, sent: dict[str, Answer]
) -> None:
    assert selling.refuse_webhook(Api(shop)) is False  # the shop has no provider, and no such route

    sent["/store"] = Answer(200, {"payments": ["counter", "card"]})
    sent["/webhooks/payments"] = Answer(400, {"code": "invalid_signature"})
    assert selling.refuse_webhook(Api(shop)) is True

    for wrong in (Answer(503, {"code": "storage_unavailable"}), Answer(204, None)):
        sent["/webhooks/payments"] = wrong
        with pytest.raises(failures.CheckFailed, match=rf"POST /webhooks/payments answers {wrong.status}"):
            selling.refuse_webhook(Api(shop))
