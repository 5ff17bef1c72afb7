"""Documentation of the store, its settings, its pause and its slots."""

from typing import Annotated, Any, Literal

from pydantic import Field

from bodega.items import version_conflict
from bodega.models import Document
from bodega.openapi.operations import Operation, changes, reads
from bodega.openapi.schemas import WHEN, CurrencyCode, CurrencyDigits, Day, Timestamp
from bodega.orders.settings import DEFAULTS, MOST_DAYS_AHEAD
from store.schemas import (
    ClosureFields,
    HoursFields,
    StoreAddressFields,
    StoreFields,
    TaxCategoryFields,
    TaxesFields,
    TipsFields,
)

_TAG = "store"


class StoreHours(HoursFields):
    """The opening hours of each day of the week. On a day without spans, the store is closed."""


class StoreClosure(ClosureFields):
    """Days on which no span begins. The night before ends as usual."""


class StoreAddress(StoreAddressFields):
    """The postal address of the store."""


class StoreTips(TipsFields):
    """The tips that a storefront suggests."""


class StoreTaxCategory(TaxCategoryFields):
    """The taxes of the products in a category."""


class StoreTaxes(TaxesFields):
    """How taxes are computed."""

    categories: list[StoreTaxCategory] = Field(  # type: ignore[assignment]  # lists are invariant
        description="The first one is that of products without a tax category"
    )


class StoreSettings(StoreFields):
    """The settings of the store."""

    address: StoreAddress | None
    hours: StoreHours | None = Field(description="Null: always open")
    closures: list[StoreClosure]  # type: ignore[assignment]  # lists are invariant
    tips: StoreTips
    taxes: StoreTaxes
    version: int = Field(ge=0, description="Increases by one with each change. 0: nothing was changed yet")
    updated_at: Timestamp | None = Field(description="Null: nothing was changed yet")


class Store(Document):
    """What a storefront shows of the store."""

    name: str = Field(examples=["Café Bodega"])
    address: StoreAddress | None
    phone: str | None
    tax_number: str | None = Field(description="Shown on receipts")
    hours: StoreHours | None = Field(description="Null: always open")
    closures: list[StoreClosure]
    day_ends_at: str = Field(description="When a business day ends and the next one begins", examples=["04:00"])
    lead_minutes: int = Field(ge=0, description="From an order to the earliest time that it can be due")
    slot_minutes: int = Field(ge=5, le=60)
    max_days_ahead: int = Field(
        ge=0, le=MOST_DAYS_AHEAD, description="How many business days ahead an order can be due"
    )
    accept_within_minutes: int = Field(ge=1, description="An order that is not accepted in this time is canceled")
    cancel_until: Literal["accepted", "preparing"] = Field(
        description="Customers can cancel before their order gets this status"
    )
    hold_minutes: int = Field(ge=5, description="How long an order waits for its payment by card")
    fulfilments: list[Literal["pickup", "dineIn"]]
    payments: list[Literal["counter", "card"]] = Field(description="How orders can be paid")
    tips: StoreTips
    taxes: StoreTaxes
    cash_rounding: int = Field(ge=1, description="Totals that are paid in cash are rounded to it")
    open: bool = Field(description="Whether it is open now, by its hours and closures")
    opens_at: Timestamp | None = Field(
        description="The next opening. Null while it is open, and if it does not open within 400 days"
    )
    closes_at: Timestamp | None = Field(
        description="The end of the current opening. Null while it is closed, and if it does not close within a week"
    )
    paused: bool = Field(description="Whether no new orders are taken, whatever the hours")
    paused_until: Timestamp | None
    add_minutes: int = Field(ge=0, description="Added to `leadMinutes`, because the store is busy")
    business_day: Day = Field(description="The current business day")
    time_zone: str = Field(description="The store's time zone (IANA)", examples=["America/Toronto"])
    currency: CurrencyCode
    currency_digits: CurrencyDigits


class Pause(Document):
    """The pause."""

    until: Timestamp | None
    add_minutes: int = Field(ge=0, le=120)
    updated_at: Timestamp


class StoreSlot(Document):
    """A part of the opening hours, in which orders can be due."""

    from_: Annotated[Timestamp, Field(alias="from")]
    to: Timestamp
    status: Literal["free", "full", "closed"] = Field(
        description="`closed`: it is too early for the kitchen, or the store takes no orders now"
    )


class StoreSlots(Document):
    """The slots of a business day, in order."""

    date: Day
    fulfilment: Literal["pickup", "dineIn"]
    items: list[StoreSlot] = Field(max_length=600)


_SPAN = {"from": "07:30", "to": "14:00"}
_HOURS: dict[str, Any] = {
    **{day: [_SPAN] for day in ("monday", "tuesday", "wednesday", "thursday")},
    "friday": [_SPAN, {"from": "17:00", "to": "01:00"}],
    "saturday": [{"from": "17:00", "to": "01:00"}],
    "sunday": [],
}
_SETTINGS: dict[str, Any] = {
    **DEFAULTS,
    "name": "Café Bodega",
    "address": {
        "line1": "12 Rue Saint-Paul",
        "line2": None,
        "city": "Montréal",
        "region": "QC",
        "postalCode": "H2Y 1G9",
        "country": "CA",
    },
    "phone": "+15145550123",
    "hours": _HOURS,
    "closures": [{"from": "2026-12-24", "to": "2026-12-26", "reason": "Christmas"}],
    "dayEndsAt": "04:00",
    "capacity": {"unit": "orders", "perSlot": 20},
    "fulfilments": ["pickup", "dineIn"],
    "tips": {"percents": [10, 15, 20]},
    "taxes": {
        "pricesInclude": False,
        "rounding": "total",
        "mode": "half_up",
        "categories": [
            {
                "id": "standard",
                "name": "Standard",
                "rates": [{"name": "GST", "rate": 5000}, {"name": "QST", "rate": 9975}],
            },
            {"id": "groceries", "name": "Groceries", "rates": []},
        ],
    },
    "cashRounding": 5,
}
_INTERNAL = {"alertEmail", "autoAccept", "capacity", "capture", "numberFrom"}
_STORED = {**_SETTINGS, "version": 3, "updatedAt": WHEN}
_STORE = {
    **{name: _SETTINGS[name] for name in _SETTINGS if name not in _INTERNAL},
    "payments": ["counter", "card"],
    "open": True,
    "opensAt": None,
    "closesAt": "2026-01-31T19:00:00.000Z",
    "paused": False,
    "pausedUntil": None,
    "addMinutes": 0,
    "businessDay": "2026-01-31",
    "timeZone": "America/Toronto",
    "currency": "CAD",
    "currencyDigits": 2,
}
_SLOTS = {
    "date": "2026-01-31",
    "fulfilment": "pickup",
    "items": [
        {"from": "2026-01-31T17:00:00.000Z", "to": "2026-01-31T17:15:00.000Z", "status": "full"},
        {"from": "2026-01-31T17:15:00.000Z", "to": "2026-01-31T17:30:00.000Z", "status": "free"},
    ],
}
_CHANGED = version_conflict("store").detail
_IN_USE = "The products in dependants use a tax category that is left out; give them another one first."
_CATEGORIES = (
    "A tax category that products use cannot be left out: the response is 409 `in_use`, with the IDs of the products "
    "in `dependants`."
)

OPERATIONS = {
    "getStore": Operation(
        "Get the store",
        "Returns what a storefront shows: name, address, hours, closures, taxes, tips, and whether the store is open. "
        "Orders that are due now are taken while `open` is true and `paused` is false. The `ETag` starts with the "
        "version of the settings, and can be the `If-Match` of a change. Times of `hours` are in `timeZone`.",
        _TAG,
        reads("The store", Store, _STORE),
    ),
    "getStoreSettings": Operation(
        "Get the settings",
        "Returns all settings, also those that customers do not see. Before the first change, these are the defaults: "
        "always open, pickup only, free of tax.",
        _TAG,
        reads("The settings", StoreSettings, _STORED),
    ),
    "replaceStore": Operation(
        "Replace the settings",
        f"Sets all settings. A field that is left out gets its default. {_CATEGORIES} Orders that were placed stay as "
        "they are.",
        _TAG,
        changes("The changed settings", StoreSettings, {**_STORED, "version": 4}),
        {"version_conflict": _CHANGED, "in_use": _IN_USE},
        body=_SETTINGS,
    ),
    "patchStore": Operation(
        "Change settings",
        "Changes the fields in the body and keeps the others (JSON merge patch, RFC 7396). Lists are replaced as a "
        f"whole. {_CATEGORIES} The media type can be `application/json` or `application/merge-patch+json`.",
        _TAG,
        changes("The changed settings", StoreSettings, {**_STORED, "version": 4}),
        {"version_conflict": _CHANGED, "in_use": _IN_USE},
        body={"hours": {"sunday": [{"from": "10:00", "to": "14:00"}]}},
        fields=StoreFields,
    ),
    "pauseStore": Operation(
        "Pause the store",
        "Takes no new orders until a time, or makes new orders due later. An empty object ends the pause. Orders that "
        "were placed stay as they are. The last write wins.",
        _TAG,
        reads("The pause", Pause, {"until": None, "addMinutes": 20, "updatedAt": WHEN}),
        body={"until": None, "addMinutes": 20},
    ),
    "listSlots": Operation(
        "List the slots of a day",
        "Returns all slots of a business day, which can end after midnight. The day is at most `maxDaysAhead` days "
        "ahead. An order can be due in a `free` slot.",
        _TAG,
        reads("The slots", StoreSlots, _SLOTS),
    ),
}
