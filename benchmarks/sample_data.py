"""The data that every measurement runs on: items as the shop's own tables store them, and a token that is good.

Fixed to the last byte, so that the same work is done in every run.
"""

import base64
import hashlib
import hmac
import json
from typing import Any

USER_ID = "usr_01JD4W0Q8V5E2M7T9X3K6B1ADM"
SESSION_ID = "ses_01JD4W0Q8V5E2M7T9X3K6B1ADM"
SECRET = "5d41402abc4b2a76b9719d911017c592" * 2  # of nothing but the stub
SECRET_VERSION = "4b1f6ee4-8f0e-4d53-9c26-0a35d5a0c1f7"  # noqa: S105
PAGE = 25

_FOREVER = 4_102_444_800  # 2100-01-01, in seconds
_NAMES = ("Flat white", "Cortado", "Filter coffee", "Cold brew", "Masala chai", "Cinnamon bun", "Lemon tart")
_DESCRIPTION = "Two short shots under velvety milk, served in a warm cup of six ounces, and gone before it is cold."

Attributes = dict[str, dict[str, Any]]


def product(number: int) -> Attributes:
    """A product in DynamoDB's own form."""
    product_id = _ulid("prd", number)
    name = f"{_NAMES[number % len(_NAMES)]} {number:02d}"
    saved = {"S": f"2026-01-31T09:30:00.{number:03d}Z"}
    return {
        "pk": {"S": "PRODUCT"},
        "sk": {"S": product_id},
        "nameKey": {"S": f"{name.casefold()}\x1f{product_id}"},
        "refs": {"N": "1"},
        "id": {"S": product_id},
        "name": {"S": name},
        "description": {"S": _DESCRIPTION},
        "inStock": {"BOOL": number % 5 != 0},
        "price": {"M": {"amount": {"N": str(375 + 25 * number)}, "currency": {"S": "CAD"}}},
        "images": {"L": [{"S": f"https://images.example.com/product-{number:02d}-{side}.webp"} for side in ("a", "b")]},
        "customizationIds": {"L": [{"S": _ulid("cus", number + step)} for step in (1, 2)]},
        "spiciness": {"N": "0"},
        "quantity": {"NULL": True} if number % 2 else {"N": "40"},
        "version": {"N": "3"},
        "createdAt": saved,
        "updatedAt": saved,
    }


def products(count: int) -> list[Attributes]:
    """`count` products in the order of their names' keys, as the index keeps them."""
    return sorted((product(number) for number in range(count)), key=lambda item: str(item["nameKey"]["S"]))


def account() -> list[Attributes]:
    """An admin's profile and the session that the token names."""
    pk = {"S": f"USER#{USER_ID}"}
    version = {"N": "2"}
    profile: Attributes = {
        "pk": pk,
        "sk": {"S": "PROFILE"},
        "id": {"S": USER_ID},
        "email": {"S": "ada@example.com"},
        "name": {"S": "Ada"},
        "role": {"S": "admin"},
        "status": {"S": "active"},
        "tokenVersion": version,
    }
    session: Attributes = {
        "pk": pk,
        "sk": {"S": f"SESSION#{SESSION_ID}"},
        "tokenVersion": version,
        "expiresAt": {"N": str(_FOREVER)},
    }
    return [profile, session]


def token(issuer: str, audience: str) -> str:
    """A signed access token (RFC 7515, HS256) that expires in 2100."""
    header = {"alg": "HS256", "typ": "JWT", "kid": SECRET_VERSION}
    claims = {
        "iss": issuer,
        "aud": audience,
        "sub": USER_ID,
        "sid": SESSION_ID,
        "ver": 2,
        "purpose": "access",
        "iat": 1_767_225_600,
        "exp": _FOREVER,
    }
    signed = b".".join(_base64url(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims))
    signature = hmac.digest(SECRET.encode(), signed, hashlib.sha256)
    return (signed + b"." + _base64url(signature)).decode()


def _ulid(prefix: str, number: int) -> str:
    return f"{prefix}_01JD4W0Q8V5E2M7T9X3K6B{number:04d}"


def _base64url(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
