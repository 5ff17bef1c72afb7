"""Requests that change the email of an account."""

from harness.shop.client import Answer
from harness.shop.people import PASSWORD
from tests.support.shop.accounts import Account

OLD, NEW = "ada@old.example", "ada@new.example"


def change(account: Account, email: str = NEW, password: str = PASSWORD) -> Answer:
    return account.call("POST", "/users/me/email", {"email": email, "password": password})


def confirm(account: Account, token: str) -> Answer:
    return account.call("POST", "/users/me/email/verify", {"token": token})
