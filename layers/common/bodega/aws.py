"""A small client for AWS services with a JSON protocol: signed POST requests over kept-alive connections.

Importing botocore and creating a client takes as long as the rest of a cold start, and botocore parses each answer
several times (docs/decisions/0034-no-aws-sdk.md has figures). This module does what the shop needs: it signs one POST
with Signature Version 4 and sends it once. Retries are up to the caller.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import hashlib
import hmac
import json
import os
import select
import ssl
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache, reduce
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

_ALGORITHM: Final = "AWS4-HMAC-SHA256"
_RENEW_EVERY: Final = 240.0  # seconds; the endpoint returns credentials that are valid for at least 5 minutes
_HTTP_OK: Final = 200
# The certificate authorities of AWS's endpoints. The layer's build selects them: loading all 140 takes 15 ms more.
_ROOTS: Final = __file__.replace("aws.py", "aws_roots.pem")


class Service(NamedTuple):
    """`host`: the first label of the endpoint's host name.

    `target`: the prefix of the X-Amz-Target header; empty if the service's operations are paths.
    """

    name: str
    host: str
    content_type: str
    endpoint_variable: str
    target: str = ""


DYNAMODB: Final = Service(
    "dynamodb", "dynamodb", "application/x-amz-json-1.0", "AWS_ENDPOINT_URL_DYNAMODB", "DynamoDB_20120810"
)
SECRETS_MANAGER: Final = Service(
    "secretsmanager",
    "secretsmanager",
    "application/x-amz-json-1.1",
    "AWS_ENDPOINT_URL_SECRETS_MANAGER",
    "secretsmanager",
)
SES: Final = Service("ses", "email", "application/json", "AWS_ENDPOINT_URL_SESV2")


class ServiceError(Exception):
    """The service answered with an error: HTTP `status`, error `code` and the whole `document`.

    The exception's text leaves out the service's message, because that may quote the request.
    """

    def __init__(self, status: int, code: str, document: Mapping[str, Any]) -> None:
        self.status = status
        self.code = code
        self.document = document
        super().__init__(f"{status} {code}")


class TransportError(Exception):
    """The service gave no answer, or one that cannot be parsed."""


class Client:
    """A service in the function's region. Connections are kept alive between calls. Timeouts are in seconds.

    Threads may share a client: a connection leaves the list of idle ones while it is in use.
    """

    def __init__(self, service: Service, *, connect_timeout: float, read_timeout: float) -> None:
        self.service = service
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._idle: list[HTTPConnection] = []

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send one request and return the answer. `operation`: its name, or its path for services that use paths.

        Raises: ServiceError, TransportError.
        """
        body = _json().dumps(request)
        try:
            connection = self._idle_connection() or self._connect()
            return self._exchange(connection, operation, body if isinstance(body, bytes) else body.encode())
        except (OSError, HTTPException, ValueError) as error:
            raise TransportError(type(error).__name__) from error

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _idle_connection(self) -> HTTPConnection | None:
        """Return an idle connection that the service has not closed, or None."""
        with suppress(IndexError):
            while True:
                connection = self._idle.pop()
                # No request is under way, so a readable socket means that the service closed the connection.
                if not select.select([connection.sock], [], [], 0)[0]:
                    return connection
                connection.close()
        return None

    def _connect(self) -> HTTPConnection:
        url = urlsplit(_endpoint(self.service))
        connection = HTTPConnection(url.netloc, timeout=self._connect_timeout)
        if url.scheme == "https":
            roots = os.environ.get("AWS_CA_BUNDLE") or (_ROOTS if os.path.exists(_ROOTS) else None)  # noqa: PTH110  # pathlib takes longer to import
            context = ssl.create_default_context(cafile=roots)
            connection = HTTPSConnection(url.netloc, timeout=self._connect_timeout, context=context)
        connection.connect()
        connection.sock.settimeout(self._read_timeout)
        return connection

    def _exchange(self, connection: HTTPConnection, operation: str, body: bytes) -> dict[str, Any]:
        """Raises: ServiceError; OSError, HTTPException; ValueError if the answer is not a JSON object."""
        host = connection.host if connection.port == connection.default_port else f"{connection.host}:{connection.port}"
        headers = {
            "Content-Type": self.service.content_type,
            "Host": host,
            "X-Amz-Date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
        }
        path = operation
        if self.service.target:
            path, headers["X-Amz-Target"] = "/", f"{self.service.target}.{operation}"
        try:
            signed = sign(path, headers, body, self.service.name, _region(), _credentials())
            connection.request("POST", path, body, signed)
            response = connection.getresponse()
            document = _json().loads(response.read())
        except Exception:
            connection.close()
            raise
        if connection.sock is not None:  # None if the service asked to close the connection
            self._idle.append(connection)
        if not isinstance(document, dict):
            raise ValueError("not an object")  # noqa: TRY004  # the service's answer is wrong, not an argument
        if response.status != _HTTP_OK:
            raise ServiceError(response.status, _error_code(response, document), document)
        return document


def _json() -> Any:
    """Return orjson if the function has imported it, else json. The authorizer has not: it would start more slowly."""
    return sys.modules.get("orjson", json)


def _error_code(response: HTTPResponse, document: Mapping[str, Any]) -> str:
    """Return the bare error code, without the namespace before `#` and the URL after `:`."""
    said = response.getheader("X-Amzn-ErrorType") or str(document.get("__type", ""))
    return said.partition(":")[0].rpartition("#")[2]


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


def _region() -> str:
    return os.environ.get("AWS_REGION") or os.environ["AWS_DEFAULT_REGION"]


def _endpoint(service: Service) -> str:
    configured = os.environ.get(service.endpoint_variable) or os.environ.get("AWS_ENDPOINT_URL")
    if configured:
        return configured
    fips = "-fips" if os.environ.get("AWS_USE_FIPS_ENDPOINT", "").lower() == "true" else ""
    return f"https://{service.host}{fips}.{_region()}.{os.environ.get('DNS_SUFFIX', 'amazonaws.com')}"


def _credentials() -> Credentials:
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
    connection = HTTPConnection(url.netloc, timeout=1)
    try:
        path = f"{url.path}?{url.query}" if url.query else url.path
        connection.request("GET", path, headers={"Authorization": os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"]})
        document = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    return Credentials(document["AccessKeyId"], document["SecretAccessKey"], document["Token"])
