"""Reports the missing demo orders to the shop's analytics, several requests at a time."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from demo.client import Client, Refused
from demo.orders.generator import DemoOrders, Event, Product
from demo.progress import LoadError, Progress, Tally

DAYS = 365
BATCH = 25  # the API's limit of events per request
CONNECTIONS = 4


class OrderLoader:
    """Loads the orders of the last `days`. `connect` opens one connection per thread."""

    def __init__(self, client: Client, connect: Callable[[], Client], progress: Progress, days: int = DAYS) -> None:
        self._client = client
        self._connect = connect
        self._progress = progress
        self._span = timedelta(days=days)

    def load(self, now: datetime) -> Tally:
        """Send the events of the days before `now`, from the first day that is incomplete.

        Raises LoadError and Unreachable. Events that were sent before the error stay.
        """
        try:
            zone = ZoneInfo(self._report("")["timeZone"])
            today = now.astimezone(zone).date()
            first = today - self._span
            series = self._report(f"&from={first}&to={today}")
            products = [Product(item["id"], item["name"], item["price"]) for item in self._client.items("products")]
            if not products:
                raise LoadError("The shop has no products. Load the demo catalogue first.")
            days = DemoOrders(zone, products).days(first, today, now)
            begin = _begin(days, series)
        except Refused as error:
            raise LoadError(f"Cannot read the orders of the shop: {error}", error.status) from error
        except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
            raise LoadError(f"The report of orders is not an answer of this API: {error!r}") from error
        return self._send([event for day, events in days.items() if day >= begin for event in events])

    def _report(self, days: str) -> dict[str, Any]:
        return self._client.call("GET", f"/analytics/orders?interval=day{days}", expected=200)

    def _send(self, events: Sequence[Event]) -> Tally:
        tally = Tally()
        with ExitStack() as connections:
            pool = ThreadPoolExecutor(CONNECTIONS)
            local = threading.local()

            def send(batch: Sequence[Event]) -> dict[str, Any]:
                if not hasattr(local, "client"):
                    local.client = connections.enter_context(closing(self._connect()))
                client: Client = local.client
                body: dict[str, object] = {"events": [event.body for event in batch]}
                return client.call("POST", "/analytics/events", body, expected=202)

            try:
                for taken in pool.map(send, _batches(events)):
                    tally.created += taken["accepted"]
                    tally.kept += taken["repeated"]
                    self._progress.step("orders", tally.created + tally.kept, len(events))
            except Refused as error:
                raise LoadError(f"The shop rejected demo orders: {error}", error.status) from error
            except KeyError as error:
                raise LoadError(f"The response to events is not an answer of this API: {error!r}") from error
            finally:
                # After a failure or Ctrl-C, do not start the waiting requests.
                pool.shutdown(cancel_futures=True)
        self._progress.finish("orders", tally.created, tally.kept)
        return tally


def _begin(days: Mapping[date, Sequence[Event]], series: Mapping[str, Any]) -> date:
    """Return the first incomplete day, or else the last day that has orders.

    An interrupted load had several requests in progress, so days after the first incomplete one can be complete.
    """
    present = zip(series["labels"], series["series"]["orders"], series["series"]["refunds"], strict=True)
    begin = next(iter(days))
    for label, orders, refunds in present:
        day = date.fromisoformat(label)
        if orders:
            begin = day
        refunded = sum(event.refund for event in days.get(day, ()))
        if orders < len(days.get(day, ())) - refunded or refunds < refunded:
            return day
    return begin


def _batches(events: Sequence[Event]) -> Iterator[Sequence[Event]]:
    for begin in range(0, len(events), BATCH):
        yield events[begin : begin + BATCH]
