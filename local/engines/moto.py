"""The verified senders in Moto's server, which stands in for SES."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import parseaddr
from http import HTTPStatus

import aiohttp

from local.errors import LocalError
from local.template import Template
from local.template.intrinsics import REGION

SENDER = "MAIL_FROM"  # the variable with the sender address of a function

_AUTHORIZATION = (
    f"AWS4-HMAC-SHA256 Credential=local/20250101/{REGION}/ses/aws4_request, SignedHeaders=host, Signature=0"
)


def senders(template: Template) -> set[str]:
    """Return the addresses that the template's functions send from."""
    return {parseaddr(sender)[1] for sender in template.values_of(SENDER)}


async def verify(session: aiohttp.ClientSession, url: str, addresses: Iterable[str]) -> None:
    """Verify sender addresses in SES, as an operator does once on AWS. Raises LocalError when SES rejects one."""
    for address in addresses:
        request = {"EmailIdentity": address}
        headers = {"Authorization": _AUTHORIZATION}
        async with session.post(f"{url}/v2/email/identities", json=request, headers=headers) as response:
            if response.status >= HTTPStatus.BAD_REQUEST:
                raise LocalError(f"SES does not accept the sender {address!r}: {(await response.text())[:200]}")
