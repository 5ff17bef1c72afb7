"""What the shop remembers of a mailbox for a day, with or without an account: failed attempts and mails sent.

The key contains a hash, because the mailbox may belong to nobody who is known to the shop.
"""

from typing import NamedTuple, Self

from bodega.dynamodb import Item, Put, TransactionFailed, Update
from bodega.outbox import Template
from users.auth.store.attempts import Attempt, reserve_attempt
from users.auth.store.request_counts import Requester
from users.storage.accounts import mailbox_key, table
from users.storage.writes import ATTEMPTS, change_mailbox

Mailbox = Item
MailboxChange = Update


class MailboxChanged(Exception):
    """The mailbox got a mail, or an attempt at its password failed, after it was read. `mailbox`: as it is now."""

    def __init__(self, mailbox: Mailbox | None) -> None:
        super().__init__("the mailbox was changed after it was read")
        self.mailbox = mailbox


class MailRecord(NamedTuple):
    """The times of the mails of one template to a mailbox, in epoch seconds: as read, and as they are to be."""

    attribute: str
    before: list[int] | None
    after: list[int]

    @classmethod
    def of(cls, template: Template, mailbox: Mailbox | None, *, sent: bool = True) -> Self:
        """Return the times as they are in the mailbox. `sent`: of mails, or of requests that sent none."""
        attribute = f"{'mailed' if sent else 'unsent'}_{template.value.replace('-', '_')}"
        before = (mailbox or {}).get(attribute)
        return cls(attribute, before, before or [])


_RESET_LINKS = MailRecord.of(Template.RESET, None).attribute


def reserve_log_in(email_key: str, most: int) -> Attempt:
    """Reserve an attempt to log in with this email. 1 UpdateItem, 1 WCU.

    Raises: LockedOut, AllReserved.
    """
    return reserve_attempt(mailbox_key(email_key), most, set=change_mailbox(email_key).set)


def change(update: Update, requester: Requester, mail: Put | None = None) -> None:
    """Change what is remembered of a mailbox, and count one more for the requester. `mail`: to send with it.

    1 TransactWriteItems, 4 WCU; with a mail 6 WCU and 1 WCU of the index.

    Raises: MailboxChanged.
    """
    try:
        table.transact({"mailbox": update, "mail": mail, "rate limit": requester.counted()})
    except TransactionFailed as failed:
        raise MailboxChanged(failed.item("mailbox")) from None


def log_in_failed(email_key: str, attempt: Attempt, last: int) -> Update:
    """Return the write that settles a log-in as wrong, unless `last` attempts failed before it."""
    return change_mailbox(email_key)._replace(
        condition="attribute_not_exists(#failed) OR size(#failed) <> :last",
        add=attempt.as_failed(),
        values={"last": last},
    )


def log_in_locks(email_key: str, attempt: Attempt, last: int, record: MailRecord | None) -> Update:
    """Return the write that settles a log-in as wrong if `last` attempts failed before it. It can record a mail."""
    update = record_mail(email_key, record)
    return update._replace(
        condition=f"({update.condition}) AND size(#failed) = :last",
        add=attempt.as_failed(),
        values={**update.values, "last": last},
    )


def record_mail(email_key: str, record: MailRecord | None) -> Update:
    """Return the write that records a mail, if the mailbox got no mail of the template since it was read."""
    update = change_mailbox(email_key)
    if record is None:
        return update
    unchanged = (
        f"attribute_not_exists(#{record.attribute})" if record.before is None else f"#{record.attribute} = :recorded"
    )
    return update._replace(
        condition=unchanged,
        set={**update.set, record.attribute: record.after},
        values={} if record.before is None else {"recorded": record.before},
    )


def registered(email_key: str, record: MailRecord | None) -> Update:
    """Return the write that forgets the failed attempts from before there was an account. It can record a mail."""
    return record_mail(email_key, record)._replace(remove=ATTEMPTS)


def mailbox_proven(email_key: str) -> Update:
    """Return the write that follows the use of a mailed token.

    It lifts the lock-out, and lets the owner of the mailbox ask for the next link at once.
    """
    return change_mailbox(email_key)._replace(remove=(*ATTEMPTS, _RESET_LINKS))


def reset_link_ended(email_key: str, record: MailRecord | None) -> Update:
    """Return the write that lets the owner of the mailbox ask for the next link at once. It can record a mail."""
    return record_mail(email_key, record)._replace(remove=(_RESET_LINKS,))
