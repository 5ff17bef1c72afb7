"""Routes for admins: find users, freeze and unfreeze them, change their role."""

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.conditions import expected_versions
from bodega.api.cursors import decode_cursor
from bodega.api.parameters import Cursor, Id, IfMatch, IfNoneMatch, Limit
from bodega.api.resolver import ADMIN
from bodega.emails import TypedEmail
from bodega.items import Page
from users import openapi as docs
from users.admin import accounts
from users.admin.schemas import RoleFields, StatusFields
from users.requests import page_of, versioned, versioned_if_modified

router = APIGatewayRouter()

_Email = Annotated[TypedEmail | None, Query(description="Only the user with this email, in any case")]
_Order = Annotated[Literal["newest", "oldest"], Query(description="Which registrations come first")]


@router.get(
    "/users",
    summary="List users",
    operation_id="listUsers",
    tags=["users"],
    responses=docs.lists("UserPage", "A page, by registration", docs.USER, "forbidden", "invalid_cursor"),
    **ADMIN,
)
def list_users(
    limit: Limit = 25, cursor: Cursor = None, email: _Email = None, order: _Order = "newest"
) -> Response[Any]:
    scope = f"users?order={order}"
    if email is not None:
        return page_of(Page(accounts.find_by_email(email), None), scope)
    after = decode_cursor(cursor, scope) if cursor else None
    found = accounts.list_users(limit=limit, after=after, newest_first=order == "newest")
    return page_of(found, scope)


@router.get(
    "/users/<id>",
    summary="Get one user",
    operation_id="getUser",
    tags=["users"],
    responses=docs.reads_version("User", "The user", docs.USER, "forbidden", "not_found") | docs.NOT_MODIFIED,
    **ADMIN,
)
def get_user(id: Id, if_none_match: IfNoneMatch = None) -> Response[Any]:
    return versioned_if_modified(accounts.get_user(id), if_none_match)


@router.put(
    "/users/<id>/status",
    summary="Freeze or unfreeze a user",
    description="Ends the user's sessions. `active` also forgives wrong passwords.",
    operation_id="setUserStatus",
    tags=["users"],
    responses=docs.changes("User", docs.USER, "forbidden", "not_found", "last_admin"),
    **ADMIN,
)
def set_status(
    id: Id,
    fields: Annotated[StatusFields, Body(openapi_examples=docs.example_of({"status": "frozen"}))],
    if_match: IfMatch = None,
) -> Response[Any]:
    return versioned(accounts.set_status(id, fields.status, expected_versions(if_match)))


@router.put(
    "/users/<id>/role",
    summary="Make a user an admin or a customer",
    description="Ends the user's sessions. The last active admin stays one.",
    operation_id="setUserRole",
    tags=["users"],
    responses=docs.changes("User", docs.USER, "forbidden", "not_found", "last_admin"),
    **ADMIN,
)
def set_role(
    id: Id,
    fields: Annotated[RoleFields, Body(openapi_examples=docs.example_of({"role": "admin"}))],
    if_match: IfMatch = None,
) -> Response[Any]:
    return versioned(accounts.set_role(id, fields.role, expected_versions(if_match)))
