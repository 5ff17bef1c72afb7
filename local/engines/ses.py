"""SES: the addresses that the template's functions send from are verified, as an operator does once on AWS."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import parseaddr

import aiohttp

from local.errors import LocalError
from local.template import Template
from local.template.intrinsics import REGION

SENDER = "MAIL_FROM"  # the variable that holds a function's sending address

_AUTHORIZATION = (
    f"AWS4-HMAC-SHA256 Credential=local/20250101/{REGION}/ses/aws4_request, SignedHeaders=host, Signature=0"
)


def senders(template: Template) -> set[str]:
    environments = (template.environment(function) for function in template.functions.values())
    return {parseaddr(environment[SENDER])[1] for environment in environments if SENDER in environment}


async def verify(session: aiohttp.ClientSession, url: str, addresses: Iterable[str]) -> None:
    """Raises: LocalError when SES refuses an address."""
    for address in addresses:
        request = {"EmailIdentity": address}
        headers = {"Authorization": _AUTHORIZATION}
        async with session.post(f"{url}/v2/email/identities", json=request, headers=headers) as response:
            if response.status >= 400:  # noqa: PLR2004
                raise LocalError(f"SES refuses to send from {address!r}: {(await response.text())[:200]}")
