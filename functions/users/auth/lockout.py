"""The lock-out: after five failed attempts, no password is accepted for an email, with or without an account.

An attempt is counted in the table before bcrypt runs, so that five of any number of concurrent attempts are evaluated.
Emails without an account are counted in the same way, so that responses do not reveal who is a customer.
"""

from bodega.errors import AccountFrozen, InvalidCredentials
from bodega.mail_tokens import require_mail_token_key
from bodega.observability import count
from bodega.outbox import Template
from bodega.passwords import check_password, require_pepper
from users.auth.mailed_tokens import count_failure_and_mail
from users.auth.rate_limit import current_window, within_limit
from users.auth.store import attempts
from users.auth.store.attempts import ClientIpWindow, LockedOut
from users.own_account import account_gone
from users.storage.accounts import Credentials, Profile, existing, read_credentials

MOST_FAILED_ATTEMPTS = 5


def verify_password(
    password: str, email_key: str, credentials: Credentials | None, window: ClientIpWindow
) -> Credentials:
    """Return the credentials if the password is right, and count a failed attempt if it is not.

    1 UpdateItem, 1 WCU. A wrong password takes 1 UpdateItem more, or 1 TransactWriteItems if it locks the account.
    A right password stays counted, too, until the caller's transaction lifts the lock-out.

    Raises: AccountFrozen without evaluating the password, InvalidCredentials, StorageUnavailable without counting the
    attempt if the pepper or the key of mailed tokens cannot be read.
    """
    require_pepper()
    require_mail_token_key()
    try:
        failed_attempts = attempts.reserve_attempt(email_key, MOST_FAILED_ATTEMPTS)
    except LockedOut:
        raise AccountFrozen from None
    right = check_password(password, credentials["passwordHash"] if credentials else None)
    if credentials is not None and right:
        return credentials
    count("WrongPasswords")
    if failed_attempts < MOST_FAILED_ATTEMPTS:
        attempts.count_failure(window)
    else:
        count("FrozenAccounts")
        count_failure_and_mail(window, credentials, Template.FROZEN)
    raise InvalidCredentials


def confirm_password(user_id: str, password: str, source_ip: str) -> tuple[Profile, Credentials]:
    """Return the profile and the credentials of a signed-in user who has entered the password again.

    A wrong password counts as a failed attempt, so that a stolen access token does not avoid the lock-out.

    1 BatchGetItem (rate limit, profile) and 1 GetItem (credentials), 3 RCU, and the calls of `verify_password`.

    Raises: TooManyRequests, AccountFrozen, InvalidCredentials, Unauthorized if the account was erased.
    """
    window = current_window(source_ip)
    profile = existing(within_limit(window, attempts.read_profile(user_id, window)))
    credentials = read_credentials(profile["emailKey"]) if profile else None
    if profile is None or credentials is None:
        raise account_gone()
    return profile, verify_password(password, profile["emailKey"], credentials, window)
