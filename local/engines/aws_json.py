"""A client of AWS's JSON protocol for the engines on this machine: no signature, no retries.

The stack makes a dozen calls at its start. Importing boto3 takes longer than the calls.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import aiohttp

from local.template.intrinsics import REGION


class AwsError(Exception):
    """The service answered with an error. `code` is its name, such as ResourceInUseException."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class AwsJson:
    """One service at one URL. `prefix` begins its X-Amz-Target; `service` is part of its credential scope."""

    def __init__(self, session: aiohttp.ClientSession, url: str, service: str, prefix: str) -> None:
        self._session = session
        self._url = url
        self._prefix = prefix
        scope = f"local/20250101/{REGION}/{service}/aws4_request"
        self._authorization = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"

    async def call(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        """Call one operation and return the answer. Raises AwsError."""
        headers = {
            "Authorization": self._authorization,
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": f"{self._prefix}.{operation}",
        }
        async with self._session.post(self._url, data=json.dumps(request), headers=headers) as response:
            body = json.loads(await response.read())
        if response.status >= HTTPStatus.BAD_REQUEST:
            code = str(body.get("__type", response.status)).rpartition("#")[2]
            raise AwsError(code, str(body.get("message") or body.get("Message") or ""))
        answer: dict[str, Any] = body
        return answer
