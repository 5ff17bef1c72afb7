"""The forms of the answers about accounts, for the API document; answers are made without models."""

from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from bodega.models import Document
from users.profile.schemas import ProfileFields
from users.saved_items.schemas import AddressFields, PaymentMethodFields


class User(ProfileFields):
    id: str
    email: str
    email_verified: bool
    role: Literal["customer", "admin"]
    status: Literal["active", "frozen"]
    created_at: str
    updated_at: str
    version: int = Field(description="Rises by one at each change; also the ETag")


class Address(AddressFields):
    id: str
    version: int = Field(description="Rises by one at each change; also the ETag")
    created_at: str
    updated_at: str


class PaymentMethod(Document):
    id: str
    brand: str
    last4: str
    expiry_month: int
    expiry_year: int
    default: bool
    version: int
    created_at: str


class Balance(Document):
    balance: int
    lifetime: int = Field(description="All points that were ever given")
    redeemed: int = Field(description="All points that were ever spent")


class PointsTransaction(Document):
    id: str
    type: Literal["accrual", "redemption"]
    points: int = Field(description="Negative where they were spent")
    reason: str
    created_at: str


class ExportedLoyalty(Balance):
    transactions: list[PointsTransaction]


class ExportedSession(Document):
    id: str
    created_at: str
    expires_at: int = Field(description="Seconds since 1970")


class AccountExport(Document):
    """All that is stored about a user, without what would open anything."""

    exported_at: str
    user: User
    addresses: list[Address]
    payment_methods: list[PaymentMethod]
    loyalty: ExportedLoyalty
    sessions: list[ExportedSession]
    requests: list[dict[str, Any]] = Field(description="Answers kept for a day, so that requests may be repeated")
    mails: list[dict[str, Any]] = Field(description="Mail of the last days, without its links")
    failed_log_ins: int


def _page(name: str, model: type[BaseModel]) -> type[BaseModel]:
    return create_model(name, items=(list[model], ...), nextCursor=(str | None, ...))  # type: ignore[valid-type]  # list[model] is a value


MODELS: dict[str, type[BaseModel]] = {
    model.__name__: model
    for model in (
        User,
        _page("UserPage", User),
        Address,
        _page("AddressPage", Address),
        PaymentMethod,
        PaymentMethodFields,
        _page("PaymentMethodPage", PaymentMethod),
        Balance,
        PointsTransaction,
        _page("PointsTransactionPage", PointsTransaction),
        AccountExport,
    )
}
