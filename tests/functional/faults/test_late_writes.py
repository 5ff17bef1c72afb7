"""A write of an account that is sent after something else was written: nothing of it is stored.

Each case prepares a write from what it reads, lets something happen, and sends the write. It calls the stores directly.
"""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from bodega.idempotency import Replayed
from bodega.items import Stale
from harness.aws.tables import read_all
from tests.support.database.late_writes import (
    LAST,
    NEW,
    Send,
    Step,
    after,
    another_email,
    another_link,
    become_default,
    change_saved,
    close,
    confirm_password,
    confirmation,
    delete,
    delete_saved,
    demote,
    end_removal,
    erase_around_saved,
    exchange_saved,
    fail_log_ins,
    lock,
    log_in,
    log_out,
    make_default,
    new_password,
    no_reset_link,
    nothing,
    old_link,
    points,
    refresh,
    remove_for_undo,
    rename,
    replace,
    reset,
    reset_again,
    reset_link,
    reset_with_saved,
    save,
    undo,
    verify,
)
from tests.support.database.stored_account import StoredAccount, requester
from users.auth.store import attempts, mailboxes, sessions
from users.auth.store.attempts import NoSuchItem
from users.auth.store.credentials import EmailClaimed, TokenNotValid, TokensEnded
from users.auth.store.mailboxes import MailboxChanged
from users.auth.store.sessions import CredentialsChanged, NotActive, SessionOver
from users.emails.store import change as emails
from users.loyalty.store import Overdrawn
from users.profile.store import MarkFailed
from users.storage.accounts import AccountChanged, NoAccount, mailbox_key, table
from users.storage.profiles import NoAdminLeft, ProfileChanged, forget_failed_attempts

HOUR = 60 * 60
"""The time after which links and sessions of a `StoredAccount` end."""


class Late(NamedTuple):
    """`prepare`: read, and return what sends the write. `happens`: in between. `after`: the seconds that pass."""

    prepare: Callable[[StoredAccount], Send]
    happens: Step
    error: type[Exception]
    verified: bool = True
    after: int = 0


LATE = {
    "a reset whose link was used": Late(reset, reset_again, TokenNotValid),
    "a reset whose link expires": Late(reset, nothing, TokenNotValid, after=HOUR),
    "a reset whose link ended with the old password": Late(old_link, nothing, TokenNotValid),
    "a reset of an account that gets another name": Late(reset, StoredAccount.rename, ProfileChanged),
    "a reset of an account that is frozen": Late(reset, StoredAccount.freeze, ProfileChanged),
    "a reset after a log-out everywhere": Late(reset, StoredAccount.log_out_everywhere, ProfileChanged),
    "a reset before a first address is planted": Late(
        reset, lambda ada: save(ada, "one"), ProfileChanged, verified=False
    ),
    "a reset before another address is planted": Late(reset_with_saved, exchange_saved, ProfileChanged, verified=False),
    "a new password for an email with a new account": Late(new_password, StoredAccount.close_and_register, TokensEnded),
    "a new password after a log-out everywhere": Late(new_password, StoredAccount.log_out_everywhere, TokensEnded),
    "a new password in a session that was logged out": Late(
        after(StoredAccount.log_out_everywhere, new_password), nothing, TokensEnded
    ),
    "a new password in a session that expires": Late(new_password, nothing, TokensEnded, after=HOUR),
    "a log-in to an email with a new account": Late(log_in, StoredAccount.close_and_register, CredentialsChanged),
    "a log-in after a log-out everywhere": Late(log_in, StoredAccount.log_out_everywhere, CredentialsChanged),
    "a log-in with a new hash to an email with a new account": Late(
        lambda ada: log_in(ada, "new hash"), StoredAccount.close_and_register, CredentialsChanged
    ),
    "a log-in with a new hash after another password": Late(
        lambda ada: log_in(ada, "new hash"), lambda ada: new_password(ada)(), CredentialsChanged
    ),
    "a log-in to a frozen account": Late(after(StoredAccount.freeze, log_in), nothing, NotActive),
    "a refresh after a log-out everywhere": Late(refresh, StoredAccount.log_out_everywhere, SessionOver),
    "a refresh of a session that expires": Late(refresh, nothing, SessionOver, after=HOUR),
    "a refresh after a log-out": Late(refresh, log_out, SessionOver),
    "a reset link for an email with a new account": Late(
        reset_link, lambda ada: (ada.close(), StoredAccount(ada.email)), AccountChanged
    ),
    "a second reset link at once": Late(no_reset_link, StoredAccount.mail_link, MailboxChanged),
    "a third reset link at once": Late(
        after(StoredAccount.mail_link, no_reset_link), StoredAccount.mail_link, MailboxChanged
    ),
    "a lock-out whose owner gets a reset link": Late(lock, StoredAccount.mail_link, MailboxChanged),
    "a lock-out after it was lifted": Late(lock, lambda ada: forget_failed_attempts(ada.email), MailboxChanged),
    "a lock-out without mail after it was lifted": Late(
        lambda ada: lock(ada, mailed=False), lambda ada: forget_failed_attempts(ada.email), MailboxChanged
    ),
    "another email for an email with a new account": Late(
        another_email, StoredAccount.close_and_register, AccountChanged
    ),
    "another email after a reset link": Late(another_email, StoredAccount.mail_link, AccountChanged),
    "another email in a session that was logged out": Late(another_email, log_out, emails.SessionOver),
    "a confirmed email after a reset link": Late(confirmation, StoredAccount.mail_link, AccountChanged),
    "a confirmed email with a new account": Late(confirmation, lambda _: StoredAccount(NEW.key), EmailClaimed),
    "a confirmed email whose link expires": Late(confirmation, nothing, TokenNotValid, after=HOUR),
    "an undone email after a reset link": Late(undo, StoredAccount.mail_link, AccountChanged),
    "an undone email whose link expires": Late(undo, nothing, TokenNotValid, after=HOUR),
    "an undone email of an account with another name": Late(undo, StoredAccount.rename, AccountChanged),
    "a verification whose link was replaced": Late(verify, another_link, TokenNotValid, verified=False),
    "a verification of an account with another name": Late(
        verify, StoredAccount.rename, ProfileChanged, verified=False
    ),
    "an erasure of an account with another name": Late(close, StoredAccount.rename, AccountChanged),
    "an erasure after a reset link": Late(close, StoredAccount.mail_link, AccountChanged),
    "a removal whose link was used": Late(remove_for_undo, nothing, MarkFailed),
    "the end of a removal whose link was used": Late(end_removal, nothing, MarkFailed),
    "another name for an account with another name": Late(rename, StoredAccount.rename, ProfileChanged),
    "another name for an account that is erased": Late(rename, StoredAccount.close, ProfileChanged),
    "another role for the last admin": Late(demote, nothing, NoAdminLeft),
    "a log-out everywhere of an account that is erased": Late(
        lambda ada: ada.log_out_everywhere, StoredAccount.close_and_register, NoAccount
    ),
    "points for an account that is erased": Late(points, StoredAccount.close, NoAccount),
    "points that were redeemed": Late(lambda ada: points(ada, -1), nothing, Overdrawn),
    "the same points again": Late(points, lambda ada: points(ada)(), Replayed),
    "a password in a session that was logged out": Late(confirm_password, log_out, NoSuchItem),
    "an address that changes": Late(replace, change_saved, Stale),
    "an address that is deleted": Late(replace, delete_saved, Stale),
    "the default for an address that is deleted": Late(make_default, delete_saved, Stale),
    "no default after another one": Late(
        lambda ada: replace(ada, default=False), lambda ada: save(ada, "two", default=True), Stale
    ),
    "the deletion of an address that is deleted": Late(delete, delete_saved, Stale),
    "the default for an address of an account that is erased": Late(make_default, erase_around_saved, Stale),
    "an address as the default of an account that is erased": Late(become_default, erase_around_saved, Stale),
    "the deletion of an address of an account that is erased": Late(delete, erase_around_saved, Stale),
}


@pytest.mark.parametrize("name", LATE)
def test_nothing_is_stored_of_a_write_that_comes_too_late(
    accounts: str, dynamodb: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    late, begin = LATE[name], time.time()
    monkeypatch.setattr(time, "time", lambda: begin)
    ada = StoredAccount(verified=late.verified)
    send = late.prepare(ada)
    late.happens(ada)
    monkeypatch.setattr(time, "time", lambda: begin + late.after)
    before = sorted(map(str, read_all(dynamodb, accounts)))

    with pytest.raises(late.error) as raised:
        send()

    assert raised.type is late.error
    assert sorted(map(str, read_all(dynamodb, accounts))) == before


@pytest.mark.usefixtures("accounts")
def test_a_right_password_does_not_count_as_wrong_after_others_were() -> None:
    ada = StoredAccount()
    fail_log_ins(ada, 1)
    right, wrong = (mailboxes.reserve_log_in(ada.email, 5) for _ in range(2))
    mailboxes.change(mailboxes.log_in_failed(ada.email, wrong, LAST), requester())

    for attempt in (right, wrong):
        attempts.withdraw(attempt)

    mailbox = table.get(mailbox_key(ada.email)) or {}
    assert right.mark not in mailbox["attempts"]
    assert wrong.mark in mailbox["attempts"] == mailbox["failed"]


def test_a_session_that_is_logged_out_meanwhile_does_not_come_back(accounts: str, dynamodb: Any) -> None:
    ada = StoredAccount()
    attempt = confirm_password(ada)()
    log_out(ada)
    before = read_all(dynamodb, accounts)

    assert sessions.count_failed_confirmation(attempt) == 0
    attempts.withdraw(attempt)

    assert read_all(dynamodb, accounts) == before
