"""The smoke test of a deployed shop: what it reads from AWS, and what it says about failures."""

import json
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from scripts.smoke import __main__ as command
from scripts.smoke import account as accounts
from scripts.smoke import checks, failures, journal, selling
from scripts.smoke.api import Api
from scripts.smoke.checks import SmokeTest
from scripts.smoke.deployed import OUTPUTS, DeployedShop
from scripts.smoke.failures import Answer, of_answer
from scripts.smoke.run import Run
from scripts.template import FUNCTION, TEMPLATE
from tests.support.installation.smoke import REGION, RELEASE, deploy, find


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
