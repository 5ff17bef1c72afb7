"""The authorizer: a bearer token to a policy.

Lean on purpose: it runs before every request that is not public, and a cold start of it adds to a
cold start of the function behind it.
"""

import os
from typing import Any

from authorizer_policy import policy

from bodega import deadline
from bodega.sessions import read_session
from bodega.tokens import InvalidToken, KeyRing

_SCHEME = "bearer "  # compared without case: RFC 9110 §11.1

_keys = KeyRing(os.environ["SIGNING_KEY_SECRET"])


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    """The policy for the caller of `event` (type TOKEN).

    Raises: Exception("Unauthorized"), which API Gateway answers with 401; any other error would be a 500.
    """
    deadline.start()
    header = event.get("authorizationToken")
    if not isinstance(header, str) or not header.lower().startswith(_SCHEME):
        raise _unauthorized()
    try:
        claims = _keys.verify(header[len(_SCHEME) :].strip())
    except InvalidToken:
        raise _unauthorized() from None
    session = read_session(claims.user_id, claims.session_id)
    if session is None or session.token_version != claims.token_version:
        raise _unauthorized()
    return {
        "principalId": session.user_id,
        "policyDocument": policy(event["methodArn"], session.role),
        "context": {"userId": session.user_id, "role": session.role, "sessionId": session.session_id},
    }


def _unauthorized() -> Exception:
    # API Gateway looks for exactly this message.
    return Exception("Unauthorized")
