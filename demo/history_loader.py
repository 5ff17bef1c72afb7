"""Reports the demo shop's past to its analytics: what is missing of it, several requests at a time."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from demo.client import Client, Refused
from demo.history import Event, History, Product
from demo.loader import LoadError, Tally
from demo.progress import Progress

YEAR = timedelta(days=365)
BATCH = 25  # the most events that a request may have
CONNECTIONS = 4


class HistoryLoader:
    """`connect` opens a connection of its own for each thread."""

    def __init__(self, client: Client, connect: Callable[[], Client], progress: Progress) -> None:
        self._client = client
        self._connect = connect
        self._progress = progress

    def load(self, now: datetime) -> Tally:
        """Sends the year before `now`, from where it is not there yet.

        Raises LoadError and Unreachable; what was sent until then stays.
        """
        try:
            zone = ZoneInfo(self._report("")["timeZone"])
            today = now.astimezone(zone).date()
            first = today - YEAR
            series = self._report(f"&from={first}&to={today}")
            products = [Product(item["id"], item["name"], item["price"]) for item in self._client.items("products")]
            if not products:
                raise LoadError("The shop has no products that it could have sold: load the demo catalogue first.")
            days = History(zone, products).days(first, today, now)
            begin = _begin(days, series)
        except Refused as error:
            raise LoadError(f"What the shop sold could not be read: {error}", error.status) from error
        except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as error:
            raise LoadError(f"The report of orders is not what this API answers: {error!r}") from error
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
                    self._progress.step("history", tally.created + tally.kept, len(events))
            except Refused as error:
                raise LoadError(f"Orders of the past were not taken: {error}", error.status) from error
            except KeyError as error:
                raise LoadError(f"The answer to events is not what this API answers: {error!r}") from error
            finally:
                # After a failure or Ctrl-C, none is begun of those that wait.
                pool.shutdown(cancel_futures=True)
        self._progress.finish("history", tally.created, tally.kept)
        return tally


def _begin(days: Mapping[date, Sequence[Event]], series: Mapping[str, Any]) -> date:
    """The first day of which something is missing, at the latest the last day that has orders.

    A load that was cut off had several requests under way: a day after the first gap may have its orders already.
    """
    present = zip(series["labels"], series["series"]["orders"], series["series"]["refunds"], strict=True)
    begin = next(iter(days))
    for label, orders, refunds in present:
        day = date.fromisoformat(label)
        if orders:
            begin = day
        given_back = sum(event.refund for event in days.get(day, ()))
        if orders < len(days.get(day, ())) - given_back or refunds < given_back:
            return day
    return begin


def _batches(events: Sequence[Event]) -> Iterator[Sequence[Event]]:
    for begin in range(0, len(events), BATCH):
        yield events[begin : begin + BATCH]
