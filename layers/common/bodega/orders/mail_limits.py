"""How many orders send mail to a mailbox that nobody has proven to own. Anyone can enter a stranger's email."""

import hashlib
import time

from bodega.dynamodb import TableWrite, Update
from bodega.emails import normalise
from bodega.orders.keys import mail_count_key, mailbox_partition, table, user_partition

MAILED_ORDERS_OF_A_MAILBOX = 5
"""How many orders a day send mail to a mailbox that nobody has proven to own."""
MAILED_ORDERS_OF_A_SENDER = 10
"""How many orders a day of one guest or customer send mail to such mailboxes."""
MAIL_LIMIT = "mail limit/"
"""Starts the names of the writes. They fail at the limit."""

_DAY_SECONDS = 24 * 60 * 60


def counted_mail(email: str, buyer: str | None) -> dict[str, TableWrite]:
    """Return the named writes that count a mail: one for the mailbox, and one for a guest or customer. 4 WCU.

    The mailbox's key has a hash, because the mailbox may belong to nobody who is known to the shop.
    """
    mailbox = hashlib.sha256(normalise(email).encode()).hexdigest()
    writes = {f"{MAIL_LIMIT}mailbox": _counted(mailbox_partition(mailbox), MAILED_ORDERS_OF_A_MAILBOX)}
    if buyer is not None:
        writes[f"{MAIL_LIMIT}sender"] = _counted(user_partition(buyer), MAILED_ORDERS_OF_A_SENDER)
    return writes


def _counted(partition: str, most: int) -> TableWrite:
    """Return the write that counts one more mail of today, which fails at the limit. Days are those of UTC."""
    now = int(time.time())
    update = Update(
        mail_count_key(partition, now // _DAY_SECONDS),
        "attribute_not_exists(#mails) OR #mails < :most",
        set={"expiresAt": now + 2 * _DAY_SECONDS},
        add={"mails": 1},
        values={"most": most},
    )
    return table.write(update)
