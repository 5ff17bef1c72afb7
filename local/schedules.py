"""Runs the Schedule events of the current template, as EventBridge runs their rules."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from local.gateway.authorizer import Invoke
from local.lambdas.event_calls import event_call
from local.lambdas.pool import REPLACED
from local.lambdas.runtime_api import FunctionError
from local.template import Template
from local.template.intrinsics import ACCOUNT, REGION, STACK
from local.template.resources import Schedule
from local.terminal.console import Console

_LOOK = 1.0  # seconds between two looks for schedules that are due


class Schedules:
    """`invoke(id)` returns a call of the function with that logical id. `clock` returns seconds that only rise."""

    def __init__(
        self,
        template: Template,
        invoke: Callable[[str], Invoke],
        console: Console,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._template = template
        self._invoke = invoke
        self._console = console
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._running: set[str] = set()

    def use(self, template: Template) -> None:
        """Run this template's schedules from now on."""
        self._template = template

    async def run(self) -> None:
        """Run each schedule at once, and then at its interval, until cancelled. Its runs do not overlap."""
        async with asyncio.TaskGroup() as runs:
            while True:
                now = self._clock()
                for schedule in self._template.schedules.values():
                    if self._is_due(schedule, now):
                        self._next[schedule.name] = now + schedule.seconds
                        self._running.add(schedule.name)
                        runs.create_task(self._call(schedule))
                await self._sleep(_LOOK)

    def _is_due(self, schedule: Schedule, now: float) -> bool:
        waits = schedule.name in self._running or now < self._next.get(schedule.name, now)
        return schedule.enabled and not waits

    async def _call(self, schedule: Schedule) -> None:
        event = _scheduled_event(schedule.name) if schedule.event is None else schedule.event
        try:
            await event_call(self._invoke(schedule.function))(event)
        except FunctionError as error:
            if error.kind != REPLACED:  # the developer saved the code meanwhile
                self._report(schedule, f"{error.kind}: {error.message}")
        finally:
            self._running.discard(schedule.name)

    def _report(self, schedule: Schedule, text: str) -> None:
        function = self._template.functions.get(schedule.function)
        label = function.label if function else schedule.function
        said = self._console.style.yellow(f"schedule {schedule.name}: {text}")
        self._console.write(f"{time.strftime('%H:%M:%S')} {label:<13} {said}")


def _scheduled_event(name: str) -> dict[str, Any]:
    """Return the event of a scheduled rule.

    https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html
    """
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{STACK}-{name}"],
        "detail": {},
    }
