"""Places the orders of a day, and moves each one to its status.

A file keeps the day and the ids of its orders, so that a second run adds nothing, and an interrupted one continues.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from demo.client import Body, Client, Refused
from demo.progress import LoadError, Progress, Tally
from demo.tickets.entries import Menu, NotOffered, Order

_KEYS = uuid.UUID("3f0f5f0a-1f5e-4b53-9d0a-6f2b7a0c9d41")
_SLOT = 15 * 60  # seconds; every time zone has slots at quarters of an hour
_CHANGED = (HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
_ON_THE_WAY = {
    "placed": (),
    "accepted": ("accepted",),
    "preparing": ("accepted", "preparing"),
    "ready": ("accepted", "preparing", "ready"),
    "completed": ("accepted", "completed"),
}
_OPEN = ("placed", "accepted", "preparing", "ready")


class TicketLoader:
    """Loads the orders of the current business day with the token of an admin or of the staff.

    `file`: where the day and its orders are kept. `now`: the time of the load.
    """

    def __init__(self, client: Client, progress: Progress, file: Path, now: datetime) -> None:
        self._client = client
        self._progress = progress
        self._file = file
        self._now = now

    def load(self, orders: Sequence[Order]) -> Tally:
        """Place the orders that are missing. Before the first one of a day, complete the open ones of the last day.

        An order that the shop does not take, for example because a product is sold out, is left out.

        Raises: LoadError, Unreachable.
        """
        try:
            day = self._client.call("GET", "/store", expected=200)["businessDay"]
            kept = self._read()
            if kept["day"] != day:
                self._complete(kept["orders"].values())
                kept = {"day": day, "orders": {}, "complete": False}
            present = len(kept["orders"])
            if not kept["complete"]:
                self._place(orders, kept)
        except Refused as error:
            raise LoadError(f"The orders of the day were not placed: {error}", error.status) from error
        except KeyError as error:
            raise LoadError(f"An answer is not one of this API: {error!r}") from error
        tally = Tally(created=len(kept["orders"]) - present, kept=present)
        self._progress.finish("tickets", tally.created, tally.kept)
        return tally

    def _place(self, orders: Sequence[Order], kept: dict[str, Any]) -> None:
        menu = Menu(self._client.call("GET", "/menu", expected=200))
        for number, order in enumerate(orders, start=1):
            order_id = kept["orders"].get(str(number))
            if order_id is None:
                status, order_id = "placed", self._create(order, menu, f"{kept['day']}/{number}")
            else:
                status = self._client.call("GET", f"/orders/{order_id}", expected=200)["status"]
            if order_id is not None:
                kept["orders"][str(number)] = order_id
                self._write(kept)
                self._move(order_id, status, order)
            self._progress.step("tickets", number, len(orders))
        self._write({**kept, "complete": True})

    def _create(self, order: Order, menu: Menu, key: str) -> str | None:
        """Place an order and return its id; None if the shop does not take it."""
        at = self._due(order.later)
        try:
            cart = order.cart(menu, at)
        except NotOffered:
            return None
        quote = self._client.call("POST", "/orders/quote", cart, expected=200)
        if not quote["orderable"]:
            return None
        body = {
            **cart,
            "expectedTotal": quote["totals"]["total"],
            "payment": {"method": "counter"},
            "customer": {"name": order.name} if order.name else None,
        }
        return str(self._client.create("orders", body, str(uuid.uuid5(_KEYS, f"{key}/{at}")))["id"])

    def _due(self, minutes: int) -> str | None:
        if not minutes:
            return None
        seconds = (self._now + timedelta(minutes=minutes)).timestamp()
        return datetime.fromtimestamp(-(-seconds // _SLOT) * _SLOT, UTC).isoformat().replace("+00:00", "Z")

    def _move(self, order_id: str, status: str, order: Order) -> None:
        """Move an order from `status` to its own. One that has been moved by somebody else stays as it is."""
        if order.status == "canceled":
            if status == "placed":
                self._client.call("POST", f"/orders/{order_id}/cancellation", {"reason": "customer"}, expected=200)
            return
        steps = _ON_THE_WAY[order.status]
        if status not in ("placed", *steps):
            return
        for step in steps[steps.index(status) + 1 if status in steps else 0 :]:
            self._set_status(order_id, step, order.paid if step == "completed" else None)
        if order.paid and order.status != "completed":
            key = {"Idempotency-Key": str(uuid.uuid5(_KEYS, f"{order_id}/paid"))}
            self._client.call("POST", f"/orders/{order_id}/payments", {"method": order.paid}, key, expected=201)

    def _set_status(self, order_id: str, status: str, paid: str | None) -> None:
        body: Body = {"status": status, "paid": paid} if paid else {"status": status}
        self._client.call("PUT", f"/orders/{order_id}/status", body, expected=200)

    def _complete(self, order_ids: Iterable[str]) -> None:
        """Complete the orders that are still open, so that the queue has only those of today."""
        for order_id in order_ids:
            try:
                order = self._client.call("GET", f"/orders/{order_id}", expected=200)
                if order["status"] not in _OPEN:
                    continue
                if order["status"] == "placed":
                    self._set_status(order_id, "accepted", None)
                self._set_status(order_id, "completed", "terminal" if order["payment"]["status"] == "due" else None)
            except Refused as error:
                if error.status not in _CHANGED:
                    raise

    def _read(self) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {"day": None, "orders": {}, "complete": False}
        return kept

    def _write(self, kept: dict[str, Any]) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(kept), encoding="utf-8")
        new.replace(self._file)
