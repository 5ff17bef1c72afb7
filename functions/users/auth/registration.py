"""Registration: each email has one account, also if many requests with different spellings arrive at once."""

import os
import time
from typing import TYPE_CHECKING, Any

from bodega import clock
from bodega.emails import normalise
from bodega.errors import EmailTaken
from bodega.ids import new_id
from bodega.mail_tokens import require_mail_token_key
from bodega.outbox import Template, mail
from bodega.password_policy import require_strong
from bodega.passwords import hash_password
from users.auth.mailed_tokens import new_token
from users.auth.rate_limit import current_window, within_limit
from users.auth.sessions import new_session, require_signing_key
from users.auth.store import attempts, credentials
from users.auth.store.attempts import ClientIpWindow
from users.auth.store.credentials import EmailClaimed
from users.auth.store.mailed_tokens import AlreadyMailed
from users.names import require_name
from users.storage.accounts import Credentials, Profile, user_document

if TYPE_CHECKING:
    from users.auth.schemas import Registration

_QUIET_SECONDS = 15 * 60


def register(person: "Registration", source_ip: str) -> dict[str, Any]:
    """Create an account; return its user and the tokens of a first session. The welcome mail has a verify token.

    Each registration counts as a failure of the client IP, whether the email is taken or not, so that a client can
    neither test a list of emails nor send mail to many people.

    1 BatchGetItem (rate limit, credentials), 1 TransactWriteItems; 2 RCU and 16 WCU.

    Raises: TooManyRequests, EmailTaken, ValidationFailed for a weak password or without a name.
    """
    require_signing_key()
    require_mail_token_key()
    require_name(person.first_name, person.last_name)
    words = [person.email, person.first_name, person.last_name, os.environ["SHOP_NAME"]]
    # Before the email is looked up: a weak password does not count as a failure, so it must not reveal anything.
    require_strong(person.password, "/password", words)
    email_key = normalise(person.email)
    window = current_window(source_ip)
    taken = within_limit(window, attempts.read_credentials(email_key, window))
    if taken is not None:
        _tell_owner(email_key, taken, window)
        raise EmailTaken
    profile = _new_profile(person, email_key)
    user = user_document(profile)
    token = new_token("verify", email_key, user)
    tokens = new_session(user["id"], profile["tokenVersion"])
    welcome = mail(Template.WELCOME, user, token=token.seed)
    password_hash = hash_password(person.password)
    try:
        credentials.create_account(
            profile, password_hash, session=tokens.stored(), token=token, mail=welcome, window=window
        )
    except EmailClaimed as claimed:
        _tell_owner(email_key, claimed.credentials, window)
        raise EmailTaken from None
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


def _tell_owner(email_key: str, taken: Credentials, window: ClientIpWindow) -> None:
    """Count a failure of the client IP, and mail the owner of the email, at most once in a quarter of an hour.

    1 TransactWriteItems with the mail, 1 UpdateItem without.
    """
    now, user, mailed_before = int(time.time()), taken["user"], taken["takenMailedAt"]
    if mailed_before > now - _QUIET_SECONDS:
        attempts.count_failure(window)
        return
    message = mail(Template.EMAIL_TAKEN, user)
    try:
        credentials.mail_email_taken(email_key, mailed_before, now, message, window)
    except AlreadyMailed:
        attempts.count_failure(window)
