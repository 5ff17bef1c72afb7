"""Change of one's own password. It ends every other session and all tokens issued so far."""

import os
from typing import Any

from bodega.errors import ValidationFailed
from bodega.outbox import Template, mail
from bodega.password_policy import require_strong
from bodega.passwords import hash_password
from bodega.tokens import Claims
from users.auth.lockout import confirm_password
from users.auth.sessions import next_tokens, require_signing_key, session_ended
from users.auth.store import credentials as store
from users.auth.store.credentials import TokensEnded
from users.storage.profiles import forget_failed_attempts


def change_password(user_id: str, session_id: str, current: str, new: str, source_ip: str) -> dict[str, Any]:
    """Set a new password; return new tokens for the session that continues.

    1 BatchGetItem (rate limit, profile), 1 GetItem (credentials), 1 UpdateItem (attempt), 1 TransactWriteItems; 3 RCU
    and 13 WCU.

    Raises: TooManyRequests, AccountFrozen, InvalidCredentials, ValidationFailed for a weak password, Unauthorized if
    this session was ended in the meantime.
    """
    require_signing_key()
    profile, credentials = confirm_password(user_id, current, source_ip)
    words = [profile["email"], profile["firstName"], profile["lastName"], os.environ["SHOP_NAME"]]
    try:
        require_strong(new, "/newPassword", words)
    except ValidationFailed:
        forget_failed_attempts(profile["emailKey"])  # the current password was right
        raise
    tokens = next_tokens(Claims(user_id, session_id, credentials["tokenVersion"] + 1))
    message = mail(Template.PASSWORD_CHANGED, profile)
    try:
        store.change_password(profile["emailKey"], credentials, hash_password(new), tokens.stored(), message)
    except TokensEnded:
        raise session_ended() from None
    return tokens.document()
