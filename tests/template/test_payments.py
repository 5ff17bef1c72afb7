"""The settings of payments by card, and the functions without a caller."""

import json
import re

import pytest

from payments import sweeper, worker
from payments.stripe_provider import OTHER_UNITS
from scripts.template import TEMPLATE

PARAMETERS = TEMPLATE.document["Parameters"]


def test_a_shop_takes_no_cards_by_default() -> None:
    names = ("PaymentProvider", "PaymentPublishableKey", "PaymentEndpoint")
    assert [PARAMETERS[name]["Default"] for name in names] == ["none", "", ""]


def test_a_provider_that_pages_could_not_reach_is_refused() -> None:
    rule = TEMPLATE.document["Rules"]["CardsHavePublishableKey"]
    assert rule["RuleCondition"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "PaymentProvider"}, "none"]}]}
    (assertion,) = rule["Assertions"]
    assert assertion["Assert"] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "PaymentPublishableKey"}, ""]}]}


def test_currencies_that_stripe_counts_in_other_units_are_refused() -> None:
    rule = TEMPLATE.document["Rules"]["CardsInUnitsOfIso4217"]
    assert rule["RuleCondition"] == {"Fn::Equals": [{"Ref": "PaymentProvider"}, "stripe"]}
    (assertion,) = rule["Assertions"]
    assert assertion["Assert"] == {"Fn::Not": [{"Fn::Contains": [sorted(OTHER_UNITS), {"Ref": "Currency"}]}]}
    assert set(PARAMETERS["Currency"]["AllowedValues"]) >= OTHER_UNITS


@pytest.mark.parametrize(
    ("parameter", "accepted", "rejected"),
    [
        (
            "PaymentPublishableKey",
            ["", "pk_test_51Abc", "pk_live_51Abc"],
            ["sk_live_51Abc", "rk_live_51Abc", "whsec_1"],
        ),
        (
            "PaymentEndpoint",
            ["", "https://api.provider.example", "http://127.0.0.1:4242"],
            ["http://api.provider.example", "https://api.provider.example/", "https://api.provider.example/v1"],
        ),
    ],
)
def test_values_are_checked(parameter: str, accepted: list[str], rejected: list[str]) -> None:
    pattern = PARAMETERS[parameter]["AllowedPattern"]
    assert all(re.fullmatch(pattern, value) for value in accepted)
    assert not any(re.fullmatch(pattern, value) for value in rejected)


@pytest.mark.parametrize("secret", ["PaymentKey", "PaymentWebhookKey"])
def test_an_operator_finds_the_secrets_of_the_provider(secret: str) -> None:
    assert TEMPLATE.document["Outputs"][f"{secret}Secret"]["Value"] == {"Ref": secret}


# ---------------------------------------------------------------- the worker
(COMMANDS,) = TEMPLATE.events("PaymentsWorkerFunction", "DynamoDB").values()


def test_the_worker_receives_new_commands_of_the_orders_table_and_nothing_else() -> None:
    assert COMMANDS["Stream"] == {"Fn::GetAtt": ["OrdersTable", "StreamArn"]}
    # LATEST would skip items that are written while the stack is being created.
    assert COMMANDS["StartingPosition"] == "TRIM_HORIZON"
    (one,) = COMMANDS["FilterCriteria"]["Filters"]
    assert json.loads(one["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"pk": {"S": [{"prefix": "COMMAND#"}]}}},
    }


def test_a_record_that_fails_is_parked_while_the_sweeper_executes_its_command() -> None:
    assert COMMANDS["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert COMMANDS["BisectBatchOnFunctionError"] is True
    assert (COMMANDS["MaximumRetryAttempts"], COMMANDS["MaximumRecordAgeInSeconds"]) == (3, 600)
    destination = {"OnFailure": {"Destination": {"Fn::GetAtt": ["PaymentsDeadLetters", "Arn"]}}}
    assert COMMANDS["DestinationConfig"] == destination
    assert TEMPLATE.properties("PaymentsDeadLetters")["SqsManagedSseEnabled"] is True


def test_the_timeouts_leave_time_for_the_work_that_the_code_begins() -> None:
    seconds = {
        name: TEMPLATE.function(name)["Timeout"] for name in ("PaymentsWorkerFunction", "PaymentsSweeperFunction")
    }
    assert seconds["PaymentsWorkerFunction"] > worker._COMMAND_MILLISECONDS / 1000
    # The sweeper works for 50 seconds.
    assert seconds["PaymentsSweeperFunction"] - sweeper._ACTION_MILLISECONDS / 1000 == 50
