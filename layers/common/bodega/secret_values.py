"""Secrets, read by name from Secrets Manager and cached for five minutes.

Environment variables hold the names of secrets, never their values.
"""

import time
from typing import NamedTuple

from bodega.aws import SECRETS_MANAGER, ServiceError, TransportError, make_client
from bodega.errors import StorageRefused, StorageUnavailable
from bodega.jitter import jitter
from bodega.snapstart import after_restore

TTL = 300.0

_LONGEST_PAUSE = 0.1
_MEMBERS = frozenset({"SecretString", "VersionId"})


class Secret(NamedTuple):
    """A secret's value and the id of its version."""

    value: str
    version: str

    def __repr__(self) -> str:
        return f"Secret({self.version})"


class _Cached(NamedTuple):
    secret: Secret | None
    read_at: float


_cache: dict[tuple[str, str], _Cached] = {}
after_restore(_cache.clear)
_client = make_client(SECRETS_MANAGER, connect_timeout=1, read_timeout=1.5)


def read_secret(name: str, stage: str = "AWSCURRENT", max_age: float = TTL) -> Secret | None:
    """Return the secret's version at `stage`, read at most `max_age` seconds ago; None if there is no such version.

    If Secrets Manager does not answer, the cached value stays in use, however old it is.

    Raises: StorageUnavailable if there is no cached value; StorageRefused, without another attempt, if Secrets Manager
    refuses the role, its credentials, the key or the secret.
    """
    cached = _cache.get((name, stage))
    if cached is not None and time.monotonic() - cached.read_at < max_age:
        return cached.secret
    try:
        secret = _fetch(name, stage)
    except (TransportError, ServiceError) as error:
        secret = cached.secret if cached else _fetch_after(error, name, stage)
    _cache[name, stage] = _Cached(secret, time.monotonic())
    return secret


def reread_secret(name: str, stage: str) -> Secret | None:
    """Return the secret's version at `stage` as it is now, never a cached one; None if there is no such version.

    Raises: StorageUnavailable, StorageRefused.
    """
    secret = _fetch_again(name, stage)
    _cache[name, stage] = _Cached(secret, time.monotonic())
    return secret


def _fetch_after(error: TransportError | ServiceError, name: str, stage: str) -> Secret | None:
    """Repeat a call that failed with `error`, unless that was a refusal. Raises: StorageUnavailable, StorageRefused."""
    _check_refusal(error)
    time.sleep(jitter(_LONGEST_PAUSE))
    return _fetch_again(name, stage)


def _fetch_again(name: str, stage: str) -> Secret | None:
    """Raises: StorageUnavailable, StorageRefused."""
    try:
        return _fetch(name, stage)
    except (TransportError, ServiceError) as error:
        _check_refusal(error)
        raise StorageUnavailable from error


def _check_refusal(error: TransportError | ServiceError) -> None:
    """Raises: StorageRefused."""
    if isinstance(error, ServiceError) and error.is_refusal:
        raise StorageRefused(f"GetSecretValue: {error.code}") from error


def _fetch(name: str, stage: str) -> Secret | None:
    """Raises: ServiceError; TransportError, also for an answer without a text."""
    try:
        answer = _client.call("GetSecretValue", {"SecretId": name, "VersionStage": stage})
    except ServiceError as error:
        # A secret that was never rotated has no AWSPREVIOUS.
        if stage != "AWSCURRENT" and error.code == "ResourceNotFoundException":
            return None
        raise
    if not answer.keys() >= _MEMBERS:
        raise TransportError("the answer has no secret text")
    return Secret(answer["SecretString"], answer["VersionId"])
