"""What each role may reach, as a policy that holds for the whole API.

API Gateway may cache a policy and use it for the caller's next request to any other route, so that
it says all that the role may do on this API and stage, and nothing about the request at hand.
"""

from typing import Any, Final

from bodega.roles import Role

# Method and path below the stage, in API Gateway's notation; `*` stands for anything.
REACH: Final[dict[Role, tuple[str, ...]]] = {
    "admin": ("*/*",),
    "customer": ("*/users/me", "*/users/me/*", "POST/users/logout"),
    "leaving": ("DELETE/users/me",),
}


def policy(method_arn: str, role: Role) -> dict[str, Any]:
    """The policy of `role` on the API and stage of `method_arn`; what it does not allow is denied.

    `method_arn`: `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{method}/{path}`.
    """
    api, stage = method_arn.split("/")[:2]
    allowed = [f"{api}/{stage}/{reach}" for reach in REACH[role]]
    statement = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": allowed}
    return {"Version": "2012-10-17", "Statement": [statement]}
