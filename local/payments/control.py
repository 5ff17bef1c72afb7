"""The controls of tests and of the page `/pay`: clock, webhooks, faults, 3-D Secure, and the books.

A web page of another origin cannot use them.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from aiohttp import web

from local.payments.cards import CARDS, CURRENT
from local.payments.errors import StripeError
from local.payments.faults import Fault
from local.payments.ledger import Document
from local.payments.schedule import Schedule
from local.payments.stand_in import StandIn

_MOST_DELIVERIES = 10_000
_MOST_PAYMENTS = 50
_Control = Callable[[web.Request, Any], Document]


class Controls:
    """The routes below /stand-in. Each takes and returns JSON."""

    def __init__(self, stand_in: StandIn, wake: Callable[[], None] = lambda: None) -> None:
        self._stand_in = stand_in
        self._wake = wake

    def routes(self, prefix: str = "") -> list[web.RouteDef]:
        base = f"{prefix}/stand-in"
        return [
            web.get(f"{base}/books", self._route(self._books)),
            web.get(f"{base}/recent", self._route(self._recent)),
            web.get(f"{base}/cards", self._route(self._cards)),
            web.get(f"{base}/clock", self._route(self._clock)),
            web.post(f"{base}/clock", self._route(self._advance)),
            web.get(f"{base}/webhooks", self._route(self._webhooks)),
            web.put(f"{base}/webhooks", self._route(self._set_webhooks)),
            web.post(f"{base}/webhooks/take", self._route(self._take)),
            web.post(f"{base}/webhooks/answers", self._route(self._answers)),
            web.post(f"{base}/events/{{id}}/repeat", self._route(self._repeat)),
            web.put(f"{base}/faults", self._route(self._set_faults)),
            web.put(f"{base}/down", self._route(self._down)),
            web.post(f"{base}/payment_intents/{{id}}/authentication", self._route(self._authentication)),
            web.post(f"{base}/keys/forget", self._route(self._forget)),
            web.post(f"{base}/reset", self._route(self._reset)),
        ]

    def _route(self, control: _Control) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def handle(request: web.Request) -> web.StreamResponse:
            origin = request.headers.get("Origin")
            if origin is not None and origin != f"http://{request.host}":
                return _problem(HTTPStatus.FORBIDDEN, "Web pages of other origins cannot use the controls.")
            try:
                document = control(request, await request.json() if request.can_read_body else {})
            except StripeError as error:
                return web.json_response(error.document, status=error.status)
            except KeyError as error:
                return _problem(HTTPStatus.BAD_REQUEST, f"Missing or unknown: {error}")
            except (ValueError, TypeError, AttributeError) as error:
                return _problem(HTTPStatus.BAD_REQUEST, str(error))
            self._wake()
            return web.json_response(document, headers={"Cache-Control": "no-store"})

        return handle

    # ------------------------------------------------------------------ books, cards and clock
    def _books(self, _: web.Request, __: Any) -> Document:
        self._stand_in.pass_time()
        return {"now": self._stand_in.clock.now(), **self._stand_in.ledger.books()}

    def _recent(self, _: web.Request, __: Any) -> Document:
        """Return the newest payments, the last one first, each with its charge."""
        self._stand_in.pass_time()
        payments = self._stand_in.ledger.newest("payment_intent", _MOST_PAYMENTS)
        return {"payments": [self._stand_in.expanded(one, ["latest_charge"]) for one in payments]}

    def _cards(self, _: web.Request, __: Any) -> Document:
        return {"cards": [_shown(name) for name in CURRENT]}

    def _clock(self, _: web.Request, __: Any) -> Document:
        return {"now": self._stand_in.clock.now()}

    def _advance(self, request: web.Request, body: Any) -> Document:
        self._stand_in.clock.advance(float(body["advance"]))
        self._stand_in.pass_time()
        return self._clock(request, body)

    # ------------------------------------------------------------------ webhooks
    def _webhooks(self, _: web.Request, __: Any) -> Document:
        return {**self._stand_in.events.schedule.document, "deliveries": self._stand_in.events.counts()}

    def _set_webhooks(self, request: web.Request, body: Any) -> Document:
        self._stand_in.events.use(Schedule.parse(body))
        return self._webhooks(request, body)

    def _take(self, _: web.Request, body: Any) -> Document:
        """Return deliveries for a test to send. `{"all": true}`: also those that are not due yet."""
        self._stand_in.pass_time()
        taken = self._stand_in.events.take(_MOST_DELIVERIES, all=bool(body.get("all")))
        deliveries = [{**delivery._asdict(), "body": base64.b64encode(delivery.body).decode()} for delivery in taken]
        return {"deliveries": deliveries}

    def _answers(self, _: web.Request, body: Any) -> Document:
        """Write down what the endpoint answered, by the number of the delivery."""
        for number, status in body["statuses"].items():
            self._stand_in.events.note(int(number), status)
        return {}

    def _repeat(self, request: web.Request, _: Any) -> Document:
        if not self._stand_in.events.repeat(request.match_info["id"]):
            raise ValueError("There is no such event.")
        return {}

    # ------------------------------------------------------------------ faults
    def _set_faults(self, _: web.Request, body: Any) -> Document:
        """`{"faults": [...], "seed": 7}` replaces all faults."""
        faults = self._stand_in.faults
        faults.arm([Fault.parse(fault) for fault in body["faults"]], body.get("seed"))
        return {"faults": faults.documents}

    def _down(self, _: web.Request, body: Any) -> Document:
        self._stand_in.faults.down = bool(body["down"])
        return {"down": self._stand_in.faults.down}

    def _authentication(self, request: web.Request, body: Any) -> Document:
        """End 3-D Secure: `{"outcome": "complete"}` or `{"outcome": "fail"}`."""
        succeeds = {"complete": True, "fail": False}[body["outcome"]]
        with self._stand_in.ledger.transaction():
            return self._stand_in.intents.authenticate(request.match_info["id"], succeeds=succeeds)

    def _forget(self, _: web.Request, __: Any) -> Document:
        self._stand_in.stored.forget()
        return {}

    def _reset(self, _: web.Request, __: Any) -> Document:
        self._stand_in.reset()
        return {}


def _shown(name: str) -> Document:
    card = CARDS[name]
    return {"id": name, "says": card.says, "number": card.number, "leaves": card.leaves}


def _problem(status: HTTPStatus, detail: str) -> web.Response:
    return web.json_response({"error": {"message": detail}}, status=status)
