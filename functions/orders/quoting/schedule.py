"""When an order can be ready: the slot that it gets, or the problem that it has. No I/O of its own."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bodega.clock import timestamp
from bodega.errors import counted
from bodega.orders.hours import (
    Opening,
    Slot,
    business_day,
    day_start,
    earliest_due,
    first_slot_from,
    opening,
    slot_at,
    slots,
    slots_from,
)
from bodega.orders.settings import Pause, Settings
from orders.pricing.cart import Problem
from orders.quoting.cart import Cart

Taken = Callable[[date], Mapping[str, int]]
"""Returns the units that are taken in the slots of a business day, by their start."""

_DAY = timedelta(days=1)
_TYPE, _AT = "/fulfilment/type", "/fulfilment/at"


class Due(NamedTuple):
    """The slot in which an order is to be ready. `units`: what it takes of the slot; None without a capacity."""

    day: date
    slot: Slot
    units: int | None = None


class Store(NamedTuple):
    """The store at a moment."""

    settings: Settings
    pause: Pause
    now: datetime

    @property
    def earliest(self) -> datetime:
        """The earliest moment at which a new order can be ready."""
        return earliest_due(self.settings, self.pause, self.now)


def due_of(cart: Cart, store: Store, taken: Taken) -> tuple[Due | None, list[Problem]]:
    """Return the slot of a cart, and the problems. Without a slot there is at least one problem.

    `taken` is only asked for the slots of a day if the store has a capacity.
    """
    problems = []
    if cart.fulfilment.type not in store.settings.fulfilments:
        detail = f"The store does not offer {cart.fulfilment.type}."
        problems.append(Problem("fulfilment_not_offered", _TYPE, detail, {"offered": list(store.settings.fulfilments)}))
    if store.pause.active(store.now):
        return None, [*problems, _closed(store.pause.until, "The store takes no orders at the moment.")]
    at = cart.fulfilment.at
    due = _soonest(cart, store, taken) if at is None else _at(at, cart, store, taken)
    return (None, [*problems, due]) if isinstance(due, Problem) else (due, problems)


def _soonest(cart: Cart, store: Store, taken: Taken) -> Due | Problem:
    """Return the first slot with room today, or before the store closes if that is later."""
    state = opening(store.settings, store.now)
    if not state.open:
        return _closed(state.opens_at, "The store is closed.")
    full = False
    for day, slot in _slots_before_closing(store, state):
        if _has_room(slot, day, cart, store.settings, taken):
            return _due(slot, day, cart, store.settings)
        full = True
    if full:
        return _full(None, cart, store.settings)
    following = first_slot_from(store.settings, store.earliest)
    return _closed(following and following.start, "The store closes before the order could be ready.")


def _slots_before_closing(store: Store, state: Opening) -> Iterator[tuple[date, Slot]]:
    """Yield the slots of today, and those of tomorrow that begin before the store closes."""
    today = business_day(store.settings, store.now)
    for slot in slots_from(store.settings, store.earliest):
        day = business_day(store.settings, slot.start)
        # A store that is always open has no closing time. Midnight does not end its orders.
        if day > today + _DAY or (day > today and state.closes_at is not None and slot.start >= state.closes_at):
            return
        yield day, slot


def _at(at: datetime, cart: Cart, store: Store, taken: Taken) -> Due | Problem:
    """Return the slot that a moment lies in."""
    settings = store.settings
    last = business_day(settings, store.now) + timedelta(days=settings.max_days_ahead)
    if at < store.now:
        return _too_soon(store)
    if at >= day_start(settings, last + _DAY):
        detail = f"Orders can be placed for {last.isoformat()} at the latest."
        return Problem("too_far_ahead", _AT, detail, {"lastDay": last.isoformat()})
    slot = slot_at(settings, at)
    if slot is None:
        return _closed(opening(settings, at).opens_at, "The store is closed at this time.")
    if slot.start < store.earliest:
        return _too_soon(store)
    day = business_day(settings, slot.start)
    if _has_room(slot, day, cart, settings, taken):
        return _due(slot, day, cart, settings)
    rest = (each for each in slots(settings, day) if each.start > slot.start)
    return _full(next((each for each in rest if _has_room(each, day, cart, settings, taken)), None), cart, settings)


def _has_room(slot: Slot, day: date, cart: Cart, settings: Settings, taken: Taken) -> bool:
    capacity = settings.capacity
    if capacity is None:
        return True
    used = taken(day).get(timestamp(slot.start), 0)
    return used + (_units(cart, settings) or 0) <= capacity.per_slot


def _due(slot: Slot, day: date, cart: Cart, settings: Settings) -> Due:
    return Due(day, slot, _units(cart, settings))


def _units(cart: Cart, settings: Settings) -> int | None:
    if settings.capacity is None:
        return None
    return 1 if settings.capacity.unit == "orders" else cart.pieces


def _closed(opens_at: datetime | None, detail: str) -> Problem:
    return Problem("store_closed", _AT, detail, {"opensAt": opens_at and timestamp(opens_at)})


def _too_soon(store: Store) -> Problem:
    first = first_slot_from(store.settings, store.earliest)
    members = {"earliest": first and timestamp(first.start)}
    return Problem("too_soon", _AT, "The order cannot be ready by then.", members)


def _full(following: Slot | None, cart: Cart, settings: Settings) -> Problem:
    detail = "This time is fully booked." if following else "The rest of the day is fully booked."
    if settings.capacity is not None and (_units(cart, settings) or 0) > settings.capacity.per_slot:
        detail = f"An order can have at most {counted(settings.capacity.per_slot, 'piece')}."
    return Problem("slot_full", _AT, detail, {"next": following and timestamp(following.start)})
