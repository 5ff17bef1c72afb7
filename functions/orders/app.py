"""The orders function: quotes, orders, and what becomes of them."""

from bodega.api.resolver import ShopApi
from orders.kitchen.routes import router as kitchen
from orders.life.routes import router as life
from orders.own.routes import router as own
from orders.placing.routes import router as placing
from orders.quoting.routes import router as quoting
from orders.refunds.routes import router as refunds

app = ShopApi()
for router in (quoting, placing, own, life, refunds, kitchen):
    app.include_router(router)
handler = app.handler()
