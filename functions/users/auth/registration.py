"""Registration: each email has one account, also if many requests with different spellings arrive at once."""

import os
from typing import TYPE_CHECKING, Any

from bodega import clock, deadline
from bodega.emails import normalise
from bodega.errors import EmailTaken
from bodega.ids import new_id
from bodega.mail_tokens import require_mail_token_key
from bodega.outbox import Template, mail
from bodega.password_policy import require_strong
from bodega.passwords import hash_password
from users.auth.mail_limits import next_mail
from users.auth.mailed_tokens import new_token
from users.auth.rate_limit import client_ip, within_limit
from users.auth.sessions import new_session, require_signing_key
from users.auth.store import credentials, mailboxes, request_counts
from users.auth.store.credentials import EmailClaimed
from users.auth.store.mailboxes import Mailbox, MailboxChanged
from users.auth.store.request_counts import Requester
from users.names import require_name
from users.storage.accounts import Credentials, Profile, credentials_key, mailbox_key, user_document

if TYPE_CHECKING:
    from users.auth.schemas import Registration


def register(person: "Registration", source_ip: str, user_agent: str | None) -> dict[str, Any]:
    """Create an account; return its user and the tokens of a first session. The welcome mail has a verify token.

    Each registration counts towards the rate limit of the client IP, whether the email is taken or not, so that a
    client can neither test a list of emails nor send mail to many people. A mailbox that got too many welcome mails
    today gets no other one; the account is opened nevertheless.

    1 BatchGetItem (rate limit, credentials, mailbox), 1 TransactWriteItems; 4 RCU and 16 WCU.

    Raises: TooManyRequests, EmailTaken, ValidationFailed for a weak password or without a name.
    """
    require_signing_key()
    require_mail_token_key()
    require_name(person.first_name, person.last_name)
    words = [person.email, person.first_name, person.last_name, os.environ["SHOP_NAME"]]
    # Before the email is looked up: a weak password does not count, so it must not reveal anything.
    require_strong(person.password, "/password", words)
    email_key = normalise(person.email)
    requester = client_ip(source_ip, "REGISTER")
    found = request_counts.read_with_counts(requester, credentials_key(email_key), mailbox_key(email_key))
    taken, mailbox = within_limit(requester, found).items
    if taken is not None:
        tell_owner(email_key, taken, mailbox, requester)
        raise EmailTaken
    profile = _new_profile(person, email_key)
    user = user_document(profile)
    token = new_token("verify", email_key, user)
    tokens = new_session(user["id"], profile["tokenVersion"], user_agent)
    welcome = mail(Template.WELCOME, user, token=token.seed)
    password_hash = hash_password(person.password)
    while True:
        deadline.require_time()
        record = next_mail(Template.WELCOME, mailbox)
        try:
            credentials.create_account(
                profile,
                password_hash,
                session=tokens.stored(),
                token=token,
                mailbox=mailboxes.registered(email_key, record),
                mail=welcome if record else None,
                requester=requester,
            )
        except EmailClaimed as claimed:
            tell_owner(email_key, claimed.credentials, mailbox, requester)
            raise EmailTaken from None
        except MailboxChanged as changed:
            mailbox = changed.mailbox
        else:
            return {"user": user, **tokens.document()}


def _new_profile(person: "Registration", email_key: str) -> Profile:
    now = clock.timestamp(clock.now())
    return {
        "id": new_id("usr"),
        "email": person.email,
        "emailKey": email_key,
        "emailVerified": False,
        "firstName": person.first_name,
        "lastName": person.last_name,
        "phone": person.phone,
        "role": "customer",
        "status": "active",
        "tokenVersion": 1,
        "version": 1,
        "createdAt": now,
        "updatedAt": now,
    }


def tell_owner(email_key: str, taken: Credentials, mailbox: Mailbox | None, requester: Requester) -> None:
    """Count the registration for the client IP, and mail the owner of the email unless there were too many mails.

    1 TransactWriteItems with the mail, 1 UpdateItem without.
    """
    record = next_mail(Template.EMAIL_TAKEN, mailbox)
    if record is None:
        request_counts.count(requester)
        return
    message = mail(Template.EMAIL_TAKEN, taken["user"])
    try:
        mailboxes.change(mailboxes.record_mail(email_key, record), requester, message)
    except MailboxChanged:
        request_counts.count(requester)  # another request told the owner
