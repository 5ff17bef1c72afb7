"""Change of one's own password. It ends every other session and all tokens issued so far."""

import os
from contextlib import suppress
from typing import Any

from bodega import deadline
from bodega.errors import SessionEnded, StorageUnavailable
from bodega.outbox import Template, mail
from bodega.password_policy import require_strong
from bodega.passwords import hash_password
from users.auth.lockout import Confirmed, confirm_password, settling
from users.auth.mail_limits import next_mail
from users.auth.refresh_tokens import SessionTokens
from users.auth.sessions import continued_session, remove_ended_sessions, require_signing_key
from users.auth.store import credentials as store
from users.auth.store.credentials import TokensEnded
from users.auth.store.mailboxes import MailboxChanged


def change_password(user_id: str, session_id: str, current: str, new: str) -> dict[str, Any]:
    """Set a new password; return new tokens for the session that continues.

    The calls of `confirm_password` and 1 TransactWriteItems; 3 RCU and 13 WCU; then 1 Query and 1 TransactWriteItems to
    remove the other sessions.

    Raises: InvalidCredentials, TooManyRequests, ValidationFailed for a weak password, SessionEnded if this session was
    ended in the meantime.
    """
    require_signing_key()
    confirmed = confirm_password(user_id, session_id, current)
    profile, version = confirmed.profile, confirmed.credentials["tokenVersion"] + 1
    with settling(confirmed.attempt):
        words = [profile["email"], profile["firstName"], profile["lastName"], os.environ["SHOP_NAME"]]
        require_strong(new, "/newPassword", words)
        tokens = continued_session(user_id, confirmed.attempt.item, version)
        _store(confirmed, hash_password(new), tokens)
    with suppress(StorageUnavailable):
        remove_ended_sessions(user_id, version)
    return tokens.document()


def _store(confirmed: Confirmed, password_hash: str, tokens: SessionTokens) -> None:
    profile, mailbox = confirmed.profile, confirmed.mailbox
    email_key = profile["emailKey"]
    message = mail(Template.PASSWORD_CHANGED, profile)
    while True:
        deadline.require_time()
        record = next_mail(Template.PASSWORD_CHANGED, mailbox)
        try:
            store.change_password(
                email_key,
                confirmed.credentials,
                password_hash=password_hash,
                session=tokens.stored(),
                mail=message,
                record=record,
            )
        except TokensEnded:
            raise SessionEnded from None
        except MailboxChanged as changed:
            mailbox = changed.mailbox
        else:
            return
