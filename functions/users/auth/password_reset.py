"""The way back into an account: a mailed token, and with it a new password that ends everything earlier."""

import os

from bodega.dynamodb import TransactionFailed, Update
from bodega.emails import normalise
from bodega.errors import OneTimeTokenInvalid
from bodega.outbox import Template, mail
from bodega.password_policy import require_strong
from bodega.passwords import hash_password
from users.auth.lockout import count_and_mail
from users.auth.mailed_tokens import digest_of, is_live, token_key, use
from users.auth.rate_limit import ClientIpWindow
from users.storage.accounts import change_credentials, credentials_key, lift_guard, profile_key, table


def forgot_password(email: str, source_ip: str) -> None:
    """Mail a reset token where there is an account; the answer is the same where there is none.

    1 BatchGetItem (address, credentials), 1 TransactWriteItems. Every request counts as a failure
    of the address. Raises: TooManyRequests.
    """
    window = ClientIpWindow.now(source_ip)
    (credentials,) = window.read(credentials_key(normalise(email)))
    count_and_mail(window, credentials, Template.RESET)


def reset_password(token: str, new_password: str, source_ip: str) -> None:
    """Set a new password, lift the freeze, and end every session.

    1 BatchGetItem (address, token), 1 TransactWriteItems; a wrong token costs the address a failure.

    Raises: TooManyRequests, OneTimeTokenInvalid, ValidationFailed for a weak password, with which
    the token stays good.
    """
    digest = digest_of(token)
    window = ClientIpWindow.now(source_ip)
    (item,) = window.read(token_key(digest))
    if item is None or not is_live(item, "reset"):
        table.update(window.failure())
        raise OneTimeTokenInvalid
    user, email_key = item["user"], item["emailKey"]
    require_strong(
        new_password, "/newPassword", [user["email"], user["firstName"], user["lastName"], os.environ["SHOP_NAME"]]
    )
    try:
        table.transact(
            [
                use(digest),
                change_credentials(
                    email_key,
                    "#userId = :userId AND #resetToken = :digest",
                    set={"passwordHash": hash_password(new_password), "resetToken": None},
                    add={"tokenVersion": 1},
                    values={"userId": item["userId"], "digest": digest},
                ),
                Update(profile_key(item["userId"]), "attribute_exists(#pk)", add={"tokenVersion": 1}),
                lift_guard(email_key),
                mail(Template.PASSWORD_CHANGED, user["email"], firstName=user["firstName"]),
            ]
        )
    except TransactionFailed:
        raise OneTimeTokenInvalid from None
