"""Sample data, byte for byte the same in every run: items as the shop's tables store them, and a valid access token."""

from typing import Any

import jwt
from boto3.dynamodb.types import TypeSerializer

USER_ID = "usr_01JD4W0Q8V5E2M7T9X3K6B1ADM"
SESSION_ID = "ses_01JD4W0Q8V5E2M7T9X3K6B1ADM"
SECRET = "5d41402abc4b2a76b9719d911017c592" * 2  # known to the stub only
SECRET_VERSION = "4b1f6ee4-8f0e-4d53-9c26-0a35d5a0c1f7"  # noqa: S105  # a version id, not a secret
PAGE = 25

_EXPIRY = 4_102_444_800  # 2100-01-01, in seconds
_NAMES = ("Flat white", "Cortado", "Filter coffee", "Cold brew", "Masala chai", "Cinnamon bun", "Lemon tart")
_DESCRIPTION = "Two short shots under velvety milk, served in a warm cup of six ounces, and gone before it is cold."

Item = dict[str, dict[str, Any]]


def product(number: int) -> Item:
    """Return a product in DynamoDB's JSON."""
    product_id = sample_id("prd", number)
    name = f"{_NAMES[number % len(_NAMES)]} {number:02d}"
    saved = f"2026-01-31T09:30:00.{number:03d}Z"
    return stored(
        pk="PRODUCT",
        sk=product_id,
        nameKey=f"{name.casefold()}\x1f{product_id}",
        refs=1,
        id=product_id,
        name=name,
        description=_DESCRIPTION,
        inStock=number % 5 != 0,
        price={"amount": 375 + 25 * number, "currency": "CAD"},
        images=[f"https://images.example.com/product-{number:02d}-{side}.webp" for side in ("a", "b")],
        customizationIds=[sample_id("cus", number + step) for step in (1, 2)],
        spiciness=0,
        quantity=None if number % 2 else 40,
        taxCategory=None if number % 2 else "food",
        version=3,
        createdAt=saved,
        updatedAt=saved,
    )


def products(count: int) -> list[Item]:
    """Return `count` products, sorted by name key like the index."""
    return sorted(map(product, range(count)), key=lambda item: str(item["nameKey"]["S"]))


def user(role: str = "admin") -> Item:
    """Return the profile of a user with a verified mailbox, as a request for one's own account reads it."""
    saved = "2026-01-31T09:30:00.000Z"
    return stored(
        pk=f"USER#{USER_ID}", sk="PROFILE", listPk="USER", listSk=f"{saved}#{USER_ID}", id=USER_ID,
        email="ada@example.com", emailKey="ada@example.com", emailVerified=True, firstName="Ada", lastName="Lovelace",
        phone=None, role=role, status="active", tokenVersion=2, version=3, createdAt=saved, updatedAt=saved,
    )  # fmt: skip


def account() -> list[Item]:
    """Return an admin's profile and the session of `token`."""
    pk = f"USER#{USER_ID}"
    profile = stored(
        pk=pk, sk="PROFILE", id=USER_ID, email="ada@example.com", name="Ada", role="admin", status="active",
        tokenVersion=2,
    )  # fmt: skip
    return [profile, stored(pk=pk, sk=f"SESSION#{SESSION_ID}", tokenVersion=2, expiresAt=_EXPIRY)]


def token(issuer: str, audience: str) -> str:
    """Return a signed access token that expires in 2100."""
    claims = {
        "iss": issuer,
        "aud": audience,
        "sub": USER_ID,
        "sid": SESSION_ID,
        "ver": 2,
        "purpose": "access",
        "iat": 1_767_225_600,
        "exp": _EXPIRY,
    }
    return jwt.encode(claims, SECRET, "HS256", headers={"kid": SECRET_VERSION})


def stored(**values: Any) -> Item:
    """Return an item in DynamoDB's JSON."""
    serializer = TypeSerializer()
    return {name: dict(serializer.serialize(value)) for name, value in values.items()}


def sample_id(prefix: str, number: int) -> str:
    """Return an id of the sample data, such as of product 3."""
    return f"{prefix}_01JD4W0Q8V5E2M7T9X3K6B{number:04d}"
