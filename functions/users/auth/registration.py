"""Registration: one email, one account, also when twenty ask for it at once in different spellings."""

import os
import time
from typing import Any

from bodega import clock
from bodega.dynamodb import Item, Put, TransactionFailed
from bodega.emails import normalise
from bodega.errors import EmailTaken
from bodega.ids import new_id
from bodega.outbox import Template, mail
from bodega.password_policy import require_strong
from bodega.passwords import hash_password
from users.auth.mailed_tokens import new_token
from users.auth.rate_limit import ClientIpWindow
from users.auth.schemas import Registration
from users.auth.sessions import new_session, require_signing_key
from users.storage.accounts import (
    change_credentials,
    credentials_key,
    lift_guard,
    profile_key,
    table,
    user_document,
)

_QUIET_SECONDS = 15 * 60


def register(person: Registration, source_ip: str) -> dict[str, Any]:
    """The new user and the tokens of a first session; the welcome mail has a token to verify the email.

    1 BatchGetItem (address, credentials), 1 TransactWriteItems. Whether the email is taken or not, it
    costs the address a failure: nobody shall go through a list of emails, nor have the shop write to one.

    Raises: TooManyRequests, EmailTaken, ValidationFailed for a weak password.
    """
    require_signing_key()
    words = [person.email, person.first_name, person.last_name, os.environ["SHOP_NAME"]]
    # Before the email is looked for: a weak password costs the address nothing, and so tells it nothing.
    require_strong(person.password, "/password", words)
    email_key = normalise(person.email)
    window = ClientIpWindow.now(source_ip)
    (taken,) = window.read(credentials_key(email_key))
    if taken is not None:
        _refuse(email_key, taken, window)
    profile = _new_profile(person, email_key)
    user = user_document(profile)
    token = new_token("verify", email_key, user)
    tokens = new_session(user["id"], profile["tokenVersion"])
    credentials = _new_credentials(email_key, user, hash_password(person.password), token.digest)
    try:
        table.transact(
            [
                Put(credentials, "attribute_not_exists(#pk)"),
                Put(profile, "attribute_not_exists(#pk)"),
                # Guesses at this email from before it had an account.
                lift_guard(email_key),
                token.put,
                tokens.opened(),
                mail(Template.WELCOME, user["email"], firstName=user["firstName"], verifyToken=token.value),
                window.failure(),
            ]
        )
    except TransactionFailed as failed:
        winner = failed.failures.get(0)
        if winner is None:
            raise
        _refuse(email_key, winner, window)
    return {"user": user, **tokens.document()}


def _new_profile(person: Registration, email_key: str) -> Item:
    user_id = new_id("usr")
    now = clock.timestamp(clock.now())
    key = profile_key(user_id)
    return {
        "pk": key.pk,
        "sk": key.sk,
        "listPk": "USER",
        "listSk": f"{now}#{user_id}",
        "id": user_id,
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


def _new_credentials(email_key: str, user: dict[str, Any], password_hash: str, verify_digest: str) -> Item:
    key = credentials_key(email_key)
    return {
        "pk": key.pk,
        "sk": key.sk,
        "userId": user["id"],
        "user": user,
        "passwordHash": password_hash,
        "tokenVersion": 1,
        "version": 1,
        "resetToken": None,
        "verifyToken": verify_digest,
        # Epoch seconds of the last mail. Two clocks: nobody shall hold back a reset by registering.
        "mailedAt": 0,
        "takenMailedAt": 0,
    }


def _refuse(email_key: str, taken: Item, window: ClientIpWindow) -> None:
    """Tell the account's owner, at most once in a quarter of an hour. Raises: EmailTaken."""
    now = int(time.time())
    user, before = taken["user"], taken["takenMailedAt"]
    told = False
    if before <= now - _QUIET_SECONDS:
        mailed = change_credentials(
            email_key, "#takenMailedAt = :before", set={"takenMailedAt": now}, values={"before": before}
        )
        sent = mail(Template.EMAIL_TAKEN, user["email"], firstName=user["firstName"])
        try:
            table.transact([mailed, sent, window.failure()])
            told = True
        except TransactionFailed:
            pass  # another request told them just now
    if not told:
        table.update(window.failure())
    raise EmailTaken
