"""The parameters that a deployment chooses: the role for API Gateway's logs, and when tables get protected."""

import json

import boto3
import pytest

from scripts.deployment import choices, deploy
from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import Account, Stack
from scripts.template import TEMPLATE
from tests.unit.deploy.conftest import read_parameters

WHERE = Account("123456789012", "us-east-1", "ada")
TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})


@pytest.fixture(autouse=True)
def _region(mocked_aws: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", WHERE.region)


def choose(*given: str) -> list[dict[str, str]]:
    return choices.choose(Settings.read("dev", given), WHERE)


def set_role(name: str, *, exists: bool = True) -> None:
    """Set the account's role for logs."""
    if exists:
        boto3.client("iam").create_role(RoleName=name, AssumeRolePolicyDocument=TRUST)
    change = {"op": "replace", "path": "/cloudwatchRoleArn", "value": f"arn:aws:iam::123456789012:role/{name}"}
    boto3.client("apigateway").update_account(patchOperations=[change])  # type: ignore[list-item]  # a plain dict, typed as its values


def create_stack(*, role: bool = False, finished: bool = True) -> str:
    """Create the stack of dev, and return the name of its role for logs."""
    resources = {"ApiGatewayLoggingRole": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {}}}}
    queue = {"Queue": {"Type": "AWS::SQS::Queue"}}
    template: dict[str, object] = {"Resources": {**queue, **(resources if role else {})}}
    if finished:
        template["Outputs"] = {"ApiUrl": {"Value": "https://api.example"}}
    client = boto3.client("cloudformation")
    client.create_stack(StackName="bodega-dev", TemplateBody=json.dumps(template))
    if not role:
        return ""
    detail = client.describe_stack_resource(StackName="bodega-dev", LogicalResourceId="ApiGatewayLoggingRole")
    return str(detail["StackResourceDetail"]["PhysicalResourceId"])


def test_the_parameters_exist() -> None:
    assert {choices.API_LOGGING, choices.TABLE_PROTECTION} <= set(TEMPLATE.document["Parameters"])
    assert choices._ROLE in TEMPLATE.resources


def test_an_account_without_a_role_gets_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert choose()[0]["ApiLogging"] == "create-role"
    assert "This deployment creates one and sets it for the account" in capsys.readouterr().out


def test_the_role_of_an_account_is_never_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    set_role("somebodys-logs")

    assert choose()[0]["ApiLogging"] == "account-has-role"
    assert "the account's role somebodys-logs, which stays as it is" in capsys.readouterr().out


def test_a_role_that_was_deleted_counts_as_none() -> None:
    set_role("gone", exists=False)

    assert choose()[0]["ApiLogging"] == "create-role"


def test_a_stack_keeps_the_role_that_it_created() -> None:
    set_role(create_stack(role=True), exists=False)

    assert choose()[0]["ApiLogging"] == "create-role"


def test_a_stack_does_not_take_back_a_role_that_was_replaced_since() -> None:
    create_stack(role=True)
    set_role("somebodys-logs")

    assert choose()[0]["ApiLogging"] == "account-has-role"


@pytest.mark.parametrize("value", ["account-has-role", "create-role", "off"])
def test_a_given_value_is_kept(value: str) -> None:
    set_role("somebodys-logs")

    assert all("ApiLogging" not in step for step in choose(f"ApiLogging={value}"))


def test_replacing_the_role_on_request_is_announced(capsys: pytest.CaptureFixture[str]) -> None:
    set_role("somebodys-logs")

    choose("ApiLogging=create-role")

    assert "note: ApiLogging=create-role replaces the role somebodys-logs" in capsys.readouterr().out


def test_an_account_that_cannot_be_looked_at_needs_the_parameter(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Account) -> str:
        raise NotReady("API Gateway's settings of the account cannot be read")

    monkeypatch.setattr(choices, "_role_of_account", refuse)

    with pytest.raises(NotReady, match="cannot be read"):
        choose()
    assert all("ApiLogging" not in step for step in choose("ApiLogging=account-has-role"))


@pytest.mark.parametrize("stack", ["none", "unfinished"])
def test_a_stack_is_created_without_protection_and_protected_afterwards(stack: str) -> None:
    if stack == "unfinished":
        create_stack(finished=False)

    assert [step["TableProtection"] for step in choose()] == ["false", "true"]


def test_the_tables_of_an_existing_stack_stay_protected() -> None:
    create_stack()

    assert [step["TableProtection"] for step in choose()] == ["true"]


def test_a_given_protection_needs_one_step() -> None:
    settings = Settings.read("dev", ["TableProtection=false"])

    (step,) = choices.choose(settings, WHERE)

    assert settings.with_defaults(step).parameters["TableProtection"] == "false"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the calls of sam as text."""
    made: list[str] = []
    steps = [{"TableProtection": "false"}, {"TableProtection": "true"}]
    fakes = {
        "choose": lambda *_: steps,
        "check_data": lambda *_: None,
        "menu_answers": lambda _: True,
        "outputs": lambda *_: {"ApiUrl": "https://api.example/v1"},
        "describe": lambda *_: Stack({}, {"MailFrom": "shop@shop.test"}),
        "mail_notes": lambda *_: [],
        "smoke_test": lambda *_: True,
        "release": lambda _: "0123456789abcdef",
        "run_sam": lambda *arguments: made.append(" ".join(map(read_parameters, arguments))),
    }
    for name, fake in fakes.items():
        monkeypatch.setattr(deploy, name, fake)
    return made


def test_the_second_step_has_the_same_release_and_asks_nothing(calls: list[str]) -> None:
    assert deploy.deploy(Settings.read("dev", []), WHERE, ask=True) == 0

    _, first, second = calls
    assert "--no-confirm-changeset" not in first
    assert "TableProtection=false" in first
    assert "--no-confirm-changeset" in second
    assert "TableProtection=true" in second
    assert "Release=0123456789abcdef" in first
    assert "Release=0123456789abcdef" in second
