"""Requests that reach loops which no other request reaches."""

import os
from typing import Any

from bodega.secret_values import read_secret
from harness.shop.people import PASSWORD
from payments.payment_provider import RefundReport
from tests.support.payments.card_shop import COMMAND_ID, refund_item
from tests.support.payments.fake_provider import event_of, sign
from tests.support.requests.accounts import mailed
from tests.support.requests.payments import CardRequest
from tests.support.requests.write_request import Prepare, Sent, WriteRequest
from tests.support.shop.accounts import ADDRESS, Account, customer, guest
from tests.support.shop.card_orders import INTENT, attempt, card_order
from tests.support.shop.environment import ShopEnvironment
from tests.support.shop.stored_orders import ORDER_ID, stored_order

_TWO_TRANSACTIONS = 150  # items, of which a transaction deletes 100


def repeating_requests() -> list[WriteRequest]:
    erases = ("DELETE", "/users/me")
    return [
        WriteRequest("delete an address at its version", ("DELETE", "/users/me/addresses/{id}"), _delete_address, 204),
        WriteRequest("erase a guest", erases, lambda env: Sent("/users/me", None, guest(env.shop).context), 204),
        WriteRequest("erase an account with an order", erases, _erasure(_with_an_order), 204),
        WriteRequest("erase an account with a record of a request", erases, _erasure(_with_a_record), 204),
        WriteRequest("erase an account of many items", erases, _erasure(_with_many_items), 204),
        WriteRequest("disown an account of many items", ("POST", "/users/email/disown"), _disown, 204),
        CardRequest("receive that a refund has succeeded", ("POST", "/webhooks/payments"), _refunded, 204),
    ]


def _delete_address(env: ShopEnvironment) -> Sent:
    ada = customer(env.shop)
    address = ada.add("/users/me/addresses", ADDRESS)
    return Sent(f"/users/me/addresses/{address['id']}", None, ada.context, {"If-Match": '"1"'})


def _erasure(furnish: Any) -> Prepare:
    def prepare(env: ShopEnvironment) -> Sent:
        ada = customer(env.shop)
        furnish(env, ada)
        return Sent("/users/me", {"password": PASSWORD}, ada.context)

    return prepare


def _with_an_order(env: ShopEnvironment, account: Account) -> None:
    env.tables.add("ORDERS_TABLE", stored_order(status="completed", customer=account.id))


def _with_a_record(env: ShopEnvironment, account: Account) -> None:
    env.tables.add("ORDERS_TABLE", [{"pk": f"USER#{account.id}", "sk": "REQUEST#one"}])


def _with_many_items(env: ShopEnvironment, account: Account) -> None:
    stored = {"bodyHash": "", "answer": {"city": "Montréal"}, "expiresAt": 1}
    keys = [{"pk": f"USER#{account.id}", "sk": f"REQUEST#{number:064d}"} for number in range(_TWO_TRANSACTIONS)]
    env.tables.add("ACCOUNTS_TABLE", [{**key, **stored} for key in keys])


def _disown(env: ShopEnvironment) -> Sent:
    _with_many_items(env, customer(env.shop))
    return Sent("/users/email/disown", {"token": mailed(env, "welcome")})


def _refunded(env: ShopEnvironment) -> Sent:
    paid = {"attempt": 1, "amount": 1356, "command": COMMAND_ID}
    order = card_order(status="completed", payment="paid", paid=paid)
    env.tables.add("ORDERS_TABLE", [*order, attempt(status="captured", intent=INTENT), refund_item()])
    secret = read_secret(os.environ["PAYMENT_WEBHOOK_KEY_SECRET"])
    assert secret is not None
    body = event_of(RefundReport("re_1", INTENT, ORDER_ID, COMMAND_ID, 500, "CAD", "succeeded"))
    return Sent("/webhooks/payments", body.decode(), None, {"Fake-Signature": sign(secret.value, body)})
