"""What the routes of this function share: the caller, idempotent requests, and responses with versions and pages."""

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api import responses
from bodega.api.conditions import version_tag
from bodega.api.cursors import page_document
from bodega.api.identity import caller
from bodega.api.parameters import required_key
from bodega.api.responses import private
from bodega.errors import SessionEnded
from bodega.idempotency import IdempotentRequest
from bodega.items import Page
from bodega.roles import ROLES


def own_id(router: APIGatewayRouter) -> str:
    """Return the caller's user ID, as the authorizer found it.

    Raises: SessionEnded if the account is being erased.
    """
    found = caller(router.current_event.raw_event)
    if found.role not in ROLES:
        raise SessionEnded
    return found.user_id


def source_ip(router: APIGatewayRouter) -> str:
    """Return the client IP as API Gateway saw it. Headers such as `X-Forwarded-For` are ignored."""
    return str(router.current_event.raw_event["requestContext"]["identity"]["sourceIp"])


def user_agent(router: APIGatewayRouter) -> str | None:
    """Return what the client says of itself."""
    found: str | None = router.current_event.raw_event["requestContext"]["identity"].get("userAgent")
    return found


def request_id(router: APIGatewayRouter) -> str:
    """Return the ID of the request, which its problem document names."""
    return str(router.current_event.raw_event["requestContext"]["requestId"])


def idempotent_request(router: APIGatewayRouter, key: str | None, body: Any) -> IdempotentRequest | None:
    """Return the request, identified by its caller, its route and its idempotency key, or None without a key.

    Raises: ValidationFailed for an invalid key.
    """
    return _identified(router, key, body) if key is not None else None


def required_idempotent_request(router: APIGatewayRouter, key: str | None, body: Any) -> IdempotentRequest:
    """Return the request, identified by its caller, its route and its idempotency key.

    Raises: ValidationFailed for a missing or invalid key.
    """
    return _identified(router, required_key(key), body)


def created(
    router: APIGatewayRouter,
    document: dict[str, Any],
    *,
    replayed: bool,
    located: bool = True,
    revision: str | None = None,
) -> Response[str]:
    """Return 201. `located`: the new item has a URL of its own, below the path of this request.

    `revision`: what the `ETag` contains instead of the document's version.
    """
    path = router.current_event.raw_event["requestContext"]["path"] if located else None
    return responses.created(document, collection=path, replayed=replayed, revision=revision)


def versioned(document: Mapping[str, Any], revision: str | None = None) -> Response[str]:
    """Return 200 with the document's version as `ETag`, or `revision` if there is one."""
    return private(200, document, {"ETag": version_tag(revision or document["version"])})


def page_of(found: Page, scope: str) -> Response[str]:
    """Return a page of a list. `scope`: the list and its filters, to which the cursor is bound."""
    return private(200, page_document(found, scope))


def _identified(router: APIGatewayRouter, key: str, body: Any) -> IdempotentRequest:
    event = router.current_event
    route = f"{event.http_method} {event.path.rstrip('/')}"
    return IdempotentRequest.of(key, user_id=own_id(router), route=route, body=body)
