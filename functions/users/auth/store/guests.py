"""Guests in the accounts table: a profile and a session, without credentials. No list of users contains them."""

from bodega.dynamodb import Put
from users.auth.store.request_counts import Requester
from users.auth.store.sessions import StoredSession, put_session
from users.storage.accounts import Profile, profile_key, table
from users.storage.writes import NEW


def create_guest(profile: Profile, session: StoredSession, requester: Requester) -> None:
    """Create a guest with its session, and count for the requester. 1 TransactWriteItems of 3 writes, 6 WCU."""
    table.transact(
        {
            "profile": Put({**profile_key(profile["id"])._asdict(), **profile}, NEW),
            "session": put_session(session),
            "rate limit": requester.counted(),
        }
    )
