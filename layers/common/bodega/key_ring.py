"""The keys that sign and verify access tokens, read from Secrets Manager."""

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from bodega.secret_values import TTL, read_secret
from bodega.tokens import Claims, SigningKey, WeakKey, issue_access_token

_RELOAD_EVERY: Final = 30.0  # seconds


class KeyRing:
    """The current and the previous version of the signing key."""

    def __init__(self, secret_name: str) -> None:
        self._secret_name = secret_name
        self._reloaded = -_RELOAD_EVERY

    def keys(self, max_age: float = TTL) -> list[SigningKey]:
        """Raises: WeakKey if the current key is missing or too short; StorageUnavailable."""
        current = read_secret(self._secret_name, max_age=max_age)
        if current is None:
            raise WeakKey(f"the secret {self._secret_name} has no version")
        keys = [SigningKey(current.version, current.value)]
        previous = read_secret(self._secret_name, "AWSPREVIOUS", max_age)
        if previous is not None:
            # After a weak key was rotated out, it is ignored.
            with suppress(WeakKey):
                keys.append(SigningKey(previous.version, previous.value))
        return keys

    def sign(self, claims: Claims) -> str:
        """Return an access token, signed with the current key. Raises: WeakKey, StorageUnavailable."""
        return issue_access_token(self.keys()[0], claims)

    def verify(self, token: str) -> Claims:
        """Return the claims of a valid token.

        Raises: InvalidToken; WeakKey or StorageUnavailable if there is no usable key.
        """
        # Functions that only sign start without it.
        from bodega.token_verification import UnknownKey, verify_access_token

        try:
            return verify_access_token(token, self._lazy_keys(TTL))
        except UnknownKey:
            # The key may have been rotated since it was read. Made-up key ids must not cause a call to Secrets
            # Manager each time.
            if time.monotonic() - self._reloaded < _RELOAD_EVERY:
                raise
            self._reloaded = time.monotonic()
            return verify_access_token(token, self._lazy_keys(0))

    def _lazy_keys(self, max_age: float) -> Iterator[SigningKey]:
        """Signing keys, fetched lazily: a malformed token is refused without a call."""
        yield from self.keys(max_age)
