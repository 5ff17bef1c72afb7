"""Users: accounts, their sessions, and what belongs to them. Each concern has its routes beside this file."""

import account_docs
import account_routes
import admin_routes
import identity_docs
import identity_routes
import loyalty_routes

from bodega.api.resolver import ShopApi
from bodega.observability import observed

app = ShopApi()
app.schemas += [identity_docs.models, account_docs.models]
app.include_router(identity_routes.router)
app.include_router(account_routes.router)
app.include_router(loyalty_routes.router)
app.include_router(admin_routes.router)
handler = observed(app.resolve)
