"""The store's settings as plain data, with the values that apply before an admin has stored any.

The function store checks and writes them; this module only reads them.
"""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from bodega import business_day

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

MOST_DAYS_AHEAD = 6
"""The most that `maxDaysAhead` can be: an authorization of a card lasts a week."""

DEFAULTS: dict[str, Any] = {
    "name": None,
    "address": None,
    "phone": None,
    "taxNumber": None,
    "hours": None,
    "closures": [],
    "dayEndsAt": "00:00",
    "leadMinutes": 15,
    "slotMinutes": 15,
    "capacity": None,
    "maxDaysAhead": MOST_DAYS_AHEAD,
    "autoAccept": False,
    "acceptWithinMinutes": 10,
    "cancelUntil": "accepted",
    "holdMinutes": 10,
    "capture": "accepted",
    "alertEmail": None,
    "numberFrom": 1,
    "fulfilments": ["pickup"],
    "tips": {"percents": []},
    "taxes": {
        "pricesInclude": False,
        "rounding": "total",
        "mode": "half_up",
        "categories": [{"id": "standard", "name": "Standard", "rates": []}],
    },
    "cashRounding": 1,
}
"""The members of the settings in the API's form. `hours` of null means always open."""


class Span(NamedTuple):
    """A span of opening hours, in minutes after the midnight that begins its day. `end` > 1,440 is on the next day."""

    start: int
    end: int


class Closure(NamedTuple):
    """Days on which no span begins, both included."""

    first: date
    last: date


class Capacity(NamedTuple):
    """The most that a slot takes. `unit`: "orders" or "items"."""

    unit: str
    per_slot: int


ALWAYS: tuple[tuple[Span, ...], ...] = ((Span(0, 24 * 60),),) * 7


class Settings(NamedTuple):
    """The store's settings. `hours`: the spans of each weekday in order, Monday first.

    `taxes` and `address`: as in the API.
    """

    zone: "ZoneInfo"
    name: str | None
    address: Mapping[str, Any] | None
    phone: str | None
    tax_number: str | None
    hours: tuple[tuple[Span, ...], ...]
    closures: tuple[Closure, ...]
    day_ends_at: int
    lead_minutes: int
    slot_minutes: int
    capacity: Capacity | None
    max_days_ahead: int
    auto_accept: bool
    accept_within_minutes: int
    cancel_until: str
    hold_minutes: int
    capture: str
    alert_email: str | None
    number_from: int
    fulfilments: tuple[str, ...]
    tip_percents: tuple[int, ...]
    taxes: Mapping[str, Any]
    cash_rounding: int

    @classmethod
    def read(cls, item: Mapping[str, Any] | None, zone: "ZoneInfo | None" = None) -> "Settings":
        """Return the settings of a stored item; without an item, the default ones.

        `zone`: the shop's time zone; by default the one of the parameter TimeZone.
        """
        stored = {**DEFAULTS, **(item or {})}
        capacity = stored["capacity"]
        return cls(
            zone=zone or business_day.zone(),
            name=stored["name"],
            address=stored["address"],
            phone=stored["phone"],
            tax_number=stored["taxNumber"],
            hours=_hours(stored["hours"]),
            closures=tuple(_closure(closure) for closure in stored["closures"]),
            day_ends_at=minutes(stored["dayEndsAt"]),
            lead_minutes=int(stored["leadMinutes"]),
            slot_minutes=int(stored["slotMinutes"]),
            capacity=capacity and Capacity(capacity["unit"], int(capacity["perSlot"])),
            max_days_ahead=int(stored["maxDaysAhead"]),
            auto_accept=stored["autoAccept"],
            accept_within_minutes=int(stored["acceptWithinMinutes"]),
            cancel_until=stored["cancelUntil"],
            hold_minutes=int(stored["holdMinutes"]),
            capture=stored["capture"],
            alert_email=stored["alertEmail"],
            number_from=int(stored["numberFrom"]),
            fulfilments=tuple(stored["fulfilments"]),
            tip_percents=tuple(int(percent) for percent in stored["tips"]["percents"]),
            taxes=stored["taxes"],
            cash_rounding=int(stored["cashRounding"]),
        )


def payment_methods() -> tuple[str, ...]:
    """Return how orders can be paid: by card only with a payment provider, which a parameter of the stack chooses."""
    return ("counter",) if os.environ["PAYMENT_PROVIDER"] == "none" else ("counter", "card")


class Pause(NamedTuple):
    """`until`: no new orders before this moment. `add_minutes`: how much later the due times of new orders are."""

    until: datetime | None
    add_minutes: int

    @classmethod
    def read(cls, item: Mapping[str, Any] | None) -> "Pause":
        """Return the pause of a stored item; without an item, none."""
        if not item:
            return cls(None, 0)
        until = item.get("until")
        return cls(until and datetime.fromisoformat(until).astimezone(UTC), int(item.get("addMinutes", 0)))

    def active(self, moment: datetime) -> bool:
        """Return whether the store takes no new orders at this moment."""
        return self.until is not None and moment < self.until


@lru_cache(maxsize=256)
def minutes(time: str) -> int:
    """Return the minutes from midnight to a time such as `17:30`."""
    return int(time[:2]) * 60 + int(time[3:])


def _hours(stored: Mapping[str, list[dict[str, str]]] | None) -> tuple[tuple[Span, ...], ...]:
    if stored is None:
        return ALWAYS
    return tuple(tuple(sorted(span(each["from"], each["to"]) for each in stored.get(day, ()))) for day in WEEKDAYS)


def span(start: str, end: str) -> Span:
    """Return the span between two times. An end that is not after the start is on the next day."""
    first, last = minutes(start), minutes(end)
    return Span(first, last if last > first else last + 24 * 60)


def _closure(stored: Mapping[str, str]) -> Closure:
    return Closure(date.fromisoformat(stored["from"]), date.fromisoformat(stored["to"]))
