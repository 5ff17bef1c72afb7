"""The stand-in for Stripe in the stack: its port, its books in the data folder, and the controls for `/pay`."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from local.engines.secrets_manager import SecretsFile
from local.pages import Routes
from local.payments.control import Controls
from local.payments.delivery import Deliverer
from local.payments.parameters import PUBLISHABLE_KEY
from local.payments.routes import Api
from local.payments.script import script_routes
from local.payments.stand_in import ProviderKeys, StandIn
from local.stack.hosts import check_host
from local.template import Template

_PREFIX = "/pay/stripe"
_SHUTDOWN = 0.1  # seconds; the functions have ended before


class LocalPayments:
    """Serves the stand-in in the process of the stack. A killed stack loses nothing: the books are on disk."""

    def __init__(self, data: Path, template: Template, reserved: socket.socket) -> None:
        folder = data / "payments"
        folder.mkdir(parents=True, exist_ok=True)
        self._stand_in = StandIn(folder / "ledger.sqlite", _keys(data, template))
        self._deliverer: Deliverer | None = None
        self._reserved = reserved
        self.url = f"http://127.0.0.1:{reserved.getsockname()[1]}"
        app = web.Application(middlewares=[check_host])
        app.add_routes(Api(self._stand_in, self._wake).routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=_SHUTDOWN)

    def page(self, _: Callable[[], str]) -> Routes:
        """Return the routes for pages that pay. They can load from the stack's own origin only."""
        api, controls = Api(self._stand_in, self._wake), Controls(self._stand_in, self._wake)
        return [*script_routes(_PREFIX), *controls.routes(_PREFIX), *api.routes(_PREFIX)]

    async def start(self) -> None:
        """Serve Stripe's API on the reserved port."""
        await self._runner.setup()
        await web.SockSite(self._runner, self._reserved).start()

    async def deliver(self, webhook_url: str) -> None:
        """Deliver webhooks until cancelled."""
        self._deliverer = Deliverer(self._stand_in, webhook_url)
        await self._deliverer.run()

    async def stop(self) -> None:
        await self._runner.cleanup()
        self._stand_in.ledger.close()

    def _wake(self) -> None:
        if self._deliverer:
            self._deliverer.wake()


def _keys(data: Path, template: Template) -> ProviderKeys:
    """Return the keys of the shop's account: those that the functions read from Secrets Manager."""
    kept = SecretsFile(data / "secrets.json").ensure(template.secrets.values())

    def value(secret_id: str) -> str:
        secret = template.secrets.get(secret_id)
        return kept[secret.name]["value"] if secret else secrets.token_hex()

    return ProviderKeys(value("PaymentKey"), PUBLISHABLE_KEY, value("PaymentWebhookKey"))
