"""The slots of a business day, and which of them have room."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from bodega import clock
from bodega.business_day import read_day
from bodega.errors import FieldError, ValidationFailed, counted, one_of
from bodega.orders.hours import Slot, business_day, earliest_due, slots
from bodega.orders.settings import Pause, Settings
from store.store import read_store, read_taken

FULFILMENTS: Final = ("pickup", "dineIn")


def list_slots(day: str | None, fulfilment: str | None) -> dict[str, Any]:
    """Return the slots of a business day. 1 Query, and with a capacity another one; 0.5 RCU per 4 KB each.

    Raises: ValidationFailed for a day on which nothing can be ordered, or a fulfilment that the store does not offer.
    """
    chosen = read_day("date", day) if day is not None else None
    items = read_store()
    settings, pause, now = Settings.read(items.settings), Pause.read(items.pause), clock.now()
    shown = _checked_day(settings, chosen, now)
    offered = _checked_fulfilment(settings, fulfilment)
    taken = read_taken(shown.isoformat()) if settings.capacity else {}
    first = None if pause.active(now) else earliest_due(settings, pause, now)
    return {
        "date": shown.isoformat(),
        "fulfilment": offered,
        "items": [_document(slot, settings, taken, first) for slot in slots(settings, shown)],
    }


def _checked_day(settings: Settings, day: date | None, now: datetime) -> date:
    today = business_day(settings, now)
    last = today + timedelta(days=settings.max_days_ahead)
    if day is not None and not today <= day <= last:
        ahead = counted(settings.max_days_ahead, "day")
        rule = f"must be from {today} to {last}: the store takes orders {ahead} ahead"
        raise ValidationFailed([FieldError("date", rule, "parameter")])
    return day or today


def _checked_fulfilment(settings: Settings, fulfilment: str | None) -> str:
    if fulfilment is not None and fulfilment not in settings.fulfilments:
        rule = f"must be {one_of(settings.fulfilments)}, as the store offers no other"
        raise ValidationFailed([FieldError("fulfilment", rule, "parameter")])
    return fulfilment or settings.fulfilments[0]


def _document(slot: Slot, settings: Settings, taken: dict[str, int], first: datetime | None) -> dict[str, str]:
    """Return a slot as the API shows it. `first`: when an order that is placed now can be due; None while paused."""
    start = clock.timestamp(slot.start)
    if first is None or slot.start < first:
        status = "closed"
    elif settings.capacity and taken.get(start, 0) >= settings.capacity.per_slot:
        status = "full"
    else:
        status = "free"
    return {"from": start, "to": clock.timestamp(slot.end), "status": status}
