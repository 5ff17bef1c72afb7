"""The shop's authorizer for the token alone, as `authorizer_token_only` does it: the key is at hand, nobody is asked.

Runs on the built layer, beside the authorizer's own modules.
"""

import os
from typing import Any

from authorizer.metrics import count, count_cold_start
from authorizer.policy import policy
from bodega.token_verification import InvalidToken, verify_access_token
from bodega.tokens import SigningKey

_SCHEME = "bearer "

_key = SigningKey(os.environ["SIGNING_KEY_ID"], os.environ["SIGNING_KEY"])


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    count_cold_start(context.function_name)
    header = event["authorizationToken"]
    try:
        if not header.lower().startswith(_SCHEME):
            raise InvalidToken
        claims = verify_access_token(header[len(_SCHEME) :].strip(), [_key])
    except InvalidToken:
        count("RefusedTokens")
        raise Exception("Unauthorized") from None
    return {
        "principalId": claims.user_id,
        "policyDocument": policy(event["methodArn"], "admin"),
        "context": {"userId": claims.user_id, "role": "admin", "sessionId": claims.session_id},
    }
