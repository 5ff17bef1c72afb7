"""A guess at a password: five wrong ones, then the account is frozen, whether there is one or not.

The guess is reserved in the table before bcrypt runs, so that of any number of parallel guesses five
are evaluated. Emails without an account are counted alike: the answers tell nobody who is a customer.
"""

from bodega.dynamodb import ConditionFailed, Item, TransactionFailed, Update, Write
from bodega.errors import AccountFrozen, InvalidCredentials, Unauthorized
from bodega.observability import count
from bodega.outbox import Template
from bodega.passwords import check_password, require_pepper
from users.auth.mailed_tokens import reset_mail
from users.auth.rate_limit import ClientIpWindow
from users.storage.accounts import MOST_FAILURES, guard_key, profile_key, read_credentials, table


def evaluate_guess(password: str, email_key: str, credentials: Item | None, window: ClientIpWindow) -> Item:
    """The credentials, when the password is right; 1 UpdateItem, and 1 write more when it is wrong.

    The guess stays counted until the caller's transaction lifts the guard (`accounts_store.lift_guard`).

    Raises: AccountFrozen without looking at the password, InvalidCredentials; StorageUnavailable, without
    counting the guess, when there is no pepper to evaluate it with.
    """
    require_pepper()
    failures = _reserve(email_key)
    right = check_password(password, credentials["passwordHash"] if credentials else None)
    if credentials is not None and right:
        return credentials
    count("WrongPasswords")
    if failures < MOST_FAILURES:
        table.update(window.failure())
    else:
        count("FrozenAccounts")
        count_and_mail(window, credentials, Template.FROZEN)
    raise InvalidCredentials


def _reserve(email_key: str) -> int:
    """How many guesses there were, with this one."""
    guess = Update(
        guard_key(email_key),
        "attribute_not_exists(#pk) OR #failures < :most",
        add={"failures": 1},
        values={"most": MOST_FAILURES},
    )
    try:
        failures: int = table.update(guess)["failures"]
    except ConditionFailed:
        raise AccountFrozen from None
    return failures


def count_and_mail(window: ClientIpWindow, credentials: Item | None, template: Template) -> None:
    """Count a failure of the address, and mail a reset token to the account if it may get one now.

    One transaction of the same size in every case: its time tells nothing either.
    """
    writes: list[Write] = [window.failure(), *reset_mail(credentials, template)]
    try:
        table.transact(writes)
    except TransactionFailed:
        table.update(window.failure())  # another request has sent the mail just now


def confirm_password(user_id: str, password: str, source_ip: str) -> tuple[Item, Item]:
    """Profile and credentials of a signed-in user who has given their password once more.

    It is a guess like any other: a stolen access token is no way around the freeze. 2 reads and
    what `evaluate_guess` costs.

    Raises: TooManyRequests, AccountFrozen, InvalidCredentials, Unauthorized where the account is gone.
    """
    window = ClientIpWindow.now(source_ip)
    (profile,) = window.read(profile_key(user_id))
    email_key = profile.get("emailKey") if profile else None
    credentials = read_credentials(email_key) if email_key else None
    if profile is None or email_key is None or credentials is None:
        raise Unauthorized("This account does not exist any more.")
    return profile, evaluate_guess(password, email_key, credentials, window)
