"""The keys that access tokens are signed and verified with, from Secrets Manager."""

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from bodega.secret_values import TTL, read_secret
from bodega.tokens import (
    Claims,
    SigningKey,
    UnknownKey,
    WeakKey,
    issue_access_token,
    verify_access_token,
)

_RELOAD_EVERY: Final = 30.0  # seconds


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
        """An access token, signed with the key's current version. Raises: WeakKey, or StorageUnavailable."""
        return issue_access_token(self.keys()[0], claims)

    def verify(self, token: str) -> Claims:
        """Raises: InvalidToken; WeakKey or StorageUnavailable where there is no key to judge by."""
        try:
            return verify_access_token(token, self._read_when_asked(TTL))
        except UnknownKey:
            # The key may have been rotated since it was read. Those who send made-up key ids
            # must not have Secrets Manager asked at each try.
            if time.monotonic() - self._reloaded < _RELOAD_EVERY:
                raise
            self._reloaded = time.monotonic()
            return verify_access_token(token, self._read_when_asked(0))

    def _read_when_asked(self, max_age: float) -> Iterator[SigningKey]:
        """The keys, for which nobody is asked before somebody looks: rubbish is refused without any."""
        yield from self.keys(max_age)
