"""Scripts that work on a deployed shop find table, time zone and region, and use the credentials that the SDK finds."""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import boto3
import pytest

from bodega.aws.credentials import credentials
from bodega.aws.sigv4 import Credentials
from local.errors import LocalError
from local.modules import SEARCH_PATH
from scripts.generated import ROOT
from scripts.table_options import add_table_options, use_table

PAYMENTS = ("PAYMENT_PROVIDER", "PAYMENT_ENDPOINT", "PAYMENT_KEY_SECRET")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the test's own AWS settings, in files as `aws configure` writes them. Restore the environment afterwards."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("ACCOUNTS_TABLE", "SHOP_TIME_ZONE", "SHOP_CURRENCY", *PAYMENTS):
        monkeypatch.setenv(name, "")
    for name in ("REGION", "ENDPOINT_URL_DYNAMODB", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN"):
        monkeypatch.setenv(f"AWS_{name}", "")
        monkeypatch.delenv(f"AWS_{name}")


@pytest.fixture
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AK")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s")


def use(*arguments: str) -> None:
    parser = argparse.ArgumentParser()
    add_table_options(parser, "AccountsTableName")
    use_table(parser.parse_args(arguments), "ACCOUNTS_TABLE", "UsersFunction")


def deploy(stack: str, region: str, outputs: Mapping[str, str] = MappingProxyType({}), **parameters: str) -> None:
    """Create a stack with the parameters and outputs that the options read, in moto's CloudFormation."""
    given = {"TimeZone": "America/Toronto", "Currency": "CAD", **parameters}
    shown = {"AccountsTableName": f"{stack}-accounts-{region}", **outputs}
    template = {
        "Parameters": {name: {"Type": "String", "Default": value} for name, value in given.items()},
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
        "Outputs": {name: {"Value": value} for name, value in shown.items()},
    }
    boto3.client("cloudformation", region_name=region).create_stack(StackName=stack, TemplateBody=json.dumps(template))


@pytest.mark.usefixtures("_keys", "mocked_aws")
@pytest.mark.parametrize(
    ("environment", "arguments"), [("prod", ("--region", "eu-west-1")), ("prod", ()), ("staging", ())]
)
def test_the_shop_of_an_environment_is_found_by_its_stack(
    environment: str,
    arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("AWS_REGION", "us-east-1" if arguments else "eu-west-1")
    deploy(f"bodega-{environment}", "eu-west-1")

    use("--env", environment, *arguments)

    assert os.environ["ACCOUNTS_TABLE"] == f"bodega-{environment}-accounts-eu-west-1"
    assert os.environ["SHOP_TIME_ZONE"] == "America/Toronto"
    assert os.environ["SHOP_CURRENCY"] == "CAD"
    assert os.environ["AWS_REGION"] == "eu-west-1"
    assert os.environ["AWS_ENDPOINT_URL_DYNAMODB"] == "https://dynamodb.eu-west-1.amazonaws.com"
    assert f"bodega-{environment} in eu-west-1, account 123456789012" in capsys.readouterr().err


@pytest.mark.usefixtures("_keys", "mocked_aws")
def test_the_payment_provider_of_a_shop_is_the_one_of_its_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    secret = {"PaymentKeySecret": "arn:secret"}
    deploy("bodega-prod", "eu-west-1", secret, PaymentProvider="stripe", PaymentEndpoint="")

    use("--env", "prod")

    assert [os.environ[name] for name in PAYMENTS] == ["stripe", "", "arn:secret"]


@pytest.mark.usefixtures("_keys", "mocked_aws")
def test_a_shop_that_is_not_deployed_is_named() -> None:
    deploy("bodega-dev", "eu-west-1")

    with pytest.raises(LocalError, match=r"There is no stack bodega-prod in eu-west-1\."):
        use("--env", "prod", "--region", "eu-west-1")


@pytest.mark.usefixtures("_keys", "mocked_aws")
def test_a_shop_of_an_earlier_version_has_to_be_deployed_first() -> None:
    deploy("bodega-prod", "eu-west-1")
    parser = argparse.ArgumentParser()
    add_table_options(parser, "ErasuresTableName")

    with pytest.raises(LocalError, match=r"earlier version without ErasuresTableName\. Deploy this one first"):
        use_table(parser.parse_args(["--env", "prod", "--region", "eu-west-1"]), "ERASURES_TABLE", "UsersFunction")


def test_a_shop_is_an_environment_or_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--env", "Staging"], ["--env", "prod", "--table", "bodega-accounts"]):
        with pytest.raises(SystemExit):
            use(*arguments)

    said = capsys.readouterr().err
    assert "'Staging' cannot be the name of an environment" in said
    assert "not allowed with argument --env" in said


COMMANDS = [
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__main__")
    for path in sorted((ROOT / "scripts").rglob("*.py"))
    if re.search(r'"--env"|add_table_options\(parser', path.read_text(encoding="utf-8"))
    and path.stem != "table_options"
]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_takes_any_environment(command: str) -> None:
    started = [
        subprocess.run(
            [sys.executable, "-m", command, "--env", name, "--help"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": SEARCH_PATH},
            capture_output=True,
            text=True,
            check=False,
        )
        for name in ("staging", "Staging")
    ]

    assert [done.returncode for done in started] == [0, 2]
    assert "'Staging' cannot be the name of an environment" in started[1].stderr


def test_the_options_for_a_deployed_shop_need_no_package_of_the_local_stack() -> None:
    without = "import sys; sys.modules['yaml'] = sys.modules['moto'] = None"
    code = f"{without}; import scripts.make_admin, scripts.migrate, scripts.recount"

    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_profile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").write_text("[profile shop]\nregion = eu-west-1\n")
    (tmp_path / "credentials").write_text(
        "[shop]\naws_access_key_id = AKSHOP\naws_secret_access_key = s\naws_session_token = t\n"
    )
    monkeypatch.setenv("AWS_PROFILE", "shop")

    use("--table", "bodega-accounts")

    assert os.environ["ACCOUNTS_TABLE"] == "bodega-accounts"
    assert (os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SESSION_TOKEN"]) == ("AKSHOP", "t")
    assert os.environ["AWS_REGION"] == "eu-west-1"


@pytest.mark.parametrize(("region", "suffix"), [("eu-central-1", "amazonaws.com"), ("cn-north-1", "amazonaws.com.cn")])
@pytest.mark.usefixtures("_keys")
def test_the_endpoint_belongs_to_the_region(region: str, suffix: str) -> None:
    use("--table", "bodega-accounts", "--region", region)

    assert os.environ["AWS_ENDPOINT_URL_DYNAMODB"] == f"https://dynamodb.{region}.{suffix}"


def test_missing_credentials_are_explained() -> None:
    with pytest.raises(LocalError, match="aws sso login"):
        use("--table", "bodega-accounts", "--region", "eu-west-1")


@pytest.mark.usefixtures("_keys")
def test_the_region_of_a_table_is_also_read_from_the_variable_of_other_aws_tools(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-west-1")

    use("--table", "bodega-accounts")

    assert os.environ["AWS_ENDPOINT_URL_DYNAMODB"] == "https://dynamodb.eu-west-1.amazonaws.com"


@pytest.mark.usefixtures("_keys")
def test_a_missing_region_is_explained() -> None:
    with pytest.raises(LocalError, match="--region"):
        use("--table", "bodega-accounts")


def test_the_credentials_of_a_profile_are_used_where_the_machine_has_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "credentials").write_text("[shop]\naws_access_key_id = AK\naws_secret_access_key = s\n")
    monkeypatch.setenv("AWS_PROFILE", "shop")
    monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of other keys")

    use("--table", "accounts-1", "--region", "eu-west-1")

    assert credentials() == Credentials("AK", "s", None)
