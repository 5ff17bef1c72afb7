"""Gateway responses: the answers of API Gateway itself, as the template customises them.

https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from local.gateway.events import Request
from local.template.intrinsics import ACCOUNT
from local.template.resources import GatewayResponse

# Kind: default status, default message, x-amzn-ErrorType.
KINDS: dict[str, tuple[int, str, str]] = {
    "ACCESS_DENIED": (403, "User is not authorized to access this resource", "AccessDeniedException"),
    "AUTHORIZER_CONFIGURATION_ERROR": (500, "Internal server error", "AuthorizerConfigurationException"),
    "AUTHORIZER_FAILURE": (500, "Internal server error", "AuthorizerConfigurationException"),
    "BAD_REQUEST_BODY": (400, "Invalid request body", "BadRequestException"),
    # A request without a route but with an Authorization header: API Gateway reads the header as an AWS signature.
    "INVALID_SIGNATURE": (403, "Authorization header is no AWS signature", "IncompleteSignatureException"),
    "INTEGRATION_FAILURE": (502, "Internal server error", "InternalServerErrorException"),
    "INTEGRATION_TIMEOUT": (504, "Endpoint request timed out", "InternalServerErrorException"),
    "MISSING_AUTHENTICATION_TOKEN": (403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
    "REQUEST_TOO_LARGE": (413, "Request Too Long", "RequestEntityTooLargeException"),
    "UNAUTHORIZED": (401, "Unauthorized", "UnauthorizedException"),
}
_DEFAULT_TEMPLATE = '{"message":$context.error.messageString}'
_VARIABLE = re.compile(r"\$(?:context\.([A-Za-z]+(?:\.[A-Za-z]+)*)|\{context\.([A-Za-z.]+)\})")


class GatewayError(Exception):
    """API Gateway answers the request itself, with the gateway response `kind`.

    `message` is for the client (None: the default of the kind), `explanation` for the developer's terminal.
    """

    def __init__(
        self,
        kind: str,
        message: str | None = None,
        explanation: str | None = None,
        context: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(kind)
        self.kind = kind
        self.message = message
        self.explanation = explanation
        self.context = context


@dataclass(frozen=True)
class Rendered:
    """A complete response."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def render(
    kind: str,
    request: Request,
    responses: dict[str, GatewayResponse],
    message: str | None = None,
    context: dict[str, Any] | None = None,
) -> Rendered:
    """Return a gateway response. `context` adds variables to those of the request itself."""
    status, default_message, error_type = KINDS[kind]
    message = message or default_message
    custom = responses.get(kind) or responses.get(
        "DEFAULT_4XX" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "DEFAULT_5XX"
    )
    variables = _variables(kind, message, request, context or {})
    headers = [
        ("x-amzn-RequestId", request.id),
        ("x-amz-apigw-id", request.extended_id),
        ("x-amzn-ErrorType", error_type),
    ]
    media, template = "application/json", _DEFAULT_TEMPLATE
    if custom is not None:
        status = custom.status or status
        media, template = next(iter(custom.templates.items()), (media, template))
        mapped = {name: _map(value, request, variables) for name, value in custom.headers.items()}
        headers += [(name, value) for name, value in mapped.items() if value]
    if not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", media))
    body = _VARIABLE.sub(lambda match: variables.get(match.group(1) or match.group(2), ""), template)
    return Rendered(status, headers, body.encode())


def _map(expression: str, request: Request, variables: dict[str, str]) -> str | None:
    """Return a header's value for a mapping expression, or None without a source, which leaves the header out."""
    if expression.startswith("'") and expression.endswith("'") and len(expression) > 1:
        return expression[1:-1]
    source, _, name = expression.rpartition(".header.")
    if source == "method.request":
        return request.header(name)
    if expression.startswith("context."):
        return variables.get(expression.removeprefix("context."))
    return None


def _variables(kind: str, message: str, request: Request, context: dict[str, Any]) -> dict[str, str]:
    return {
        **_flat(context),
        "accountId": ACCOUNT,
        "apiId": request.api_id,
        "domainName": request.host,
        "error.message": message,
        "error.messageString": json.dumps(message),
        "error.responseType": kind,
        "extendedRequestId": request.extended_id,
        "httpMethod": request.method,
        "identity.sourceIp": request.source_ip,
        "identity.userAgent": request.header("User-Agent") or "",
        "path": f"/{request.stage}{request.path}",
        "protocol": request.protocol,
        "requestId": request.id,
        "requestTime": request.time.strftime("%d/%b/%Y:%H:%M:%S +0000"),
        "requestTimeEpoch": str(int(request.time.timestamp() * 1000)),
        "stage": request.stage,
    }


def _flat(context: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in context.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{name}."))
        elif value is not None:
            flat[prefix + name] = str(value)
    return flat
