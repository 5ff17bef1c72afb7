"""Credentials of the function's role."""

import json
import os
import time
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from httptools import HttpParserError

from bodega.aws.http import Answer, connect
from bodega.aws.services import TransportError
from bodega.aws.sigv4 import Credentials
from bodega.snapstart import after_restore

_TIMEOUT: Final = 1.0
_RENEW_BEFORE: Final = 300.0  # seconds before the credentials expire
_RENEW_PAUSE: Final = 30.0  # seconds until the next attempt, if a renewal failed or brought no newer credentials
_LIFETIME: Final = 540.0  # seconds, of credentials without an expiration
_HTTP_OK: Final = 200


class _Served(NamedTuple):
    """Credentials from the endpoint. `renew_at`, `expires_at`: seconds since 1970, because a snapshot may be old."""

    credentials: Credentials
    renew_at: float
    expires_at: float


# Threads that find old credentials at the same time may all renew them. Each gets credentials that are valid.
_served: _Served | None = None


def credentials() -> Credentials:
    """Return the credentials of the function's role: from the credential endpoint with SnapStart, else the environment.

    With SnapStart, the environment would hold the credentials of the moment when the snapshot was taken.

    Raises: TransportError if the endpoint provides no credentials, and there are no valid ones from before.
    """
    if "AWS_CONTAINER_CREDENTIALS_FULL_URI" in os.environ:
        return _served_credentials()
    key_id, secret = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
    return Credentials(key_id, secret, os.environ.get("AWS_SESSION_TOKEN"))


@after_restore
def forget() -> None:
    """Forget served credentials. Those from the initialisation do not survive a snapshot."""
    global _served
    _served = None


def _served_credentials() -> Credentials:
    global _served
    now, known = time.time(), _served
    if known is not None and now < known.renew_at:
        return known.credentials
    try:
        renewed = _fetch(now)
    except TransportError:
        if known is None or now >= known.expires_at:
            raise
        renewed = known._replace(renew_at=min(now + _RENEW_PAUSE, known.expires_at))
    _served = renewed
    return renewed.credentials


def _fetch(now: float) -> _Served:
    """Raises: TransportError, with a message without any part of the answer."""
    try:
        document = _ask()
        expires_at = _expiration(document, now)
        found = Credentials(document["AccessKeyId"], document["SecretAccessKey"], document["Token"])
    except (OSError, HttpParserError, ValueError, TypeError, KeyError) as error:
        raise TransportError(f"credential endpoint: {type(error).__name__}") from None
    if not all(isinstance(part, str) and part.isprintable() and part for part in found):
        raise TransportError("credential endpoint: a part of the credentials is missing")
    if expires_at <= now:
        raise TransportError("credential endpoint: the credentials have expired")
    return _Served(found, max(expires_at - _RENEW_BEFORE, min(now + _RENEW_PAUSE, expires_at)), expires_at)


def _ask() -> dict[str, str]:
    """Raises: TransportError if the answer is not HTTP 200; OSError, HttpParserError, ValueError."""
    url = urlsplit(os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"])
    path = url._replace(scheme="", netloc="").geturl()
    head = f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\n{_authorization()}\r\n".encode()
    with connect(url, _TIMEOUT) as connection:
        connection.settimeout(_TIMEOUT)
        connection.sendall(head)
        answer = Answer(connection)
    if answer.status != _HTTP_OK:
        raise TransportError(f"credential endpoint: HTTP {answer.status}")
    document: dict[str, str] = json.loads(answer.body)
    return document


def _authorization() -> str:
    """Return the line of the header with the token. A token in a file may change. Raises: OSError, ValueError."""
    file = os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
    if file:
        with open(file, encoding="utf-8") as opened:
            token = opened.read().strip()
    else:
        token = os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")
    if not token.isprintable():
        raise ValueError("the token is not the value of a header")
    return f"Authorization: {token}\r\n" if token else ""


def _expiration(document: dict[str, str], now: float) -> float:
    """Return when the credentials expire, in seconds since 1970. Raises: ValueError, TypeError."""
    if "Expiration" not in document:
        return now + _LIFETIME
    from datetime import datetime  # needed only with SnapStart

    return datetime.fromisoformat(document["Expiration"]).timestamp()
