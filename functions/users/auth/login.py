"""Logging in: exactly three calls to DynamoDB, and one bcrypt, whatever the outcome of the guess."""

from typing import Any

from bodega import deadline
from bodega.dynamodb import Check, Item, TransactionFailed, Write
from bodega.emails import normalise
from bodega.errors import AccountFrozen, InvalidCredentials, StorageUnavailable
from bodega.passwords import hash_password, is_outdated
from users.auth.lockout import evaluate_guess
from users.auth.rate_limit import ClientIpWindow
from users.auth.sessions import new_session, require_signing_key
from users.storage.accounts import change_credentials, credentials_key, lift_guard, profile_key, table, user_document


def log_in(email: str, password: str, source_ip: str) -> dict[str, Any]:
    """The user and the tokens of a new session.

    1 BatchGetItem (address, credentials), 1 UpdateItem (reserve the guess), 1 TransactWriteItems.

    Raises: TooManyRequests, AccountFrozen, InvalidCredentials.
    """
    require_signing_key()
    email_key = normalise(email)
    window = ClientIpWindow.now(source_ip)
    (found,) = window.read(credentials_key(email_key))
    credentials = evaluate_guess(password, email_key, found, window)
    better_hash = hash_password(password) if is_outdated(credentials["passwordHash"]) else None
    return _open_session(email_key, credentials, better_hash)


def _open_session(email_key: str, verified: Item, better_hash: str | None) -> dict[str, Any]:
    """Open a session for the credentials whose password was right.

    It starts over where all tokens were ended in the meantime, as long as the password is the same.
    """
    credentials = verified
    while deadline.remaining() > 0:
        tokens = new_session(credentials["userId"], credentials["tokenVersion"])
        writes: list[Write] = [
            _unchanged(email_key, credentials, better_hash),
            Check(profile_key(credentials["userId"]), "#status = :active", {"active": "active"}),
            lift_guard(email_key),
            tokens.opened(),
        ]
        try:
            table.transact(writes)
        except TransactionFailed as failed:
            credentials = _as_it_stands(failed, credentials, verified)
        else:
            return {"user": user_document(credentials["user"]), **tokens.document()}
    raise StorageUnavailable


def _unchanged(email_key: str, credentials: Item, better_hash: str | None) -> Write:
    """The write that lets the log-in through where the credentials are those that were verified."""
    condition = "#userId = :userId AND #tokenVersion = :tokenVersion"
    values = {name: credentials[name] for name in ("userId", "tokenVersion")}
    if better_hash is None:
        return Check(credentials_key(email_key), condition, values)
    return change_credentials(email_key, condition, set={"passwordHash": better_hash}, values=values)


def _as_it_stands(failed: TransactionFailed, read: Item, verified: Item) -> Item:
    """The credentials to try again with. Raises: AccountFrozen, InvalidCredentials."""
    if 0 not in failed.failures:
        # Only an admin's freeze or an erasure comes between; the right password may know of the former.
        raise AccountFrozen if failed.failures.get(1) else InvalidCredentials
    item = failed.failures[0]
    same = item is not None and item["userId"] == read["userId"] and item["passwordHash"] == verified["passwordHash"]
    if item is None or not same:
        raise InvalidCredentials
    return item
