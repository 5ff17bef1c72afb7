"""What the mails of an order say, and what they leave out."""

from types import ModuleType
from typing import Any, ClassVar

import pytest

from bodega import business_day
from bodega.mail_tokens import TokenSeed
from bodega.outbox import COUNTER, Template, order_mail, order_parameters
from tests.unit.mailer.conftest import MONEY, ORDER

pytestmark = pytest.mark.usefixtures("mailer")

TEMPLATES = ("order-received", "order-accepted", "order-ready", "order-canceled", "order-expired", "order-refunded")
HEAD: dict[str, Any] = {
    "id": "ord_01JD4W0Q8V5E2M7T9X3K6B1QRD",
    "number": "047",
    "dueFrom": "2026-11-30T19:00:00.000Z",
    "dueTo": "2026-11-30T19:15:00.000Z",
    "fulfilment": {"type": "pickup", "asap": True, "table": "m4rk3d"},
    "totals": {"items": 1811, "total": 1811},
    "currency": "CAD",
    "callName": "m4rk3d",
    "ticket": [
        {"quantity": 2, "name": "Flat white", "options": ["Oat milk"], "note": "m4rk3d"},
        {"quantity": 1, "name": "Cake & cream", "options": []},
    ],
}


def rendered(template: str, **changed: Any) -> Any:
    from mailer.layout import Shop
    from mailer.templates import render

    return render(template, {**ORDER, **MONEY, **changed}, Shop("Corner", "https://shop.example"))


@pytest.fixture
def tokyo(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("SHOP_TIME_ZONE", "Asia/Tokyo")
    business_day.zone.cache_clear()
    yield
    business_day.zone.cache_clear()


class TestWords:
    @pytest.mark.parametrize("template", TEMPLATES)
    def test_every_mail_has_the_number_the_lines_and_the_total(self, template: str) -> None:
        mail = rendered(template)
        assert "047" in mail.subject
        assert "\n2 × Flat white\n1 × Cake & cream\nTotal: 18.11 CAD\n" in mail.text
        assert "<p>2 × Flat white<br>1 × Cake &amp; cream<br>Total: 18.11 CAD</p>" in mail.html

    @pytest.mark.parametrize(
        ("amount", "currency", "shown"),
        [
            (5, "CAD", "0.05 CAD"),
            (950, "JPY", "950 JPY"),
            (12345, "KWD", "12.345 KWD"),
            (0, "EUR", "0.00 EUR"),
            (123400, "CAD", "1,234.00 CAD"),
        ],
    )
    def test_the_total_has_the_digits_of_its_currency(self, amount: int, currency: str, shown: str) -> None:
        assert f"Total: {shown}\n" in rendered("order-received", total=amount, currency=currency).text

    @pytest.mark.parametrize("template", ["order-received", "order-accepted"])
    def test_the_due_time_is_in_the_shops_zone(self, template: str) -> None:
        assert " Monday, 30 November, 14:00 to 14:15." in rendered(template).text

    def test_the_due_time_is_part_of_a_sentence(self) -> None:
        assert "order 047 for Monday, 30 November, 14:00" in rendered("order-received").text
        assert "It is due on Monday, 30 November, 14:00" in rendered("order-accepted").text

    def test_the_due_day_is_the_shops_day(self, tokyo: None) -> None:
        assert "on Tuesday, 1 December, 04:00 to 04:15." in rendered("order-accepted").text

    def test_a_due_time_without_an_end_has_one_time(self) -> None:
        assert "on Monday, 30 November, 14:00." in rendered("order-accepted", dueTo=ORDER["dueFrom"]).text

    def test_the_accepted_mail_has_the_number_to_call_out(self) -> None:
        assert "We call out the number 047." in rendered("order-accepted").text

    def test_the_ready_mail_says_where_the_order_is(self) -> None:
        assert "collect it at the counter" in rendered("order-ready").text
        assert "We bring it to your table." in rendered("order-ready", fulfilment="dineIn").text

    @pytest.mark.parametrize(
        ("reason", "words"),
        [
            ("out_of_stock", "Something in it is sold out."),
            ("closing", "We are closing."),
            ("customer", "You asked us to cancel it."),
            ("not_accepted", "We could not confirm it in time."),
            ("other", "We cannot prepare it."),
            ("invented later", "We cannot prepare it."),
        ],
    )
    def test_the_canceled_mail_gives_the_reason_in_words(self, reason: str, words: str) -> None:
        text = rendered("order-canceled", reason=reason).text
        assert words in text
        assert "_" not in text

    @pytest.mark.parametrize(
        ("parameters", "words"),
        [
            ({"money": "counter"}, "We return your money at the counter."),
            ({"money": "card"}, "We return the money to your card. Depending on your bank, it takes 5 to 10 days"),
            ({"money": "uncharged"}, "Your card is not charged."),
            ({"money": ""}, ""),
        ],
    )
    def test_the_canceled_mail_says_where_the_money_goes(self, parameters: dict[str, Any], words: str) -> None:
        text = rendered("order-canceled", reason="closing", **parameters).text
        assert f"Your order 047 was canceled. We are closing. {words}".strip() in text
        assert words or "money" not in text

    def test_a_canceled_mail_of_an_earlier_version_promises_the_money(self) -> None:
        from mailer.layout import Shop
        from mailer.order_letters import canceled

        letter = canceled({**ORDER, "refunded": True}, Shop("Corner", "https://shop.example"))
        assert letter.opening.endswith("We return your money at the counter.")

    def test_the_mail_of_a_refund_says_how_much_returns_where(self) -> None:
        mail = rendered("order-refunded")
        assert mail.subject == "A refund for your order 047 at Corner"
        assert "We returned 10.00 CAD of your order 047 to your card. Depending on your bank, it takes" in mail.text
        at_the_counter = rendered("order-refunded", money="counter").text
        assert "We returned 10.00 CAD of your order 047 at the counter.\n" in at_the_counter

    def test_the_mail_of_an_order_that_nobody_paid_says_that_nothing_was_charged(self) -> None:
        mail = rendered("order-expired")
        assert mail.subject == "Your order 047 at Corner was not paid"
        assert "not paid in time, so we do not prepare it. Nothing was charged." in mail.text

    def test_a_mail_without_a_token_has_no_link(self) -> None:
        mail = rendered("order-received")
        assert "http" not in mail.text
        assert "<a " not in mail.html
        assert "works for 30 days" not in mail.text

    def test_a_long_order_is_cut(self) -> None:
        lines = [{"quantity": 1, "name": f"Tea {number}"} for number in range(12)]
        text = rendered("order-received", **order_parameters({**HEAD, "ticket": lines})).text
        assert "1 × Tea 9\nand 2 more\nTotal" in text
        assert "Tea 10" not in text


class TestAlerts:
    PARAMETERS: ClassVar = {"number": "047", "day": "2026-11-30", "amount": 123456, "currency": "CAD"}

    @pytest.mark.parametrize(
        ("template", "subject", "words"),
        [
            (
                "capture-refused",
                "Corner: a card was not charged, order 047 of 2026-11-30",
                "The payment provider refused to charge 1,234.56 CAD for order 047 of 2026-11-30.",
            ),
            (
                "refund-failed",
                "Corner: a refund failed, order 047 of 2026-11-30",
                "1,234.56 CAD of order 047 of 2026-11-30 could not be returned to the card.",
            ),
        ],
    )
    def test_an_alert_names_the_order_the_amount_and_the_task(self, template: str, subject: str, words: str) -> None:
        from mailer.layout import Shop
        from mailer.templates import render

        mail = render(template, self.PARAMETERS, Shop("Corner", "https://shop.example"))
        assert mail.subject == subject
        assert words in mail.text
        assert "alertEmail" in mail.text
        assert "http" not in mail.text


class TestStored:
    def test_nothing_that_the_customer_typed_is_in_the_parameters(self) -> None:
        assert order_parameters(HEAD) == ORDER
        assert order_parameters(HEAD, reason="closing", money=COUNTER, returned=0, first_name="Ada") == {
            **ORDER,
            "reason": "closing",
            "money": "counter",
            "returned": 0,
            "firstName": "Ada",
        }

    def test_a_mail_of_an_account_is_listed_for_it(self) -> None:
        seed = TokenSeed("track", "0" * 64, "key-1")
        item = order_mail(
            Template.ORDER_READY, to="ada@shop.example", user_id="usr_1", parameters=order_parameters(HEAD), token=seed
        ).item
        assert item["listPk"] == "MAIL#usr_1"
        assert item["listSk"] == item["createdAt"]
        assert item["token"] == seed._asdict()
        assert (item["to"], item["template"], item["parameters"]) == ("ada@shop.example", "order-ready", ORDER)

    def test_a_mail_of_an_order_at_the_counter_belongs_to_no_account(self) -> None:
        item = order_mail(Template.ORDER_READY, to="ada@shop.example", user_id=None, parameters={"number": "047"}).item
        assert not item.keys() & {"listPk", "listSk", "token"}


def test_the_mailer_sends_the_stored_mail(mailer: ModuleType) -> None:
    from bodega.attributes import from_attributes, to_attributes

    item = order_mail(
        Template.ORDER_RECEIVED, to="ada@shop.example", user_id=None, parameters=order_parameters(HEAD)
    ).item
    parameters = from_attributes(to_attributes(item))["parameters"]
    assert "Total: 18.11 CAD" in rendered("order-received", **parameters).text
