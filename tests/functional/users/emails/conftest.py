"""Fixtures for the email of an account: tokens in mails, as their receivers see them."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.shop.mails import token_in

Mails = Callable[[], list[dict[str, Any]]]
MailedToken = Callable[..., str]


@pytest.fixture
def mailed_token(mails: Mails) -> MailedToken:
    """Return a function that returns the token in the latest mail of a template, to `to` if it is given."""

    def find(template: str, to: str | None = None) -> str:
        found = [mail for mail in mails() if mail["template"] == template and to in {None, mail["to"]}]
        return token_in(found[-1])

    return find
