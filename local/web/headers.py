"""The headers of the storefront. A deployment sends the same ones (docs/storefront.md)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_POLICY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob: data: https:",
        "connect-src": "'self'",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
)
# Stripe's documentation lists these origins.
_STRIPE: Mapping[str, str] = MappingProxyType(
    {
        "script-src": "'self' https://js.stripe.com https://*.js.stripe.com",
        "frame-src": "'self' https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com",
        "connect-src": "'self' https://api.stripe.com",
        # web/store/pay/stripe.ts creates this one Trusted Types policy: it lets in scripts of the provider only.
        "trusted-types": "default",
    }
)


def _render(policy: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in policy.items())


CONTENT_SECURITY_POLICY = _render(_POLICY)
"""The policy of every document except the one that pays by card."""

PAY_POLICY = _render({**_POLICY, **_STRIPE})
"""The policy of `/pay/...`, which loads the payment provider's script."""

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(
            f"{feature}=()"
            for feature in (
                "camera",
                "display-capture",
                "geolocation",
                "microphone",
                "payment",
                "usb",
                "browsing-topics",
            )
        ),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
)
