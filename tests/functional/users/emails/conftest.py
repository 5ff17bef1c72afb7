"""Fixtures for the email of an account: tokens in mails, as their receivers see them."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.shop.client import Shop
from harness.shop.mails import token_in
from tests.support.shop.accounts import Account, customer
from tests.support.shop.emails import OLD, confirm

Mails = Callable[[], list[dict[str, Any]]]
MailedToken = Callable[..., str]


@pytest.fixture
def mailed_token(mails: Mails) -> MailedToken:
    """Return a function that returns the token in the latest mail of a template, to `to` if it is given."""

    def find(template: str, to: str | None = None) -> str:
        found = [mail for mail in mails() if mail["template"] == template and to in {None, mail["to"]}]
        return token_in(found[-1])

    return find


@pytest.fixture
def verified(shop: Shop, mailed_token: MailedToken) -> Account:
    """A customer with a verified email."""
    account = customer(shop, email=OLD)
    assert confirm(account, mailed_token("welcome")).status == 204
    return account
