"""Access tokens: signed with HS256, short-lived, and judged by nothing that the token says of itself.

Only the users function signs and only the authorizer verifies, so that a shared key is enough.
A token names its session and the version of the account's tokens, and no role: whether the session
still stands and what its user may do is looked up at each use, so that nothing outlives a revocation.
The key's `kid` is the id of its version in Secrets Manager: after a rotation the version before
still verifies until its last tokens have expired.
"""

import base64
import os
import re
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import jwt

from bodega.secret_values import TTL, read_secret

LIFETIME: Final = 15 * 60
ALGORITHM: Final = "HS256"
PURPOSE: Final = "access"
_MINIMUM_KEY_BYTES: Final = 32  # RFC 7518 §3.2: as long as the hash
_MAXIMUM_TOKEN_CHARACTERS: Final = 2048  # ours are under 500; a longer one is not worth parsing
_TOKEN: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
_RELOAD_EVERY: Final = 30.0
_CLOCKS_APART: Final = 10  # seconds; who signs and who verifies are two machines


class InvalidToken(Exception):
    """The token is not one of ours, or no longer: one answer for every reason."""


class UnknownKey(InvalidToken):
    """The token names a key that is not at hand."""


class WeakKey(Exception):
    """The signing key is missing or too short to sign or verify anything with."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    kid: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret.encode()) < _MINIMUM_KEY_BYTES:
            raise WeakKey(f"the signing key needs at least {_MINIMUM_KEY_BYTES} bytes")


@dataclass(frozen=True, slots=True)
class Claims:
    """`token_version`: that of the account when the token was made; it rises when all tokens are to end."""

    user_id: str
    session_id: str
    token_version: int


def issue_access_token(key: SigningKey, claims: Claims, *, lifetime: int = LIFETIME) -> str:
    """A token that says `claims` and is valid for `lifetime` seconds from now."""
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
    """What the token says.

    Raises: InvalidToken for anything but an unexpired access token signed with one of `keys`.
    """
    kid = key_id(token)
    key = next((key for key in keys if key.kid == kid), None)
    if key is None:
        raise UnknownKey
    try:
        claims = jwt.decode(
            token,
            key.secret,
            algorithms=[ALGORITHM],
            issuer=os.environ["TOKEN_ISSUER"],
            audience=os.environ["TOKEN_AUDIENCE"],
            # PyJWT's own check of `iat` allows for no difference between two machines' clocks.
            options={"require": ["exp", "iat", "iss", "aud", "sub"], "strict_aud": True, "verify_iat": False},
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        # PyJWT lets errors of its parsers through where a token is built to break them.
        raise InvalidToken from error
    if type(claims["iat"]) is not int or claims["iat"] > time.time() + _CLOCKS_APART:
        raise InvalidToken
    session_id, version = claims.get("sid"), claims.get("ver")
    # `True` is an int to Python.
    if claims.get("purpose") != PURPOSE or not isinstance(session_id, str) or type(version) is not int:
        raise InvalidToken
    if not claims["sub"]:
        raise InvalidToken
    return Claims(claims["sub"], session_id, version)


def key_id(token: str) -> str | None:
    """Which key the token says it was signed with; what it says counts for nothing else.

    Raises: InvalidToken for what has not the form of a token.
    """
    if len(token) > _MAXIMUM_TOKEN_CHARACTERS or not _TOKEN.fullmatch(token) or not _is_canonical(token):
        raise InvalidToken
    try:
        return jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise InvalidToken from error


def _is_canonical(token: str) -> bool:
    """Base64url has spellings that decode alike; only the one that we write is taken."""
    signature = token.rpartition(".")[2]
    try:
        decoded = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
    except ValueError:
        return False
    return base64.urlsafe_b64encode(decoded).rstrip(b"=").decode() == signature


class KeyRing:
    """The signing key's current version and the one before, from Secrets Manager."""

    def __init__(self, secret_name: str) -> None:
        self._secret_name = secret_name
        self._reloaded = -_RELOAD_EVERY

    def keys(self, max_age: float = TTL) -> list[SigningKey]:
        """Raises: WeakKey when there is no key that one may trust."""
        current = read_secret(self._secret_name, max_age=max_age)
        if current is None:
            raise WeakKey(f"the secret {self._secret_name} has no version")
        keys = [SigningKey(current.version, current.value)]
        previous = read_secret(self._secret_name, "AWSPREVIOUS", max_age)
        if previous is not None:
            # A weak key is got rid of by one rotation, and counts for nothing from then on.
            with suppress(WeakKey):
                keys.append(SigningKey(previous.version, previous.value))
        return keys

    def sign(self, claims: Claims) -> str:
        """An access token, signed with the key's current version. Raises: WeakKey, or botocore's error."""
        return issue_access_token(self.keys()[0], claims)

    def verify(self, token: str) -> Claims:
        """Raises: InvalidToken; WeakKey or StorageUnavailable where there is no key to judge by."""
        key_id(token)  # rubbish is refused before any key is read
        try:
            return verify_access_token(token, self.keys())
        except UnknownKey:
            # The key may have been rotated since it was read. Those who send made-up key ids
            # must not have Secrets Manager asked at each try.
            if time.monotonic() - self._reloaded < _RELOAD_EVERY:
                raise
            self._reloaded = time.monotonic()
            return verify_access_token(token, self.keys(max_age=0))
