"""The Lambda authorizer: turns a bearer token into a policy.

It imports as little as possible. It runs before every request that is not public, and its cold start adds to that of
the function behind it.
"""

import os
from typing import Any

from authorizer.metrics import count, count_cold_start
from authorizer.policy import policy
from bodega import deadline
from bodega.errors import StorageRefused
from bodega.key_ring import KeyRing
from bodega.log_lines import log
from bodega.sessions import Session, read_session
from bodega.token_verification import InvalidToken

_SCHEME = "bearer "  # compared without case: RFC 9110 §11.1

_keys = KeyRing(os.environ["SIGNING_KEY_SECRET"])


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Return the policy for the caller of `event` (type TOKEN).

    Raises: Exception("Unauthorized"), which API Gateway answers with 401. Any other error is answered with 503.
    """
    count_cold_start(context.function_name)
    try:
        session = _session(event)
    except StorageRefused as refused:
        count("CallsRefused")
        log("ERROR", "AWS refused a call", reason=refused.reason)
        raise
    except Exception:
        count("InternalErrors")
        raise
    if session is None:
        count("RefusedTokens")
        raise Exception("Unauthorized")  # noqa: TRY002  # API Gateway requires exactly this message
    return {
        "principalId": session.user_id,
        "policyDocument": policy(event["methodArn"], session.role),
        "context": {"userId": session.user_id, "role": session.role, "sessionId": session.session_id},
    }


def _session(event: dict[str, Any]) -> Session | None:
    """Return the session of the caller's token, or None if the token or the session is not valid."""
    deadline.start()
    header = event.get("authorizationToken")
    if not isinstance(header, str) or not header.lower().startswith(_SCHEME):
        return None
    try:
        claims = _keys.verify(header[len(_SCHEME) :].strip())
    except InvalidToken:
        return None
    session = read_session(claims.user_id, claims.session_id)
    return session if session is not None and session.token_version == claims.token_version else None
