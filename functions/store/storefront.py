"""What everybody sees of the store: settings that concern customers, and whether it is open."""

import os
from datetime import datetime
from typing import Any, NamedTuple

from bodega import clock
from bodega.currencies import shop_currency
from bodega.orders.hours import business_day, opening
from bodega.orders.settings import Pause, Settings, payment_methods
from store.settings import members
from store.store import StoreItems, read_store

# Capacity and the first number of a day would tell how much the store sells.
_INTERNAL = ("alertEmail", "autoAccept", "capacity", "capture", "numberFrom")


class Storefront(NamedTuple):
    """The document, and the version of the settings that it shows."""

    document: dict[str, Any]
    version: int


def read_storefront() -> Storefront:
    """Return the store as it is now. 1 Query, 0.5 RCU per 4 KB."""
    items = read_store()
    return Storefront(_document(items, clock.now()), items.settings["version"] if items.settings else 0)


def _document(items: StoreItems, now: datetime) -> dict[str, Any]:
    settings, pause = Settings.read(items.settings), Pause.read(items.pause)
    shown = {name: value for name, value in members(items.settings).items() if name not in _INTERNAL}
    state, paused = opening(settings, now), pause.active(now)
    return {
        **shown,
        "name": settings.name or os.environ["SHOP_NAME"],
        "payments": payment_methods(),
        "open": state.open,
        "opensAt": _time(state.opens_at),
        "closesAt": _time(state.closes_at),
        "paused": paused,
        "pausedUntil": _time(pause.until) if paused else None,
        "addMinutes": pause.add_minutes,
        "businessDay": business_day(settings, now).isoformat(),
        "timeZone": os.environ["SHOP_TIME_ZONE"],
        **shop_currency(),
    }


def _time(moment: datetime | None) -> str | None:
    return clock.timestamp(moment) if moment is not None else None
