"""The caller, as the authorizer identified them. Nothing that the client claims counts."""

from collections.abc import Container, Mapping
from typing import Any, NamedTuple

from bodega.errors import Forbidden, Unauthorized
from bodega.roles import ROLES


class Caller(NamedTuple):
    user_id: str
    role: str
    session_id: str


def caller(event: Mapping[str, Any]) -> Caller:
    """Return the caller. Raises: Unauthorized if no authorizer admitted the request."""
    context = (event.get("requestContext") or {}).get("authorizer") or {}
    user_id, role, session_id = context.get("userId"), context.get("role"), context.get("sessionId")
    if not user_id or not role or not session_id:
        raise Unauthorized("This needs a bearer token.")
    return Caller(user_id, role, session_id)


def registered(event: Mapping[str, Any]) -> Caller:
    """Return the caller, who has an account with an email. Raises: Unauthorized, Forbidden for a guest."""
    found = caller(event)
    if found.role == "guest":
        raise Forbidden("A guest has no account for this. Register first, with POST /users/register.")
    return found


def admin(event: Mapping[str, Any]) -> Caller:
    """Return the calling admin. API Gateway has checked the role already; the function checks it again.

    Raises: Unauthorized, Forbidden.
    """
    return _with_role(event, ("admin",), "Only an admin may do this.")


def staff(event: Mapping[str, Any]) -> Caller:
    """Return the caller, who is staff or an admin. Raises: Unauthorized, Forbidden."""
    return _with_role(event, ("staff", "admin"), "Only staff may do this.")


def buyer(event: Mapping[str, Any]) -> Caller:
    """Return the caller, who has orders of their own: a guest or a customer. Raises: Unauthorized, Forbidden."""
    return _with_role(event, ("guest", "customer"), "Only a guest or a customer may do this.")


def orderer(event: Mapping[str, Any]) -> Caller:
    """Return the caller, who may place orders: any role, unless the account is being erased.

    Raises: Unauthorized, Forbidden.
    """
    return _with_role(event, ROLES, "This account may not place orders.")


def _with_role(event: Mapping[str, Any], roles: Container[str], refusal: str) -> Caller:
    found = caller(event)
    if found.role not in roles:
        raise Forbidden(refusal)
    return found
