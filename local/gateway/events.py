"""A request, and the events that API Gateway makes of it for functions (REST API, payload format 1.0).

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

from local.gateway.routing import Match
from local.template.intrinsics import ACCOUNT, REGION
from local.words import words

# API Gateway removes the headers about the connection (RFC 9110 §7.6.1) and the body's length.
_REMOVED_HEADERS = words(
    "connection content-length expect keep-alive proxy-connection te trailer transfer-encoding upgrade"
)
_IDENTITY_UNUSED = words(
    "accessKey accountId caller cognitoAuthenticationProvider cognitoAuthenticationType cognitoIdentityId"
    " cognitoIdentityPoolId principalOrgId user userArn"
)


@dataclass(frozen=True)
class Request:
    """One request to the API. `path` is raw and without the stage. `time` is when the request arrived, in UTC."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    source_ip: str
    stage: str
    host: str
    api_id: str = "local"
    protocol: str = "HTTP/1.1"
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    extended_id: str = field(default_factory=lambda: base64.b64encode(uuid.uuid4().bytes[:11]).decode())
    time: datetime = field(default_factory=lambda: datetime.now(UTC))

    def header(self, name: str) -> str | None:
        """Return a header's value, several joined by a comma (RFC 9110 §5.3), or None."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ",".join(values) if values else None

    @property
    def trace_id(self) -> str:
        return f"Root=1-{int(self.time.timestamp()):08x}-{self.id.replace('-', '')[:24]}"

    @property
    def method_arn(self) -> str:
        """The ARN of this method and path, which an authorizer's policy allows or denies."""
        return f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{self.api_id}/{self.stage}/{self.method}{self.path}"


def authorizer_event(request: Request, token: str) -> dict[str, str]:
    """Return the event of a TOKEN authorizer."""
    return {"type": "TOKEN", "methodArn": request.method_arn, "authorizationToken": token}


def proxy_event(
    request: Request, match: Match, authorizer: dict[str, Any] | None, binary_media_types: tuple[str, ...]
) -> dict[str, Any]:
    """Return the event of a Lambda proxy integration. `authorizer` is the context of the authorizer's answer."""
    multi_headers = _multi(_headers(request))
    query = _multi(parse_qsl(request.query, keep_blank_values=True, errors="replace"))
    binary = _is_binary(request.header("Content-Type"), binary_media_types)
    return {
        "resource": match.route.path,
        "path": request.path,
        "httpMethod": request.method,
        "headers": _last(multi_headers),
        "multiValueHeaders": multi_headers,
        "queryStringParameters": _last(query) or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": match.parameters or None,
        "stageVariables": None,
        "requestContext": request_context(request, match, authorizer),
        "body": _body(request.body, binary=binary),
        "isBase64Encoded": binary and bool(request.body),
    }


def request_context(request: Request, match: Match, authorizer: dict[str, Any] | None) -> dict[str, Any]:
    context: dict[str, Any] = {
        "accountId": ACCOUNT,
        "apiId": request.api_id,
        "deploymentId": "local",
        "domainName": request.host,
        "domainPrefix": request.api_id,
        "extendedRequestId": request.extended_id,
        "httpMethod": request.method,
        "identity": {
            **dict.fromkeys(_IDENTITY_UNUSED),
            "sourceIp": request.source_ip,
            "userAgent": request.header("User-Agent"),
        },
        "path": f"/{request.stage}{request.path}",
        "protocol": request.protocol,
        "requestId": request.id,
        "requestTime": request.time.strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "requestTimeEpoch": int(request.time.timestamp() * 1000),
        "resourceId": "local",
        "resourcePath": match.route.path,
        "stage": request.stage,
    }
    return context if authorizer is None else {**context, "authorizer": authorizer}


def _headers(request: Request) -> list[tuple[str, str]]:
    port = request.host.rpartition(":")[2]
    added = [
        ("X-Amzn-Trace-Id", request.trace_id),
        ("X-Forwarded-For", request.source_ip),
        ("X-Forwarded-Port", port if port.isdecimal() else "80"),
        ("X-Forwarded-Proto", "http"),
    ]
    # The client's own X-Forwarded-For stays, before the IP address that the gateway sees.
    forwarded = request.header("X-Forwarded-For")
    if forwarded:
        added[1] = ("X-Forwarded-For", f"{forwarded}, {request.source_ip}")
    replaced = _REMOVED_HEADERS | {name.lower() for name, _ in added}
    return [(name, value) for name, value in request.headers if name.lower() not in replaced] + added


def _multi(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def _last(values: dict[str, list[str]]) -> dict[str, str]:
    return {name: items[-1] for name, items in values.items()}


def _is_binary(content_type: str | None, binary_media_types: tuple[str, ...]) -> bool:
    media = (content_type or "application/json").partition(";")[0].strip().lower()
    return "*/*" in binary_media_types or media in binary_media_types


def _body(body: bytes, *, binary: bool) -> str | None:
    if not body:
        return None
    return base64.b64encode(body).decode() if binary else body.decode("utf-8", "replace")
