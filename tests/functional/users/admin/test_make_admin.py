"""The first admin: a registered account that the command `make admin` promotes."""

import importlib
import os
from pathlib import Path

import pytest

from harness.shop.client import Shop
from harness.shop.people import is_let_in, log_in
from tests.functional.users.conftest import Items
from tests.support.shop.accounts import customer


@pytest.fixture(autouse=True)
def same_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Restore the environment after the command has changed it."""
    for name in ("ACCOUNTS_TABLE", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, os.environ[name])


def make_admin(*arguments: str) -> int:
    status: int = importlib.import_module("scripts.make_admin").main(list(arguments))
    return status


def test_an_account_becomes_an_admin_and_has_to_log_in_again(
    shop: Shop, accounts: str, stored: Items, capsys: pytest.CaptureFixture[str]
) -> None:
    ada = customer(shop, email="Ada@shop.example")

    assert make_admin("ada@SHOP.example", "--table", accounts, "--region", "us-east-1") == 0

    assert "Ada@shop.example is an admin now" in capsys.readouterr().out
    assert not is_let_in(ada.person.access_token)
    assert log_in(shop, ada.email).json["user"]["role"] == "admin"
    assert [item["admins"] for item in stored("ADMINS")] == [1]


def test_an_admin_stays_an_admin(shop: Shop, accounts: str, stored: Items, capsys: pytest.CaptureFixture[str]) -> None:
    ada = customer(shop)
    make_admin(ada.email, "--table", accounts)

    assert make_admin(ada.email, "--table", accounts) == 0

    assert "is an admin already" in capsys.readouterr().out
    assert [item["admins"] for item in stored("ADMINS")] == [1]


def test_without_an_account_the_command_says_what_to_do(
    shop: Shop, accounts: str, stored: Items, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make_admin("nobody@shop.example", "--table", accounts) == 1

    assert "There is no account with the email nobody@shop.example. Register it first" in capsys.readouterr().err
    assert stored() == []


def test_without_a_local_shop_the_command_says_how_to_start_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make_admin("ada@shop.example", "--data", str(tmp_path)) == 1

    assert "make run" in capsys.readouterr().err


def test_a_missing_table_is_named(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    assert make_admin("ada@shop.example", "--table", "no-such-table") == 1

    assert "no-such-table cannot be reached" in capsys.readouterr().err
