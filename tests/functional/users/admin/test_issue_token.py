"""Bearer tokens for developers: `make token` issues them through the code of the users function."""

import sys
import time
from pathlib import Path

import pytest

from bodega.tokens import LIFETIME
from harness.shop.client import Shop
from harness.shop.people import caller_of, is_let_in
from scripts.issue_token import issue, main
from tests.support.shop.accounts import customer


def test_a_token_belongs_to_the_oldest_account_of_the_role(shop: Shop) -> None:
    first, _ = customer(shop), customer(shop)

    token = issue("customer", None, minutes=5)

    assert is_let_in(token)
    assert shop.call("GET", "/users/me", caller=caller_of(token)).json["id"] == first.id


def test_a_token_can_belong_to_any_account(shop: Shop) -> None:
    _, second = customer(shop), customer(shop)

    token = issue("customer", second.id, minutes=5)

    assert shop.call("GET", "/users/me", caller=caller_of(token)).json["id"] == second.id


@pytest.mark.parametrize("role", ["admin", "customer"])
def test_without_an_account_of_the_role_one_is_registered_once(shop: Shop, role: str) -> None:
    users = [shop.call("GET", "/users/me", caller=caller_of(issue(role, None, minutes=5))).json for _ in range(2)]

    assert users[0] == users[1]
    assert (users[0]["email"], users[0]["role"]) == (f"token-{role}@bodega.example", role)


def test_a_token_can_outlive_that_of_a_log_in(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    token = issue("customer", None, minutes=60)
    later = time.time() + 2 * LIFETIME
    monkeypatch.setattr(time, "time", lambda: later)

    assert is_let_in(token)


def test_without_a_local_shop_it_says_how_to_open_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["issue_token", "--data", str(tmp_path)])

    assert main() == 1

    assert "make run" in capsys.readouterr().err
