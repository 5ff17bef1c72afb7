"""Scripts that work on a deployed table use the credentials, region and endpoint that the SDK finds."""

import argparse
import os
from pathlib import Path

import pytest

from local.errors import LocalError
from scripts.table_options import add_table_options, use_table


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the test's own AWS settings, in files as `aws configure` writes them. Restore the environment afterwards."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("ACCOUNTS_TABLE", "")
    for name in ("REGION", "ENDPOINT_URL_DYNAMODB", "ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN"):
        monkeypatch.setenv(f"AWS_{name}", "")
        monkeypatch.delenv(f"AWS_{name}")


def use(*arguments: str) -> None:
    parser = argparse.ArgumentParser()
    add_table_options(parser, "AccountsTableName")
    use_table(parser.parse_args(["--table", "bodega-accounts", *arguments]), "ACCOUNTS_TABLE", "UsersFunction")


def test_a_profile_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").write_text("[profile shop]\nregion = eu-west-1\n")
    (tmp_path / "credentials").write_text(
        "[shop]\naws_access_key_id = AKSHOP\naws_secret_access_key = s\naws_session_token = t\n"
    )
    monkeypatch.setenv("AWS_PROFILE", "shop")

    use()

    assert os.environ["ACCOUNTS_TABLE"] == "bodega-accounts"
    assert (os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SESSION_TOKEN"]) == ("AKSHOP", "t")
    assert os.environ["AWS_REGION"] == "eu-west-1"


@pytest.mark.parametrize(("region", "suffix"), [("eu-central-1", "amazonaws.com"), ("cn-north-1", "amazonaws.com.cn")])
def test_the_endpoint_belongs_to_the_region(region: str, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AK")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s")

    use("--region", region)

    assert os.environ["AWS_ENDPOINT_URL_DYNAMODB"] == f"https://dynamodb.{region}.{suffix}"


def test_missing_credentials_are_explained() -> None:
    with pytest.raises(LocalError, match="aws sso login"):
        use("--region", "eu-west-1")


def test_a_missing_region_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AK")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s")

    with pytest.raises(LocalError, match="--region"):
        use()
