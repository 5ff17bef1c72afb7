"""The stand-in as a server of its own on 127.0.0.1, for tests. The local stack serves the same routes itself."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiohttp import web

from local.payments.control import Controls
from local.payments.delivery import Deliverer
from local.payments.routes import Api
from local.payments.stand_in import ProviderKeys, StandIn

_START_TIMEOUT = 60.0


@contextmanager
def running_server(path: Path | str, keys: ProviderKeys, webhook_url: str | None = None) -> Iterator[str]:
    """Serve a stand-in with its books at `path` in a thread, and yield its URL.

    Without `webhook_url`, deliveries wait until the controls take them.
    """
    loop, stop, started = asyncio.new_event_loop(), asyncio.Event(), threading.Event()
    ports: list[int] = []

    async def serve() -> None:
        stand_in = StandIn(path, keys)
        deliverer = Deliverer(stand_in, webhook_url) if webhook_url else None
        runner = web.AppRunner(application(stand_in, deliverer), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        ports.append(runner.addresses[0][1])
        started.set()
        delivering = asyncio.create_task(deliverer.run()) if deliverer else None
        await stop.wait()
        if delivering:
            delivering.cancel()
            await asyncio.gather(delivering, return_exceptions=True)
        await runner.cleanup()
        stand_in.ledger.close()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), daemon=True)
    thread.start()
    try:
        if not started.wait(_START_TIMEOUT):
            raise RuntimeError("The stand-in for Stripe did not start.")
        yield f"http://127.0.0.1:{ports[0]}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def application(stand_in: StandIn, deliverer: Deliverer | None) -> web.Application:
    def wake() -> None:
        if deliverer:
            deliverer.wake()

    app = web.Application()
    app.add_routes(Controls(stand_in, wake).routes())
    app.add_routes(Api(stand_in, wake).routes())
    return app
