"""The orders function: quotes, and the orders of customers."""

from bodega.api.resolver import ShopApi
from orders.placing.routes import router as placing
from orders.quoting.routes import router as quoting

app = ShopApi()
for router in (quoting, placing):
    app.include_router(router)
handler = app.handler()
