"""What the routes of this function take beside their bodies, and how they speak of it."""

from collections.abc import Mapping
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api import responses
from bodega.api.conditions import not_modified, version_tag
from bodega.api.cursors import encode_cursor
from bodega.api.identity import caller
from bodega.api.responses import private
from bodega.errors import FieldError, Unauthorized, ValidationFailed
from bodega.idempotency import IdempotentRequest
from bodega.roles import ROLES

NeededKey = Annotated[
    str | None, Header(alias="Idempotency-Key", description="Needed: names this request, so that it counts once")
]


def own_id(router: APIGatewayRouter) -> str:
    """The caller's user id, from the authorizer and from nowhere else.

    Raises: Unauthorized for one whose account is being erased.
    """
    found = caller(router.current_event.raw_event)
    if found.role not in ROLES:
        raise Unauthorized("This account does not exist any more.")
    return found.user_id


def once_only(router: APIGatewayRouter, key: str, body: Any) -> IdempotentRequest:
    """The request, as its caller, route and key make it unique.

    Raises: ValidationFailed.
    """
    event = router.current_event
    route = f"{event.http_method} {event.path.rstrip('/')}"
    return IdempotentRequest.of(key, partition="USER", user_id=own_id(router), route=route, body=body)


def once_only_needed(router: APIGatewayRouter, key: str | None, body: Any) -> IdempotentRequest:
    """Raises: ValidationFailed, also where there is no key."""
    if key is None:
        rule = "is required: points that are moved twice by accident are hard to get back"
        raise ValidationFailed([FieldError("Idempotency-Key", rule, "header")])
    return once_only(router, key, body)


def created(
    router: APIGatewayRouter, document: dict[str, Any], *, replayed: bool, located: bool = True
) -> Response[str]:
    """201 for a new thing, which is found under the path that it was posted to if `located`."""
    path = router.current_event.raw_event["requestContext"]["path"] if located else None
    return responses.created(document, collection=path, replayed=replayed)


def versioned(document: Mapping[str, Any]) -> Response[str]:
    return private(200, document, {"ETag": version_tag(document["version"])})


def unless_known(document: Mapping[str, Any], if_none_match: str | None) -> Response[str]:
    """`document`, or 304 for who has this version of it."""
    tag = version_tag(document["version"])
    if not_modified(if_none_match, tag):
        return Response(304, headers={"ETag": tag, "Cache-Control": "no-store"})
    return versioned(document)


def page(items: list[dict[str, Any]], next_position: str | None, scope: str) -> Response[str]:
    return private(200, {"items": items, "nextCursor": encode_cursor(next_position, scope) if next_position else None})
