"""The users function: accounts and their sessions, profiles, saved items and loyalty points."""

from bodega.api.resolver import ShopApi
from users.admin.routes import router as admin
from users.auth.routes import router as auth
from users.emails.routes import router as emails
from users.loyalty.routes import router as loyalty
from users.profile.routes import router as profile
from users.saved_items.routes import router as saved_items

app = ShopApi()
for router in (auth, emails, profile, saved_items, loyalty, admin):
    app.include_router(router)
handler = app.handler()
