"""The shop's verification beside PyJWT's strictest alone, on the same 6,000 mutated tokens.

The shop accepts nothing that PyJWT refuses. What only the shop refuses is in a named class.
"""

import json
import secrets
import time
from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Callable
from typing import Any

import jwt

from bodega.token_verification import InvalidToken, verify_access_token
from bodega.tokens import SigningKey
from harness.shop.variables import ENVIRONMENT
from tests.support.attacks.mutated_tokens import mutated_tokens

SEED = 20261130
NUMBER = 6_000
KEY = SigningKey("version-1", secrets.token_hex(32))
CLAIMS = ["iss", "aud", "sub", "sid", "ver", "purpose", "iat", "exp"]
Json = dict[str, Any]

# By name: whether a token that PyJWT accepts, with this header and these claims, is in the class.
STRICTER: dict[str, Callable[[str, Json, Json], bool]] = {
    "longer than 2048 characters": lambda token, head, body: len(token) > 2048,
    "padded base64": lambda token, head, body: "=" in token,
    "a header member that the shop does not write": lambda token, head, body: bool({*head} - {"alg", "kid", "typ"}),
    "another type of token": lambda token, head, body: head.get("typ", "JWT") != "JWT",
    "no key ID, or another": lambda token, head, body: head.get("kid") != KEY.kid,
    "a time that is not an integer": lambda token, head, body: any(
        type(body.get(name, 0)) is not int for name in ("iat", "exp", "nbf")
    ),
    "expired within the leeway": lambda token, head, body: int(body["exp"]) <= time.time(),
    "another purpose": lambda token, head, body: body["purpose"] != "access",
    "an empty subject": lambda token, head, body: body["sub"] == "",
    "a session that is not a text": lambda token, head, body: not isinstance(body["sid"], str),
    "a version that is not an integer": lambda token, head, body: type(body["ver"]) is not int,
}


def of_pyjwt(token: str) -> Json | None:
    """Return the claims that PyJWT alone accepts, with all checks that it has."""
    try:
        return jwt.decode(
            token,
            KEY.secret,
            algorithms=["HS256"],
            options={"require": CLAIMS, "strict_aud": True, "enforce_minimum_key_length": True},
            audience=ENVIRONMENT["TOKEN_AUDIENCE"],
            issuer=ENVIRONMENT["TOKEN_ISSUER"],
            leeway=10,
        )
    except (jwt.PyJWTError, UnicodeEncodeError):  # it encodes any text
        return None


def of_the_shop(token: str) -> tuple[Any, ...] | None:
    try:
        return verify_access_token(token, [KEY])
    except InvalidToken:
        return None


def classes(token: str) -> set[str]:
    """Return the names of the classes of a token that PyJWT accepts."""
    head, body = (json.loads(urlsafe_b64decode(part.rstrip("=") + "==")) for part in token.split(".")[:2])
    return {name for name, belongs in STRICTER.items() if belongs(token, head, body)}


def test_the_shop_is_stricter_than_pyjwt_in_named_classes_only() -> None:
    met: Counter[str] = Counter()
    accepted = refused = 0
    for token in mutated_tokens(KEY, NUMBER, SEED):
        ours, theirs = of_the_shop(token), of_pyjwt(token)
        if ours is not None:
            assert theirs is not None, f"only the shop accepts {token}"
            assert ours == (theirs["sub"], theirs["sid"], theirs["ver"])
            assert not classes(token), f"the shop accepts {token}"
            accepted += 1
        elif theirs is not None:
            reasons = classes(token)
            assert reasons, f"the shop refuses {token} for a reason that has no class"
            met.update(reasons)
        else:
            refused += 1

    assert accepted > NUMBER / 10
    assert refused > NUMBER / 4
    assert set(met) == set(STRICTER), "a class that is not met says nothing"
