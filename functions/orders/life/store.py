"""Changes of an order in the tables: each is one transaction with everything that belongs to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bodega import sales, stock
from bodega.dynamodb import Put, Query, Table, TableWrite, TransactionFailed, Update, transact
from bodega.idempotency import Replayed, is_live
from bodega.ids import new_id
from bodega.items import Item
from bodega.mail_tokens import TokenSeed
from bodega.orders.keys import (
    DUE,
    due_partition,
    head_key,
    history_key,
    order_partition,
    person_key,
    request_key,
    slot_key,
    table,
)
from bodega.outbox import Template, order_mail, order_parameters
from orders.life.changes import Change, Receipt

_accounts = Table("ACCOUNTS_TABLE")

_NEW = "attribute_not_exists(#pk)"
_EXISTS = "attribute_exists(#pk)"
_SALE = ("event/", "order/", "intake")


class Changed(Exception):
    """The order was changed after it was read. `head` is its head as it stands, None if it is gone."""

    def __init__(self, head: Item | None) -> None:
        super().__init__("the order was changed after it was read")
        self.head = head


class Entry(NamedTuple):
    """An entry of an order's history."""

    source: str
    target: str
    at: str
    actor: Mapping[str, str]
    reason: str | None = None


class Released(NamedTuple):
    """What a cancellation returns. `stock`: pieces by product. `note`: for staff.

    `sale`: the event that takes the order out of the reports, None if the shop keeps the money.
    """

    stock: Sequence[Item]
    slot: Item | None
    sale: Mapping[str, Any] | None
    note: str | None


def mail_to_buyer(
    template: str, head: Item, person: Item | None, *, reason: str | None = None, refunded: bool = False
) -> Put | None:
    """Return the write of a mail about the order, with the link of its first mail.

    `reason`, `refunded`: of a cancellation.

    None if the shop has no email of the buyer, or if the limits of mail to strangers left the order without mail.
    """
    known = person or {}
    email = known.get("email")
    if not email or known.get("mailed") is False:
        return None
    parameters = order_parameters(head, reason=reason, refunded=refunded)
    token = TokenSeed(**known["token"]) if "token" in known else None
    return order_mail(Template(template), to=email, user_id=head.get("customerId"), parameters=parameters, token=token)


def change_order(
    head: Item, change: Change, entry: Entry, *, mail: Put | None = None, receipt: Receipt | None = None
) -> None:
    """Change the order if it is still as it was read. 1 TransactWriteItems.

    Raises: Changed; Replayed if the request was answered before.
    """
    writes = _changes(head, change, entry, mail)
    if receipt is not None:
        writes["request"] = table.write(_record(head, receipt))
    try:
        transact(writes)
    except TransactionFailed as failed:
        if record := failed.item("request"):
            raise Replayed(record) from None
        raise (Changed(failed.item("head")) if failed.broke("head") else failed) from None


def cancel_order(head: Item, change: Change, entry: Entry, released: Released, *, mail: Put | None) -> None:
    """Cancel the order if it is still as it was read, and return everything that it reserved.

    1 TransactWriteItems, and another one without the writes that no longer apply: to products that are deleted or not
    counted any more, to a slot or personal data that has expired, and the event if a till has reported it.

    Raises: Changed.
    """
    releases = _releases(head, released)
    writes = {**_changes(head, change, entry, mail), **releases}
    obsolete: frozenset[str] = frozenset()
    while True:
        try:
            return transact({name: write for name, write in writes.items() if name not in obsolete})
        except TransactionFailed as failed:
            if failed.broke("head"):
                raise Changed(failed.item("head")) from None
            missing = failed.names & releases.keys()
            if not missing:
                raise
            if sales.known_events(failed):
                missing |= {name for name in releases if name.startswith(_SALE)}
            obsolete |= missing


def overdue(now: str) -> Iterator[str]:
    """Yield the ids of the orders that had to be accepted before `now`, the oldest first.

    1 Query on `due`, 0.5 RCU per 4 KB: about 25 orders.
    """
    query = Query("#duePk = :due AND #dueSk < :now", {"due": due_partition(), "now": now}, index_name=DUE)
    for item in table.query_all(query):
        yield item["pk"].removeprefix(order_partition(""))


def read_receipt(receipt: Receipt) -> Item | None:
    """Return the record of a request that was answered in the last 24 hours, or None. 1 GetItem, 1 RCU."""
    record = table.get(request_key(receipt.user_id, receipt.request.scope), consistent=True)
    return record if record is not None and is_live(record) else None


def _changes(head: Item, change: Change, entry: Entry, mail: Put | None) -> dict[str, TableWrite]:
    update = Update(
        head_key(head["id"]),
        "#version = :version",
        set=change.set,
        add={"version": 1},
        values={"version": head["version"]},
        remove=change.remove,
    )
    writes = {"head": table.write(update), "history": table.write(_history(head, entry))}
    if mail is not None:
        writes["mail"] = _accounts.write(mail)
    return writes


def _record(head: Item, receipt: Receipt) -> Put:
    # The answer has personal data, so the record names only the order.
    return receipt.request.record(request_key(receipt.user_id, receipt.request.scope), {"orderId": head["id"]})


def _history(head: Item, entry: Entry) -> Put:
    key = history_key(head["id"], entry.at, new_id("his"))
    item: Item = {
        "pk": key.pk,
        "sk": key.sk,
        "from": entry.source,
        "to": entry.target,
        "at": entry.at,
        "actor": dict(entry.actor),
        "expiresAt": head["expiresAt"],
    }
    return Put({**item, **({"reason": entry.reason} if entry.reason else {})}, _NEW)


def _releases(head: Item, released: Released) -> dict[str, TableWrite]:
    writes: dict[str, TableWrite] = {}
    for taken in released.stock:
        writes |= stock.give_back(taken["productId"], taken["quantity"])
    if slot := released.slot:
        units = slot["units"]
        update = Update(
            slot_key(slot["day"], slot["from"]), "#taken >= :units", add={"taken": -units}, values={"units": units}
        )
        writes["slot"] = table.write(update)
    if released.note is not None:
        update = Update(person_key(head["id"]), _EXISTS, set={"cancelNote": released.note})
        writes["person"] = table.write(update)
    return {**writes, **sales.record([released.sale])} if released.sale else writes
