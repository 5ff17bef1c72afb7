"""Guests: a session without email and password, to place an order and follow it.

A guest is a profile with the role `guest` and one session. Nobody can log in to it again, so both end after 30 days.
"""

from typing import Any

from bodega import clock
from bodega.ids import new_id
from users.auth.rate_limit import client_ip, within_limit
from users.auth.refresh_tokens import IDLE_LIFETIME
from users.auth.sessions import new_session
from users.auth.store import guests, request_counts
from users.storage.accounts import GUEST, Profile, user_document


def open_guest(source_ip: str, user_agent: str | None) -> dict[str, Any]:
    """Create a guest; return the user and the tokens of its only session. It counts for the client IP.

    1 BatchGetItem (rate limit), 1 TransactWriteItems; 2 RCU and 6 WCU.

    Raises: TooManyRequests.
    """
    requester = client_ip(source_ip, "GUEST")
    within_limit(requester, request_counts.read_with_counts(requester))
    tokens = new_session(new_id("usr"), 1, user_agent, lifetime=IDLE_LIFETIME)
    profile = _new_profile(tokens.token.claims.user_id, tokens.token.ends_at)
    guests.create_guest(profile, tokens.stored(), requester)
    return {"user": user_document(profile), **tokens.document()}


def _new_profile(user_id: str, ends_at: int) -> Profile:
    """Return a guest's profile. Without an `emailKey`, it has no credentials."""
    now = clock.timestamp(clock.now())
    return {
        "id": user_id,
        "email": None,
        "emailVerified": False,
        "firstName": "",
        "lastName": "",
        "phone": None,
        "role": GUEST,
        "status": "active",
        "tokenVersion": 1,
        "version": 1,
        "createdAt": now,
        "updatedAt": now,
        "expiresAt": ends_at,
    }
