"""Change of the email: requested with the password, confirmed by a token that is mailed to the new address."""

import time
from typing import Any, Final

from bodega import deadline
from bodega.emails import normalise
from bodega.errors import EmailTaken, SessionEnded, StorageUnavailable, TooManyRequests
from bodega.mail_tokens import require_mail_token_key
from bodega.outbox import Template, mail
from users.auth.lockout import Confirmed, confirm_password, settling
from users.auth.mail_limits import next_mail, too_many_mails
from users.auth.mailed_tokens import new_token
from users.auth.rate_limit import signed_in, within_limit
from users.auth.registration import tell_owner
from users.auth.store import attempts, mailboxes, request_counts
from users.auth.store.credentials import EmailClaimed, TokenNotValid
from users.auth.store.mailboxes import Mailbox, MailboxChanged
from users.auth.store.request_counts import Requester
from users.emails.store import change as store
from users.emails.store.change import Account, Email, SessionOver
from users.own_account import own_account_again
from users.storage.accounts import (
    AccountChanged,
    Profile,
    credentials_key,
    mailbox_key,
    pending_change,
    read_credentials,
    undo_tokens,
    user_document,
)
from users.storage.profiles import ProfileChanged, change_profile

MOST_UNDOABLE: Final = 5
"""How many changes of an account can be undone at the same time. Each can be for seven days."""


def request_change(user_id: str, session_id: str, email: str, password: str) -> dict[str, Any] | None:
    """Mail a token to the new address; return None. Only the token changes the email.

    Another spelling of the account's own email is no other mailbox: it applies at once. Return the user then. A taken
    email counts for the user's account, and its owner gets the mail of a registration with it.

    1 BatchGetItem (rate limit, credentials and mailbox of the new email), the calls of `confirm_password`,
    1 TransactWriteItems; 7 RCU and 14 WCU.

    Raises: TooManyRequests, InvalidCredentials, EmailTaken, SessionEnded if the session has ended.
    """
    require_mail_token_key()
    new = Email(email, normalise(email))
    requester = signed_in(user_id, "EMAIL")
    found = request_counts.read_with_counts(requester, credentials_key(new.key), mailbox_key(new.key))
    taken, mailbox = within_limit(requester, found).items
    confirmed = confirm_password(user_id, session_id, password)
    with settling(confirmed.attempt):
        if new.key == confirmed.profile["emailKey"]:
            return _respell(confirmed, new)
        if taken is not None:
            tell_owner(new.key, taken, mailbox, requester)
            raise EmailTaken
        _mail_token(confirmed, new, mailbox, requester)
    return None


def confirm_change(profile: Profile, found: dict[str, Any], digest: str) -> None:
    """Give the account the email of the token `found`. The old email gets a notice if it was verified.

    The token is not valid any more if the sessions were ended after the request: a thief who knew the old password can
    have the token, and lure the owner into a click.

    A mailbox that was never verified gets none: it may be a stranger's, and the link in it gives the account away.

    Raises: TokenNotValid, EmailTaken, AccountChanged.
    """
    credentials = read_credentials(profile["emailKey"])
    if credentials is None or credentials["userId"] != profile["id"]:
        raise AccountChanged
    pending = pending_change(credentials)
    if pending is None or (pending["token"], pending["tokenVersion"]) != (digest, credentials["tokenVersion"]):
        raise TokenNotValid
    undo = notice = None
    if profile["emailVerified"]:
        undo = new_token("undo", profile["emailKey"], profile)
        notice = mail(Template.EMAIL_CHANGED, profile, token=undo.seed)
    new = Email(found["email"], found["emailKey"])
    try:
        store.confirm_change(Account(profile, credentials), new, digest, undo, notice)
    except EmailClaimed:
        raise EmailTaken from None


def _respell(confirmed: Confirmed, new: Email) -> dict[str, Any]:
    """Change the spelling of the account's email; return the user."""
    profile = confirmed.profile
    while True:
        deadline.require_time()
        if profile["emailKey"] != new.key:
            raise StorageUnavailable  # another request has changed the mailbox
        try:
            changed = profile if profile["email"] == new.address else change_profile(profile, {"email": new.address})
        except ProfileChanged:
            profile, _ = own_account_again(profile["id"], confirmed.credentials)
        else:
            attempts.withdraw(confirmed.attempt)
            return user_document(changed)


def _mail_token(confirmed: Confirmed, new: Email, mailbox: Mailbox | None, requester: Requester) -> None:
    account = Account(confirmed.profile, confirmed.credentials)
    while True:
        deadline.require_time()
        _check_undoable(account)
        record = next_mail(Template.EMAIL_CHANGE, mailbox)
        if record is None:
            raise too_many_mails(Template.EMAIL_CHANGE, mailbox)
        # Nobody has shown yet that the mailbox is theirs, so the mail contains no name.
        receiver = {**account.profile, "email": new.address, "emailVerified": False}
        token = new_token("change", new.key, receiver)
        message = mail(Template.EMAIL_CHANGE, receiver, token=token.seed)
        recorded = mailboxes.record_mail(new.key, record)
        try:
            store.request_change(
                account, token, mailbox=recorded, mail=message, requester=requester, attempt=confirmed.attempt
            )
        except AccountChanged:
            account = Account(*own_account_again(confirmed.profile["id"], confirmed.credentials))
        except MailboxChanged as changed:
            mailbox = changed.mailbox
        except SessionOver:
            raise SessionEnded from None
        else:
            return


def _check_undoable(account: Account) -> None:
    """Raises: TooManyRequests. A change too many would make an earlier one impossible to undo."""
    now = int(time.time())
    ends = sorted(token["expiresAt"] for token in undo_tokens(account.credentials) if token["expiresAt"] > now)
    if len(ends) >= MOST_UNDOABLE:
        raise TooManyRequests(ends[0] - now)
