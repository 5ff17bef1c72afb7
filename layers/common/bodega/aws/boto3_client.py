"""A client that calls an AWS service with the AWS SDK of Lambda's runtime.

botocore, the part of boto3 that has the clients, chooses the endpoint, finds credentials, signs and sends. Requests and
answers have the same form as with `bodega.aws.client.Client`: the documents of the services' JSON protocols.
"""

import json
import logging
from binascii import a2b_base64
from collections.abc import Mapping
from functools import cache
from threading import Lock
from typing import Any, Final
from zlib import crc32

from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ChecksumError, ClientError, CredentialRetrievalError, HTTPClientError
from botocore.exceptions import ConnectionError as NotConnected
from botocore.parsers import ResponseParserError
from botocore.session import Session, get_session

from bodega.aws.endpoints import region
from bodega.aws.services import Service, ServiceError, TransportError
from bodega.snapstart import after_restore

_NAMES: Final = {"ses": "sesv2"}  # the SDK's names of services, where they are not the names in signatures
_NO_ANSWER: Final = (ChecksumError, CredentialRetrievalError, HTTPClientError, NotConnected, ResponseParserError)
_HTTP_OK: Final = 200
_making = Lock()  # threads may share botocore's clients, but may not make them at the same time

# At level DEBUG, botocore logs the bodies of requests and answers.
logging.getLogger("botocore").setLevel(logging.WARNING)


class Boto3Client:
    """A service in the function's region; see `bodega.aws.client.Client`. It sends each request once.

    botocore's client is made with the first call, and again with the first call after a restore from a snapshot
    (SnapStart). So credentials and connections are never those of the snapshot.
    """

    def __init__(self, service: Service, *, connect_timeout: float, read_timeout: float) -> None:
        self.service = service
        self._config = Config(
            connect_timeout=connect_timeout,
            read_timeout=read_timeout,
            retries={"total_max_attempts": 1, "mode": "standard"},
            parameter_validation=False,  # the services validate requests too
        )
        self._client: Any = None
        after_restore(self.close)

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Send one request and return the answer.

        Raises: ServiceError, TransportError.
        """
        try:
            method = getattr(self._client or self._make(), xform_name(operation))
            answer: dict[str, Any] = method(**_with_bytes(request))["document"]
        except ClientError as error:
            parsed: Mapping[str, Any] = error.response
            # Without the cause, because botocore's error has the service's message.
            raise ServiceError(
                parsed["ResponseMetadata"]["HTTPStatusCode"], parsed["Error"]["Code"], parsed["document"]
            ) from None
        except _NO_ANSWER as error:
            raise TransportError(type(error).__name__) from error
        return answer

    def close(self) -> None:
        """Close the connections. The next call makes another client, from the environment as it is then."""
        client, self._client = self._client, None
        if client is not None:
            client.close()

    def _make(self) -> Any:
        with _making:
            if self._client is None:
                name = _NAMES.get(self.service.name, self.service.name)
                client = _session().create_client(name, region(), config=self._config)
                client.meta.events.register("before-parse", _add_document)
                self._client = client
            return self._client


@cache
def _session() -> Session:
    return get_session()


after_restore(_session.cache_clear)  # a session caches the role's credentials


def _add_document(response_dict: dict[str, Any], customized_response_dict: dict[str, Any], **_: Any) -> None:
    """Add the service's document to botocore's answer.

    botocore accepts a body that breaks off, and reads an empty body as an empty document.
    https://boto3.amazonaws.com/v1/documentation/api/latest/guide/events.html

    Raises: TransportError if the body is not a whole document.
    """
    try:
        customized_response_dict["document"] = _document(response_dict["headers"], response_dict["body"])
    except ValueError as error:
        raise TransportError(type(error).__name__) from error
    if response_dict["status_code"] == _HTTP_OK:
        response_dict["body"] = b"{}"  # botocore's own reading of it would take time, and decode binary values


def _document(headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """Raises: ValueError if the body is not a whole and undamaged JSON object."""
    whole = int(headers.get("Content-Length", len(body))) == len(body)
    undamaged = int(headers.get("X-Amz-Crc32", crc32(body))) == crc32(body)
    document = json.loads(body) if whole and undamaged else None
    if not isinstance(document, dict):
        raise ValueError("not a whole document")  # noqa: TRY004  # the service's answer is wrong, not an argument
    return document


def _with_bytes(value: Any) -> Any:
    """Return a part of a request with binary attributes as bytes, which botocore encodes as base64 itself."""
    if isinstance(value, dict):
        return {
            name: a2b_base64(part) if name == "B" and isinstance(part, str) else _with_bytes(part)
            for name, part in value.items()
        }
    return [_with_bytes(part) for part in value] if isinstance(value, list) else value
