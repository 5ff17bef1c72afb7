"""Routes for admins: find users, freeze and unfreeze them, change their role."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.cursors import decode_cursor
from bodega.api.inputs import Body, ExpectedVersions
from bodega.api.parameters import Cursor, Id, Limit, query
from bodega.api.resolver import ADMIN
from bodega.emails import LONGEST_TYPED, check_typed_email
from bodega.items import Page
from users.admin import accounts
from users.requests import page_of, versioned

if TYPE_CHECKING:
    from users.admin.schemas import RoleFields, StatusFields

router = APIGatewayRouter()

_WITH_EMAIL = "Only the user with this email, without regard to case"
_Email = Annotated[str | None, query("email", _WITH_EMAIL, check_typed_email, maxLength=LONGEST_TYPED, minLength=1)]
_Order = Annotated[
    Literal["newest", "oldest"], query("order", "Which registrations come first", enum=["newest", "oldest"])
]


@router.get("/users", operation_id="listUsers", **ADMIN)
def list_users(
    limit: Limit = 25, cursor: Cursor = None, email: _Email = None, order: _Order = "newest"
) -> Response[Any]:
    scope = f"users?order={order}"
    if email is not None:
        return page_of(Page(accounts.find_by_email(email), None), scope)
    after = decode_cursor(cursor, scope) if cursor else None
    found = accounts.list_users(limit=limit, after=after, newest_first=order == "newest")
    return page_of(found, scope)


@router.get("/users/<id>", operation_id="getUser", **ADMIN)
def get_user(id: Id) -> Response[Any]:
    return versioned(accounts.get_user(id))


@router.put("/users/<id>/status", operation_id="setUserStatus", **ADMIN)
def set_status(
    id: Id,
    fields: Annotated["StatusFields", Body("users.admin.schemas:StatusFields")],
    versions: ExpectedVersions = None,
) -> Response[Any]:
    return versioned(accounts.set_status(id, fields.status, versions))


@router.put("/users/<id>/role", operation_id="setUserRole", **ADMIN)
def set_role(
    id: Id,
    fields: Annotated["RoleFields", Body("users.admin.schemas:RoleFields")],
    versions: ExpectedVersions = None,
) -> Response[Any]:
    return versioned(accounts.set_role(id, fields.role, versions))
