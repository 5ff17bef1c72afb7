"""Verification of access tokens with PyJWT, behind checks of their form.

The checks in front accept only the form in which the shop writes tokens. They need no key, so a malformed token is
refused before any key is read. PyJWT then checks the signature and the registered claims (RFC 7519 §4.1), and the rest
is checked here.

Only the authorizer imports this module. The other functions start without PyJWT.
"""

import json
import os
import re
import time
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable
from typing import Any, Final

from jwt import PyJWT, PyJWTError

from bodega.tokens import ALGORITHM, PURPOSE, Claims, SigningKey

_MAXIMUM_TOKEN_CHARACTERS: Final = 2048  # the shop's tokens are under 500
_TOKEN: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_CLOCKS_APART: Final = 10  # seconds that the clocks of signer and verifier may differ by
_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")
_STANDARD: Final = bytes.maketrans(b"-_", b"+/")
_HEADER: Final = frozenset({"alg", "kid", "typ"})
# PyJWT verifies everything by default. Strict: one audience, and keys that are long enough.
_JWT: Final = PyJWT(
    {
        "require": ["iss", "aud", "sub", "sid", "ver", "purpose", "iat", "exp"],
        "strict_aud": True,
        "enforce_minimum_key_length": True,
    }
)


class InvalidToken(Exception):
    """The token is not valid. There is one exception for all reasons, so that answers do not differ."""


class UnknownKey(InvalidToken):
    """The token names a key that is not among the given ones."""


def verify_access_token(token: str, keys: Iterable[SigningKey]) -> Claims:
    """Return the claims of an unexpired access token that is signed with one of `keys`.

    `keys` is iterated only if the token is well-formed.

    Raises: UnknownKey if the token names another key, InvalidToken for all other reasons.
    """
    kid = key_id(token)
    key = next((key for key in keys if key.kid == kid), None)
    if key is None:
        raise UnknownKey
    issuer, audience = os.environ["TOKEN_ISSUER"], os.environ["TOKEN_AUDIENCE"]
    try:
        claims = _JWT.decode(token, key.secret, [ALGORITHM], issuer=issuer, audience=audience, leeway=_CLOCKS_APART)
    except PyJWTError as error:
        raise InvalidToken from error
    return _checked(claims)


def key_id(token: str) -> str:
    """Return the `kid` of the token's header, after checking the token's form and the rest of the header.

    Raises: InvalidToken if the token is malformed or its header is not one that the shop writes.
    """
    if len(token) > _MAXIMUM_TOKEN_CHARACTERS or not _TOKEN.fullmatch(token):
        raise InvalidToken
    header, _, _ = map(_octets, token.split("."))
    try:
        document = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise InvalidToken from error
    # An unknown header parameter may change the meaning of the others: RFC 7515 §4.1.11, RFC 7797.
    if (
        not isinstance(document, dict)
        or document.keys() - _HEADER
        or document.get("alg") != ALGORITHM
        or document.get("typ", "JWT") != "JWT"
        or not isinstance(kid := document.get("kid"), str)
    ):
        raise InvalidToken
    return kid


def _checked(claims: dict[str, Any]) -> Claims:
    """Return the claims of a token that PyJWT accepts, if they are those that the shop writes. Raises: InvalidToken."""
    # PyJWT also accepts numbers as texts, fractions and booleans. isinstance would accept True, an int in Python.
    numbers = (claims["iat"], claims["exp"], claims["ver"], claims.get("nbf", 0))
    if (
        claims["purpose"] != PURPOSE
        or not claims["sub"]
        or not isinstance(claims["sid"], str)
        or any(type(number) is not int for number in numbers)
        or claims["exp"] <= time.time()  # PyJWT applies its leeway to `exp`, too
    ):
        raise InvalidToken
    return Claims(claims["sub"], claims["sid"], claims["ver"])


def _octets(part: str) -> bytes:
    """Decode base64url, and accept only the canonical spelling of several that decode alike. Raises: InvalidToken."""
    text = part.encode()
    try:
        decoded = a2b_base64(text.translate(_STANDARD) + b"=" * (-len(text) % 4))
    except ValueError as error:
        raise InvalidToken from error
    if b2a_base64(decoded, newline=False).translate(_URL_SAFE).rstrip(b"=") != text:
        raise InvalidToken
    return decoded
