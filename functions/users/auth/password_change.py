"""Changing one's own password: ends every other session, and every token given before."""

import os
from typing import Any

from bodega.dynamodb import TransactionFailed, Update, Write
from bodega.errors import Unauthorized, ValidationFailed
from bodega.outbox import Template, mail
from bodega.password_policy import require_strong
from bodega.passwords import hash_password
from bodega.tokens import Claims
from users.auth.lockout import confirm_password
from users.auth.mailed_tokens import forget
from users.auth.sessions import next_tokens, require_signing_key
from users.storage.accounts import change_credentials, lift_guard, profile_key, table


def change_password(user_id: str, session_id: str, current: str, new: str, source_ip: str) -> dict[str, Any]:
    """New tokens for the session that goes on.

    1 BatchGetItem (address, profile), 1 GetItem (credentials), 1 UpdateItem (reserve the guess),
    1 TransactWriteItems.

    Raises: TooManyRequests, AccountFrozen, InvalidCredentials, ValidationFailed for a weak password,
    Unauthorized where this session has ended in the meantime.
    """
    require_signing_key()
    profile, credentials = confirm_password(user_id, current, source_ip)
    email_key = profile["emailKey"]
    words = [profile["email"], profile["firstName"], profile["lastName"], os.environ["SHOP_NAME"]]
    try:
        require_strong(new, "/newPassword", words)
    except ValidationFailed:
        table.transact([lift_guard(email_key)])  # the guess was right
        raise
    before = credentials["tokenVersion"]
    tokens = next_tokens(Claims(user_id, session_id, before + 1))
    writes: list[Write] = [
        change_credentials(
            email_key,
            "#userId = :userId AND #tokenVersion = :before",
            # A reset token that someone else may have asked for dies with the old password.
            set={"passwordHash": hash_password(new), "resetToken": None},
            add={"tokenVersion": 1},
            values={"userId": user_id, "before": before},
        ),
        Update(
            profile_key(user_id),
            "#tokenVersion = :before AND #status = :active",
            add={"tokenVersion": 1},
            values={"before": before, "active": "active"},
        ),
        tokens.continued("#tokenVersion = :before", {"before": before}),
        lift_guard(email_key),
        mail(Template.PASSWORD_CHANGED, profile["email"], firstName=profile["firstName"]),
        *forget(credentials["resetToken"]),
    ]
    try:
        table.transact(writes)
    except TransactionFailed:
        raise Unauthorized("This session has ended. Log in again.") from None
    return tokens.document()
