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
import socket
import ssl
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache, reduce
from typing import Any, Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from httptools import HttpParserError, HttpResponseParser

_ALGORITHM: Final = "AWS4-HMAC-SHA256"
_RENEW_EVERY: Final = 240.0  # seconds; the endpoint returns credentials that are valid for at least 5 minutes
_HTTP_OK: Final = 200
_FORBIDDEN: Final = frozenset({401, 403})
# Errors of credentials that all services have, then of KMS keys, of tables and of secrets.
# https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/CommonErrors.html
# https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
_REFUSALS: Final = frozenset(
    {
        *("AccessDenied", "AccessDeniedException", "NotAuthorized", "OptInRequired", "UnauthorizedOperation"),
        *("ExpiredToken", "ExpiredTokenException", "InvalidAccessKeyId", "InvalidClientTokenId", "RequestExpired"),
        *("IncompleteSignature", "IncompleteSignatureException", "InvalidSignatureException", "SignatureDoesNotMatch"),
        *("MissingAuthenticationToken", "MissingAuthenticationTokenException", "UnrecognizedClientException"),
        *("KMSAccessDeniedException", "KMSDisabledException", "KMSInvalidStateException", "KMSNotFoundException"),
        *("KMSOptInRequired", "DecryptionFailure", "ResourceNotFoundException"),
    }
)
# The certificate authorities of AWS's endpoints. The layer's build selects them: loading all 140 takes 15 ms more.
_ROOTS: Final = __file__.replace("aws.py", "aws_roots.pem")


class Service(NamedTuple):
    """`target`: the prefix of the X-Amz-Target header; empty if the service's operations are paths.

    `host`: the first label of the endpoint's host name, if it is not `name`.
    """

    name: str
    content_type: str
    endpoint_variable: str
    target: str = ""
    host: str = ""


DYNAMODB: Final = Service("dynamodb", "application/x-amz-json-1.0", "AWS_ENDPOINT_URL_DYNAMODB", "DynamoDB_20120810")
SECRETS_MANAGER: Final = Service(
    "secretsmanager", "application/x-amz-json-1.1", "AWS_ENDPOINT_URL_SECRETS_MANAGER", "secretsmanager"
)
SES: Final = Service("ses", "application/json", "AWS_ENDPOINT_URL_SESV2", host="email")


class ServiceError(Exception):
    """The service answered with an error: HTTP `status`, error `code` and the whole `document`.

    The exception's text leaves out the service's message, because that may quote the request.
    """

    def __init__(self, status: int, code: str, document: Mapping[str, Any]) -> None:
        self.status = status
        self.code = code
        self.document = document
        super().__init__(f"{status} {code}")

    @property
    def is_refusal(self) -> bool:
        """Return whether the service refused the role, its credentials, or a key or resource. A retry does not help."""
        return self.code in _REFUSALS or self.status in _FORBIDDEN


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
        self._idle: list[socket.socket] = []

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send one request and return the answer. `operation`: its name, or its path for services that use paths.

        Raises: ServiceError, TransportError.
        """
        body = _json().dumps(request)
        try:
            return self._exchange(self._connection(), operation, body if isinstance(body, bytes) else body.encode())
        except (OSError, HttpParserError, ValueError) as error:
            raise TransportError(type(error).__name__) from error

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _connection(self) -> socket.socket:
        """Return an idle connection that the service has not closed, or a new one. Raises: OSError."""
        with suppress(IndexError):
            while True:
                connection = self._idle.pop()
                # No request is under way, so a readable socket means that the service closed the connection.
                if not select.select([connection], [], [], 0)[0]:
                    return connection
                connection.close()
        connection = _connect(urlsplit(_endpoint(self.service)), self._connect_timeout)
        connection.settimeout(self._read_timeout)
        return connection

    def _exchange(self, connection: socket.socket, operation: str, body: bytes) -> dict[str, Any]:
        """Raises: ServiceError; OSError, HttpParserError; ValueError if the answer is not a JSON object."""
        headers = {
            "Content-Type": self.service.content_type,
            "Host": urlsplit(_endpoint(self.service)).netloc,
            "X-Amz-Date": time.strftime("%Y%m%dT%H%M%SZ", time.gmtime()),
        }
        path = operation
        if self.service.target:
            path, headers["X-Amz-Target"] = "/", f"{self.service.target}.{operation}"
        try:
            signed = sign(path, headers, body, self.service.name, _region(), _credentials())
            lines = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in signed.items())]
            connection.sendall("\r\n".join([*lines, f"Content-Length: {len(body)}\r\n\r\n"]).encode() + body)
            answer = _Answer(connection)
            document = _json().loads(answer.body)
        except Exception:
            connection.close()
            raise
        if answer.keep_alive:
            self._idle.append(connection)
        else:
            connection.close()
        if not isinstance(document, dict):
            raise ValueError("not an object")  # noqa: TRY004  # the service's answer is wrong, not an argument
        if answer.status != _HTTP_OK:
            # The code comes after a namespace and `#`, and before `:` and a URL.
            code = (answer.error_type or str(document.get("__type", ""))).partition(":")[0].rpartition("#")[2]
            raise ServiceError(answer.status, code, document)
        return document


def _connect(url: SplitResult, timeout: float) -> socket.socket:
    connection = socket.create_connection((url.hostname, url.port or (443 if url.scheme == "https" else 80)), timeout)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if url.scheme != "https":
        return connection
    roots = os.environ.get("AWS_CA_BUNDLE") or (_ROOTS if os.path.exists(_ROOTS) else None)  # noqa: PTH110  # pathlib takes longer to import
    return ssl.create_default_context(cafile=roots).wrap_socket(connection, server_hostname=url.hostname)


class _Answer:
    """An HTTP answer, read from a connection. The parser calls the methods `on_…`.

    Raises: OSError, HttpParserError.
    """

    def __init__(self, connection: socket.socket) -> None:
        self.body, self.error_type, self.status, self.keep_alive = bytearray(), "", 0, False
        self._parser = HttpResponseParser(self)
        while not self.status:
            if not (received := connection.recv(65_536)):
                raise ConnectionError
            self._parser.feed_data(received)

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"x-amzn-errortype":
            self.error_type = value.decode()

    def on_body(self, part: bytes) -> None:
        self.body += part

    def on_message_complete(self) -> None:
        self.status, self.keep_alive = self._parser.get_status_code(), self._parser.should_keep_alive()


def _json() -> Any:
    """Return orjson if the function has imported it, else json. The authorizer has not: it would start more slowly."""
    return sys.modules.get("orjson", json)


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
    return f"https://{service.host or service.name}{fips}.{_region()}.{os.environ.get('DNS_SUFFIX', 'amazonaws.com')}"


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
    proof = os.environ["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
    with _connect(url, timeout=1) as connection:
        path = url._replace(scheme="", netloc="").geturl()
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {url.netloc}\r\nAuthorization: {proof}\r\n\r\n".encode())
        document = json.loads(_Answer(connection).body)
    return Credentials(document["AccessKeyId"], document["SecretAccessKey"], document["Token"])
