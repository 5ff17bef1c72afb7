"""The transaction that places an order, and what is read for it."""

import time
from collections.abc import Mapping
from typing import NamedTuple

from bodega import deadline, sessions, stock
from bodega.dynamodb import Check, ConditionFailed, Put, Table, TableWrite, TransactionFailed, Update, transact
from bodega.idempotency import IdempotentRequest, Replayed, is_live
from bodega.ids import new_id
from bodega.items import Item
from bodega.orders import keys
from bodega.orders.keys import table
from bodega.orders.mail_limits import MAIL_LIMIT
from bodega.orders.placed import placed_writes
from bodega.orders.slots import take_slot
from bodega.orders.transitions import PENDING
from orders.placing.shapes import Placed, Sender
from orders.quoting.store import Found, Wanted, read

accounts = Table("ACCOUNTS_TABLE")

_NEW = "attribute_not_exists(#pk)"
_DAY_SECONDS = 24 * 60 * 60
_NUMBER_SECONDS = 14 * _DAY_SECONDS  # orders come a week ahead


class AccountGone(Exception):
    """The caller's account was erased, or is being erased."""


class Changed(Exception):
    """The stock, a price, the slot or the buyer's unpaid order changed after it was read. Nothing was written."""


class TooManyMails(Exception):
    """The mailbox has got as many mails as it may, or the sender has caused as many. Nothing was written."""


class Mail(NamedTuple):
    """The mail of a new order, with the digest of its tracking token. `limits`: the writes that count it."""

    write: Put
    digest: str
    limits: Mapping[str, TableWrite]


class Read(NamedTuple):
    """What an order is placed with. `record`: of the same request, if it was answered before.

    `unpaid`: the id of the buyer's last order that waited for a card.
    """

    found: Found
    profile: Item
    record: Item | None
    unpaid: str | None


def read_for_order(wanted: Wanted, user_id: str, request: IdempotentRequest, *, with_unpaid: bool) -> Read:
    """Return what a cart refers to, the caller's profile, and the record of the request.

    `with_unpaid`: also read which order of the caller may wait for a card.

    1 BatchGetItem over three tables per 100 items, and 1 more for required choices that the cart does not name. 1 RCU
    per item of up to 4 KB.

    Raises: AccountGone.
    """
    of_profile, of_request = sessions.profile_key(user_id), keys.request_key(user_id, request.scope)
    of_unpaid = keys.unpaid_key(user_id)
    of_orders = [of_request, of_unpaid] if with_unpaid else [of_request]
    found = read(wanted, consistent=True, others={accounts.name: [of_profile], table.name: of_orders})
    record = found.others.get(of_request)
    profile = found.others.get(of_profile)
    if profile is None or profile["role"] == "leaving":
        raise AccountGone
    unpaid = found.others.get(of_unpaid)
    if unpaid is not None and unpaid["request"] == request.scope and record is None:
        # The items of a BatchGetItem are not read at the same moment: this request has been answered in between.
        record = table.get(of_request, consistent=True)
    if record is not None and not is_live(record):
        record = None
    return Read(found, profile, record, unpaid["orderId"] if unpaid else None)


def next_number(day: str, first: int) -> int:
    """Return the next order number of a business day, `first` for its first order; 1 UpdateItem, 1 WCU.

    The first order of a day needs 2. A number that no order gets leaves a gap.
    """
    key = keys.number_key(day)
    while True:
        deadline.require_time()
        expiry = {"expiresAt": int(time.time()) + _NUMBER_SECONDS}
        try:
            item = table.update(Update(key, "attribute_exists(#last)", set=expiry, add={"last": 1}))
        except ConditionFailed:
            pass
        else:
            return int(item["last"])
        try:
            table.update(Update(key, "attribute_not_exists(#last)", set={**expiry, "last": first}))
        except ConditionFailed:
            continue
        return first


def add_order(
    placed: Placed,
    products: Mapping[str, Item],
    sender: Sender,
    request: IdempotentRequest,
    answer: Item,
    *,
    most_units: int | None,
    mail: Mail | None,
    unpaid: str | None,
) -> None:
    """Write the order with everything that belongs to it, all or nothing. 1 TransactWriteItems, 2 WCU per KB and item.

    Up to 64 writes to four tables: the order's items, the stock of each counted product, the slot, the idempotency
    record, the check of the account, the mail, and the event for the reports. `most_units`: the capacity of the slot,
    None without one.

    A pending order has no mail and no event. Instead, it is noted as the buyer's only order that waits for a card.
    `unpaid`: the order that was noted before. Any order replaces it, so a late payment does not place it again.

    Raises: Replayed, AccountGone, TooManyMails, Changed.
    """
    head, user_id = placed.head, sender.user_id
    record = request.record(keys.request_key(user_id, request.scope), answer)
    writes: dict[str, TableWrite] = {
        **{name: table.write(write) for name, write in _order(placed, sender).items()},
        "request": table.write(record._replace(item={**record.item, "orderId": head["id"]})),
        "account": accounts.write(
            Check(sessions.profile_key(user_id), "attribute_exists(#pk) AND #role <> :leaving", {"leaving": "leaving"})
        ),
        **_stock(head, products),
    }
    if head["status"] == PENDING or unpaid is not None:
        writes["unpaid"] = table.write(_unpaid(head, user_id, request, unpaid))
    if head["status"] != PENDING:
        writes |= placed_writes(head, placed.lines, mail and mail.write, mail and mail.digest)
    if most_units is not None:
        writes["slot"] = take_slot(head["slot"], most_units)
    if mail is not None:
        writes |= mail.limits
    try:
        transact(writes)
    except TransactionFailed as failed:
        raise _reason(failed) from None


def _reason(failed: TransactionFailed) -> Exception:
    """Return why the order was not written. A repeated request comes first: it fails at everything it took itself."""
    if record := failed.item("request"):
        return Replayed(record)
    if failed.broke("account"):
        return AccountGone()
    if stock.failed_products(failed) or failed.broke("slot") or failed.broke("unpaid"):
        return Changed()
    return TooManyMails() if failed.group(MAIL_LIMIT) else failed


def _order(placed: Placed, sender: Sender) -> dict[str, Put]:
    head = placed.head
    order_id, placed_at = head["id"], head["placedAt"]
    index = {
        **keys.by_day(head["day"], placed_at, order_id),
        **(keys.by_customer(sender.user_id, placed_at, order_id) if sender.buys else {}),
        **_waiting(head),
    }
    entry: Item = {
        "from": None,
        "to": head["status"],
        "at": placed_at,
        "actor": {"role": sender.role, **({} if sender.buys else {"id": sender.user_id})},
        "expiresAt": head["expiresAt"],
    }
    return {
        "head": Put({**keys.head_key(order_id)._asdict(), **head, **index}, _NEW),
        "lines": Put({**keys.lines_key(order_id)._asdict(), **placed.lines}, _NEW),
        "person": Put({**keys.person_key(order_id)._asdict(), **placed.person}, _NEW),
        "history": Put({**keys.history_key(order_id, placed_at, new_id("his"))._asdict(), **entry}, _NEW),
    }


def _waiting(head: Item) -> dict[str, str]:
    """Return the keys of the indexes by which an order is found that somebody has to do something about."""
    order_id = head["id"]
    if head["status"] == PENDING:
        return keys.payments_due(head["holdUntil"], order_id)
    accepted = keys.due(head["acceptBy"], order_id) if "acceptBy" in head else {}
    return {**keys.in_queue(head["dueFrom"], head["number"], order_id), **accepted}


def _unpaid(head: Item, user_id: str, request: IdempotentRequest, before: str | None) -> Put:
    """Return the write that notes the order. It fails if another one was noted in between."""
    item = {"orderId": head["id"], "request": request.scope, "expiresAt": int(time.time()) + _DAY_SECONDS}
    condition, values = ("#orderId = :before", {"before": before}) if before else (_NEW, {})
    return Put({**keys.unpaid_key(user_id)._asdict(), **item}, condition, values)


def _stock(head: Item, products: Mapping[str, Item]) -> dict[str, TableWrite]:
    writes: dict[str, TableWrite] = {}
    for taken in head["taken"]:
        writes |= stock.take(products[taken["productId"]], taken["quantity"])
    return writes
