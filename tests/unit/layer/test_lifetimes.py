"""Items that expire live at least as long as what depends on them. DynamoDB can delete them at that time."""

import time
from datetime import timedelta
from typing import Any

import pytest

from bodega.dynamodb import TableWrite
from bodega.orders.mail_limits import counted_mail
from bodega.orders.payment_items import capture_command, new_payment
from bodega.orders.placed import placed_writes
from bodega.orders.settings import MOST_DAYS_AHEAD
from bodega.orders.slots import take_slot
from bodega.outbox import Template, mail
from scripts.template import TEMPLATE
from tests.support.shop.stored_orders import PLACED_AT, head, stored_lines
from users.auth.mail_limits import PERIOD_SECONDS
from users.auth.store.attempts import RESERVED_SECONDS
from users.storage.writes import MAILBOX_SECONDS, change_mailbox

DAY = 24 * 60 * 60
NOW = 1_796_083_190  # ten seconds before midnight, in UTC
# An order is due at the end of the last business day at the latest, which can end in the night after it.
LATEST_DUE = NOW + timedelta(days=MOST_DAYS_AHEAD + 2).total_seconds()
USER = {"id": "usr_1", "email": "ada@shop.example", "emailVerified": False, "firstName": "Ada", "lastName": ""}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(time, "time", lambda: NOW)
    return NOW


def expiry(write: Any) -> int:
    own = write.write if isinstance(write, TableWrite) else write
    return int((own.item if hasattr(own, "item") else own.set)["expiresAt"])


def test_a_slot_is_full_until_its_last_order_is_due() -> None:
    """Without its item, a slot counts as empty, and takes orders again."""
    assert expiry(take_slot({"day": "2026-12-07", "from": PLACED_AT, "units": 1}, 5)) >= LATEST_DUE


def test_the_link_to_an_order_works_until_the_order_is_due() -> None:
    writes = placed_writes(head(), stored_lines(), mail(Template.WELCOME, USER), "digest")

    assert expiry(writes["track"]) >= LATEST_DUE


def test_mails_of_a_day_are_counted_until_the_day_is_over() -> None:
    for count in counted_mail("ada@shop.example", "usr_1").values():
        day = int(count.write.key.sk.partition("#")[2])
        assert expiry(count) >= (day + 1) * DAY


def test_a_mailbox_is_remembered_for_as_long_as_its_mails_and_failed_attempts_count() -> None:
    assert expiry(change_mailbox("ada@shop.example")) >= NOW + max(MAILBOX_SECONDS, PERIOD_SECONDS)


def test_mail_stays_in_the_outbox_for_longer_than_the_mailer_tries() -> None:
    retries = TEMPLATE.document["Parameters"]["MailRetrySeconds"]["MaxValue"]

    assert expiry(mail(Template.WELCOME, USER)) > NOW + retries


def test_mail_that_was_not_delivered_can_be_sent_again_for_a_week() -> None:
    assert expiry(mail(Template.WELCOME, USER)) >= NOW + 7 * DAY


def test_an_attempt_at_a_password_counts_until_its_request_is_over() -> None:
    """Otherwise, a client with many slow requests could try more passwords than five."""
    assert TEMPLATE.function("UsersFunction")["Timeout"] <= RESERVED_SECONDS


def test_a_payment_lives_as_long_as_its_order_and_a_command_does_not_expire() -> None:
    order = head()
    payment = new_payment(order, 1, "stripe", PLACED_AT)["payment"]
    command = capture_command(order, payment.write.item, PLACED_AT).writes["command"]

    assert expiry(payment) == order["expiresAt"]
    assert "expiresAt" not in command.write.item
