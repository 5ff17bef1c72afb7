"""Signature Version 4 of a POST.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import hashlib
import hmac
from functools import lru_cache, reduce
from typing import Final, NamedTuple

_ALGORITHM: Final = "AWS4-HMAC-SHA256"


class Credentials(NamedTuple):
    key_id: str
    secret: str
    token: str | None

    def __repr__(self) -> str:
        return f"Credentials({self.key_id})"


def sign(  # noqa: PLR0917  # the inputs of a signature
    path: str, headers: dict[str, str], body: bytes, service: str, region: str, credentials: Credentials
) -> dict[str, str]:
    """Return `headers` (which include `X-Amz-Date`) with the headers that authenticate the POST."""
    if credentials.token:
        headers = {**headers, "X-Amz-Security-Token": credentials.token}
    lines = {name.lower(): value for name, value in headers.items()}
    names = ";".join(sorted(lines))
    canonical = ["POST", path, "", *(f"{name}:{lines[name]}" for name in sorted(lines)), "", names, _sha256(body)]
    moment = headers["X-Amz-Date"]
    scope = f"{moment[:8]}/{region}/{service}/aws4_request"
    key = _signing_key(credentials.secret, scope)
    signature = _hmac(key, "\n".join([_ALGORITHM, moment, scope, _sha256("\n".join(canonical).encode())])).hex()
    proof = f"{_ALGORITHM} Credential={credentials.key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    return {**headers, "Authorization": proof}


@lru_cache(maxsize=8)
def _signing_key(secret: str, scope: str) -> bytes:
    """Return the key for a day, a region and a service. Each key takes four hashes, so keys are cached."""
    return reduce(_hmac, scope.split("/"), f"AWS4{secret}".encode())


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _hmac(key: bytes, message: str) -> bytes:
    return hmac.digest(key, message.encode(), "sha256")
