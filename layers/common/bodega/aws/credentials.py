"""Credentials of the function's role."""

import json
import os
import time
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from bodega.aws.http import Answer, connect
from bodega.aws.sigv4 import Credentials

_RENEW_EVERY: Final = 240.0  # seconds; the endpoint returns credentials that are valid for at least 5 minutes


def credentials() -> Credentials:
    """Return the credentials of the function's role: from the credential endpoint with SnapStart, else the environment.

    With SnapStart, the environment would hold the credentials of the moment when the snapshot was taken.
    """
    if "AWS_CONTAINER_CREDENTIALS_FULL_URI" in os.environ:
        return _served_credentials(int(time.monotonic() / _RENEW_EVERY))
    key_id, secret = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
    return Credentials(key_id, secret, os.environ.get("AWS_SESSION_TOKEN"))


@lru_cache(maxsize=1)
def _served_credentials(_: int) -> Credentials:
    url = urlsplit(os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"])
    proof = os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
    with connect(url, timeout=1) as connection:
        path = url._replace(scheme="", netloc="").geturl()
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\nAuthorization: {proof}\r\n\r\n".encode())
        document = json.loads(Answer(connection).body)
    return Credentials(document["AccessKeyId"], document["SecretAccessKey"], document["Token"])
