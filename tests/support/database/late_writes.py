"""Writes of an account that are prepared from what is read now and sent later, and what can happen in between."""

from collections.abc import Callable
from typing import Any

from bodega.dynamodb import ANY, Delete
from bodega.idempotency import IdempotentRequest
from bodega.outbox import Template, mail
from tests.support.database.stored_account import StoredAccount, requester
from users.auth.store import credentials as passwords
from users.auth.store import mailboxes, sessions
from users.auth.store import mailed_tokens as links
from users.auth.store.mailboxes import MailRecord
from users.auth.store.planted_data import read_planted_items
from users.emails.store import change as emails
from users.emails.store import verification
from users.emails.store.change import Email
from users.emails.store.removal import Removal
from users.loyalty import store as loyalty
from users.profile import store as closing
from users.saved_items.store import ADDRESSES, SavedItem
from users.storage.accounts import table
from users.storage.profiles import change_profile

Send = Callable[[], Any]
"""Sends a write that is prepared."""
Step = Callable[[StoredAccount], Any]
NEW = Email("new@shop.example", "new@shop.example")
LAST = 4
"""The failed attempts before the one that locks the account."""


def reset(ada: StoredAccount, digest: str | None = None) -> Send:
    digest = digest or ada.mail_link()
    profile, message = ada.profile, mail(Template.PASSWORD_CHANGED, ada.profile)
    session = ada.new_session(profile["tokenVersion"] + 1)
    deletions = {} if profile["emailVerified"] else read_planted_items(ada.id).deletions
    return lambda: passwords.reset_password(
        profile, digest, "other hash", session, mail=message, changes={}, deletions=deletions
    )


def new_password(ada: StoredAccount) -> Send:
    credentials = ada.credentials
    session = ada.next_of(ada.session.session_id, credentials["tokenVersion"] + 1)
    message = mail(Template.PASSWORD_CHANGED, ada.profile)
    return lambda: passwords.change_password(
        ada.email, credentials, password_hash="other hash", session=session, mail=message, record=None
    )


def log_in(ada: StoredAccount, new_hash: str | None = None) -> Send:
    credentials = ada.credentials
    attempt = mailboxes.reserve_log_in(ada.email, 5)
    session = ada.new_session(credentials["tokenVersion"])
    return lambda: sessions.open_session(ada.email, credentials, session, attempt, new_hash)


def refresh(ada: StoredAccount) -> Send:
    session = ada.next_of(ada.session.session_id, 1)
    return lambda: sessions.continue_session(session, ada.session.refresh_hash)


def reset_link(ada: StoredAccount) -> Send:
    token, credentials = ada.token("reset"), ada.credentials
    message, recorded = mail(Template.RESET, ada.profile), ada.recorded()
    return lambda: links.mail_token(recorded, credentials, token, message, requester())


def no_reset_link(ada: StoredAccount) -> Send:
    recorded = ada.recorded()
    return lambda: mailboxes.change(recorded, requester())


def fail_log_ins(ada: StoredAccount, number: int) -> None:
    for _ in range(number):
        attempt = mailboxes.reserve_log_in(ada.email, LAST + 2)
        mailboxes.change(mailboxes.log_in_failed(ada.email, attempt, last=9), requester())


def lock(ada: StoredAccount, *, mailed: bool = True) -> Send:
    fail_log_ins(ada, LAST)
    attempt = mailboxes.reserve_log_in(ada.email, LAST + 2)
    record = MailRecord.of(Template.RESET, attempt.item)._replace(after=[1]) if mailed else None
    update = mailboxes.log_in_locks(ada.email, attempt, LAST, record)
    return lambda: mailboxes.change(update, requester())


def pending_change(ada: StoredAccount) -> str:
    account, token = ada.account, ada.token("change", email=NEW.key)
    attempt = sessions.reserve_confirmation(ada.id, ada.session.session_id, 5)
    message = mail(Template.EMAIL_CHANGE, {**ada.profile, "email": NEW.address})
    mailbox = mailboxes.record_mail(NEW.key, None)
    emails.request_change(account, token, mailbox=mailbox, mail=message, requester=requester(), attempt=attempt)
    return token.digest


def another_email(ada: StoredAccount) -> Send:
    account, token = ada.account, ada.token("change", email=NEW.key)
    attempt = sessions.reserve_confirmation(ada.id, ada.session.session_id, 5)
    message = mail(Template.EMAIL_CHANGE, {**ada.profile, "email": NEW.address})
    mailbox = mailboxes.record_mail(NEW.key, None)
    return lambda: emails.request_change(
        account, token, mailbox=mailbox, mail=message, requester=requester(), attempt=attempt
    )


def confirmation(ada: StoredAccount, email: Email = NEW) -> Send:
    digest = pending_change(ada)
    account, undo, notice = ada.account, ada.token("undo"), mail(Template.EMAIL_CHANGED, ada.profile)
    return lambda: emails.confirm_change(account, email, digest, undo, notice)


def undoing(ada: StoredAccount) -> str:
    """Change only the spelling of the email; return the digest of the token that undoes it."""
    undo, digest = ada.token("undo"), pending_change(ada)
    emails.confirm_change(ada.account, Email(ada.email, ada.email), digest, undo, None)
    return undo.digest


def undo(ada: StoredAccount, *, email: Email | None = None) -> Send:
    digest = undoing(ada)
    account, token = ada.account, ada.token("reset")
    message = mail(Template.EMAIL_RESTORED, ada.profile)
    back = email or Email(ada.email, ada.email)
    return lambda: emails.undo_change(account, back, digest, password_hash="none", reset=token, mail=message)


def another_link(ada: StoredAccount) -> None:
    verification.replace_token(
        ada.credentials, ada.token("verify"), ada.recorded(Template.VERIFY), mail(Template.VERIFY, ada.profile)
    )


def verify(ada: StoredAccount) -> Send:
    profile, digest = ada.profile, ada.link
    return lambda: verification.verify_email(profile, digest)


def close(ada: StoredAccount) -> Send:
    profile, credentials = ada.profile, ada.credentials
    return lambda: closing.close_account(profile, credentials)


def remove_for_undo(ada: StoredAccount) -> Send:
    profile, credentials = ada.profile, ada.credentials
    marks = Removal.of_undo(ada.token("undo").digest).begin(ada.id)
    return lambda: closing.close_account(profile, credentials, marks=marks)


def end_removal(ada: StoredAccount) -> Send:
    ada.close()
    remaining = ada.profile
    assert not closing.delete_next_items(remaining), "it has deleted the profile"
    return lambda: closing.delete_next_items(remaining, last_write=Removal.of_undo("used").end())


def rename(ada: StoredAccount) -> Send:
    profile = ada.profile
    return lambda: change_profile(profile, {"lastName": "Hopper"})


def demote(ada: StoredAccount) -> Send:
    ada.change({"role": "admin"})
    profile = ada.profile
    return lambda: change_profile(profile, {"role": "customer"})


def points(ada: StoredAccount, number: int = 1) -> Send:
    entry = {"id": "pts", "points": number, "createdAt": "2026"}
    request = IdempotentRequest(f"scope {number}", "hash")
    return lambda: loyalty.add_entry(ada.id, entry, request, {})


def confirm_password(ada: StoredAccount) -> Send:
    return lambda: sessions.reserve_confirmation(ada.id, ada.session.session_id, 5)


def log_out(ada: StoredAccount) -> None:
    sessions.end_session(ada.id, ada.session.session_id)


def save(ada: StoredAccount, item_id: str, *, default: bool = False) -> None:
    item = {"id": item_id, "version": 1}
    ADDRESSES.add(ada.id, item, default=default, most=20, request=None, answer={})


def saved(ada: StoredAccount) -> SavedItem:
    save(ada, "one", default=True)
    found = ADDRESSES.get(ada.id, "one")
    assert found is not None
    return found


def replace(ada: StoredAccount, *, default: bool = True) -> Send:
    base = saved(ada)
    return lambda: ADDRESSES.replace(ada.id, base, {"id": "one", "version": 2}, default=default)


def become_default(ada: StoredAccount) -> Send:
    save(ada, "one")
    base = ADDRESSES.get(ada.id, "one")
    assert base is not None
    return lambda: ADDRESSES.replace(ada.id, base, {"id": "one", "version": 2}, default=True)


def delete(ada: StoredAccount) -> Send:
    saved(ada)
    return lambda: delete_saved(ada)


def make_default(ada: StoredAccount) -> Send:
    saved(ada)
    return lambda: ADDRESSES.make_default(ada.id, "one", None)


def change_saved(ada: StoredAccount) -> None:
    base = ADDRESSES.get(ada.id, "one")
    assert base is not None
    ADDRESSES.replace(ada.id, base, {"id": "one", "version": 2, "line1": "Later"}, default=base.default)


def delete_saved(ada: StoredAccount) -> None:
    ADDRESSES.delete(ada.id, "one", None)


def exchange_saved(ada: StoredAccount) -> None:
    delete_saved(ada)
    save(ada, "two")


def erase_around_saved(ada: StoredAccount) -> None:
    """Delete the item counter, as an erasure does that has looked for the items before the address was added."""
    table.transact({"item counter": Delete(ADDRESSES._counter_key(ada.id), ANY)})


def reset_with_saved(ada: StoredAccount) -> Send:
    saved(ada)
    return reset(ada)


def reset_again(ada: StoredAccount) -> None:
    reset(ada, ada.credentials["resetToken"])()


def old_link(ada: StoredAccount) -> Send:
    """Mail a link while the password is being changed, which ends the links from before."""
    change = new_password(ada)
    digest = ada.mail_link()
    change()
    return reset(ada, digest)


def nothing(_: StoredAccount) -> None:
    """The write comes too late for what happened before it was prepared."""


def after(happens: Step, prepare: Callable[[StoredAccount], Send]) -> Callable[[StoredAccount], Send]:
    """Return a preparation that reads what `happens` has left."""

    def prepared(ada: StoredAccount) -> Send:
        happens(ada)
        return prepare(ada)

    return prepared
