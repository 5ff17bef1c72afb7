"""The mail with a reset token: after a freeze or on request, at most one in a quarter of an hour."""

import time

from accounts_store import change_credentials
from one_time_tokens import decoy, decoy_digest, forget, new_token

from bodega.dynamodb import Item, Write
from bodega.emails import normalise
from bodega.outbox import Template, mail

QUIET_SECONDS = 15 * 60


def reset_mail(credentials: Item | None, template: Template) -> list[Write]:
    """The writes that mail a new reset token and make it the live one; decoys where none is to be sent."""
    now = int(time.time())
    if credentials is None or credentials["mailedAt"] > now - QUIET_SECONDS:
        return [decoy(), decoy(), decoy(), *forget(decoy_digest())]
    user = credentials["user"]
    email_key = normalise(user["email"])
    token = new_token("reset", email_key, user)
    changed = change_credentials(
        email_key,
        # Of several requests at a time, one mails.
        "#userId = :userId AND #mailedAt = :mailedAt",
        set={"resetToken": token.digest, "mailedAt": now},
        values={"userId": credentials["userId"], "mailedAt": credentials["mailedAt"]},
    )
    sent = mail(template, user["email"], firstName=user["firstName"], resetToken=token.value)
    return [token.put, changed, sent, *forget(credentials["resetToken"] or decoy_digest())]
