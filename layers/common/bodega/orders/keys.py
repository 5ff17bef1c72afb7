"""The keys of the orders table and its indexes.

One function makes each key that all orders share (`STORE`, `SLOT#`, `NUMBER#`, `QUEUE`, `DUE`, `DAY#`), so that a
prefix can be added to them later.
"""

from bodega.attributes import Key
from bodega.dynamodb import Table

table = Table("ORDERS_TABLE")

BY_DAY = "by-day"
BY_CUSTOMER = "by-customer"
QUEUE = "queue"
DUE = "due"

HEAD = "ORDER"
LINES = "LINES"
PERSON = "PERSON"
HISTORY = "HISTORY#"
"""Starts the sort keys of an order's history."""
PAYMENT = "PAYMENT#"
"""Starts the sort keys of the attempts to pay an order by card."""
REFUND = "REFUND#"
"""Starts the sort keys of an order's refunds."""
COMMAND = "COMMAND"
_COMMANDS = "COMMAND#"
REQUEST = "REQUEST#"
"""Starts the sort keys of a user's idempotency records."""


def order_partition(order_id: str) -> str:
    """Return the partition of all items of an order."""
    return f"ORDER#{order_id}"


def order_id_of(partition: str) -> str:
    """Return the order that a partition of `order_partition` belongs to."""
    return partition.removeprefix(order_partition(""))


def head_key(order_id: str) -> Key:
    return Key(order_partition(order_id), HEAD)


def lines_key(order_id: str) -> Key:
    return Key(order_partition(order_id), LINES)


def person_key(order_id: str) -> Key:
    return Key(order_partition(order_id), PERSON)


def history_key(order_id: str, at: str, entry_id: str) -> Key:
    """Return the key of an entry of the history. `entry_id`: of `new_id`, which orders entries of one millisecond."""
    return Key(order_partition(order_id), f"{HISTORY}{at}#{entry_id}")


def payment_key(order_id: str, attempt: int) -> Key:
    """Return the key of an attempt to pay by card. `attempt`: counted from 1."""
    return Key(order_partition(order_id), f"{PAYMENT}{attempt}")


def refund_key(order_id: str, refund_id: str) -> Key:
    return Key(order_partition(order_id), f"{REFUND}{refund_id}")


def command_key(command_id: str) -> Key:
    """Return the key of a command: a call of the payment provider that has to be made."""
    return Key(f"{_COMMANDS}{command_id}", COMMAND)


def command_id_of(partition: str) -> str | None:
    """Return the id of the command in a partition, None if it is the partition of something else."""
    return partition.removeprefix(_COMMANDS) if partition.startswith(_COMMANDS) else None


def user_partition(user_id: str) -> str:
    """Return the partition of a user's idempotency records, and of the mark of their unpaid order."""
    return f"USER#{user_id}"


def unpaid_key(user_id: str) -> Key:
    """Return the key of the mark of a buyer's order that waits for a card."""
    return Key(user_partition(user_id), "UNPAID")


def request_key(user_id: str, scope: str) -> Key:
    return Key(user_partition(user_id), f"{REQUEST}{scope}")


def track_key(digest: str) -> Key:
    """Return the key of a tracking token. `digest`: its SHA-256 as hexadecimal digits."""
    return Key(f"TRACK#{digest}", "TRACK")


def mailbox_partition(digest: str) -> str:
    """Return the partition of the counts of mails to a mailbox. `digest`: the SHA-256 of the normalised email."""
    return f"MAILBOX#{digest}"


def mail_count_key(partition: str, day: int) -> Key:
    """Return the key of a count of mails. `partition`: of a mailbox or a user. `day`: days since 1970, in UTC."""
    return Key(partition, f"MAILS#{day}")


def slot_partition(day: str) -> str:
    """Return the partition of the slots of a business day."""
    return f"SLOT#{day}"


def slot_key(day: str, begins: str) -> Key:
    return Key(slot_partition(day), begins)


def number_key(day: str) -> Key:
    """Return the key of the last order number of a business day."""
    return Key(f"NUMBER#{day}", "NUMBER")


def settings_key() -> Key:
    return Key("STORE", "SETTINGS")


def pause_key() -> Key:
    return Key("STORE", "PAUSE")


def day_partition(day: str) -> str:
    """Return the partition of a business day's orders in the index `by-day`."""
    return f"DAY#{day}"


def by_day(day: str, placed_at: str, order_id: str) -> dict[str, str]:
    return {"dayPk": day_partition(day), "daySk": f"{placed_at}#{order_id}"}


def customer_partition(user_id: str) -> str:
    """Return the partition of a user's orders in the index `by-customer`."""
    return f"CUSTOMER#{user_id}"


def by_customer(user_id: str, placed_at: str, order_id: str) -> dict[str, str]:
    return {"customerPk": customer_partition(user_id), "customerSk": f"{placed_at}#{order_id}"}


def queue_partition() -> str:
    """Return the partition of the open orders in the index `queue`."""
    return "QUEUE"


def in_queue(due_from: str, number: str, order_id: str) -> dict[str, str]:
    return {"queuePk": queue_partition(), "queueSk": f"{due_from}#{number}#{order_id}"}


def due_partition() -> str:
    """Return the partition of the orders in the index `due` that the shop has to accept by a time."""
    return "DUE"


def due(at: str, order_id: str) -> dict[str, str]:
    return {"duePk": due_partition(), "dueSk": f"{at}#{order_id}"}


def payments_due_partition() -> str:
    """Return the partition of the items in the index `due` whose payment needs something at a time."""
    return "DUE#PAYMENTS"


def payments_due(at: str, item_id: str) -> dict[str, str]:
    """Return the keys of a pending order, an authorised payment or a command in the index `due`."""
    return {"duePk": payments_due_partition(), "dueSk": f"{at}#{item_id}"}
