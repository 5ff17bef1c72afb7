"""Routes of a user's own profile, its export and the erasure of the account."""

from typing import TYPE_CHECKING, Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayRouter

from bodega.api.identity import caller
from bodega.api.inputs import Body, ExpectedVersions
from bodega.api.resolver import SESSION, SIGNED_IN
from bodega.api.responses import no_content, private
from bodega.observability import count
from users.profile import erasure, export, profile
from users.requests import own_id, versioned
from users.session_cookies import CookiePage, without_cookie

if TYPE_CHECKING:
    from users.profile.schemas import Erasure

router = APIGatewayRouter()


@router.get("/users/me", operation_id="getProfile", **SESSION)
def get_profile() -> Response[Any]:
    return versioned(profile.get_profile(own_id(router)))


@router.patch("/users/me", operation_id="patchProfile", **SIGNED_IN)
def patch_profile(
    patch: Annotated[dict[str, Any], Body()],
    versions: ExpectedVersions = None,
) -> Response[Any]:
    return versioned(profile.patch_profile(own_id(router), patch, versions))


@router.delete("/users/me", operation_id="eraseAccount", **SESSION)
def erase_account(
    confirmation: Annotated["Erasure | None", Body("users.profile.schemas:Erasure")] = None,
    versions: ExpectedVersions = None,
    page: CookiePage = None,
) -> Response[Any]:
    who = caller(router.current_event.raw_event)
    erasure.erase(who.user_id, who.session_id, confirmation.password if confirmation else None, versions)
    count("AccountsErased")
    return without_cookie(no_content(), page)


@router.get("/users/me/export", operation_id="exportAccount", **SESSION)
def export_account() -> Response[Any]:
    return private(200, export.export(own_id(router)))
