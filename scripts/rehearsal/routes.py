"""Requests to every operation of the deployed shop."""

from http import HTTPStatus

from scripts.rehearsal.emulator import call
from scripts.rehearsal.orders import sell
from scripts.rehearsal.payments import sell_by_card
from scripts.rehearsal.provider import Provider
from scripts.rehearsal.visitor import OTHER_PASSWORD, PASSWORD, Visitor, wait_until


def visit_all(shop: Visitor, provider: Provider) -> str:
    """Send a request to every operation. Return the ID of an addon that stays."""
    shop.send("GET /health")
    status, _ = call(f"{shop.url}/users/me", "GET", None, "no.such.token")
    if status != HTTPStatus.UNAUTHORIZED:
        raise SystemExit(f"the authorizer answers {status} to a token that is none")
    ada = shop.register("ada@shop.example")["user"]["id"]
    shop.make_admin(ada)
    admin = shop.log_in("ada@shop.example")["accessToken"]
    catalog = _fill_catalog(shop, admin)
    _open_the_store(shop, admin)
    _report_orders(shop, admin)
    sell_by_card(shop, provider, admin, sell(shop, admin, catalog))
    _keep_an_account(shop, admin)
    _change_email_and_password(shop)
    return _clear_catalog(shop, admin, catalog)


def _fill_catalog(shop: Visitor, admin: str) -> dict[str, str]:
    """Create one item of each kind, which contains the one before, and change it. Return the IDs by path."""
    found: dict[str, str] = {}
    holds = {"addons": None, "customizations": "addonIds", "products": "customizationIds", "categories": "productIds"}
    for path, member in holds.items():
        held = {member: list(found.values())[-1:]} if member else {}
        item = shop.send(f"POST /{path}", admin, body={**held, "name": f"The first of {path}"})["id"]
        found[path] = item
        shop.send(f"GET /{path}")
        shop.send(f"GET /{path}", query="?name=the")
        shop.send(f"GET /{path}/{{id}}", id=item)
        shop.send(f"PUT /{path}/{{id}}", admin, id=item, body={**held, "name": f"One of {path}"})
        shop.send(f"PATCH /{path}/{{id}}", admin, id=item)
        shop.send(f"PUT /{path}/{{id}}/stock", admin, id=item, body={"inStock": True})
    shop.send("GET /products", query=f"?category={found['categories']}")
    categories = shop.send("GET /categories")["items"]
    shop.send("PUT /categories/order", admin, body={"categoryIds": [category["id"] for category in categories]})
    # Only the builder behind the stream makes new items show.
    wait_until(lambda: found["addons"] in str(shop.send("GET /menu")), "the new items on the menu")
    shop.send("GET /menu", query="?shape=flat")
    return found


def _open_the_store(shop: Visitor, admin: str) -> None:
    """Change the settings, pause the store, and open it for the whole week."""
    shop.send("PUT /store", admin)
    shop.send("PUT /store/pause", admin)
    shop.send("GET /store/slots")
    shop.send("GET /store/settings", admin)
    shop.send("PATCH /store", admin, body={"hours": None, "closures": [], "capacity": None})
    shop.send("GET /store")


def _report_orders(shop: Visitor, admin: str) -> None:
    day = "?from=2026-01-31&to=2026-01-31"
    shop.send("POST /analytics/events", admin)
    wait_until(lambda: shop.send("GET /analytics/summary", admin, query=day)["orders"] == 1, "the order in the reports")
    for interval in ("hour", "day", "month"):
        shop.send("GET /analytics/orders", admin, query=f"{day}&interval={interval}")
    shop.send("GET /analytics/products", admin, query=day)
    shop.send("GET /analytics/export", admin, query=day)


def _keep_an_account(shop: Visitor, admin: str) -> None:
    """Use everything that an account has, then erase another one."""
    registered = shop.register("bob@shop.example")
    bob, token = registered["user"]["id"], registered["accessToken"]
    shop.send("GET /users", admin)
    shop.send("GET /users/{id}", admin, id=bob)
    shop.send("GET /users/me", token)
    shop.send("PATCH /users/me", token)
    for saved in ("addresses", "payment-methods"):
        first = shop.send(f"POST /users/me/{saved}", token)["id"]
        shop.send(f"GET /users/me/{saved}", token)
        if saved == "addresses":
            shop.send("GET /users/me/addresses/{id}", token, id=first)
            shop.send("PUT /users/me/addresses/{id}", token, id=first)
        else:
            shop.send("PUT /users/me/payment-methods/{id}/default", token, id=first)
        shop.send(f"DELETE /users/me/{saved}/{{id}}", token, id=first)
    shop.send("POST /users/{id}/loyalty/accruals", admin, id=bob, body={"points": 50})
    shop.send("POST /users/me/loyalty/redemptions", token, body={"points": 20})
    shop.send("GET /users/me/loyalty", token)
    shop.send("GET /users/me/loyalty/transactions", token)
    shop.send("GET /users/me/export", token)
    other = shop.log_in("bob@shop.example")
    shop.send("POST /users/refresh", body={"refreshToken": other["refreshToken"]})
    sessions = shop.send("GET /users/me/sessions", token)["items"]
    ended = next(session["id"] for session in sessions if not session["current"])
    shop.send("DELETE /users/me/sessions/{id}", token, id=ended)
    shop.send("PUT /users/{id}/role", admin, id=bob, body={"role": "admin"})
    shop.send("PUT /users/{id}/status", admin, id=bob, body={"status": "active"})
    # A change of the role ends the sessions.
    token = shop.log_in("bob@shop.example")["accessToken"]
    shop.send("POST /users/logout", token, body={"everywhere": False})
    # The shop keeps an admin, so another account is erased.
    eve = shop.register("eve@shop.example")["user"]["id"]
    for role in ("admin", "customer"):
        shop.send("PUT /users/{id}/role", admin, id=eve, body={"role": role})
    token = shop.log_in("eve@shop.example")["accessToken"]
    shop.send("DELETE /users/me", token, body={"password": PASSWORD})


def _change_email_and_password(shop: Visitor) -> None:
    """Follow the links in mails."""
    token = shop.register("cat@shop.example")["accessToken"]
    shop.send("POST /users/me/email/verification", token)
    verify = "POST /users/me/email/verify"
    shop.send(verify, token, body={"token": shop.mailed_token("cat@shop.example", "verify-email", 2)})
    shop.send("POST /users/me/email", token, body={"email": "cat@new.example", "password": PASSWORD})
    shop.send(verify, token, body={"token": shop.mailed_token("cat@new.example", "verify-email")})
    undo = shop.mailed_token("cat@shop.example", "restore-email")
    shop.send("POST /users/email/undo", body={"token": undo})
    shop.send("POST /users/password/forgot", body={"email": "cat@shop.example"})
    # The undo mails a token for a new password too.
    reset = shop.mailed_token("cat@shop.example", "reset-password", 2)
    shop.send("POST /users/password/reset", body={"token": reset, "newPassword": OTHER_PASSWORD})
    token = shop.log_in("cat@shop.example", OTHER_PASSWORD)["accessToken"]
    passwords = {"currentPassword": OTHER_PASSWORD, "newPassword": PASSWORD}
    shop.send("PUT /users/me/password", token, body=passwords)
    shop.register("dan@shop.example")
    shop.send("POST /users/email/disown", body={"token": shop.mailed_token("dan@shop.example", "disown-account")})


def _clear_catalog(shop: Visitor, admin: str, catalog: dict[str, str]) -> str:
    """Delete the items, and return the ID of a new addon."""
    for path in reversed(catalog):
        shop.send(f"DELETE /{path}/{{id}}", admin, id=catalog[path])
    return str(shop.send("POST /addons", admin, body={"name": "An addon that stays"})["id"])
