"""A TOKEN authorizer: calls its function, caches the answer, and evaluates the policy in it for each method."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from local.gateway.events import Request, authorizer_event
from local.gateway.policy import Decision, InvalidPolicy, evaluate
from local.gateway.responses import GatewayError
from local.lambdas.runtime_api import FunctionError
from local.template.resources import Authorizer

Invoke = Callable[[bytes, str], Awaitable[bytes]]  # from payload and trace id to the function's answer

_MAX_CACHED = 1000


class _Answer(NamedTuple):
    policy: Any
    context: dict[str, Any]
    latency: int


class TokenAuthorizer:
    """One authorizer with its cache. The cache's key is only the token, so one answer serves every method."""

    def __init__(self, declaration: Authorizer, invoke: Invoke, now: Callable[[], float] = time.monotonic) -> None:
        self._declaration = declaration
        self._invoke = invoke
        self._now = now
        self._cache: dict[str, tuple[float, _Answer]] = {}

    async def authorize(self, request: Request) -> dict[str, Any]:
        """Return the authorizer's context for the function's event. Raises GatewayError when access is denied."""
        token = request.header(self._declaration.header)
        validation = self._declaration.validation
        if not token or (validation and not re.match(validation, token)):
            raise GatewayError("UNAUTHORIZED")
        answer = self._cached(token) or await self._ask(request, token)
        try:
            decision = evaluate(answer.policy, request.method_arn)
        except InvalidPolicy as error:
            raise GatewayError("AUTHORIZER_CONFIGURATION_ERROR", explanation=f"Invalid policy: {error}") from None
        if decision is not Decision.ALLOW:
            explicit = " with an explicit deny" if decision is Decision.EXPLICIT_DENY else ""
            message = f"User is not authorized to access this resource{explicit}"
            raise GatewayError("ACCESS_DENIED", message, context={"authorizer": answer.context})
        return {**answer.context, "integrationLatency": answer.latency}

    def _cached(self, token: str) -> _Answer | None:
        expires, answer = self._cache.get(token, (0.0, None))
        return answer if expires > self._now() else None

    async def _ask(self, request: Request, token: str) -> _Answer:
        started = self._now()
        payload = json.dumps(authorizer_event(request, token)).encode()
        try:
            raw = await self._invoke(payload, request.trace_id)
        except FunctionError as error:
            # API Gateway answers 401 for this message, and treats every other one as a failure.
            if error.message == "Unauthorized":
                raise GatewayError("UNAUTHORIZED") from None
            explanation = f"{error.kind}: {error.message}"
            raise GatewayError("AUTHORIZER_FAILURE", explanation=explanation) from None
        answer = _parse(raw, int((self._now() - started) * 1000))
        if self._declaration.ttl:
            if len(self._cache) >= _MAX_CACHED:
                self._cache.clear()
            self._cache[token] = (self._now() + self._declaration.ttl, answer)
        return answer


def _parse(raw: bytes, latency: int) -> _Answer:
    document = json.loads(raw)
    if not isinstance(document, dict) or not isinstance(document.get("principalId"), str):
        explanation = "The authorizer's answer has no principalId."
        raise GatewayError("AUTHORIZER_CONFIGURATION_ERROR", explanation=explanation)
    context = document.get("context") or {}
    if not isinstance(context, dict):
        raise GatewayError("AUTHORIZER_CONFIGURATION_ERROR", explanation="The authorizer's context is not an object.")
    stringified = {name: _stringify(name, value) for name, value in context.items() if value is not None}
    return _Answer(document.get("policyDocument"), {**stringified, "principalId": document["principalId"]}, latency)


def _stringify(name: str, value: Any) -> str:
    """Return a context value as a string, which is how functions get it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    explanation = f"The authorizer's context value {name} is not a string, number or boolean."
    raise GatewayError("AUTHORIZER_CONFIGURATION_ERROR", explanation=explanation)
