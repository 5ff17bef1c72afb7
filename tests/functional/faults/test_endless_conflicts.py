"""Loops that repeat an attempt after a conflict end when the request's time is over: with a 503, without a write."""

import pytest

from harness.aws.dynamodb_proxy import Fault
from harness.shop.orders import order
from tests.support.database.analytics_table import aggregate, send, stream_records
from tests.support.faults.endless_conflicts import MOST_CONFLICTS, EndlessConflict, ends_of_loops, meet
from tests.support.faults.repeating_loops import ending_functions, endless_loops
from tests.support.requests.accounts import account_requests
from tests.support.requests.catalog import catalog_requests
from tests.support.requests.order_life import order_life_requests
from tests.support.requests.orders import order_requests
from tests.support.requests.payments import payment_requests
from tests.support.requests.repeating import repeating_requests
from tests.support.requests.store import store_requests
from tests.support.shop.environment import ShopEnvironment

_MAILBOX, _CREDENTIALS, _PROFILE = "MAILBOX#", "|CREDENTIALS", "|PROFILE"
_HEAD = "|ORDER"
_CATALOG, _AUTH, _EMAILS = "bodega.catalog.operations", "users.auth", "users.emails"
_ERASURE, _ORDERS, _ADDRESSES = "users.profile.erasure", "users.storage.orders", "users.saved_items.addresses"
_CHANGED_ORDER, _SETTLE = "bodega.orders.concurrency.changed_order", "payments.settling.settling.settle"

CONFLICTS = [
    EndlessConflict("register", f"{_AUTH}.registration.register", _MAILBOX),
    EndlessConflict("log in", f"{_AUTH}.login._open_session", _CREDENTIALS),
    EndlessConflict("log in with a wrong password", f"{_AUTH}.lockout._count_failed_log_in", _MAILBOX),
    EndlessConflict(
        "log in with a wrong password for the fifth time", f"{_AUTH}.lockout._count_failed_log_in", _MAILBOX
    ),
    EndlessConflict("log out everywhere", f"{_AUTH}.sessions.end_all_sessions", moves=True),
    EndlessConflict("change a password", f"{_AUTH}.password_change._store", _MAILBOX),
    EndlessConflict("reset a password", f"{_AUTH}.password_reset.reset_password", _PROFILE),
    EndlessConflict("ask for another verification mail", f"{_EMAILS}.verification.send_verification", _CREDENTIALS),
    EndlessConflict("ask for another verification mail", f"{_EMAILS}.verification.send_verification", _MAILBOX),
    EndlessConflict("ask for another verification mail", f"{_EMAILS}.verification.send_verification", moves=True),
    EndlessConflict("verify an email", f"{_EMAILS}.verification.verify_email", _PROFILE),
    EndlessConflict("confirm a change of the email", f"{_EMAILS}.verification.verify_email", _PROFILE),
    EndlessConflict("ask for a change of the email", f"{_EMAILS}.change._mail_token", _CREDENTIALS, seconds=0.2),
    EndlessConflict("ask for a change of the email", f"{_EMAILS}.change._mail_token", _MAILBOX),
    EndlessConflict("change the spelling of the email", f"{_EMAILS}.change._respell", _PROFILE, seconds=0.2),
    EndlessConflict("undo a change of the email", f"{_EMAILS}.undo.undo_change", _PROFILE),
    EndlessConflict("undo a change of the email", f"{_EMAILS}.undo._read_account", moves=True),
    EndlessConflict("disown an account", f"{_EMAILS}.disowning.disown_account", _PROFILE),
    EndlessConflict(
        "disown an account of many items", f"{_EMAILS}.removal.continue_removal", seconds=0.45, writes=True
    ),
    EndlessConflict("erase an account", f"{_ERASURE}._close", _PROFILE, seconds=0.3),
    EndlessConflict("erase a guest", f"{_ERASURE}._close", _PROFILE),
    EndlessConflict("erase an account of many items", f"{_ERASURE}.erase", seconds=0.4, writes=True),
    EndlessConflict("erase an account with an order", f"{_ORDERS}._separate", _HEAD, seconds=0.3, writes=True),
    EndlessConflict(
        "erase an account with a record of a request", f"{_ORDERS}.erase_orders", seconds=0.47, writes=True
    ),
    EndlessConflict("change a profile", "users.profile.profile.patch_profile", _PROFILE),
    EndlessConflict("replace an address", f"{_ADDRESSES}.replace_address", "|ADDRESS#"),
    EndlessConflict("delete an address at its version", f"{_ADDRESSES}.delete_address", "|ADDRESS#"),
    EndlessConflict("freeze a user", "users.admin.accounts._change", _PROFILE),
    EndlessConflict("patch one of addons", f"{_CATALOG}._change", "ADDON|", "UpdateItem"),
    EndlessConflict("rename one of products", f"{_CATALOG}._change", "PRODUCT|"),
    EndlessConflict("delete one of addons", f"{_CATALOG}.delete", "ADDON|"),
    EndlessConflict("put the categories in order", "categories.order.reorder", "CATEGORY|"),
    EndlessConflict("adjust the stock of a product", "products.stock.adjustments.adjust", "PRODUCT|"),
    EndlessConflict("change the settings", "store.settings._change", "STORE|", "UpdateItem"),
    EndlessConflict("place a customer's order in a slot", "orders.placing.placing.place", "SLOT#"),
    EndlessConflict("place an order at the counter", "orders.placing.store.next_number", "NUMBER#", "UpdateItem"),
    EndlessConflict("place an order by card", "orders.placing.placing.place", "|UNPAID"),
    EndlessConflict("accept an order", _CHANGED_ORDER, _HEAD),
    EndlessConflict("pay an order", _CHANGED_ORDER, _HEAD),
    EndlessConflict("cancel an order", _CHANGED_ORDER, _HEAD),
    EndlessConflict("refund pieces of an order", _CHANGED_ORDER, _HEAD),
    EndlessConflict("start a payment", "payments.starting.starting._attempt", _HEAD),
    EndlessConflict("refresh a payment", _SETTLE, _HEAD),
    EndlessConflict("receive that a payment is authorized", _SETTLE, _HEAD),
    EndlessConflict("receive that a refund has succeeded", "payments.settling.refunds.settle_refund", _HEAD),
]
# Tested below, without a request.
OTHERWISE = {"analytics.aggregation.counting._count_together", "categories.menu.reading._store"}
REQUESTS = {
    request.name: request
    for request in [
        *account_requests(),
        *catalog_requests(),
        *store_requests(),
        *order_requests(),
        *order_life_requests(),
        *payment_requests(),
        *repeating_requests(),
    ]
}
# Loops that repeat an attempt and need no end of their own.
ENDS_BY_ITSELF = {
    "analytics.aggregator._count_through_outages": "goes on until the invocation has no time left",
    "analytics.intake.events.accept_events": "each repetition leaves out events that are stored already",
    "bodega.orders.writes.change_order": "each repetition leaves out a write",
    "categories.menu.building.build_change": "another build was stored each time, and the wait starts a new budget",
    "payments.starting.starting._start": "goes on while the request has time for another call of the provider",
    "users.auth.store.attempts.reserve_attempt": "each repetition has deleted outdated attempts",
}


def test_every_loop_that_repeats_attempts_ends_with_the_time_of_the_request() -> None:
    tested = {conflict.loop for conflict in CONFLICTS} | OTHERWISE
    assert ending_functions() == tested
    assert endless_loops() == ENDS_BY_ITSELF.keys()


@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda each: f"{each.request}: {each.on or each.loop}")
def test_a_request_whose_every_attempt_meets_a_conflict_is_a_503_in_time(
    env: ShopEnvironment, conflict: EndlessConflict
) -> None:
    meet(env, REQUESTS[conflict.request], conflict)


def test_events_whose_product_changes_in_every_attempt_come_again(env: ShopEnvironment) -> None:
    env.tables.restore({})
    assert send(env.shop, order()).status == 202
    records = stream_records(env.tables.read("ANALYTICS_TABLE"))
    recording = env.forget()
    recording.faults = [Fault("conflict", "TransactWriteItems", times=MOST_CONFLICTS, on="PRODUCTS#")]

    with ends_of_loops(lambda: len(recording.calls) * 0.5) as ends:
        assert aggregate(records, milliseconds=0) == ["1"]

    assert ends == ["analytics.aggregation.counting._count_together"]
    assert len(recording.calls) > 1
    env.forget()
    assert aggregate(records) == []


def test_a_menu_that_took_all_the_time_is_returned_and_not_stored(env: ShopEnvironment) -> None:
    env.tables.restore({})
    recording = env.forget()

    with ends_of_loops(lambda: len(recording.calls) * 1.0) as ends:
        assert env.shop.get("/menu").status == 200

    assert ends == ["categories.menu.reading._store"]
    assert not env.has_written
