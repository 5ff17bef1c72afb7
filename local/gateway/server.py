"""Handles one request as API Gateway does: limits, route, authorizer, function, response."""

from __future__ import annotations

import asyncio
import json
import time
import traceback
from collections.abc import Callable
from http import HTTPStatus

from aiohttp import web
from aiohttp.web_protocol import RequestPayloadError

from local.gateway.answers import compress, http_response
from local.gateway.authorizer import Invoke, TokenAuthorizer
from local.gateway.events import Request, proxy_event, request_context
from local.gateway.responses import GatewayError, Rendered, render
from local.gateway.routing import Match, Router
from local.gateway.target import origin_form
from local.lambdas.runtime_api import MAX_PAYLOAD, FunctionError
from local.template.resources import Api
from local.terminal.console import Console
from local.terminal.logs import Served

MAX_BODY = 10 * 1024 * 1024  # bytes; API Gateway's limit
INTEGRATION_TIMEOUT = 29.0  # seconds; API Gateway's default limit


class Gateway:
    """The API of one template.

    `invoke(id)` returns a call of the function with that logical id, `label(id)` its name for the terminal. Requests
    with the User-Agent `quiet_user_agent` are shown only when they fail.
    """

    def __init__(
        self,
        api: Api,
        invoke: Callable[[str], Invoke],
        label: Callable[[str], str],
        console: Console,
        *,
        integration_timeout: float = INTEGRATION_TIMEOUT,
        quiet_user_agent: str | None = None,
    ) -> None:
        self._api = api
        self._invoke = invoke
        self._label = label
        self._console = console
        self._timeout = integration_timeout
        self._quiet_user_agent = quiet_user_agent
        self._router = Router(api.routes)
        self._authorizers = {
            name: TokenAuthorizer(authorizer, invoke(authorizer.function))
            for name, authorizer in api.authorizers.items()
        }

    @property
    def prefix(self) -> str:
        return f"/{self._api.stage}"

    async def handle(self, http: web.Request) -> web.Response:
        """Answer one HTTP request below the stage."""
        started = time.perf_counter()
        path, _, query = origin_form(http.raw_path).partition("?")
        request = self._request(http, path.removeprefix(self.prefix) or "/", query)
        match = self._router.match(request.method, request.path)
        try:
            request = await _with_body(http, request)
            response = await self._answer(request, match)
        except GatewayError as error:
            if error.explanation:
                self._console.explain(error.explanation)
            response = render(error.kind, request, self._api.responses, error.message, error.context)
        except Exception:  # noqa: BLE001  # the terminal shows it, and the client gets a response
            # A bug of the stack itself, not of a function.
            self._console.explain(traceback.format_exc())
            response = Rendered(500, [("Content-Type", "text/plain")], b"The local stack failed; see its terminal.\n")
        response = compress(response, request, self._api.minimum_compression_size)
        milliseconds = (time.perf_counter() - started) * 1000
        function = self._label(match.route.function) if match else "-"
        quiet = self._quiet_user_agent is not None and request.header("User-Agent") == self._quiet_user_agent
        if not quiet or response.status >= HTTPStatus.BAD_REQUEST:
            self._console.request(Served(request.method, path, response.status, milliseconds, function))
        answer = _to_http(response)
        if http.content.exception() is not None:
            # The rest of this body is not the next request. aiohttp would try to read it, and log the error.
            http.content.feed_eof()
            answer.force_close()
        return answer

    def _request(self, http: web.Request, path: str, query: str) -> Request:
        return Request(
            method=http.method,
            path=path,
            query=query,
            headers=tuple((_text(name), _text(value)) for name, value in http.raw_headers),
            body=b"",
            source_ip=http.remote or "127.0.0.1",
            stage=self._api.stage,
            host=http.headers.get("Host", "127.0.0.1"),
            api_id=self._api.id,
        )

    async def _answer(self, request: Request, match: Match | None) -> Rendered:
        if match is None:
            signed = request.header("Authorization") is not None
            raise GatewayError("INVALID_SIGNATURE" if signed else "MISSING_AUTHENTICATION_TOKEN")
        authorizer = self._authorizers[match.route.authorizer] if match.route.authorizer else None
        context = await authorizer.authorize(request) if authorizer else None
        event = proxy_event(request, match, context, self._api.binary_media_types)
        payload = json.dumps(event, ensure_ascii=False).encode("utf-8", "replace")
        if len(payload) > MAX_PAYLOAD:
            raise GatewayError("REQUEST_TOO_LARGE")
        try:
            raw = await asyncio.wait_for(self._invoke(match.route.function)(payload, request.trace_id), self._timeout)
        except TimeoutError:
            raise GatewayError("INTEGRATION_TIMEOUT", context=request_context(request, match, context)) from None
        except FunctionError as error:
            explanation = f"{self._label(match.route.function)}: {error.kind}: {error.message}"
            raise GatewayError(
                "INTEGRATION_FAILURE", explanation=explanation, context=request_context(request, match, context)
            ) from None
        return http_response(raw, request, self._api.binary_media_types)


async def _with_body(http: web.Request, request: Request) -> Request:
    try:
        body = await http.read()
    except web.HTTPRequestEntityTooLarge:
        raise GatewayError("REQUEST_TOO_LARGE") from None
    except RequestPayloadError as error:
        # The body does not match its Content-Encoding or Transfer-Encoding.
        raise GatewayError("BAD_REQUEST_BODY", explanation=str(error)) from None
    return Request(**{**vars(request), "body": body})


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _to_http(response: Rendered) -> web.Response:
    # aiohttp needs a reason phrase for a status of the template that http.HTTPStatus does not know.
    known = response.status in HTTPStatus._value2member_map_
    answer = web.Response(status=response.status, body=response.body, reason=None if known else "Unknown")
    answer.headers.popall("Content-Type", None)
    for name, value in response.headers:
        answer.headers.add(name, value)
    return answer
