"""The smoke test of a deployed shop: what it reads from AWS, and what it says about failures."""

import json
import re
import ssl
import urllib.error
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from scripts.deployment.settings import Settings
from scripts.deployment.stack import account, describe
from scripts.smoke import __main__ as command
from scripts.smoke import account as accounts
from scripts.smoke import checks, failures, journal, selling
from scripts.smoke.api import Api
from scripts.smoke.checks import SmokeTest
from scripts.smoke.deployed import OUTPUTS, DeployedShop
from scripts.smoke.failures import Answer, of_answer, of_aws, of_connection
from scripts.smoke.run import Run
from scripts.smoke.shop import Shop
from scripts.template import FUNCTION, TEMPLATE

REGION = "ca-central-1"
RELEASE = "9f86d081884c7d65"
KEYS = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
ATTRIBUTES = [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")]


def deploy(stack: str, **parameters: str) -> None:
    """Create a stack with the outputs and parameters that the smoke test reads, in moto's CloudFormation."""
    table = {
        "Type": "AWS::DynamoDB::Table",
        "Properties": {
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": KEYS,
            "AttributeDefinitions": ATTRIBUTES,
        },
    }
    queue = {"Type": "AWS::SQS::Queue"}
    values = {"Release": RELEASE, "MailFrom": "shop@bakery.example", **parameters}
    template = {
        "Parameters": {name: {"Type": "String", "Default": value} for name, value in values.items()},
        "Resources": {"Accounts": table, "Analytics": table, "Mail": queue, "Events": queue, "Commands": queue},
        "Outputs": {
            "ApiUrl": {"Value": "https://api.example/v1"},
            "AccountsTableName": {"Value": {"Ref": "Accounts"}},
            "AnalyticsTableName": {"Value": {"Ref": "Analytics"}},
            "MailDeadLettersUrl": {"Value": {"Ref": "Mail"}},
            "AnalyticsDeadLettersUrl": {"Value": {"Ref": "Events"}},
            "PaymentsDeadLettersUrl": {"Value": {"Ref": "Commands"}},
        },
    }
    boto3.client("cloudformation", region_name=REGION).create_stack(StackName=stack, TemplateBody=json.dumps(template))


def find(stack: str) -> DeployedShop:
    settings = Settings("prod", stack, {})
    return DeployedShop.of(stack, describe(settings, account(settings, REGION)), REGION, environment="prod")


@pytest.fixture
def shop(mocked_aws: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeployedShop]:
    monkeypatch.setenv("AWS_REGION", REGION)
    deploy("bodega-prod")
    return find("bodega-prod")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> dict[str, Answer]:
    """The answers of the API, by path. The others are 200, in the form that the checks need."""
    answers: dict[str, Answer] = {"/health": Answer(200, {"status": "ok", "version": "0.1.0", "release": RELEASE})}
    answers["/orders/quote"] = Answer(200, {"lines": [], "problems": [{"code": "unknown_product"}]})
    answers["/store"] = Answer(200, {"payments": ["counter"]})
    answers["/webhooks/payments"] = Answer(404, {"code": "not_found"})
    menu = Answer(200, {"currency": "CAD", "products": []})
    monkeypatch.setattr(Api, "send", lambda _, __, path, *___, **____: answers.get(path.partition("?")[0], menu))
    return answers


# ---------------------------------------------------------------- what it reads from AWS
def test_url_tables_release_and_queues_come_from_the_stack(shop: DeployedShop) -> None:
    assert (shop.url, shop.release, shop.sends_mail) == ("https://api.example/v1", RELEASE, True)
    assert shop.parked() == {"mail": 0, "analytics": 0, "payments": 0}
    boto3.client("sqs", region_name=REGION).send_message(QueueUrl=shop.queues["mail"], MessageBody="{}")
    assert shop.parked() == {"mail": 1, "analytics": 0, "payments": 0}


def test_the_template_has_the_outputs_and_parameters_that_it_uses() -> None:
    assert set(OUTPUTS) <= set(TEMPLATE.document["Outputs"])
    assert TEMPLATE.document["Parameters"]["MailFrom"]["Default"] == "shop@shop.example"
    assert {"AwsClient", "Release"} <= set(TEMPLATE.document["Parameters"])
    services = {
        str(TEMPLATE.environment(function)["POWERTOOLS_SERVICE_NAME"]) for function in TEMPLATE.of_type(FUNCTION)
    }
    assert set(failures.SERVICES.values()) <= services


def test_only_alarms_of_the_stack_that_are_on_are_found(shop: DeployedShop) -> None:
    cloudwatch = boto3.client("cloudwatch", region_name=REGION)
    states = {
        "bodega-prod-UsersErrorsAlarm-1A2B": "ALARM",
        "bodega-prod-UsersSlowAlarm-1A2B": "OK",
        "bodega-prod-2-UsersErrorsAlarm-1A2B": "ALARM",
    }
    for name, state in states.items():
        cloudwatch.put_metric_alarm(
            AlarmName=name,
            AlarmDescription="Users fails or times out. docs/operations.md#a-function-fails",
            MetricName="Errors",
            Namespace="AWS/Lambda",
            Period=60,
            EvaluationPeriods=1,
            Threshold=0,
            Statistic="Sum",
            ComparisonOperator="GreaterThanThreshold",
        )
        cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="test")

    assert [alarm.name for alarm in shop.alarms()] == ["bodega-prod-UsersErrorsAlarm-1A2B"]


def test_mail_is_counted_by_the_mailers_metrics(shop: DeployedShop) -> None:
    cloudwatch = boto3.client("cloudwatch", region_name=REGION)
    now = datetime.now(UTC)
    dimensions = [{"Name": "service", "Value": "mailer"}]
    for moment, metric in ((now, "MailsSent"), (now - timedelta(hours=1), "MailsSent"), (now, "MailsDelayed")):
        datum = {"MetricName": metric, "Dimensions": dimensions, "Timestamp": moment, "Value": 1, "Unit": "Count"}
        cloudwatch.put_metric_data(Namespace="bodega-prod", MetricData=[datum])

    assert shop.mails(Run(started=now.timestamp())) == (1, 1, 0)


def test_the_journal_keeps_runs_until_nothing_of_them_is_left(shop: DeployedShop) -> None:
    first, second = Run(started=1.0), Run(user_id="usr_1", day="2000-06-15")
    for run in (first, second):
        journal.save(shop, run)

    assert sorted(journal.runs(shop), key=lambda run: run.started) == [
        Run(**{**vars(run), "started": float(int(run.started))}) for run in (first, second)
    ]
    assert [run.has_ended for run in (first, second)] == [True, False]
    journal.forget(shop, first)
    assert [run.id for run in journal.runs(shop)] == [second.id]


def test_only_the_role_of_an_account_that_is_there_is_set(shop: DeployedShop) -> None:
    api, run = Api(shop), Run(user_id="usr_1")
    accounts.set_role(api, run, "admin")
    assert shop.dynamodb.scan(TableName=shop.accounts_table)["Items"] == []

    for role, then in (("customer", "admin"), ("leaving", "leaving")):
        profile = {**journal.key("USER#usr_1", "PROFILE"), "role": {"S": role}}
        shop.dynamodb.put_item(TableName=shop.accounts_table, Item=profile)
        accounts.set_role(api, run, "admin")
        (item,) = shop.dynamodb.scan(TableName=shop.accounts_table)["Items"]
        assert item["role"]["S"] == then


# ---------------------------------------------------------------- what it says
def test_another_release_than_the_deployed_one_is_a_failure(
    shop: DeployedShop, sent: dict[str, Answer], capsys: pytest.CaptureFixture[str]
) -> None:
    sent["/health"] = Answer(200, {"status": "ok", "version": "0.1.0", "release": "0123456789"})

    assert not SmokeTest(shop, ["health"]).run()

    said = capsys.readouterr().out
    assert f"the API serves the release 0123456789, and the stack has {RELEASE}" in said
    assert "next:  See the deployments in CodeDeploy" in said


def test_a_shop_without_a_sender_gets_no_registration_unless_it_is_asked_for(
    mocked_aws: None, sent: dict[str, Answer], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_REGION", REGION)
    deploy("bodega-dev", MailFrom="shop@shop.example")
    registered: list[str] = []
    monkeypatch.setattr(accounts, "register", lambda _, run: registered.append(run.email))

    assert SmokeTest(find("bodega-dev")).run()
    assert "skipped           a customer can register: MailFrom is not set" in capsys.readouterr().out
    assert registered == []

    sent["/users/login"] = Answer(403, {"code": "invalid_credentials"})
    sent["/addons"] = Answer(200, {"items": []})
    SmokeTest(find("bodega-dev"), ["account"]).run()
    assert len(registered) == 1


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


def test_the_command_finds_the_shop_of_a_stack(
    shop: DeployedShop, sent: dict[str, Answer], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.main(["--stack", "bodega-prod", "--url", "https://other.example/v1", "--checks", "health"]) == 0
    assert "Smoke test of bodega-prod in ca-central-1: https://other.example/v1" in capsys.readouterr().out

    template = json.dumps({"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}})
    boto3.client("cloudformation", region_name=REGION).create_stack(StackName="bodega-old", TemplateBody=template)
    assert command.main(["--stack", "bodega-old"]) == 1
    assert "bodega-old lacks the outputs AccountsTableName, AnalyticsDeadLettersUrl" in capsys.readouterr().err

    assert command.main(["--env", "staging"]) == 1
    assert "There is no stack bodega-staging" in capsys.readouterr().err


def test_a_quote_is_of_the_first_product_and_says_what_prevents_the_order(
    shop: DeployedShop, sent: dict[str, Answer]
) -> None:
    assert selling.quote(Api(shop)) == "unknown_product"

    sent["/menu"] = Answer(200, {"currency": "CAD", "products": [{"id": "prd_1"}, {"id": "prd_2"}]})
    sent["/orders/quote"] = Answer(200, {"lines": [{"productId": "prd_1"}], "problems": []})
    assert selling.quote(Api(shop)) == ""

    sent["/orders/quote"] = Answer(200, {"lines": [{"productId": "prd_2"}], "problems": []})
    with pytest.raises(failures.CheckFailed, match="prices another product"):
        selling.quote(Api(shop))


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


def test_the_function_behind_every_checked_path_is_known(shop: DeployedShop) -> None:
    for path in ("/orders/quote", "/store", "/webhooks/payments"):
        assert shop.stack in of_answer(shop, "POST", path, Answer(500, {"code": "internal_error"})).step


def test_every_part_can_be_chosen() -> None:
    assert set(checks.CHECKS) == {
        "health",
        "menu",
        "quote",
        "payments",
        "account",
        "catalogue",
        "orders",
        "mail",
        "queues",
        "alarms",
    }
