"""What the storefront reads at run time: `config.json`, from the template's parameters."""

from __future__ import annotations

from typing import Any

from local.template import Template

STAND_IN_SCRIPT = "/pay/stripe.js"
_LANGUAGES = ("en", "fr")
_ROUTES = {("GET", "/menu"), ("GET", "/store")}
# Currencies of several countries: their codes begin with no country's.
_WITHOUT_COUNTRY = {"EUR", "XAF", "XCD", "XOF", "XPF"}


def config(template: Template, prefix: str, stripe_script: str = STAND_IN_SCRIPT) -> dict[str, Any] | None:
    """Return the storefront's configuration; None if the API lacks the routes that the storefront starts with.

    `prefix` is the API's path. `stripe_script`: the URL of Stripe.js, by default the local stand-in's.
    """
    routes = {(route.method, route.path) for route in template.api.routes}
    if not routes >= _ROUTES:
        return None
    currency = _value(template, "SHOP_CURRENCY", "CAD")
    provider = _value(template, "PAYMENT_PROVIDER", "none")
    return {
        "api": prefix,
        "shop": _value(template, "SHOP_NAME", "Shop"),
        "currency": currency,
        "timeZone": _value(template, "SHOP_TIME_ZONE", "UTC"),
        "locale": locale(currency),
        "languages": _LANGUAGES,
        "session": "cookie",
        "payments": {"stripe": {"script": stripe_script}} if provider == "stripe" else {},
        "release": _value(template, "RELEASE", "local"),
    }


def locale(currency: str) -> str:
    """Return English as the currency's country writes it, such as `en-CA` for CAD.

    The codes of ISO 4217 begin with the country's code of ISO 3166.
    """
    return "en" if currency in _WITHOUT_COUNTRY else f"en-{currency[:2]}"


def _value(template: Template, variable: str, default: str) -> str:
    return min(template.values_of(variable), default="") or default
