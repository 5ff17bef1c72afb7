"""Places the orders of a day, and moves each one to its status.

A file keeps the day and the ids of its orders, so that a second run adds nothing, and an interrupted one continues.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from time import sleep
from typing import Any, Protocol

from demo.client import Body, Client, Refused
from demo.progress import LoadError, Progress, Tally
from demo.tickets.cards import EMAIL
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
_CHARGING_SECONDS = 30.0
_LOOK_SECONDS = 0.5


class Buyers(Protocol):
    """Guests who pay by card."""

    def register(self) -> str:
        """Return the token of a new guest."""

    def buy(self, guest_token: str, body: Body, key: str, card: str) -> str | None:
        """Place an order, with an idempotency key, and pay for it with a test card.

        Return its ID, or None if it cannot be paid by card.
        """


class TicketLoader:
    """Loads the orders of the current business day with the token of an admin or of the staff.

    `file`: where the day and its orders are kept. `now`: the time of the load. `buyers`: without them, or if the
    shop takes no cards, the orders that would be paid by card are paid at the terminal.
    """

    def __init__(
        self, client: Client, progress: Progress, file: Path, now: datetime, buyers: Buyers | None = None
    ) -> None:
        self._client = client
        self._progress = progress
        self._file = file
        self._now = now
        self._buyers = buyers

    def load(self, orders: Sequence[Order]) -> Tally:
        """Place the orders that are missing. Before the first one of a day, complete the open ones of the last day.

        An order that the shop does not take, for example because a product is sold out, is left out.

        Raises: LoadError, Unreachable.
        """
        try:
            store = self._client.call("GET", "/store", expected=200)
            day = store["businessDay"]
            if "card" not in store["payments"]:
                self._buyers = None
            kept = self._read()
            if kept["day"] != day:
                self._complete(kept["orders"].values())
                kept = {"day": day, "orders": {}, "guests": {}, "complete": False}
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
                status, order_id = "placed", self._create(order, menu, number, kept)
            else:
                status = self._client.call("GET", f"/orders/{order_id}", expected=200)["status"]
            if order_id is not None:
                kept["orders"][str(number)] = order_id
                self._write(kept)
                self._move(order_id, status, order)
            self._progress.step("tickets", number, len(orders))
        self._write({**kept, "complete": True})

    def _create(self, order: Order, menu: Menu, number: int, kept: dict[str, Any]) -> str | None:
        """Place an order and return its id; None if the shop does not take it."""
        at = self._due(order.later)
        try:
            cart = order.cart(menu, at)
        except NotOffered:
            return None
        quote = self._client.call("POST", "/orders/quote", cart, expected=200)
        if not quote["orderable"]:
            return None
        body = {**cart, "expectedTotal": quote["totals"]["total"], "payment": {"method": "counter"}}
        key = str(uuid.uuid5(_KEYS, f"{kept['day']}/{number}/{at}"))
        if order.card and self._buyers:
            guest = {"name": order.name, "email": EMAIL}
            return self._buyers.buy(self._guest(number, kept), {**body, "customer": guest}, key, order.card)
        customer = {"name": order.name} if order.name else None
        return str(self._client.create("orders", {**body, "customer": customer}, key)["id"])

    def _guest(self, number: int, kept: dict[str, Any]) -> str:
        """Return the token of the guest who places an order, the same one when an interrupted load continues."""
        guests = kept.setdefault("guests", {})
        if str(number) not in guests and self._buyers:
            guests[str(number)] = self._buyers.register()
            self._write(kept)
        return str(guests[str(number)])

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
        paid = order.paid or ("terminal" if order.card and not self._buyers else None)
        for step in steps[steps.index(status) + 1 if status in steps else 0 :]:
            self._set_status(order_id, step, paid if step == "completed" else None)
        if paid and order.status != "completed":
            self._post(f"/orders/{order_id}/payments", {"method": paid}, f"{order_id}/paid")
        if order.refund and self._is_paid(order_id):
            body: Body = {"lines": [{"line": 1, "quantity": order.refund}], "reason": "quality"}
            self._post(f"/orders/{order_id}/refunds", body, f"{order_id}/refund")

    def _post(self, path: str, body: Body, key: str) -> None:
        self._client.call("POST", path, body, {"Idempotency-Key": str(uuid.uuid5(_KEYS, key))}, expected=201)

    def _is_paid(self, order_id: str) -> bool:
        """Return whether the order is paid, and wait for a card that is being charged."""
        for _ in range(int(_CHARGING_SECONDS / _LOOK_SECONDS)):
            payment = self._client.call("GET", f"/orders/{order_id}", expected=200)["payment"]["status"]
            if payment != "authorized":
                return bool(payment == "paid")
            sleep(_LOOK_SECONDS)
        return False

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
                self._set_status(order_id, "completed", "terminal" if order["unpaid"] else None)
            except Refused as error:
                if error.status not in _CHANGED:
                    raise

    def _read(self) -> dict[str, Any]:
        try:
            kept: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {"day": None, "orders": {}, "guests": {}, "complete": False}
        return kept

    def _write(self, kept: dict[str, Any]) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(kept), encoding="utf-8")
        new.replace(self._file)
