"""Names of people in many languages: all of them can register, and mail greets them without becoming a lure."""

import pytest

from bodega.outbox import Template
from harness.shop.client import Shop
from harness.shop.people import register
from mailer.templates import Shop as ShopInMail
from mailer.templates import render
from tests.support.documents.tables import read_table

NAMES = read_table("names")
GREETED = "Hello {},".format


def first_line(first_name: str) -> str:
    mail = render(Template.PASSWORD_CHANGED, {"firstName": first_name}, ShopInMail("Shop", "https://shop.example"))
    return mail.text.splitlines()[0]


def test_the_table_has_names_of_many_languages() -> None:
    assert len(NAMES["real"]) >= 60
    assert len({row["language"] for row in NAMES["real"]}) >= 40


@pytest.mark.parametrize("row", NAMES["real"], ids=lambda row: f"{row['language']} {row['first']} {row['last']}")
def test_a_real_person_registers_and_is_greeted(shop: Shop, row: dict[str, str]) -> None:
    user = register(shop, firstName=row["first"], lastName=row["last"]).user

    assert (user["firstName"], user["lastName"]) == (row["first"], row["last"])
    assert first_line(user["firstName"]) == (GREETED(row["first"]) if row["greeted"] else "Hello,")


@pytest.mark.parametrize("row", NAMES["lures"], ids=lambda row: f"{row['kind']} {row['first']!a}")
def test_a_stranger_is_never_mailed_the_link_that_somebody_typed_as_a_name(shop: Shop, row: dict[str, str]) -> None:
    user = register(shop, firstName=row["first"]).user

    assert first_line(user["firstName"]) == "Hello,"
