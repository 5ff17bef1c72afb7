"""Log-in with email and password."""

from typing import Any

from bodega import deadline
from bodega.emails import normalise
from bodega.errors import AccountFrozen, InvalidCredentials
from bodega.passwords import hash_password, is_outdated
from users.auth.lockout import settling, verify_log_in
from users.auth.rate_limit import client_ip, within_limit
from users.auth.sessions import new_session, require_signing_key
from users.auth.store import request_counts, sessions
from users.auth.store.attempts import Attempt
from users.auth.store.sessions import CredentialsChanged, NotActive
from users.storage.accounts import Credentials, NoAccount, credentials_key, user_document


def log_in(email: str, password: str, source_ip: str, user_agent: str | None) -> dict[str, Any]:
    """Return the user and the tokens of a new session. `user_agent`: of the client, shown in the list of sessions.

    Three calls and one bcrypt, whatever the outcome: 1 BatchGetItem (rate limit, credentials), 1 UpdateItem (attempt),
    1 TransactWriteItems (session, or failed attempt); 3 RCU and 9 WCU.

    Raises: TooManyRequests, AccountFrozen, InvalidCredentials.
    """
    require_signing_key()
    email_key = normalise(email)
    requester = client_ip(source_ip, "LOGIN")
    (found,) = within_limit(requester, request_counts.read_with_counts(requester, credentials_key(email_key))).items
    credentials, attempt = verify_log_in(password, email_key, found, requester)
    with settling(attempt):
        new_hash = hash_password(password) if is_outdated(credentials["passwordHash"]) else None
        return _open_session(email_key, credentials, attempt, new_hash, user_agent)


def _open_session(
    email_key: str, verified: Credentials, attempt: Attempt, new_hash: str | None, user_agent: str | None
) -> dict[str, Any]:
    """Open a session for the credentials whose password was right.

    If all tokens were ended in the meantime, it tries again, as long as account and password are the same.
    """
    credentials = verified
    while True:
        deadline.require_time()
        tokens = new_session(credentials["userId"], credentials["tokenVersion"], user_agent)
        try:
            sessions.open_session(email_key, credentials, tokens.stored(), attempt, new_hash)
        except CredentialsChanged as changed:
            if changed.credentials is None or not _same_login(changed.credentials, verified):
                raise InvalidCredentials from None
            credentials = changed.credentials
        except NotActive:
            # The password was right, so the response may reveal that an admin has frozen the account.
            raise AccountFrozen from None
        except NoAccount:
            raise InvalidCredentials from None
        else:
            return {"user": user_document(credentials["user"]), **tokens.document()}


def _same_login(now: Credentials, verified: Credentials) -> bool:
    return all(now[name] == verified[name] for name in ("userId", "passwordHash"))
