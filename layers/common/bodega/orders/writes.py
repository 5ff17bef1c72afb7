"""Changes of an order in the tables: each is one transaction with everything that belongs to it."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bodega import sales, stock
from bodega.dynamodb import Put, Table, TableWrite, TransactionFailed, Update, transact
from bodega.idempotency import Replayed
from bodega.ids import new_id
from bodega.items import Item
from bodega.mail_tokens import TokenSeed
from bodega.orders.changes import Change, Receipt
from bodega.orders.keys import head_key, history_key, person_key, request_key, slot_key, table
from bodega.outbox import Template, order_mail, order_parameters

_accounts = Table("ACCOUNTS_TABLE")

_NEW = "attribute_not_exists(#pk)"
_EXISTS = "attribute_exists(#pk)"
Writes = Mapping[str, TableWrite]
"""Named writes of a transaction."""
NO_WRITES: Writes = {}


class Changed(Exception):
    """The order was changed after it was read. Nothing was written."""


class MoreFailed(Exception):
    """The order is as it was read, but further writes of its transaction failed. Nothing was written.

    `names`: those of the writes.
    """

    def __init__(self, names: frozenset[str]) -> None:
        super().__init__(f"the conditions of these writes did not hold: {', '.join(sorted(names))}")
        self.names = names


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
    template: str,
    head: Item,
    person: Item | None,
    *,
    reason: str | None = None,
    money: str | None = None,
    returned: int | None = None,
) -> Put | None:
    """Return the write of a mail about the order, with the link of its first mail.

    `reason`, `money`, `returned`: as for `order_parameters`. The person of a card order says whom its mails greet.

    None if the shop has no email of the buyer, or if the limits of mail to strangers left the order without mail.
    """
    known = person or {}
    email = known.get("email")
    if not email or known.get("mailed") is False:
        return None
    parameters = order_parameters(
        head, reason=reason, money=money, returned=returned, first_name=known.get("greetedAs")
    )
    token = TokenSeed(**known["token"]) if "token" in known else None
    return order_mail(Template(template), to=email, user_id=head.get("customerId"), parameters=parameters, token=token)


def mail_to_shop(template: Template, head: Item, amount: int, to: str | None) -> dict[str, TableWrite]:
    """Return the write `alert` of a mail that says that money needs a person. `to`: `alertEmail` of the settings.

    No write without an address.
    """
    if to is None:
        return {}
    parameters = {name: head[name] for name in ("number", "day", "currency")}
    return {
        "alert": _accounts.write(order_mail(template, to=to, user_id=None, parameters={**parameters, "amount": amount}))
    }


def change_order(
    head: Item,
    change: Change,
    entry: Entry,
    *,
    mail: Put | None = None,
    receipt: Receipt | None = None,
    more: Writes = NO_WRITES,
    releases: Writes = NO_WRITES,
) -> None:
    """Change the order if it is still as it was read. 1 TransactWriteItems.

    `more`: further writes of the transaction, by names that no other write has. `releases`: the same, but those that
    no longer apply are left out, with another TransactWriteItems: pieces of products that are deleted or not counted
    any more, a slot or personal data that has expired, and an event for the reports that a till has reported.

    Raises: Changed; Replayed if the request was answered before; MoreFailed.
    """
    writes = {**_changes(head, change, entry, mail), **more, **releases}
    if receipt is not None:
        writes["request"] = table.write(_record(head, receipt))
    while True:
        try:
            return transact(writes)
        except TransactionFailed as failed:
            if record := failed.item("request"):
                raise Replayed(record) from None
            obsolete = failed.names & releases.keys()
            if obsolete != failed.names:
                raise _reason(failed, more) from None
            if sales.known_events(failed):
                obsolete |= {name for name in releases if name.startswith(sales.WRITES)}
            writes = {name: write for name, write in writes.items() if name not in obsolete}


def end_order(
    head: Item,
    change: Change,
    entry: Entry,
    released: Released,
    *,
    mail: Put | None,
    more: Writes = NO_WRITES,
) -> None:
    """Cancel or expire the order if it is still as it was read, and return everything that it reserved.

    `more`: as for `change_order`, whose cost this has.

    Raises: Changed, MoreFailed.
    """
    change_order(head, change, entry, mail=mail, more=more, releases=_releases(head, released))


def changed_head(head: Item, change: Change) -> TableWrite:
    """Return the write of a change of the order's head. It fails if the order was changed after it was read."""
    update = Update(
        head_key(head["id"]),
        "#version = :version",
        set=change.set,
        add={"version": 1},
        values={"version": head["version"]},
        remove=change.remove,
    )
    return table.write(update)


def _reason(failed: TransactionFailed, more: Writes) -> Exception:
    if failed.broke("head"):
        return Changed()
    names = failed.names & more.keys()
    return MoreFailed(names) if names else failed


def _changes(head: Item, change: Change, entry: Entry, mail: Put | None) -> dict[str, TableWrite]:
    writes = {"head": changed_head(head, change), "history": table.write(_history(head, entry))}
    if mail is not None:
        writes["mail"] = _accounts.write(mail)
    return writes


def _record(head: Item, receipt: Receipt) -> Put:
    # The answer can have personal data, so the record has none of it.
    answer = {"orderId": head["id"], **receipt.answer}
    return receipt.request.record(request_key(receipt.user_id, receipt.request.scope), answer)


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
