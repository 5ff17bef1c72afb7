"""Access tokens: signed with HS256, short-lived, and judged by nothing that the token says of itself.

Only the users function signs and only the authorizer verifies, so that a shared key is enough.
A token names its session and the version of the account's tokens, and no role: whether the session
still stands and what its user may do is looked up at each use, so that nothing outlives a revocation.
The key's `kid` is the id of its version in Secrets Manager: after a rotation the version before
still verifies until its last tokens have expired.

PyJWT writes tokens, and is imported where one is written. Verifying is done here: a token of ours has one form, and
PyJWT would be two thirds of the authorizer's cold start.
"""

import base64
import hmac
import json
import os
import re
import time
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Self

LIFETIME: Final = 15 * 60
ALGORITHM: Final = "HS256"
PURPOSE: Final = "access"
_HASH: Final = "sha256"  # what HS256 is made with: RFC 7518 §3.2
_MINIMUM_KEY_BYTES: Final = 32  # RFC 7518 §3.2: as long as the hash
_MAXIMUM_TOKEN_CHARACTERS: Final = 2048  # ours are under 500; a longer one is not worth parsing
_TOKEN: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_CLOCKS_APART: Final = 10  # seconds; who signs and who verifies are two machines
_HEADER: Final = frozenset({"alg", "kid", "typ"})


class InvalidToken(Exception):
    """The token is not one of ours, or no longer: one answer for every reason."""


class UnknownKey(InvalidToken):
    """The token names a key that is not at hand."""


class WeakKey(Exception):
    """The signing key is missing or too short to sign or verify anything with."""


class _Key(NamedTuple):
    kid: str
    secret: str


class SigningKey(_Key):
    """A key under its name. Raises: WeakKey for a secret that is too short."""

    def __new__(cls, kid: str, secret: str) -> Self:
        if len(secret.encode()) < _MINIMUM_KEY_BYTES:
            raise WeakKey(f"the signing key needs at least {_MINIMUM_KEY_BYTES} bytes")
        return super().__new__(cls, kid, secret)

    def __repr__(self) -> str:
        return f"SigningKey({self.kid})"


class Claims(NamedTuple):
    """`token_version`: that of the account when the token was made; it rises when all tokens are to end."""

    user_id: str
    session_id: str
    token_version: int


def issue_access_token(key: SigningKey, claims: Claims, *, lifetime: int = LIFETIME) -> str:
    """A token that says `claims` and is valid for `lifetime` seconds from now."""
    import jwt  # noqa: PLC0415  # see above

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
    """What the token says. `keys` are looked at only when it has the form of one of ours.

    Raises: InvalidToken for anything but an unexpired access token signed with one of `keys`; UnknownKey for a key
    that is not among them.
    """
    kid = key_id(token)
    key = next((key for key in keys if key.kid == kid), None)
    if key is None:
        raise UnknownKey
    signed, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_octets(signature), hmac.digest(key.secret.encode(), signed.encode(), _HASH)):
        raise InvalidToken
    return _judged(_document(signed.partition(".")[2]))


def key_id(token: str) -> str | None:
    """Which key the token says it was signed with; what else it says of itself has to be what we write.

    Raises: InvalidToken for what has not the form of a token of ours.
    """
    if len(token) > _MAXIMUM_TOKEN_CHARACTERS or not _TOKEN.fullmatch(token):
        raise InvalidToken
    header, _, signature = token.split(".")
    _octets(signature)
    document = _document(header)
    # What is not understood might change what the rest means: RFC 7515 §4.1.11, RFC 7797.
    if document.keys() - _HEADER or document.get("alg") != ALGORITHM or document.get("typ", "JWT") != "JWT":
        raise InvalidToken
    kid: str | None = document.get("kid")
    return kid


def _judged(claims: dict[str, Any]) -> Claims:
    """The claims of a token whose signature is right (RFC 7519 §4.1). Raises: InvalidToken."""
    now = time.time()
    begins = claims.get("nbf", 0)
    ours = {"iss": os.environ["TOKEN_ISSUER"], "aud": os.environ["TOKEN_AUDIENCE"], "purpose": PURPOSE}
    texts = [claims.get(name) for name in ("sub", "sid")]
    # `True` is an int to Python.
    numbers = [begins, *(claims.get(name) for name in ("iat", "exp", "ver"))]
    sound = (
        all(claims.get(name) == value for name, value in ours.items())
        and all(isinstance(text, str) for text in texts)
        and all(type(number) is int for number in numbers)
    )
    if not sound or not claims["sub"] or max(claims["iat"], begins) > now + _CLOCKS_APART or claims["exp"] <= now:
        raise InvalidToken
    return Claims(claims["sub"], claims["sid"], claims["ver"])


def _document(part: str) -> dict[str, Any]:
    """A JSON object, in base64url. Raises: InvalidToken."""
    try:
        document = json.loads(_octets(part))
    except (ValueError, RecursionError) as error:
        raise InvalidToken from error
    if not isinstance(document, dict):
        raise InvalidToken
    return document


def _octets(part: str) -> bytes:
    """Base64url has spellings that decode alike; only the one that we write is taken. Raises: InvalidToken."""
    try:
        decoded = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError as error:
        raise InvalidToken from error
    if base64.urlsafe_b64encode(decoded).rstrip(b"=").decode() != part:
        raise InvalidToken
    return decoded
