"""Documentation of loyalty points."""

from typing import Literal

from pydantic import Field

from bodega.models import Document
from bodega.openapi.operations import Operation, creates, lists, reads
from bodega.openapi.schemas import WHEN, Count, Timestamp, example_id, id_field, page_of

_TAG = "loyalty"
_POINTS = {"points": 50, "reason": "Free coffee"}
ENTRY = {"id": example_id("pts"), "type": "redemption", "points": -50, "reason": "Free coffee", "createdAt": WHEN}
BALANCE = {"balance": 70, "lifetime": 120, "redeemed": 50}


class Balance(Document):
    """The points of a user."""

    balance: Count = Field(description="Points that can be redeemed: `lifetime` minus `redeemed`")
    lifetime: Count = Field(description="All points that the user ever got")
    redeemed: Count = Field(description="All points that the user ever redeemed")


class PointsTransaction(Document):
    """An entry of the ledger."""

    id: id_field("pts")
    type: Literal["accrual", "redemption"]
    points: int = Field(description="Negative for a redemption")
    reason: str
    created_at: Timestamp


PointsTransactionPage = page_of(PointsTransaction)

OPERATIONS = {
    "getLoyalty": Operation(
        "Get your points",
        "Returns the balance. It is 0 for a user who never got points.",
        _TAG,
        reads("The balance", Balance, BALANCE),
    ),
    "listPointsTransactions": Operation(
        "List your point transactions",
        "Returns the ledger, newest entry first.",
        _TAG,
        lists("A page of the ledger", PointsTransactionPage, ENTRY),
    ),
    "redeemPoints": Operation(
        "Redeem points",
        "Takes points off the user's balance, at most as many as there are.",
        _TAG,
        creates("The new entry of the ledger", PointsTransaction, ENTRY),
        problems=("insufficient_points",),
        body=_POINTS,
        needs_key=True,
    ),
    "accruePoints": Operation(
        "Give points to a user",
        "Adds points to a user's balance. The user can read the reason.",
        _TAG,
        creates("The new entry of the ledger", PointsTransaction, {**ENTRY, "type": "accrual", "points": 50}),
        {"not_found": "There is no user with this id."},
        body=_POINTS,
        id_prefix="usr",
        needs_key=True,
    ),
}
