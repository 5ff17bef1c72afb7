"""Stripe's API over HTTP: authentication, parameters, operations, faults and headers."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any, NamedTuple

from aiohttp import web

from local.payments.errors import Invalid, StripeError, invalid, unauthorized
from local.payments.faults import BEFORE, Fault
from local.payments.forms import Parameters, parse_form
from local.payments.ledger import Document
from local.payments.lists import page
from local.payments.shapes import API_VERSION, new_id
from local.payments.stand_in import Call, Result, StandIn, take_expand

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_Write = Callable[[str, dict[str, Any]], Document]
_Read = Callable[[str, dict[str, Any]], Document]


class _Before(NamedTuple):
    """A response that a fault gives instead of executing a request."""

    status: int
    type: str
    message: str
    code: str | None = None


_INSTEAD = {
    "unavailable": _Before(HTTPStatus.SERVICE_UNAVAILABLE, "api_error", "The service is unavailable."),
    "rate_limit": _Before(
        HTTPStatus.TOO_MANY_REQUESTS, "invalid_request_error", "Request rate limit exceeded.", "rate_limit"
    ),
}


class Api:
    """The routes below /v1. `wake` is called after each change, because there may be something to deliver."""

    def __init__(self, stand_in: StandIn, wake: Callable[[], None] = lambda: None) -> None:
        self._stand_in = stand_in
        self._wake = wake

    def routes(self, prefix: str = "") -> list[web.RouteDef]:
        intents, refunds = self._stand_in.intents, self._stand_in.refunds
        payments, one = f"{prefix}/v1/payment_intents", f"{prefix}/v1/payment_intents/{{id}}"
        return [
            web.post(payments, self._writing("create", lambda _, values: intents.create(values))),
            web.get(payments, self._reading("list", self._list("payment_intent"))),
            web.get(one, self._reading("retrieve", self._payment, public=True)),
            web.post(one, self._writing("update", intents.update)),
            web.post(f"{one}/confirm", self._writing("confirm", intents.confirm, public=True)),
            web.post(f"{one}/capture", self._writing("capture", intents.capture)),
            web.post(f"{one}/cancel", self._writing("cancel", intents.cancel)),
            web.post(f"{prefix}/v1/refunds", self._writing("refund", lambda _, values: refunds.create(values))),
            web.get(f"{prefix}/v1/refunds", self._reading("refund_read", self._list("refund"))),
            web.get(f"{prefix}/v1/refunds/{{id}}", self._reading("refund_read", self._refund)),
            web.route("*", f"{prefix}/v1/{{path:.*}}", self._reading("", _unknown)),
        ]

    def _writing(self, operation: str, write: _Write, *, public: bool = False) -> _Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            values = parse_form(await request.text())
            name = request.match_info.get("id", "")
            self._authenticate(request, name if public else None, values)
            path = request.path[request.path.index("/v1/") :]
            fault = self._fault(request, operation)
            call = Call(path, values, request.headers.get("Idempotency-Key"), fault.kind if fault else None)
            result = self._stand_in.execute(call, lambda given: write(name, given))
            try:
                self._wake()
                await _after(request, fault)
                return _respond(request, result)
            finally:
                self._stand_in.answered(call)

        return _with_errors(handle)

    def _reading(self, operation: str, read: _Read, *, public: bool = False) -> _Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            values = parse_form(request.rel_url.raw_query_string)
            name = request.match_info.get("id", "")
            self._authenticate(request, name if public else None, values)
            fault = self._fault(request, operation)
            self._stand_in.pass_time()
            if fault and fault.kind.startswith("error"):
                raise StripeError(HTTPStatus.INTERNAL_SERVER_ERROR, "api_error", "An unknown error occurred.")
            document = read(name, values)
            await _after(request, fault)
            return _respond(request, Result(HTTPStatus.OK, json.dumps(document, indent=2), new_id("req")))

        return _with_errors(handle)

    # ------------------------------------------------------------------ reads
    def _payment(self, id: str, values: dict[str, Any]) -> Document:
        expand = take_expand(values)
        Parameters(values, "client_secret")
        return self._stand_in.expanded(self._stand_in.intents.get(id), expand)

    def _refund(self, id: str, values: dict[str, Any]) -> Document:
        expand = take_expand(values)
        return self._stand_in.expanded(self._stand_in.refunds.get(id), expand)

    def _list(self, kind: str) -> _Read:
        def read(_: str, values: dict[str, Any]) -> Document:
            expand = take_expand(values)
            found = page(self._stand_in.ledger, kind, values)
            return found | {"data": [self._stand_in.expanded(one, expand) for one in found["data"]]}

        return read

    # ------------------------------------------------------------------ keys and faults
    def _authenticate(self, request: web.Request, public_id: str | None, values: dict[str, Any]) -> None:
        """Check the API key. `public_id`: the payment that the publishable key and its client secret may use.

        Raises: Invalid.
        """
        key, keys = _api_key(request), self._stand_in.keys
        if key == keys.secret:
            return
        if key != keys.publishable:
            raise unauthorized(f"Invalid API Key provided: {key[:8]}***")
        if public_id is None:
            raise unauthorized("This API call cannot be made with a publishable API key. Please use a secret API key.")
        intent = self._stand_in.intents.get(public_id)
        if values.get("client_secret") != intent["client_secret"]:
            raise invalid("The client_secret provided does not match the payment.", param="client_secret")

    def _fault(self, request: web.Request, operation: str) -> Fault | None:
        """Return the fault to apply around the execution. One that comes before it ends the request here."""
        fault = self._stand_in.faults.next(operation)
        if fault and fault.kind in BEFORE:
            if fault.kind == "cut":
                raise _cut(request)
            raise Invalid(*_INSTEAD[fault.kind])
        return fault


async def _after(request: web.Request, fault: Fault | None) -> None:
    """Apply a fault that comes after the execution."""
    if fault and fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
    elif fault and fault.kind == "cut_after":
        raise _cut(request)


def _cut(request: web.Request) -> ConnectionResetError:
    if request.transport:
        request.transport.abort()
    return ConnectionResetError("a fault cut the connection")


def _with_errors(handle: _Handler) -> _Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handle(request)
        except StripeError as error:
            return _respond(request, Result(error.status, json.dumps(error.document, indent=2), new_id("req")))
        except ConnectionResetError:
            # The client sees no response. This one goes to the connection that is already cut.
            return web.Response(status=HTTPStatus.BAD_GATEWAY)

    return answer


def _respond(request: web.Request, result: Result) -> web.Response:
    headers = {
        "Request-Id": new_id("req") if result.replayed else result.request_id,
        "Stripe-Version": request.headers.get("Stripe-Version", API_VERSION),
    }
    if key := request.headers.get("Idempotency-Key"):
        headers["Idempotency-Key"] = key
    if result.replayed:
        headers |= {"Idempotent-Replayed": "true", "Original-Request": result.request_id}
    return web.Response(status=result.status, text=result.body, content_type="application/json", headers=headers)


def _api_key(request: web.Request) -> str:
    """Return the key of the header `Authorization`, as a bearer token or as the user of basic authentication."""
    scheme, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(credentials).decode().partition(":")[0]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    if scheme.lower() != "bearer" or not credentials:
        raise unauthorized("You did not provide an API key.")
    return credentials.strip()


def _unknown(_: str, __: dict[str, Any]) -> Document:
    raise Invalid(HTTPStatus.NOT_FOUND, "invalid_request_error", "Unrecognized request URL.")
