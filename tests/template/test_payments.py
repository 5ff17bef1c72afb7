"""The settings of payments by card."""

import re

import pytest

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
