"""The lock-out: after five failed attempts in 24 hours, no password is checked for an email, whether it has an account.

An attempt is reserved in the table before bcrypt runs, so that five of any number of concurrent attempts are evaluated.
It counts as failed in the transaction that precedes the response "wrong". So an attempt whose request fails does not
count, and has told its sender nothing. A right password does not reset the count, because a stranger could see from
that who is a customer.

A signed-in user who enters the password again has five attempts per session. The fifth wrong one ends the session. So
strangers' attempts keep no signed-in user from an action, and a stolen access token is good for five attempts.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from bodega import deadline
from bodega.errors import AccountFrozen, InvalidCredentials, SessionEnded, StorageUnavailable, TooManyRequests
from bodega.mail_tokens import require_mail_token_key
from bodega.observability import count
from bodega.outbox import Template
from bodega.passwords import check_password, require_pepper
from users.auth.mailed_tokens import mail_reset_link
from users.auth.store import attempts, mailboxes, sessions
from users.auth.store.attempts import AllReserved, Attempt, LockedOut, NoSuchItem
from users.auth.store.credentials import read_log_in
from users.auth.store.mailboxes import Mailbox, MailboxChanged
from users.auth.store.request_counts import Requester
from users.own_account import own_profile
from users.storage.accounts import Credentials, Profile

MOST_FAILED_ATTEMPTS = 5

# The part of a request's remaining time in which the operation may start new calls. The rest is for the withdrawal.
_SHARE_OF_OPERATION = 0.8


class Confirmed(NamedTuple):
    """What was read of a signed-in user who has entered the right password again, and the attempt to settle."""

    profile: Profile
    credentials: Credentials
    mailbox: Mailbox | None
    attempt: Attempt


def verify_log_in(
    password: str, email_key: str, credentials: Credentials | None, requester: Requester
) -> tuple[Credentials, Attempt]:
    """Return the credentials if the password is right, and the attempt, which the caller settles with `settling`.

    1 UpdateItem, 1 WCU. A wrong password takes 1 TransactWriteItems more.

    Raises: AccountFrozen or TooManyRequests without evaluating the password, InvalidCredentials.
    """
    require_pepper()
    require_mail_token_key()
    try:
        attempt = mailboxes.reserve_log_in(email_key, MOST_FAILED_ATTEMPTS)
    except LockedOut:
        raise AccountFrozen from None
    except AllReserved as reserved:
        raise TooManyRequests(reserved.seconds) from None
    right = check_password(password, credentials["passwordHash"] if credentials else None)
    if credentials is not None and right:
        return credentials, attempt
    count("WrongPasswords")
    with settling(attempt):
        _count_failed_log_in(email_key, attempt, credentials, requester)
    raise InvalidCredentials


def _count_failed_log_in(
    email_key: str, attempt: Attempt, credentials: Credentials | None, requester: Requester
) -> None:
    """Settle the attempt as wrong. The last one allowed locks the account and mails a reset link.

    1 TransactWriteItems with 2 writes, 4 WCU; for the last one with 6 writes, 12 WCU.
    """
    last = MOST_FAILED_ATTEMPTS - 1
    mailbox = attempt.item
    while True:
        deadline.require_time()
        try:
            if len(mailbox.get("failed", ())) == last:
                mail_reset_link(
                    Template.FROZEN,
                    credentials,
                    requester,
                    mailbox,
                    lambda record: mailboxes.log_in_locks(email_key, attempt, last, record),
                )
                count("FrozenAccounts")
            else:
                mailboxes.change(mailboxes.log_in_failed(email_key, attempt, last), requester)
        except MailboxChanged as changed:
            mailbox = changed.mailbox or {}
        else:
            return


def confirm_password(user_id: str, session_id: str, password: str) -> Confirmed:
    """Return the account of a signed-in user who has entered the password again.

    The caller settles the attempt with `settling`.

    1 GetItem (profile), 1 BatchGetItem (credentials, mailbox), 1 UpdateItem (attempt); 3 RCU and 1 WCU. A wrong
    password takes 1 UpdateItem more, and the fifth one in a session 1 TransactWriteItems more.

    Raises: InvalidCredentials, SessionEnded if the account was erased or the session has ended, TooManyRequests.
    """
    require_pepper()
    profile = own_profile(user_id)
    credentials, mailbox = read_log_in(profile["emailKey"])
    if credentials is None:
        raise SessionEnded
    try:
        attempt = sessions.reserve_confirmation(user_id, session_id, MOST_FAILED_ATTEMPTS)
    except LockedOut:
        # The request with the fifth wrong password could not end the session.
        sessions.end_session(user_id, session_id)
        raise SessionEnded from None
    except NoSuchItem:
        raise SessionEnded from None
    except AllReserved as reserved:
        raise TooManyRequests(reserved.seconds) from None
    if check_password(password, credentials["passwordHash"]):
        return Confirmed(profile, credentials, mailbox, attempt)
    count("WrongPasswords")
    if sessions.count_failed_confirmation(attempt) >= MOST_FAILED_ATTEMPTS:
        sessions.end_session(user_id, session_id)
    raise InvalidCredentials


@contextmanager
def settling(attempt: Attempt) -> Iterator[None]:
    """Withdraw the attempt if the operation fails, so that it does not count.

    If that fails too, the attempt stops counting by itself after `RESERVED_SECONDS`.
    """
    try:
        with deadline.at_most(deadline.remaining() * _SHARE_OF_OPERATION):
            yield
    except Exception:
        if deadline.remaining() > 0:
            with suppress(StorageUnavailable):
                attempts.withdraw(attempt)
        raise
