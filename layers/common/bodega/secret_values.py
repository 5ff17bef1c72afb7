"""Secrets, read by name from Secrets Manager and kept for five minutes.

Nothing secret stands in an environment variable: the environment holds the secret's name only.
"""

import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from bodega.errors import StorageUnavailable

if TYPE_CHECKING:
    from types_boto3_secretsmanager import SecretsManagerClient

TTL = 300.0


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret's value and the id of the version that it is."""

    value: str = field(repr=False)
    version: str


@dataclass(frozen=True, slots=True)
class _Cached:
    secret: Secret | None
    read_at: float


_cache: dict[tuple[str, str], _Cached] = {}


@lru_cache(maxsize=1)
def _client() -> "SecretsManagerClient":
    import boto3  # noqa: PLC0415  # only functions that need a secret pay for the client

    # Tried again by `read_secret`, and only while there is nothing older to go on with.
    config = Config(connect_timeout=1, read_timeout=1.5, retries={"mode": "standard", "total_max_attempts": 1})
    return boto3.client("secretsmanager", config=config)


def read_secret(name: str, stage: str = "AWSCURRENT", max_age: float = TTL) -> Secret | None:
    """The secret's version at `stage`, at most `max_age` seconds old; None where it has no such version.

    When Secrets Manager does not answer, the value known last goes on serving: a key does not
    become wrong because it cannot be read again.

    Raises: StorageUnavailable when nothing is known yet.
    """
    cached = _cache.get((name, stage))
    if cached is not None and time.monotonic() - cached.read_at < max_age:
        return cached.secret
    try:
        secret = _fetch(name, stage)
    except (BotoCoreError, ClientError):
        secret = cached.secret if cached else _fetch_again(name, stage)
    _cache[name, stage] = _Cached(secret, time.monotonic())
    return secret


def _fetch_again(name: str, stage: str) -> Secret | None:
    try:
        return _fetch(name, stage)
    except (BotoCoreError, ClientError) as error:
        raise StorageUnavailable from error


def _fetch(name: str, stage: str) -> Secret | None:
    try:
        answer = _client().get_secret_value(SecretId=name, VersionStage=stage)
    except ClientError as error:
        # A secret that was never rotated has no AWSPREVIOUS.
        if stage != "AWSCURRENT" and error.response["Error"]["Code"] == "ResourceNotFoundException":
            return None
        raise
    return Secret(answer["SecretString"], answer["VersionId"])
