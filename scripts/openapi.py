"""Write docs/openapi.json from the code: the routes of all functions that template.yaml connects to the API.

`--check` writes nothing. It fails if the file differs from the code.
"""

import importlib
import json
import pkgutil
import sys
from pathlib import Path
from typing import Any

from bodega.api.resolver import ShopApi
from bodega.openapi.document import Document, Undocumented
from bodega.openapi.operations import Operation
from scripts.generated import ROOT, CannotGenerate, write_or_check
from scripts.template import TEMPLATE

DESCRIPTION = """\
**Tokens.** Reading the catalogue needs no token. `logIn` and `register` return an access token: send it as
`Authorization: Bearer …`. When it expires, `refresh` returns the next one. Changes to the catalogue, the administration
of users and the reports need the token of an admin.

**Bodies** are JSON objects in UTF-8 of up to 256 KB. Unknown fields are rejected, and values are not converted: `"12"`
is not a number. Money is an integer in the currency's minor unit.

**Query parameters** that an operation does not list are rejected, as unknown fields are. Each can be sent only once.

**Problems.** Every error is a problem document (RFC 9457). Branch on `code`, show `detail` to people, and name
`instance` when you ask for help. Each response lists the codes that it can have and what to do about them.

**Versions.** Items have a `version`, which is also their `ETag`. Send it as `If-Match` to change only the version that
you read, and as `If-None-Match` to download a newer version only. Every GET has an `ETag`, and every GET can be sent as
HEAD, which this document does not repeat.
"""
TAGS = {
    "menu": "The whole shop in one response",
    "products": "What the shop sells",
    "categories": "The sections of the menu",
    "customizations": "Groups of addons that customers choose from",
    "addons": "Extras that customers add to a product",
    "sessions": "Register, log in, refresh tokens, log out",
    "passwords": "Change or reset a password",
    "email": "Verify, change, restore or disown the email of an account",
    "account": "The profile, the stored data and the erasure of the caller's account",
    "addresses": "The caller's postal addresses",
    "payment methods": "The caller's payment methods: tokens of a payment provider, never card numbers",
    "loyalty": "Loyalty points and their ledger",
    "users": "Administration of customers and admins",
    "store": "The store: settings, opening hours, pause and slots",
    "orders": "Quotes, and orders of the caller",
    "order handling": "Orders as the staff handle them: the queue, statuses, payments and cancellations",
    "card payments": "Payments of the caller's orders by card, and the webhook of the payment provider",
    "analytics": "Events of orders, and reports for admins",
    "health": "Version and release, and whether the shop can serve requests",
}
BEARER = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "The `accessToken` that `logIn`, `register` and `refresh` return. It expires after 15 minutes.",
}


def build() -> dict[Path, str]:
    """Return the text of the document.

    Raises: CannotGenerate if a function, a route or a tag lacks its documentation or its counterpart.
    """
    try:
        document = merged()
    except Undocumented as error:
        raise CannotGenerate(str(error)) from None
    return {ROOT / "docs" / "openapi.json": json.dumps(document, indent=1, ensure_ascii=False) + "\n"}


def merged() -> dict[str, Any]:
    """Return the document of all functions.

    Raises: Undocumented, ValueError if two functions have different models of one name.
    """
    document = Document()
    for function in TEMPLATE.routed_functions():
        handler = TEMPLATE.function(function)["Handler"]
        document.add(resolver_of(handler), operations_of(handler.partition(".")[0]))
    used = {operation["tags"][0] for path in document.paths.values() for operation in path.values()}
    if missing := sorted(used - set(TAGS)):
        raise Undocumented(f"TAGS in scripts/openapi.py has no description of {', '.join(missing)}. Add one for each.")
    if unused := sorted(set(TAGS) - used):
        raise Undocumented(f"No operation has the tag {', '.join(unused)}. Remove it from TAGS in scripts/openapi.py.")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bodega",
            "version": "1.0.0",
            "summary": "The backend of a shop: a public catalogue, customers with their accounts, reports for admins",
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/v1", "description": "The stage that serves this document"}],
        "tags": [{"name": name, "description": description} for name, description in TAGS.items()],
        "paths": dict(sorted(document.paths.items())),
        "components": {**document.components(), "securitySchemes": {"bearer": BEARER}},
    }


def resolver_of(handler: str) -> ShopApi:
    """Return the resolver beside a handler (`users.app.handler`). Raises: Undocumented if there is none."""
    module = handler.rpartition(".")[0]
    try:
        app = getattr(importlib.import_module(module), "app", None)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise
        app = None
    if not isinstance(app, ShopApi):
        raise Undocumented(f"template.yaml gives routes to {handler}, but {module} has no ShopApi called `app`.")
    return app


def operations_of(package: str) -> dict[str, Operation]:
    """Return the operations of all modules named `openapi` in a package. Raises: Undocumented if there are none."""
    found: dict[str, Operation] = {}
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        if module.name.endswith(".openapi"):
            found |= getattr(importlib.import_module(module.name), "OPERATIONS", {})
    if not found:
        raise Undocumented(f"No module named `openapi` in functions/{package} has OPERATIONS.")
    return found


if __name__ == "__main__":
    sys.exit(write_or_check(__doc__, build, "make openapi"))
