"""The kitchen's queue, and the orders of a business day."""

from bodega import clock
from bodega.items import Item, Page
from bodega.orders.documents import summary_document, ticket_document
from bodega.orders.hours import business_day, opening
from bodega.orders.settings import Settings
from bodega.orders.stored import read_settings
from orders.kitchen import store

POLL_BUSY = 3
"""Seconds until a screen asks again while the store is open and an order is."""
POLL_IDLE = 15
POLL_CLOSED = 60


def queue(fulfilment: str | None) -> Item:
    """Return the open orders by due time, and after how many seconds to ask again. 1 Query, 1 GetItem."""
    tickets = [ticket_document(head) for head in store.read_queue()]
    is_open = opening(Settings.read(read_settings()), clock.now()).open
    wait = POLL_CLOSED if not is_open else POLL_BUSY if tickets else POLL_IDLE
    shown = [each for each in tickets if fulfilment in {None, each["fulfilment"]["type"]}]
    return {"items": shown, "pollAfter": wait}


def list_orders(day: str | None, status: str | None, *, limit: int, after: str | None) -> Page:
    """Return a page of a business day's orders, newest first, as the API shows them. `day`: None for the current one.

    The position names the day, so that the pages of the current day continue after it has ended.
    """
    if after is not None:
        day, _, after = after.partition("/")
    day = day or _current_day()
    items, position = store.list_day(day, status, limit=limit, after=after).map(summary_document)
    return Page(items, position and f"{day}/{position}")


def _current_day() -> str:
    """Return the current business day. 1 GetItem, 0.5 RCU."""
    return business_day(Settings.read(read_settings()), clock.now()).isoformat()
