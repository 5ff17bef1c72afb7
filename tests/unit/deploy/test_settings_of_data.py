"""A deployment that would change the currency or the time zone of a shop with data is refused before it begins."""

import json
from typing import Any

import boto3
import pytest

from scripts.deployment import data, deploy
from scripts.deployment.data import check_data
from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import Account
from scripts.settings_of_data import PLACES
from scripts.template import TEMPLATE

REGION = "ca-central-1"
WHERE = Account("123456789012", REGION, "ada")
TABLES = {"CatalogTableName": "catalog-1", "AnalyticsTableName": "analytics-1"}
PRODUCT = {"price": {"M": {"amount": {"N": "475"}, "currency": {"S": "CAD"}}}}
YEAR = {"currency": {"S": "CAD"}, "timeZone": {"S": "America/Toronto"}}


pytestmark = pytest.mark.usefixtures("mocked_aws")


def create_stack(*, currency: str = "CAD", **items: dict[str, Any]) -> None:
    """Create a stack with its tables, which hold an item in each of the given partitions."""
    template = {
        "Parameters": {
            "Currency": {"Type": "String", "Default": currency},
            "TimeZone": {"Type": "String", "Default": "America/Toronto"},
        },
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
        "Outputs": {output: {"Value": name} for output, name in TABLES.items()},
    }
    cloudformation = boto3.client("cloudformation", region_name=REGION)
    cloudformation.create_stack(StackName="bodega-dev", TemplateBody=json.dumps(template))
    dynamodb = boto3.client("dynamodb", region_name=REGION)
    keys = {"pk": "HASH", "sk": "RANGE"}
    for table in TABLES.values():
        dynamodb.create_table(
            TableName=table,
            AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in keys],
            KeySchema=[{"AttributeName": name, "KeyType": kind} for name, kind in keys.items()],
            BillingMode="PAY_PER_REQUEST",
        )
    for partition, item in items.items():
        table = next(TABLES[f"{table}Name"] for table, name in PLACES if name == partition)
        dynamodb.put_item(TableName=table, Item={"pk": {"S": partition}, "sk": {"S": "1"}, **item})


def check(*given: str) -> None:
    check_data(Settings.read("dev", given), WHERE)


@pytest.mark.parametrize(
    ("items", "given"),
    [
        ({"PRODUCT": PRODUCT}, "Currency=EUR"),
        ({"ADDON": PRODUCT}, "Currency=EUR"),
        ({"YEAR": YEAR}, "Currency=EUR"),
        ({"YEAR": YEAR}, "TimeZone=Europe/Paris"),
    ],
)
def test_another_value_is_refused_with_what_to_do(items: dict[str, dict[str, Any]], given: str) -> None:
    create_stack(**items)
    name, value = given.split("=")

    with pytest.raises(NotReady) as refused:
        check(given)

    kept = {"Currency": "CAD", "TimeZone": "America/Toronto"}[name]
    assert f"The data of this shop has {name}={kept}, but the parameter is {name}={value}." in str(refused.value)
    assert f"Set {name}={kept} again, or open another shop:" in str(refused.value)


def test_the_same_values_pass() -> None:
    create_stack(PRODUCT=PRODUCT, YEAR=YEAR)
    check()
    check("Currency=CAD", "TimeZone=America/Toronto")


def test_a_shop_without_data_may_change_both() -> None:
    create_stack()
    check("Currency=EUR", "TimeZone=Europe/Paris")


def test_the_first_deployment_passes() -> None:
    check("Currency=EUR", "TimeZone=Europe/Paris")


def test_a_shop_that_was_changed_without_this_check_is_found() -> None:
    create_stack(currency="EUR", PRODUCT=PRODUCT)

    with pytest.raises(NotReady, match="has Currency=CAD, but the parameter is Currency=EUR"):
        check()
    check("Currency=CAD")


def test_years_of_an_earlier_version_have_no_settings() -> None:
    create_stack(YEAR={"orders": {"N": "1"}})
    check("TimeZone=Europe/Paris")


def test_an_unknown_time_zone_is_refused() -> None:
    with pytest.raises(NotReady, match="for example Europe/Paris, not 'Europe/Pari'"):
        check("TimeZone=Europe/Pari")


def test_if_a_table_cannot_be_read_only_unchanged_values_pass(capsys: pytest.CaptureFixture[str]) -> None:
    create_stack(PRODUCT=PRODUCT)
    boto3.client("dynamodb", region_name=REGION).delete_table(TableName="catalog-1")

    check()
    assert "note: The table catalog-1 cannot be read" in capsys.readouterr().err
    with pytest.raises(NotReady, match="catalog-1 cannot be read"):
        check("Currency=EUR")


def test_nothing_is_built_after_a_refusal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    create_stack(PRODUCT=PRODUCT)
    monkeypatch.setattr(deploy, "account", lambda _: WHERE)
    monkeypatch.setattr(deploy, "check_tools", lambda: None)
    monkeypatch.setattr(deploy, "run_sam", lambda *arguments: pytest.fail(f"sam was started: {arguments}"))

    assert deploy.main(["dev", "Currency=EUR", "--yes"]) == 1

    assert "Set Currency=CAD again" in capsys.readouterr().err


def test_the_places_are_those_of_the_template() -> None:
    assert {f"{table}Name" for table, _ in PLACES} <= TEMPLATE.document["Outputs"].keys()
    assert data.PLACES is PLACES
