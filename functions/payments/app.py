"""The payments function: payments by card, and the webhook of their provider."""

from typing import Any

from bodega.api.body import read_body
from bodega.api.resolver import ShopApi
from payments.settling.routes import WEBHOOK, with_bytes
from payments.settling.routes import router as settling
from payments.starting.routes import router as starting


def _read_body(event: dict[str, Any]) -> dict[str, Any]:
    return with_bytes(event) if event["path"].rstrip("/") == WEBHOOK else read_body(event)


app = ShopApi(_read_body)
for router in (starting, settling):
    app.include_router(router)
handler = app.handler()
