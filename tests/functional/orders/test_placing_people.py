"""Placing orders: who orders, and whom the mails greet."""

from typing import Any

import pytest

from harness.aws.tables import put_all
from harness.shop.client import Shop
from tests.functional.orders.conftest import Rows
from tests.support.shop.ordering import (
    Catalogue,
    cart_of,
    order_of,
    place,
    profile_row,
)

pytestmark = pytest.mark.usefixtures("at_noon")


class TestPerson:
    def test_of_a_customer_comes_from_the_profile(self, shop: Shop, order: dict[str, Any], rows: Rows) -> None:
        placed = place(shop, order | {"customer": None}, role="customer").json

        assert placed["customer"] == {
            "name": "Grace Hopper",
            "phone": "+15145550123",
            "email": "Grace@shop.example",
        }
        (mail,) = rows("OUTBOX#")
        assert (mail["to"], mail["parameters"]["firstName"]) == ("Grace@shop.example", "Grace")

    def test_without_a_first_name_is_greeted_by_the_last(
        self, shop: Shop, order: dict[str, Any], rows: Rows, dynamodb: Any, accounts: str
    ) -> None:
        put_all(dynamodb, accounts, [profile_row("customer", firstName="")])

        placed = place(shop, order | {"customer": None}, role="customer").json

        (mail,) = rows("OUTBOX#")
        assert (placed["customer"]["name"], mail["parameters"]["firstName"]) == ("Hopper", "Hopper")

    def test_with_another_email_is_not_greeted_by_name(self, shop: Shop, order: dict[str, Any], rows: Rows) -> None:
        placed = place(shop, order | {"customer": {"email": "other@shop.example"}}, role="customer").json

        assert placed["customer"]["name"] == "Grace Hopper"
        (mail,) = rows("OUTBOX#")
        assert (mail["to"], "firstName" in mail["parameters"]) == ("other@shop.example", False)

    def test_with_an_unverified_mailbox_is_not_greeted_by_name(
        self, shop: Shop, order: dict[str, Any], rows: Rows, dynamodb: Any, accounts: str
    ) -> None:
        put_all(dynamodb, accounts, [profile_row("customer", emailVerified=False)])

        place(shop, order | {"customer": None}, role="customer")

        (mail,) = rows("OUTBOX#")
        assert "firstName" not in mail["parameters"]

    @pytest.mark.parametrize("customer", [None, {"name": "Ada"}, {"email": "ada@shop.example"}, {"name": "  "}])
    def test_of_a_guest_needs_name_and_email(
        self, shop: Shop, order: dict[str, Any], customer: dict[str, str] | None
    ) -> None:
        answer = place(shop, order | {"customer": customer})

        given = {name for name, value in (customer or {}).items() if value.strip()}
        assert answer.status == 422, answer
        assert answer.pointers == [f"/customer/{name}" for name in ("name", "email") if name not in given]

    def test_at_the_counter_can_be_nobody(self, shop: Shop, order: dict[str, Any], rows: Rows) -> None:
        placed = place(shop, order | {"customer": None}, role="staff").json

        assert placed["customer"] == {"name": None, "phone": None, "email": None}
        assert not rows("OUTBOX#")
        (head,) = [row for row in rows("ORDER#ord_") if row["sk"] == "ORDER"]
        assert not {"customerId", "customerPk", "callName"} & head.keys()

    def test_whose_account_is_gone_orders_nothing(
        self, shop: Shop, order: dict[str, Any], rows: Rows, dynamodb: Any, accounts: str
    ) -> None:
        put_all(dynamodb, accounts, [profile_row("guest", role="leaving")])

        assert place(shop, order).code == "session_ended"
        assert not rows("NUMBER#")


class TestMailToStrangers:
    def test_ends_after_five_orders_a_day_to_a_mailbox(self, shop: Shop, catalogue: Catalogue, rows: Rows) -> None:
        tea = order_of(cart_of(catalogue, "Tea"), 300)

        for role in ("guest", "customer", "staff", "guest", "customer", "staff"):
            assert place(shop, tea, role=role).status == 201

        assert len(rows("OUTBOX#")) == 5
        people = [row for row in rows("ORDER#ord_") if row["sk"] == "PERSON"]
        assert [row.get("mailed") for row in people].count(False) == 1

    def test_ends_after_ten_orders_a_day_of_a_guest(self, shop: Shop, catalogue: Catalogue, rows: Rows) -> None:
        for number in range(11):
            person = {"name": "Ada", "email": f"stranger-{number}@shop.example"}
            assert place(shop, order_of(cart_of(catalogue, "Tea"), 300, customer=person)).status == 201

        assert len(rows("OUTBOX#")) == 10

    def test_does_not_limit_mail_to_the_customers_own_mailbox(
        self, shop: Shop, catalogue: Catalogue, rows: Rows
    ) -> None:
        for _ in range(7):
            place(shop, order_of(cart_of(catalogue, "Tea"), 300, customer=None), role="customer")

        assert len(rows("OUTBOX#")) == 7
        assert not rows("MAILBOX#")
