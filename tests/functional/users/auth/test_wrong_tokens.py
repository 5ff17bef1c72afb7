"""Mailed tokens that are not valid for a request count towards the rate limit of the client IP or the account."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from bodega.dynamodb import Put
from harness.shop.client import Answer, Shop
from harness.shop.mails import token_in
from harness.shop.people import OTHER_PASSWORD
from tests.functional.users.conftest import Items
from tests.support.shop.accounts import Account, customer
from tests.support.shop.emails import change, confirm
from users.auth.mailed_tokens import digest_of
from users.storage.accounts import table, token_key
from users.storage.writes import NEW

Mails = Callable[[], list[dict[str, Any]]]
Use = Callable[[Shop, Account, str], Answer]
HOUR = 60 * 60


def reset(shop: Shop, _: Account, token: str) -> Answer:
    return shop.post("/users/password/reset", {"token": token, "newPassword": OTHER_PASSWORD}, role="nobody")


def disown(shop: Shop, _: Account, token: str) -> Answer:
    return shop.post("/users/email/disown", {"token": token}, role="nobody")


def undo(shop: Shop, _: Account, token: str) -> Answer:
    return shop.post("/users/email/undo", {"token": token}, role="nobody")


def verify(_: Shop, account: Account, token: str) -> Answer:
    return confirm(account, token)


USES: list[tuple[Use, str, str]] = [
    (reset, "reset", "verify"),
    (disown, "verify", "change"),
    (undo, "undo", "verify"),
    (verify, "verify", "undo"),
]
"""How a token is used, the purpose that it needs, and another one."""


@pytest.fixture
def latest(mails: Mails) -> Callable[[str], str]:
    """Return a function that returns the token in the latest mail of a template."""
    return lambda template: token_in([mail for mail in mails() if mail["template"] == template][-1])


@pytest.fixture
def counted(stored: Items) -> Callable[[], int]:
    """Return a function that returns how many wrong tokens were counted, for any client IP and account."""
    return lambda: sum(item["count"] for item in stored("LIMIT#") if item["sk"].startswith("TOKEN#"))


def stored_token(purpose: str, seconds: int) -> str:
    """Store a token of nobody, which expires in so many seconds."""
    token = f"a token to {purpose}"
    item = {"purpose": purpose, "expiresAt": int(time.time()) + seconds}
    table.transact({"token": Put({**token_key(digest_of(token))._asdict(), **item}, NEW)})
    return token


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(("use", "purpose", "other"), USES, ids=[use.__name__ for use, *_ in USES])
def test_guessed_expired_and_misused_tokens_count(
    shop: Shop, counted: Callable[[], int], use: Use, purpose: str, other: str
) -> None:
    ada = customer(shop)

    for number, token in enumerate(("x" * 43, stored_token(purpose, 0), stored_token(other, HOUR)), start=1):
        assert use(shop, ada, token).code == "invalid_token"
        assert counted() == number


def test_a_link_for_another_account_counts_for_the_account_that_uses_it(
    shop: Shop, counted: Callable[[], int], latest: Callable[[str], str]
) -> None:
    customer(shop)
    token = latest("welcome")

    assert confirm(customer(shop), token).code == "invalid_token"

    assert counted() == 1


def test_an_old_link_to_remove_a_verified_account_counts(
    shop: Shop, counted: Callable[[], int], latest: Callable[[str], str]
) -> None:
    ada = customer(shop)
    token = latest("welcome")
    assert confirm(ada, token).status == 204

    assert disown(shop, ada, token).code == "invalid_token"
    assert counted() == 1

    assert change(ada).status == 202
    assert confirm(ada, latest("email-change")).status == 204
    assert disown(shop, ada, latest("email-change")).code == "invalid_token"
    assert counted() == 2


def test_tokens_that_are_valid_do_not_count(
    shop: Shop, counted: Callable[[], int], latest: Callable[[str], str]
) -> None:
    ada = customer(shop)
    assert [confirm(ada, latest("welcome")).status for _ in range(2)] == [204, 204]
    assert change(ada).status == 202
    assert confirm(ada, latest("email-change")).status == 204
    assert undo(shop, ada, latest("email-changed")).status == 204
    token = latest("email-restored")
    weak = shop.post("/users/password/reset", {"token": token, "newPassword": "password"}, role="nobody")
    assert weak.code == "validation_failed"
    assert reset(shop, ada, token).status == 200
    stranger = customer(shop)
    welcome = latest("welcome")
    assert [disown(shop, stranger, welcome).status for _ in range(2)] == [204, 204]

    assert counted() == 0
