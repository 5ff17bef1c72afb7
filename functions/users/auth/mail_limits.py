"""The limits of mail: how many mails of a template a mailbox gets, with or without an account.

The times of the mails belong to the mailbox and not to the account, so that an erasure does not reset the limits.
"""

import time
from collections.abc import Mapping
from typing import Final

from bodega.errors import TooManyRequests
from bodega.outbox import Template
from users.auth.store.mailboxes import Mailbox, MailRecord

PERIOD_SECONDS: Final = 24 * 60 * 60

_MOST: Final[Mapping[Template, int]] = {
    Template.WELCOME: 3,
    Template.VERIFY: 3,
    Template.EMAIL_CHANGE: 3,
    Template.EMAIL_TAKEN: 3,
    Template.PASSWORD_CHANGED: 5,
}
_PAUSES: Final[Mapping[Template, int]] = {Template.EMAIL_TAKEN: 15 * 60}
"""Seconds between two mails."""

RESET_PAUSES: Final = (60, 5 * 60, 15 * 60, 45 * 60)
"""Seconds after the first, second, third and each later mail with a reset link whose link was not used.

Each pause is shorter than the life of a link, so that a frozen owner always has a link that works.
"""

# Both have a reset link.
_RECORDED_AS: Final[Mapping[Template, Template]] = {Template.FROZEN: Template.RESET}


def next_mail(template: Template, mailbox: Mailbox | None, *, sent: bool = True) -> MailRecord | None:
    """Return the record of one more mail of `template`, now; None if the mailbox has got as many as it may.

    `sent`: False for a mailbox without an account. Its requests are limited in the same way, so that nobody sees the
    difference, and recorded apart, so that they delay no mail to an account that is opened later.
    """
    now = int(time.time())
    recorded = _RECORDED_AS.get(template, template)
    record = MailRecord.of(recorded, mailbox, sent=sent)
    recent = _recent(record, now)
    if recorded is Template.RESET:
        allowed = not recent or now >= recent[-1] + RESET_PAUSES[min(len(recent), len(RESET_PAUSES)) - 1]
    else:
        paused = bool(recent) and now < recent[-1] + _PAUSES.get(recorded, 0)
        allowed = len(recent) < _MOST[recorded] and not paused
    return record._replace(after=[*recent, now]) if allowed else None


def too_many_mails(template: Template, mailbox: Mailbox | None) -> TooManyRequests:
    """Return the error for a signed-in user whose request would send one mail of `template` too many."""
    now = int(time.time())
    earliest = _recent(MailRecord.of(template, mailbox), now)[0]
    return TooManyRequests(max(1, earliest + PERIOD_SECONDS - now))


def _recent(record: MailRecord, now: int) -> list[int]:
    """Return the times of the mails that count, in order."""
    return [moment for moment in record.before or () if moment > now - PERIOD_SECONDS]
