"""Access tokens: short-lived JWTs, signed with HS256.

Only the users function signs and only the authorizer verifies, so a shared key is enough. A token names its session and
the account's token version, and no role. The authorizer reads the session and the role at each use, so a revocation
takes effect at once. `kid` is the id of the key's version in Secrets Manager: after a rotation, the previous version
verifies until its last tokens have expired.

PyJWT signs tokens and is imported lazily. Verification is implemented here, because the shop's tokens have one fixed
form and importing PyJWT would take two thirds of the authorizer's cold start.
"""

import hmac
import json
import os
import re
import time
from binascii import a2b_base64, b2a_base64  # base64 imports more
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Self

LIFETIME: Final = 15 * 60
ALGORITHM: Final = "HS256"
PURPOSE: Final = "access"
_HASH: Final = "sha256"  # the hash of HS256: RFC 7518 §3.2
_MINIMUM_KEY_BYTES: Final = 32  # RFC 7518 §3.2: as long as the hash
_MAXIMUM_TOKEN_CHARACTERS: Final = 2048  # the shop's tokens are under 500
_TOKEN: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_CLOCKS_APART: Final = 10  # seconds that the clocks of signer and verifier may differ by
_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")
_STANDARD: Final = bytes.maketrans(b"-_", b"+/")
_HEADER: Final = frozenset({"alg", "kid", "typ"})


class InvalidToken(Exception):
    """The token is not valid. There is one exception for all reasons, so that answers do not differ."""


class UnknownKey(InvalidToken):
    """The token names a key that is not among the given ones."""


class WeakKey(Exception):
    """The signing key is missing or too short."""


class _Key(NamedTuple):
    kid: str
    secret: str


class SigningKey(_Key):
    """A key and its id. Raises: WeakKey if the secret is too short."""

    def __new__(cls, kid: str, secret: str) -> Self:
        if len(secret.encode()) < _MINIMUM_KEY_BYTES:
            raise WeakKey(f"the signing key needs at least {_MINIMUM_KEY_BYTES} bytes")
        return super().__new__(cls, kid, secret)

    def __repr__(self) -> str:
        return f"SigningKey({self.kid})"


class Claims(NamedTuple):
    """`token_version`: the account's version when the token was issued. It rises when all tokens are ended."""

    user_id: str
    session_id: str
    token_version: int


def issue_access_token(key: SigningKey, claims: Claims, *, lifetime: int = LIFETIME) -> str:
    """Return a token with `claims`, valid for `lifetime` seconds from now."""
    import jwt  # see above

    issued = int(time.time())
    content = {
        "iss": os.environ["TOKEN_ISSUER"],
        "aud": os.environ["TOKEN_AUDIENCE"],
        "sub": claims.user_id,
        "sid": claims.session_id,
        "ver": claims.token_version,
        "purpose": PURPOSE,
        "iat": issued,
        "exp": issued + lifetime,
    }
    return jwt.encode(content, key.secret, algorithm=ALGORITHM, headers={"kid": key.kid})


def verify_access_token(token: str, keys: Iterable[SigningKey]) -> Claims:
    """Return the claims of an unexpired access token that is signed with one of `keys`.

    `keys` is iterated only if the token is well-formed.

    Raises: UnknownKey if the token names another key, InvalidToken for all other reasons.
    """
    kid = key_id(token)
    key = next((key for key in keys if key.kid == kid), None)
    if key is None:
        raise UnknownKey
    signed, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_octets(signature), hmac.digest(key.secret.encode(), signed.encode(), _HASH)):
        raise InvalidToken
    return _checked(_document(signed.partition(".")[2]))


def key_id(token: str) -> str | None:
    """Return the `kid` of the token's header, after checking the rest of the header.

    Raises: InvalidToken if the token is malformed or its header is not one that the shop writes.
    """
    if len(token) > _MAXIMUM_TOKEN_CHARACTERS or not _TOKEN.fullmatch(token):
        raise InvalidToken
    header, _, signature = token.split(".")
    _octets(signature)
    document = _document(header)
    # An unknown header parameter may change the meaning of the others: RFC 7515 §4.1.11, RFC 7797.
    if document.keys() - _HEADER or document.get("alg") != ALGORITHM or document.get("typ", "JWT") != "JWT":
        raise InvalidToken
    kid: str | None = document.get("kid")
    return kid


def _checked(claims: dict[str, Any]) -> Claims:
    """Return the claims of a token with a valid signature, checked by RFC 7519 §4.1. Raises: InvalidToken."""
    now = time.time()
    not_before = claims.get("nbf", 0)
    expected = {"iss": os.environ["TOKEN_ISSUER"], "aud": os.environ["TOKEN_AUDIENCE"], "purpose": PURPOSE}
    texts = [claims.get(name) for name in ("sub", "sid")]
    # isinstance would accept True, which is an int in Python.
    numbers = [not_before, *(claims.get(name) for name in ("iat", "exp", "ver"))]
    sound = (
        all(claims.get(name) == value for name, value in expected.items())
        and all(isinstance(text, str) for text in texts)
        and all(type(number) is int for number in numbers)
    )
    if not sound or not claims["sub"] or max(claims["iat"], not_before) > now + _CLOCKS_APART or claims["exp"] <= now:
        raise InvalidToken
    return Claims(claims["sub"], claims["sid"], claims["ver"])


def _document(part: str) -> dict[str, Any]:
    """Decode a JSON object from base64url. Raises: InvalidToken."""
    try:
        document = json.loads(_octets(part))
    except (ValueError, RecursionError) as error:
        raise InvalidToken from error
    if not isinstance(document, dict):
        raise InvalidToken
    return document


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
