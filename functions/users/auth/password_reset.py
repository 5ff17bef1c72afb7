"""Password reset by mailed token."""

import os

from bodega.emails import normalise
from bodega.errors import OneTimeTokenInvalid
from bodega.mail_tokens import require_mail_token_key
from bodega.outbox import Template, mail
from bodega.password_policy import require_strong
from bodega.passwords import hash_password
from users.auth.mailed_tokens import count_failure_and_mail, digest_of, find_token
from users.auth.rate_limit import current_window, within_limit
from users.auth.store import attempts
from users.auth.store import credentials as store
from users.auth.store.credentials import TokenNotValid


def forgot_password(email: str, source_ip: str) -> None:
    """Mail a reset token to the account with this email. Without an account, everything else is the same.

    Each request counts as a failure of the client IP.

    1 BatchGetItem (rate limit, credentials), 1 TransactWriteItems; 2 RCU and 10 WCU.

    Raises: TooManyRequests.
    """
    require_mail_token_key()
    window = current_window(source_ip)
    credentials = within_limit(window, attempts.read_credentials(normalise(email), window))
    count_failure_and_mail(window, credentials, Template.RESET)


def reset_password(token: str, new_password: str, source_ip: str) -> None:
    """Set a new password, lift the lock-out and end every session.

    1 BatchGetItem (rate limit, token), 1 TransactWriteItems; 2 RCU and 12 WCU. A wrong token counts as a failure of the
    client IP.

    Raises: TooManyRequests, OneTimeTokenInvalid, ValidationFailed for a weak password; the token stays valid then.
    """
    found = find_token(token, "reset", source_ip)
    user = found["user"]
    words = [user["email"], user["firstName"], user["lastName"], os.environ["SHOP_NAME"]]
    require_strong(new_password, "/newPassword", words)
    message = mail(Template.PASSWORD_CHANGED, user)
    try:
        store.reset_password(found["userId"], found["emailKey"], digest_of(token), hash_password(new_password), message)
    except TokenNotValid:
        raise OneTimeTokenInvalid from None
