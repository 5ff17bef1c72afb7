"""One account per mailbox: every spelling of an email finds the same account, at registration and afterwards."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest

from harness.shop.client import Shop
from harness.shop.people import ELSEWHERE, log_in, register, registration
from tests.support.documents.tables import read_table

pytestmark = pytest.mark.one_client

Mails = Callable[[], list[dict[str, Any]]]

TABLE = read_table("mailboxes")


def find(shop: Shop, email: str) -> list[str]:
    """Return the IDs of the users that an admin finds by the email."""
    answer = shop.call("GET", f"/users?{urlencode({'email': email})}")
    return [user["id"] for user in answer.json["items"]]


@pytest.mark.parametrize("row", TABLE["mailboxes"], ids=lambda row: row["stored"])
def test_a_customer_is_found_in_every_spelling_and_nobody_else_can_register_one(
    shop: Shop, mails: Mails, row: dict[str, Any]
) -> None:
    user = register(shop, email=row["spellings"][0]).user
    assert user["email"] == row["stored"]

    for spelling in row["spellings"]:
        again = shop.post("/users/register", registration(email=spelling), role="nobody", source_ip=ELSEWHERE)
        assert again.code == "email_taken"
        assert log_in(shop, spelling).json["user"]["id"] == user["id"]
        assert find(shop, spelling) == [user["id"]]

    assert shop.post("/users/password/forgot", {"email": row["spellings"][-1]}, role="nobody").status == 202
    assert mails()[-1]["template"] == "reset"
    assert {mail["to"] for mail in mails()} == {row["stored"]}


def test_neighbours_with_similar_domains_have_accounts_of_their_own(shop: Shop) -> None:
    similar = ["ada@faß.example", "ada@fass.example", "ada@bücher.example", "ada@bucher.example", "ada@buecher.example"]

    ids = [register(shop, email=email).id for email in similar]

    assert [log_in(shop, email).json["user"]["id"] for email in similar] == ids


@pytest.mark.parametrize("row", TABLE["refused"], ids=lambda row: ascii(row["email"]))
def test_an_email_that_gets_no_mail_is_told_why_at_registration_and_unknown_at_log_in(
    shop: Shop, row: dict[str, str]
) -> None:
    answer = shop.post("/users/register", registration(email=row["email"]), role="nobody")

    assert (answer.status, answer.pointers) == (422, ["/email"])
    assert row["reason"] in answer.json["errors"][0]["detail"]
    assert log_in(shop, row["email"]).code == "invalid_credentials"
    assert find(shop, row["email"]) == []
