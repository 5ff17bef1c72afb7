"""`make erase-again`: accounts on the list of erasures that a backup brought back are erased again, and no others."""

import importlib
import itertools
import os
from collections.abc import Callable
from typing import Any

import pytest

from bodega.attributes import from_attributes, to_attributes
from harness.aws.dynamodb_proxy import Recording
from harness.aws.policy_simulator import running
from harness.aws.tables import create_table, delete_all, put_all, read_all, template
from harness.shop.client import Shop
from harness.shop.people import log_in
from tests.functional.users.conftest import Items
from tests.functional.users.profile.test_erasure import CONFIRMED, away_after, furnish, left
from tests.support.shop.accounts import admin, customer
from tests.support.shop.stored_orders import stored_order

_numbers = itertools.count()


@pytest.fixture(autouse=True)
def own_list(dynamodb: Any, accounts: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty list of erasures. Restore the environment after the command has changed it."""
    name = f"erasures-{os.getpid()}-again-{next(_numbers)}"
    create_table(dynamodb, template().tables["ErasuresTable"].definition, name)
    for variable, value in {"ERASURES_TABLE": name, "ACCOUNTS_TABLE": accounts}.items():
        monkeypatch.setenv(variable, value)
    monkeypatch.setenv("AWS_DEFAULT_REGION", os.environ["AWS_DEFAULT_REGION"])
    return name


@pytest.fixture
def erase_again(accounts: str, own_list: str) -> Callable[[], int]:
    """Run the command. Operators have other rights than functions."""

    def run() -> int:
        with running(None):  # no function
            orders = os.environ["ORDERS_TABLE"]
            arguments = ["--table", accounts, "--erasures", own_list, "--orders", orders, "--region", "us-east-1"]
            status: int = importlib.import_module("scripts.erase_again").main(arguments)
        return status

    return run


@pytest.fixture
def backup(accounts: str, dynamodb: Any) -> Callable[[], Callable[[], None]]:
    """Return a function that makes a backup of the accounts table, and returns one that restores it."""

    def make() -> Callable[[], None]:
        rows = read_all(dynamodb, accounts)

        def restore() -> None:
            delete_all(dynamodb, accounts, read_all(dynamodb, accounts))
            put_all(dynamodb, accounts, rows)

        return restore

    return make


def test_an_account_that_came_back_is_erased_completely(
    shop: Shop, stored: Items, backup: Any, erase_again: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    grace = customer(shop)
    furnish(shop, grace)
    others = {str(item) for item in left(stored)}
    ada = customer(shop, phone="+15145550123")
    furnish(shop, ada)
    restore = backup()
    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204
    restore()
    assert log_in(shop, ada.email).status == 200

    assert erase_again() == 0

    assert {str(item) for item in left(stored)} == others
    assert log_in(shop, ada.email).code == "invalid_credentials"
    assert "1 accounts are on the list of erasures; 1 of them existed" in capsys.readouterr().out


def test_a_second_run_changes_nothing(
    shop: Shop, stored: Items, backup: Any, erase_again: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    ada = customer(shop)
    restore = backup()
    ada.call("DELETE", "/users/me", CONFIRMED)
    restore()
    erase_again()
    before = stored()

    assert erase_again() == 0

    assert stored() == before
    assert "0 of them existed" in capsys.readouterr().out


def test_an_interrupted_erasure_is_completed(shop: Shop, stored: Items, recording: Recording, erase_again: Any) -> None:
    ada = customer(shop)
    furnish(shop, ada)
    recording.faults += away_after(transactions=1)
    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 503
    recording.faults.clear()

    assert erase_again() == 0

    assert left(stored) == []


def test_the_last_admin_is_not_erased_before_there_is_another_one(
    shop: Shop, backup: Any, erase_again: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    joan = admin(shop)
    restore = backup()
    grace = admin(shop)
    assert joan.call("DELETE", "/users/me", CONFIRMED).status == 204
    restore()

    assert erase_again() == 1
    assert f"{joan.id} is the last active admin" in capsys.readouterr().err

    grace = admin(shop)
    assert erase_again() == 0
    assert log_in(shop, joan.email).code == "invalid_credentials"
    assert log_in(shop, grace.email).json["user"]["role"] == "admin"


def test_an_account_that_cannot_be_erased_keeps_no_other_one(
    shop: Shop, backup: Any, erase_again: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    joan, people = admin(shop), [customer(shop) for _ in range(3)]
    restore = backup()
    admin(shop)
    for person in (joan, *people):
        assert person.call("DELETE", "/users/me", CONFIRMED).status == 204
    restore()

    assert erase_again() == 1

    assert {log_in(shop, person.email).code for person in people} == {"invalid_credentials"}
    said = capsys.readouterr()
    assert f"{joan.id} is the last active admin" in said.err
    assert "1 accounts could not be erased" in said.err
    assert "4 accounts are on the list of erasures; 3 of them existed" in said.out


def test_the_new_account_of_an_erased_customer_stays(shop: Shop, backup: Any, erase_again: Any) -> None:
    ada = customer(shop)
    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204
    again = customer(shop, email=ada.email)

    assert erase_again() == 0

    assert log_in(shop, ada.email).json["user"]["id"] == again.id


def test_another_table_instead_of_the_list_erases_nobody(
    shop: Shop, accounts: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ada = customer(shop)

    with running(None):  # type: ignore[arg-type]  # no function
        orders = os.environ["ORDERS_TABLE"]
        arguments = ["--table", accounts, "--erasures", accounts, "--orders", orders, "--region", "us-east-1"]
        assert importlib.import_module("scripts.erase_again").main(arguments) == 0

    assert "0 accounts are on the list of erasures" in capsys.readouterr().out
    assert log_in(shop, ada.email).status == 200


def test_a_table_needs_its_list(erase_again: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert importlib.import_module("scripts.erase_again").main(["--table", "accounts-1"]) == 1

    assert "--erasures" in capsys.readouterr().err


@pytest.mark.parametrize("restored", ["orders", "orders and accounts"])
def test_orders_that_came_back_are_separated_again(
    restored: str, shop: Shop, orders: str, dynamodb: Any, backup: Any, erase_again: Any
) -> None:
    """A backup of the orders table brings personal data back, with the account or without it."""
    ada, eve = customer(shop), customer(shop)
    rows = [
        to_attributes(item)
        for number, user in enumerate((ada.id, eve.id))
        for item in stored_order(f"ord_01JD4W0Q8V5E2M7T9X3K6B1ZC{number}", "completed", customer=user)
    ]
    put_all(dynamodb, orders, rows)
    restore = backup()
    assert ada.call("DELETE", "/users/me", CONFIRMED).status == 204
    put_all(dynamodb, orders, rows)
    if "accounts" in restored:
        restore()

    assert erase_again() == 0

    left = [from_attributes(row) for row in read_all(dynamodb, orders)]
    assert [item["customerId"] for item in left if "customerId" in item] == [eve.id]
    assert [item["pk"][-1] for item in left if item["sk"] == "PERSON"] == ["1"]
