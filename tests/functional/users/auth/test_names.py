"""Names of people in many languages: all of them can register, and mail greets them without becoming a lure."""

from typing import Any

import pytest

from bodega.outbox import Template, mail
from harness.shop.client import Shop
from harness.shop.people import register
from mailer.layout import Shop as ShopInMail
from mailer.templates import render
from tests.support.documents.tables import read_table

pytestmark = pytest.mark.one_client

NAMES = read_table("names")
GREETED = "Hello {},".format


def first_line(user: dict[str, Any]) -> str:
    """Return the first line of a mail to the user, whose mailbox is verified."""
    item = mail(Template.PASSWORD_CHANGED, {**user, "emailVerified": True}).item
    return render(
        item["template"], item.get("parameters", {}), ShopInMail("Shop", "https://shop.example")
    ).text.splitlines()[0]


def test_the_table_has_names_of_many_languages() -> None:
    assert len(NAMES["real"]) >= 60
    assert len({row["language"] for row in NAMES["real"]}) >= 40


@pytest.mark.parametrize("row", NAMES["real"], ids=lambda row: f"{row['language']} {row['first']} {row['last']}")
def test_a_real_person_registers_and_is_greeted(shop: Shop, row: dict[str, str]) -> None:
    user = register(shop, firstName=row["first"], lastName=row["last"]).user

    assert (user["firstName"], user["lastName"]) == (row["first"], row["last"])
    assert first_line(user) == (GREETED(row["first"] or row["last"]) if row["greeted"] else "Hello,")


@pytest.mark.parametrize("row", NAMES["lures"], ids=lambda row: f"{row['kind']} {row['first']!a}")
def test_a_stranger_is_never_mailed_the_link_that_somebody_typed_as_a_name(shop: Shop, row: dict[str, str]) -> None:
    user = register(shop, firstName=row["first"]).user
    only_last = register(shop, firstName="", lastName=row["first"]).user

    assert first_line(user) == first_line(only_last) == "Hello,"
