"""The caller, as the authorizer identified them. Nothing that the client claims counts."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from bodega.errors import Forbidden, Unauthorized


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


def admin(event: Mapping[str, Any]) -> Caller:
    """Return the calling admin. API Gateway has checked the role already; the function checks it again.

    Raises: Unauthorized, Forbidden.
    """
    found = caller(event)
    if found.role != "admin":
        raise Forbidden("Only an admin may do this.")
    return found
