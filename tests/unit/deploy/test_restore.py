"""`make restore`: the tables of a deployed shop are restored beside the live ones, checked, and deleted again."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID

from scripts.restore import __main__ as command
from scripts.restore.tables import wait

REGION = "ca-central-1"
LIVE = {"catalog": "catalog-1", "accounts": "accounts-1", "analytics": "analytics-1", "orders": "orders-1"}
OUTPUTS = {
    "CatalogTableName": "catalog-1",
    "AccountsTableName": "accounts-1",
    "AnalyticsTableName": "analytics-1",
    "ErasuresTableName": "erasures-1",
    "OrdersTableName": "orders-1",
}
MOMENT = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=1)
AT = f"{MOMENT:%Y-%m-%dT%H:%M:%SZ}"
LABEL = f"{MOMENT:%Y%m%dT%H%M%SZ}"
RESTORED = {name: f"bodega-dev-restored-{LABEL}-{name}" for name in LIVE}
TEA = {
    "pk": {"S": "ADDON"},
    "sk": {"S": "add_1"},
    "id": {"S": "add_1"},
    "name": {"S": "Tea"},
    "refs": {"N": "0"},
    "version": {"N": "3"},
}
CLAIM = {"pk": {"S": "ADDON#NAME"}, "sk": {"S": "tea"}, "id": {"S": "add_1"}}


pytestmark = pytest.mark.usefixtures("mocked_aws")


@pytest.fixture
def dynamodb(mocked_aws: None) -> Any:
    return boto3.client("dynamodb", region_name=REGION)


@pytest.fixture(autouse=True)
def _shop(dynamodb: Any) -> None:
    """Create the stack and its tables, which can be restored to any moment since a minute ago."""
    create_stack(OUTPUTS)
    for table in OUTPUTS.values():
        create_table(dynamodb, table)
        recovery(table, since=MOMENT - timedelta(minutes=1))
    put(dynamodb, "catalog-1", TEA, CLAIM)


def create_stack(outputs: dict[str, str]) -> None:
    template = {
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
        "Outputs": {output: {"Value": name} for output, name in outputs.items()},
    }
    cloudformation = boto3.client("cloudformation", region_name=REGION)
    cloudformation.create_stack(StackName="bodega-dev", TemplateBody=json.dumps(template))


def create_table(dynamodb: Any, name: str) -> None:
    keys = {"pk": "HASH", "sk": "RANGE"}
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in keys.items()],
    )


def recovery(table: str, since: datetime, *, enabled: bool = True) -> None:
    """Set the window of point-in-time recovery, of which moto knows only the present."""
    backups = get_backend("dynamodb")[DEFAULT_ACCOUNT_ID][REGION].get_table(table).continuous_backups
    backups["PointInTimeRecoveryDescription"] = {
        "PointInTimeRecoveryStatus": "ENABLED" if enabled else "DISABLED",
        "EarliestRestorableDateTime": since.timestamp(),
        "LatestRestorableDateTime": datetime.now(UTC).timestamp(),
    }


def put(dynamodb: Any, table: str, *items: Any) -> None:
    for item in items:
        dynamodb.put_item(TableName=table, Item=item)


def items(dynamodb: Any, table: str) -> list[Any]:
    return sorted(dynamodb.scan(TableName=table)["Items"], key=str)


def tables(dynamodb: Any) -> set[str]:
    return set(dynamodb.list_tables()["TableNames"])


def run(*arguments: str) -> int:
    return command.main(["--env", "dev", "--region", REGION, "--at", AT, *arguments])


@pytest.fixture
def restored(dynamodb: Any) -> None:
    """The tables as an interrupted run left them. Then the addon was renamed."""
    for name, table in RESTORED.items():
        dynamodb.restore_table_to_point_in_time(SourceTableName=LIVE[name], TargetTableName=table)
    put(dynamodb, "catalog-1", {**TEA, "name": {"S": "Coffee"}, "version": {"N": "4"}})


def test_a_drill_restores_checks_and_deletes_and_does_not_touch_the_shop(
    dynamodb: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    before = items(dynamodb, "catalog-1")

    assert run("--drill") == 0

    said = capsys.readouterr().out
    assert "bodega-dev in ca-central-1" in said
    assert f"bodega-dev-drill-{LABEL}-catalog is there after 0 minutes" in said
    assert "catalog: 1 ADDON, 1 name claims" in said
    assert "The shop was not touched" in said
    assert tables(dynamodb) == set(OUTPUTS.values())
    assert items(dynamodb, "catalog-1") == before


def test_a_drill_names_what_is_broken_and_keeps_the_tables(dynamodb: Any, capsys: pytest.CaptureFixture[str]) -> None:
    dynamodb.delete_item(TableName="catalog-1", Key={name: CLAIM[name] for name in ("pk", "sk")})

    assert run("--drill") == 1

    said = capsys.readouterr()
    assert "catalog: ADDON add_1 has 0 claims of its name instead of 1" in said.out
    assert "a minute earlier" in said.err
    assert f"bodega-dev-drill-{LABEL}-catalog" in tables(dynamodb)
    assert f"make restore ENV=dev AT={AT} DELETE=1" in said.err
    assert run("--delete") == 0
    assert tables(dynamodb) == set(OUTPUTS.values())


@pytest.mark.usefixtures("restored")
def test_an_interrupted_restore_goes_on_with_the_tables_that_are_there(
    dynamodb: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--yes") == 0

    (addon,) = [item for item in items(dynamodb, "catalog-1") if item["pk"]["S"] == "ADDON"]
    assert addon["name"] == {"S": "Tea"}
    assert int(addon["version"]["N"]) > 1_000_000
    said = capsys.readouterr().out
    assert "catalog: 0 items come back, 1 change, 0 go" in said
    for step in ("make migrate", "make erase-again", "make recount", "make reconcile"):
        assert f"{step} ENV=dev" in said
    assert f"make restore ENV=dev AT={AT} DELETE=1" in said


@pytest.mark.usefixtures("restored")
def test_only_the_chosen_tables_are_copied(dynamodb: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--yes", "--tables", "accounts,analytics") == 0

    assert {"S": "Coffee"} in [item.get("name") for item in items(dynamodb, "catalog-1")]
    assert "make migrate" not in capsys.readouterr().out


@pytest.mark.usefixtures("restored")
def test_the_restored_tables_are_deleted_and_no_other(dynamodb: Any) -> None:
    assert run("--delete") == 0

    assert tables(dynamodb) == set(OUTPUTS.values())


def test_a_table_of_the_shop_is_never_deleted(dynamodb: Any) -> None:
    with pytest.raises(command.NotReady, match="the shop uses this table"):
        command.delete_restored(dynamodb, ["catalog-1"], LIVE.values())

    assert "catalog-1" in tables(dynamodb)


def test_a_moment_outside_the_window_is_refused_with_the_window(
    dynamodb: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    recovery("accounts-1", since=MOMENT + timedelta(seconds=1))

    assert run("--drill") == 1

    said = capsys.readouterr().err
    assert f"accounts-1 can be restored to moments from {MOMENT + timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}" in said
    assert tables(dynamodb) == set(OUTPUTS.values()), "nothing was begun"


def test_a_table_without_recovery_leads_to_the_backups(capsys: pytest.CaptureFixture[str]) -> None:
    recovery("analytics-1", since=MOMENT, enabled=False)

    assert run("--drill") == 1

    assert "operations.md#restore-an-older-backup" in capsys.readouterr().err


def test_a_table_that_is_gone_leads_to_its_instructions(dynamodb: Any, capsys: pytest.CaptureFixture[str]) -> None:
    dynamodb.delete_table(TableName="catalog-1")

    assert run("--drill") == 1

    assert "There is no table catalog-1 any more. Follow docs/operations.md#a-table-is-gone" in capsys.readouterr().err


@pytest.mark.parametrize("at", ["2026-11-30T10:00:00", "yesterday"])
def test_a_moment_without_a_time_zone_is_refused(at: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--drill", "--at", at) == 1

    assert "with its time zone" in capsys.readouterr().err


def test_an_unknown_table_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--drill", "--tables", "catalogue") == 1

    assert (
        "There is no table catalogue. The tables are catalog, accounts, analytics, orders." in capsys.readouterr().err
    )


def test_a_shop_of_an_earlier_version_has_to_be_deployed_first(capsys: pytest.CaptureFixture[str]) -> None:
    boto3.client("cloudformation", region_name=REGION).delete_stack(StackName="bodega-dev")
    create_stack({name: value for name, value in OUTPUTS.items() if name != "ErasuresTableName"})

    assert run("--drill") == 1

    assert "make deploy ENV=dev" in capsys.readouterr().err


class Clients:
    """A client whose tables become active after some questions, or vanish."""

    def __init__(self, *states: str | None) -> None:
        self.states = list(states)

    def describe_table(self, **_: str) -> Any:
        from botocore.exceptions import ClientError

        if (state := self.states.pop(0)) is None:
            raise ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "DescribeTable")
        return {"Table": {"TableStatus": state}}


def test_the_command_waits_until_a_table_is_active() -> None:
    said: list[str] = []
    slept: list[float] = []

    wait(Clients("CREATING", "CREATING", "ACTIVE"), ["restored"], said.append, slept.append)

    assert said == ["restored is there after 0 minutes"]
    assert len(slept) == 2


def test_a_restore_that_aws_gave_up_is_repeated() -> None:
    with pytest.raises(command.NotReady, match="Run the same command again"):
        wait(Clients("CREATING", None), ["restored"], print, lambda _: None)
