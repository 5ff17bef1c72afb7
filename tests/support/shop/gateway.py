"""The local stack's gateway in front of functions in this process: real routes and policies, no sockets."""

import asyncio
import gzip
import io
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from harness import ROOT
from harness.aws.policy_simulator import running
from harness.shop.client import Answer
from harness.shop.events import lambda_context
from harness.shop.functions import load_app
from local.gateway.answers import compress
from local.gateway.events import Request
from local.gateway.responses import GatewayError, Rendered, render
from local.gateway.server import Gateway
from local.lambdas.runtime_api import FunctionError
from local.template import read_template
from local.terminal.console import Console

Invoke = Callable[[bytes, str], Awaitable[bytes]]


class InProcessGateway:
    """Sends requests through the gateway. `explanations`: what it writes to the terminal."""

    def __init__(self, cache_seconds: int = 0) -> None:
        template = read_template(ROOT / "template.yaml", {"AuthorizerCacheSeconds": str(cache_seconds)})
        self._labels = {name: function.label for name, function in template.functions.items()}
        self.explanations = io.StringIO()
        self._gateway = Gateway(template.api, self._invoke, self._labels.__getitem__, Console(self.explanations))
        self._api = template.api
        self._loop = asyncio.new_event_loop()

    def close(self) -> None:
        self._loop.close()

    def send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Sequence[tuple[str, str]] = (),
        *,
        query: str = "",
        source_ip: str = "192.0.2.1",
    ) -> Answer:
        """Send a raw request: nothing is encoded, checked or added."""
        request = Request(method, path, query, tuple(headers), body, source_ip, self._api.stage, "api.example")
        rendered = self._loop.run_until_complete(self._answer(request))
        named: dict[str, list[str]] = {}
        for name, value in rendered.headers:
            named.setdefault(name, []).append(value)
        answered = {name: ", ".join(values) for name, values in named.items()}
        body = gzip.decompress(rendered.body) if answered.get("Content-Encoding") == "gzip" else rendered.body
        return Answer(rendered.status, answered, body.decode() or None)

    def call(self, method: str, url: str, body: Any = None, *, token: str | None = None, **headers: str) -> Answer:
        """Send a request with a JSON body. In the names of other headers, `_` stands for `-`."""
        path, _, query = url.partition("?")
        sent = [(name.replace("_", "-"), value) for name, value in headers.items()]
        if token is not None:
            sent.append(("Authorization", f"Bearer {token}"))
        content = b""
        if body is not None:
            sent.append(("Content-Type", "application/json"))
            content = json.dumps(body).encode()
        return self.send(method, path, content, sent, query=query)

    async def _answer(self, request: Request) -> Rendered:
        """Return the response, as `Gateway.handle` does."""
        try:
            response = await self._gateway._answer(request, self._gateway._router.match(request.method, request.path))
        except GatewayError as error:
            self.explanations.write(f"{error.explanation or ''}\n")
            response = render(error.kind, request, self._api.responses, error.message, error.context)
        return compress(response, request, self._api.minimum_compression_size)

    def _invoke(self, function: str) -> Invoke:
        label = self._labels[function]

        async def invoke(payload: bytes, _: str) -> bytes:
            try:
                with running(label):
                    answer = load_app(label).handler(json.loads(payload), lambda_context(label))
            except Exception as error:  # as Lambda's runtime reports it
                raise FunctionError(type(error).__name__, str(error)) from error
            return json.dumps(answer).encode()

        return invoke
