"""Delivers webhooks to the shop's endpoint."""

from __future__ import annotations

import asyncio
import contextlib

import aiohttp

from local.payments.events import Delivery
from local.payments.stand_in import StandIn

_TIMEOUT = aiohttp.ClientTimeout(total=20)  # seconds
_AT_ONCE = 8
_REVERSING = 2.0  # seconds to wait for later events, so that there is something to reverse
_SHORTEST = 0.05
_PAUSE = 1.0  # seconds between two looks at the clock, which controls can advance


class Deliverer:
    """Sends what is due, several deliveries at a time: like Stripe's, they can overtake each other."""

    def __init__(self, stand_in: StandIn, url: str) -> None:
        self._stand_in = stand_in
        self._url = url
        self._changed = asyncio.Event()

    def wake(self) -> None:
        """Look now for something to deliver."""
        self._changed.set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
            while True:
                self._stand_in.pass_time()
                deliveries = self._take()
                await asyncio.gather(*(self._send(session, delivery) for delivery in deliveries))
                if not deliveries:
                    await self._wait()

    def _take(self) -> list[Delivery]:
        events = self._stand_in.events
        due = events.next_due()
        if events.schedule.reversed and due is not None and due > -_REVERSING:
            return []
        return events.take(_AT_ONCE)

    async def _wait(self) -> None:
        due = self._stand_in.events.next_due()
        self._changed.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_PAUSE if due is None else max(_SHORTEST, min(due, _PAUSE))):
                await self._changed.wait()

    async def _send(self, session: aiohttp.ClientSession, delivery: Delivery) -> None:
        status = None
        with contextlib.suppress(aiohttp.ClientError, TimeoutError):
            async with session.post(self._url, data=delivery.body, headers=delivery.headers) as response:
                status = response.status
        self._stand_in.events.note(delivery.number, status)
