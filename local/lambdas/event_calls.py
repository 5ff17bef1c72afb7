"""Calls of functions with events that no HTTP request causes: records of streams, and schedules."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any

from local.gateway.authorizer import Invoke


def event_call(invoke: Invoke) -> Callable[[dict[str, Any]], Awaitable[bytes]]:
    """Return a call that takes the event as an object, and gives each invocation a trace of its own."""

    async def call(event: dict[str, Any]) -> bytes:
        trace_id = f"Root=1-{int(time.time()):08x}-{secrets.token_hex(12)};Sampled=0"
        return await invoke(json.dumps(event, separators=(",", ":")).encode(), trace_id)

    return call
