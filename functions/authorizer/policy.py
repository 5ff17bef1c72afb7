"""The policy of each role, for the whole API.

API Gateway may cache a policy and apply it to the caller's next request to another route. So a policy states all that
the role may do on this API and stage, and does not depend on the current request.
"""

from typing import Any, Final

from bodega.roles import Role

_ACCOUNT = ("*/users/me", "*/users/me/*", "POST/users/logout")
_OWN_ORDERS = ("POST/orders", "*/orders/mine", "*/orders/mine/*")
_STOCK = tuple(f"PUT/{kind}/*/stock" for kind in ("addons", "customizations", "products", "categories"))

# Method and path below the stage, in API Gateway's notation. `*` matches any characters, `/` included. So the routes of
# staff are listed one by one, and those with an ID of an order begin with its prefix: `*/orders*` would match refunds,
# and `GET/orders/*` the orders of a customer. Each GET has a HEAD.
REACH: Final[dict[Role, tuple[str, ...]]] = {
    "admin": ("*/*",),
    "staff": (
        *_ACCOUNT,
        *_STOCK,
        "POST/products/*/stock/adjustments",
        "PUT/store/pause",
        "POST/orders",
        *("GET/orders", "HEAD/orders"),
        *("GET/orders/queue", "HEAD/orders/queue"),
        *("GET/orders/ord_*", "HEAD/orders/ord_*"),
        "PUT/orders/ord_*/status",
        "POST/orders/ord_*/cancellation",
        "POST/orders/ord_*/payments",
    ),
    "customer": (*_ACCOUNT, *_OWN_ORDERS),
    "guest": (
        *("GET/users/me", "HEAD/users/me", "DELETE/users/me"),
        *("GET/users/me/export", "HEAD/users/me/export"),
        "POST/users/logout",
        *_OWN_ORDERS,
    ),
    "leaving": ("DELETE/users/me",),
}


def policy(method_arn: str, role: Role) -> dict[str, Any]:
    """Return the policy of `role` on the API and stage of `method_arn`. Everything else is denied by default.

    `method_arn`: `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{method}/{path}`.
    """
    api, stage = method_arn.split("/")[:2]
    allowed = [f"{api}/{stage}/{reach}" for reach in REACH[role]]
    statement = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": allowed}
    return {"Version": "2012-10-17", "Statement": [statement]}
