"""An account with something in each of its parts, as the API returns it to its owner."""

from typing import Any

from tests.support.store.fake_shop import FakeShop

Document = dict[str, Any]

EMAIL = "ada@shop.example"
PASSWORD = "turnips, boats and a kite"
_NOW = "2026-11-30T17:00:00.000Z"
_FIREFOX = "Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0"
_CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36"


def user(**members: Any) -> Document:
    return {
        "id": "usr_01JDVX0000000000000000000A",
        "email": EMAIL,
        "emailVerified": False,
        "firstName": "Ada",
        "lastName": "Lovelace",
        "phone": None,
        "role": "customer",
        "status": "active",
        "version": 3,
        "createdAt": _NOW,
        "updatedAt": _NOW,
        **members,
    }


def address(number: int = 1, **members: Any) -> Document:
    return {
        "id": f"adr_01JDVX0000000000000000000{number}",
        "name": "Ada Lovelace",
        "line1": "12 Rue Saint-Paul",
        "line2": None,
        "city": "Montréal",
        "region": "QC",
        "postalCode": "H2Y 1G9",
        "country": "CA",
        "phone": None,
        "instructions": "",
        "default": number == 1,
        "version": 1,
        "createdAt": _NOW,
        "updatedAt": _NOW,
        **members,
    }


def payment_method(number: int = 1, **members: Any) -> Document:
    return {
        "id": f"pay_01JDVX0000000000000000000{number}",
        "brand": "visa",
        "last4": "4242",
        "expiryMonth": 4,
        "expiryYear": 2090,
        "default": number == 1,
        "version": 1,
        "createdAt": _NOW,
        **members,
    }


def session(number: int = 1, **members: Any) -> Document:
    return {
        "id": f"ses_01JDVX0000000000000000000{number}",
        "userAgent": _CHROME if number == 1 else _FIREFOX,
        "createdAt": _NOW,
        "refreshedAt": _NOW,
        "expiresAt": "2026-12-30T17:00:00.000Z",
        "current": number == 1,
        **members,
    }


def points(number: int, amount: int, reason: str) -> Document:
    kind = "accrual" if amount > 0 else "redemption"
    return {
        "id": f"pts_01JDVX0000000000000000000{number}",
        "type": kind,
        "points": amount,
        "reason": reason,
        "createdAt": _NOW,
    }


def listed(*items: Document, cursor: str | None = None) -> Document:
    return {"items": list(items), "nextCursor": cursor}


def tokens(**members: Any) -> Document:
    """Return what opens a session in cookie mode."""
    return {"accessToken": "access", "expiresIn": 900, **members}


def log_out(api: FakeShop) -> None:
    """Let the visitor have no session, and log in to the account of `log_in`."""
    api.refuse("POST /users/refresh", 403, "session_ended")
    api.answer("POST /users/login", tokens(user=user()))
    api.answer("GET /users/me", user())


def log_in(api: FakeShop, **members: Any) -> None:
    """Let the visitor have a session. `members` are those of the user."""
    api.answer("POST /users/refresh", tokens())
    api.answer("GET /users/me", user(**members))
    api.answer("POST /users/logout", status=204)
    api.answer(
        "GET /users/me/addresses", listed(address(1), address(2, name=None, line2="Apt 3", phone="+15145550123"))
    )
    api.answer(
        "GET /users/me/payment-methods",
        listed(payment_method(1), payment_method(2, brand="mastercard", expiryYear=2025)),
    )
    api.answer("GET /users/me/sessions", listed(session(2), session(1)))
    api.answer("GET /users/me/loyalty", {"balance": 120, "lifetime": 1520, "redeemed": 1400})
    api.answer(
        "GET /users/me/loyalty/transactions", listed(points(1, -1400, "Coffee machine"), points(2, 1520, "Welcome"))
    )
